# SPDX-License-Identifier: MIT
# symbols/elf.awk - the symbols and lines of a program, out of what binutils
# say of it: objdump -p on the file as it lies on the disk, from byte `disk`
# on; then nm -n and objdump -dl on the same program before it was stripped.

function hex(text,  value, i)
{
    for (i = 1; i <= length(text); i++)
        value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return value
}

# Read a source file, once.
function read(file,  n)
{
    if (file in lines)
        return
    for (n = 1; (getline text[file, n] < file) > 0; n++)
        ;
    close(file)
    lines[file] = n - 1
}

function is_data(text)
{
    return here_file ~ /\.asm$/ && text ~ /^[ \t]*d[bwdq][ \t]/
}

function add(address, file, line)
{
    read(file)
    if (is_data(text[file, line])) {
        row[rows++] = "end " address
        return
    }
    if (file != now)
        row[rows++] = "file " (now = file)
    row[rows++] = "line " address " " line " " text[file, line]
    at[hex(address)] = 1
}

BEGIN {
    names = rows = 0
}

# --- objdump -p ---
$1 == "LOAD" {
    offset = $3
    linear = $5
}
$1 == "filesz" && linear != "" {
    executable = $6 ~ /x/
    if (executable)
        printf "part %x %x disk %x\n", hex(substr(linear, 3)), \
            hex(substr($2, 3)), disk + hex(substr(offset, 3))
    linear = ""
}

# --- nm -n; the names that the linker script gives are no routines ---
NF == 3 && $2 ~ /^[tT]$/ && $3 !~ /^\.\.@|^kernel_(start|text_end)$/ {
    name[names++] = $1 " " $3
}

# --- objdump -dl: a line by its file, then its instructions ---
/^Disassembly of section/ && address != "" {
    row[rows++] = "end " next_address
}
/^[^ ].*:[0-9]+( \(.*\))?$/ {
    place = $0
    sub(/ \(.*\)$/, "", place)
    sub(/.*\/phases\//, "phases/", place)
    split(place, word, ":")
    here_file = word[1]
    here_line = word[2]
    fresh = here_file ~ /^phases\//
}
/^ *[0-9a-f]+:\t/ {
    address = $1
    sub(/:/, "", address)
    bytes = $0
    sub(/^[^\t]*\t/, "", bytes)
    sub(/\t.*/, "", bytes)
    next_address = sprintf("%x", hex(address) + split(bytes, word, " "))
    if (fresh)
        add(address, here_file, here_line)
    fresh = 0
}

END {
    for (i = 0; i < names; i++) {
        split(name[i], word, " ")
        if (hex(word[1]) in at)
            printf "symbol %x %s\n", hex(word[1]), word[2]
    }
    for (i = 0; i < rows; i++)
        print row[i]
    if (address != "")
        print "end " next_address
}
