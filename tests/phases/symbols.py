#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The bundled table of symbols and lines against what others say.

Of the kernel and the programs: nm for every symbol, addr2line for every line.
Of the BIOS and the boot loader: the sources for every symbol and every line,
ndisasm for every instruction that a line stands for.
"""
import os
import re
import subprocess
import sys

GUEST = "build/guest"
TABLE = "phases/images/symbols.txt"
SYNONYMS = {
    "je": "jz", "jne": "jnz", "jb": "jc", "jnae": "jc", "jae": "jnc",
    "jnb": "jnc", "jbe": "jna", "jnbe": "ja", "jnge": "jl", "jnl": "jnl",
    "jge": "jnl", "jle": "jng", "jnle": "jg", "jpe": "jpe", "jp": "jpe",
    "jnp": "jpo", "repe": "repe", "repz": "repe", "repnz": "repne",
    "setc": "setc", "setb": "setc", "sete": "setz", "setne": "setnz",
    "retn": "ret", "loopnz": "loopne", "loopz": "loope",
    "pusha": "pusha", "pushaw": "pusha", "xlatb": "xlatb", "xlat": "xlatb",
}
failures = []


def fail(text):
    failures.append(text)


def skip(why):
    print(why)
    sys.exit(77)


def output(*command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          text=True, **more).stdout


class Image:
    def __init__(self, name):
        self.name, self.symbols, self.rows, self.parts = name, [], [], []


def read_table():
    """Rows are (address, file, line, text), with file None at an end."""
    images, file = [], None
    with open(TABLE) as table:
        for text in table:
            kind, rest = text.rstrip("\n").split(" ", 1)
            words = rest.split(" ")
            if kind == "image":
                images.append(Image(rest))
            elif kind == "part":
                images[-1].parts.append((int(words[0], 16), int(words[1], 16),
                                         words[2], int(words[3], 16)))
            elif kind == "symbol":
                images[-1].symbols.append((int(words[0], 16), words[1]))
            elif kind == "file":
                file = rest
            elif kind == "line":
                address, line, source = (rest + " ").split(" ", 2)
                images[-1].rows.append((int(address, 16), file, int(line),
                                        source.rstrip(" ")))
            elif kind == "end":
                images[-1].rows.append((int(rest, 16), None, 0, ""))
            elif kind != "at":
                fail("unknown line in the table: %s" % text)
    return images


sources = {}


def source(file):
    if file not in sources:
        with open(file) as lines:
            sources[file] = [""] + [line.rstrip("\n") for line in lines]
    return sources[file]


def joined(file, line):
    """A line, with those that a backslash at its end brings."""
    text = source(file)[line]
    while text.endswith("\\") and file.endswith((".asm", ".inc")):
        line += 1
        text = text[:-1] + source(file)[line]
    return text


def squeeze(text):
    return " ".join(text.split())


def check_rows(image):
    last = -1
    for address, file, line, text in image.rows:
        if address < last or (file and address == last):
            fail("%s: row %x is out of order" % (image.name, address))
        last = address
        if file and squeeze(joined(file, line)) != squeeze(text):
            fail("%s: %s:%d is not %s" % (image.name, file, line, text))
    for (start, file, _, _), (_, _, _, _) in zip(image.rows, image.rows[1:]):
        if file and not any(a <= start < a + n for a, n, _, _ in image.parts):
            fail("%s: %x is no code" % (image.name, start))


# --- the kernel and the programs ---

def check_elf(image):
    path = GUEST + ("/kernel" if image.name == "kernel" else
                    "/BIN/" + image.name.upper()) + ".debug.elf"
    rows = {row[0]: row for row in image.rows if row[1]}
    wanted = set()
    for entry in output("nm", path).splitlines():
        address, kind, name = entry.split()
        if kind in "tT" and not name.startswith("..@") and name not in (
                "kernel_start", "kernel_text_end"):
            wanted.add((int(address, 16), name))
    if wanted != set(image.symbols):
        fail("%s: symbols: %s" % (image.name,
                                  sorted(wanted ^ set(image.symbols))[:4]))
    said = output("addr2line", "-e", path,
                  input="".join("%x\n" % address for address in rows))
    for address, place in zip(rows, said.splitlines()):
        place = re.sub(r" \(.*", "", re.sub(r".*/phases/", "phases/", place))
        if place != "%s:%d" % rows[address][1:3]:
            fail("%s: %x is %s, not %s:%d" % ((image.name, address, place) +
                                             rows[address][1:3]))


# --- the BIOS and the boot loader ---

MACROS = set(re.findall(r"%macro +(\w+)", subprocess.run(
    ["grep", "-rhw", "%macro", "phases"], stdout=subprocess.PIPE,
    text=True).stdout))


def bits(file, line):
    found = [text for text in source(file)[:line]
             if re.match(r"\s+bits\s+(16|32)", text)]
    return found[-1].split()[1] if found else "16"


def built(image):
    address, count, store, offset = image.parts[0]
    with open("phases/images/" + ("bios.rom" if store == "rom" else
                                  "disk.img"), "rb") as file:
        file.seek(offset)
        return address, file.read(count)


def disassemble(start, code, width):
    found = {}
    said = subprocess.run(["ndisasm", "-b", width, "-o", "%d" % start, "-"],
                          input=code, stdout=subprocess.PIPE, check=True)
    for line in said.stdout.decode().splitlines():
        if re.match(r"[0-9A-F]{8} ", line):
            address, _, text = line.split(None, 2)
            found[int(address, 16)] = text
    return found


def operation(text):
    text = re.sub(r"^\s*[\w.@$]+:", "", text).split(";")[0].lower()
    words = [w for w in text.split()
             if w not in ("o16", "o32", "a16", "a32", "cs", "ds", "es", "fs",
                          "gs", "ss", "lock")]
    words = [SYNONYMS.get(word, word) for word in words]
    return " ".join(words[:2]) if words and words[0].startswith("rep") \
        else words[0] if words else ""


def check_run(image, run, end, code):
    base, code = code
    start, file, line, _ = run[0]
    found = disassemble(start, code[start - base:end - base], bits(file, line))
    for address, file, line, text in run:
        if address not in found:
            fail("%s: no instruction starts at %x, %s:%d" %
                 (image.name, address, file, line))
        elif (operation(text).split() or [""])[0] not in (
                m.lower() for m in MACROS) and \
                operation(text) != operation(found[address]):
            fail("%s: %x, %s:%d: %s, not %s" % (image.name, address, file,
                                                line, found[address], text))
    missing = set(found) - {row[0] for row in run}
    if missing:
        fail("%s: no line for %x" % (image.name, min(missing)))


def runs(image):
    """Stretches of one width of code without data in them."""
    run = []
    for row in image.rows + [(sum(image.parts[0][:2]), None, 0, "")]:
        if run and (not row[1] or bits(row[1], row[2]) !=
                    bits(run[0][1], run[0][2])):
            yield run, row[0]
            run = []
        if row[1]:
            run.append(row)


def check_label(image, address, name):
    """A label stands on its line or above, with nothing but comments and
    other labels between."""
    row = [row for row in image.rows if row[0] == address and row[1]]
    local = "." + name.split(".")[-1] if "." in name else name
    if not row:
        fail("%s: no line for symbol %s" % (image.name, name))
        return
    _, file, line, text = row[0]
    lines = source(file)
    while line > 0:
        if re.match(r"\s*(%s|%s):?(\s|$)" % (re.escape(local),
                                            re.escape(name)), lines[line]):
            return
        if lines[line] != text and re.match(r"\s+[a-z]\w*\s", lines[line]) \
                and not re.match(r"\s+(align|bits)\b", lines[line]):
            break
        line -= 1
    fail("%s: %s is not at %s:%d" % (image.name, name, file, row[0][2]))


def check_flat(image):
    code = built(image)
    for run, end in runs(image):
        check_run(image, run, end, code)
    for address, name in image.symbols:
        check_label(image, address, name)


def main():
    if subprocess.run("command -v nasm ndisasm nm addr2line >/dev/null",
                      shell=True).returncode:
        skip("nasm or binutils are missing")
    if output("make", "-s", "guest-tools") != open(
            "phases/images/TOOLS").read():
        skip("the images were built with other tools")
    output("make", "-s", "guest")
    images = read_table()
    for image in images:
        check_rows(image)
        if image.name in ("bios", "mbr", "vbr", "stage2"):
            check_flat(image)
        else:
            check_elf(image)
    print("%d programs, %d symbols, %d lines" %
          (len(images), sum(len(i.symbols) for i in images),
           sum(1 for i in images for row in i.rows if row[1])))
    for text in failures[:20]:
        print("FAILED:", text)
    sys.exit(1 if failures else 0)


os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
for name in "MAKEFLAGS", "MAKELEVEL", "MFLAGS":
    os.environ.pop(name, None)
main()
