#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Files that are no scenarios: an error at its place, soon, in little memory."""
import os
import resource
import socket
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "ui"))
from common import *

HEAD = b"title: T\nteaches: t\nphase: menu\n"
TAIL = b"expect:\n  - end: until\n"
MEMORY = 256 << 20


def limited():
    # The sanitizers map more than any host has.
    if "san" not in PROGRAM:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


def errors_of(path):
    """What `list` says of a file; it reads without running."""
    done = subprocess.run([PROGRAM, "list", path], capture_output=True,
                          preexec_fn=limited, timeout=120)
    check(done.returncode == 2, "status 2", path, done)
    check(done.stdout == b"", "no output", path, done.stdout[:200])
    try:
        return done.stderr.decode()
    except UnicodeDecodeError:
        check(False, "the error is text", done.stderr)
        return done.stderr.decode(errors="replace")


def refused(path, *said, one=True):
    errors = errors_of(path)
    check(errors.count("\n") == 1 or not one, "one line", path, errors)
    check(len(errors) < 30000 and errors.isprintable() or
          all(c == "\n" or c.isprintable() for c in errors), "can be printed",
          path, errors)
    for text in said:
        check(text in errors, "says " + text, path, errors)


def texts(folder):
    def bad(name, content, line, column, *said, one=True):
        path = write(folder, name, content)
        refused(path, "%s:%d:%d: " % (path, line, column), *said, one=one)

    bad("empty", b"", 1, 1, "empty")
    bad("comment", b"# nothing\n\n", 1, 1, "empty")
    bad("text", b"hello\n", 1, 1, "a text stands here, where a map is wanted")
    bad("list", b"- hello\n", 1, 1, "a list stands here")
    bad("tab", b"title: T\n\tteaches: t\n", 2, 1, "begins with a tab")
    bad("zero", b"title: T\x00\n", 1, 9, "UTF-8")
    bad("zeros", bytes(1000), 1, 1, "UTF-8")
    bad("escape", b'title: "T\\0"\n', 1, 8, "character 0")
    bad("latin-1", b"title: \xe4\n", 1, 8, "UTF-8")
    bad("overlong", b"title: \xc0\xaf\n", 1, 8, "UTF-8")
    bad("surrogate", b"title: \xed\xa0\x80\n", 1, 8, "UTF-8")
    bad("cut", HEAD + b"seed: \xe2\x82", 4, 7, "UTF-8")
    bad("utf-16", "\ufefftitle: T\n".encode("utf-16-le"), 1, 1, "UTF-8")
    bad("elf", b"\x7fELF\x01\x01\x01" + bytes(500), 1, 1, "UTF-8")
    bad("two", HEAD + TAIL + b"---\n" + HEAD, 6, 1, "second document")
    bad("two-ended", HEAD + TAIL + b"...\n---\na: b\n", 7, 1,
        "second document")
    bad("anchor", HEAD + b"seed: &a 1\n", 4, 7, "anchors")
    bad("alias", HEAD + b"seed: *a\n", 4, 7, "aliases")
    bad("merge", HEAD + b"<<: *a\n", 4, 5, "aliases")
    bad("tag", HEAD + b"seed: !!int 1\n", 4, 7, "tags")
    bad("python", HEAD + b"seed: !!python/object:os.system 1\n", 4, 7, "tags")
    bad("twice", HEAD + b"title: U\n" + TAIL, 4, 1, "second time", "line 1")
    bad("open", b'title: "T\n' * 3, 2, 9, "not YAML", one=False)
    bad("bracket", HEAD + b"faults: [\n", 5, 1, "not YAML")
    bad("colon", b"title: a: b\n", 1, 9, "not YAML")
    bad("key", b"[a, b]: c\n", 1, 1, "a key is a word")
    bad("long-key", b"a" * 2000 + b": 1\n", 1, 2001, "not YAML")
    bad("terminal", b'"\\e[2J\\x9b": 1\n', 1, 1, 'unknown key "?[2J', one=False)
    bad("mark", b"\xef\xbb\xbf" + HEAD + TAIL + b"sed: 1\n", 6, 1,
        'did you mean "seed"')


def bombs(folder):
    laughs = b"a: &a [x, x, x, x, x, x, x, x]\n"
    for n in range(1, 25):
        laughs += b"%c: &%c [%s]\n" % (97 + n, 97 + n,
                                       b", ".join([b"*%c" % (96 + n)] * 8))
    path = write(folder, "laughs", laughs)
    refused(path, path + ":1:4: ", "anchors")
    for name, content in ("deep", b"[" * 200000), \
                         ("deep-maps", b"{a: " * 50000), \
                         ("deep-lists", b"- " * 100000), \
                         ("deep-keys", b"? " * 100000):
        path = write(folder, name, content)
        refused(path, path + ":1:", "too deep" if name != "deep-keys" else "key")
    path = write(folder, "many", b"- 1\n" * 60000)
    refused(path, path + ":8192:3: ", "too many entries")
    path = write(folder, "keys", b"".join(b"k%05d: 1\n" % n
                                          for n in range(8000)))
    refused(path, path + ":1:1: ", "more problems", one=False)
    path = write(folder, "wide", b"title: " + b"x" * 200000 + b"\n" + TAIL)
    refused(path, '"teaches" is missing', one=False)
    path = write(folder, "spaces", b" " * 260000)
    refused(path, path + ":1:1: ", "empty")
    path = write(folder, "lines", b"\n" * 260000 + b"a: [\n")
    refused(path, path + ":260002:1: ", "not YAML")
    path = write(folder, "includes", HEAD + TAIL + b"include: [" +
                 b"x, " * 2000 + b"x]\n")
    refused(path, "more problems", "x cannot be included", one=False)


def things(folder):
    large = write(folder, "large.yaml", b"title: T\n")
    os.truncate(large, 100 << 20)
    fifo = os.path.join(folder, "fifo.yaml")
    os.mkfifo(fifo)
    loop = os.path.join(folder, "loop.yaml")
    os.symlink("loop.yaml", loop)
    os.mkdir(os.path.join(folder, "folder.yaml"))
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.join(folder, "socket.yaml"))
    many = os.path.join(folder, "folder.yaml")
    for path, *said in (
            (large, "104857600 bytes; at most 262144"),
            (fifo, "a pipe or a device"), ("/dev/zero", "a pipe or a device"),
            (loop, "symbolic links"), (folder + "/none.yaml", "No such file"),
            (folder + "/socket.yaml", ""), ("/proc/self/mem", "")):
        start = time.time()
        refused(path, path + ": ", *said)
        check(time.time() - start < 60, "soon", path)
        user = write(folder, "user.yaml", HEAD + b"include: " +
                     path.encode() + b"\n" + TAIL)
        refused(user, user + ":4:10: " + path + " cannot be included: ", *said)
    user = write(folder, "user.yaml", b"include: folder.yaml\n")
    refused(user, user + ":1:10: " + many + " cannot be included: this is a "
            "folder")
    check("no scenario is in this folder" in errors_of(many), "empty folder")
    listener.close()


def includes(folder):
    write(folder, "a.yaml", HEAD + b"include: sub/b.yaml\n" + TAIL)
    os.mkdir(folder + "/sub")
    write(folder, "sub/b.yaml", b"include: ../a.yaml\n")
    refused(folder + "/a.yaml", folder + "/sub/b.yaml:1:10: ",
            "sub/../a.yaml cannot include itself")
    os.symlink("b.yaml", folder + "/sub/c.yaml")
    write(folder, "sub/b.yaml", b"include: c.yaml\n")
    refused(folder + "/a.yaml", folder + "/sub/b.yaml:1:10: ", "second time")
    write(folder, "sub/b.yaml", b"faults:\n  - fault: nmy\n")
    refused(folder + "/a.yaml", folder + "/sub/b.yaml:2:12: ",
            'did you mean "nmi"')
    # Paths are meant from the folder of the file that has them.
    write(folder, "sub/b.yaml", b"machine: {disk: there.img}\n")
    write(folder, "sub/there.img", boot_sector(HALT).ljust(1 << 20, b"\0"))
    status, output, errors = run("list", folder + "/a.yaml")
    check(status == 0 and errors == "", "a file that includes", errors)
    status, output, errors = run("run", folder + "/a.yaml")
    check("cannot" not in errors and status == 1, "runs its disk", status,
          errors)


def all_at_once(folder):
    path = write(folder, "many", b"""titel: T
teaches: [1]
phase: manu
machine: {rom: x, ram: 3G}
faults:
  - {fault: nmy}
  - {fault: irq-lost, irq: 16, at: post:100}
  - {fault: nmi, lba: 3}
inputs: {at: insn:1}
narrate:
  - say: x
expect:
  - {reach: insn:x, never: insn:2}
  - {end: never}
  - {step: 3}
limit: {seconds: 0, minutes: 1}
seed: -1
""")
    errors = errors_of(path).splitlines()
    places = [line.split(": ")[0][len(path) + 1:] for line in errors]
    for place in ("1:1", "2:10", "3:8", "4:16", "4:24", "6:13", "7:28", "7:36",
                  "8:18", "9:9", "11:5", "13:13", "13:21", "14:11", "15:12",
                  "16:18", "16:21", "17:7"):
        check(place in places, place, errors)
    lines = [int(place.split(":")[0]) for place in places]
    check(lines == sorted(lines), "in the order of the lines", places)


for test in texts, bombs, things, includes, all_at_once:
    in_folder(test)
end()
