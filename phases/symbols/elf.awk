# SPDX-License-Identifier: MIT
# symbols/elf.awk - the symbols and lines of a program, out of what binutils
# say of it: objdump -p on the file as it lies on the disk, from byte `disk`
# on; then nm -n and readelf --debug-dump=decodedline on the same program before
# it was stripped.

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

function is_data(file, text)
{
    return file ~ /\.asm$/ && text ~ /^[ \t]*d[bwdq][ \t]/
}

function is_code(address,  i)
{
    for (i = 0; i < parts; i++)
        if (address >= from[i] && address <= to[i])
            return 1
    return 0
}

# The rows in the order of their addresses; they nearly are. Of those of one
# address the last counts, but a line before the end of what lies before it.
function sort_rows(  i, j, a, l)
{
    for (i = 1; i < rows; i++) {
        a = row_at[i]
        l = row_line[i]
        for (j = i; j > 0 && (row_at[j - 1] > a || \
                (row_at[j - 1] == a && l == "-" && row_line[j - 1] != "-"));
                j--) {
            row_at[j] = row_at[j - 1]
            row_line[j] = row_line[j - 1]
        }
        row_at[j] = a
        row_line[j] = l
    }
}

BEGIN {
    names = rows = parts = 0
}

# --- objdump -p ---
$1 == "LOAD" {
    offset = $3
    linear = $5
}
$1 == "filesz" && linear != "" {
    if ($6 ~ /x/) {
        from[parts] = hex(substr(linear, 3))
        to[parts] = from[parts] + hex(substr($2, 3))
        printf "part %x %x disk %x\n", from[parts], \
            to[parts] - from[parts], disk + hex(substr(offset, 3))
        parts++
    }
    linear = ""
}

# --- nm -n; the names that the linker script gives are no routines ---
NF == 3 && $2 ~ /^[tT]$/ && $3 !~ /^\.\.@|^kernel_(start|text_end)$/ {
    name[names++] = $1 " " $3
}

# --- readelf --debug-dump=decodedline: a file, then its rows ---
/:(\[\+\+\])?$/ && /phases\// {
    file = $0
    sub(/:(\[\+\+\])?$/, "", file)
    sub(/.*phases\//, "phases/", file)
}
$2 ~ /^([0-9]+|-)$/ && $3 ~ /^0x/ && is_code(hex(substr($3, 3))) {
    row_at[rows] = hex(substr($3, 3))
    row_line[rows++] = $2 == "-" || $2 == 0 ? "-" : file " " $2
}

END {
    sort_rows()
    for (i = 0; i < rows; i++)
        if (row_line[i] != "-")
            at[row_at[i]] = 1
    for (i = 0; i < names; i++) {
        split(name[i], word, " ")
        if (hex(word[1]) in at)
            printf "symbol %x %s\n", hex(word[1]), word[2]
    }
    now = was = "-"
    for (i = 0; i < rows; i++) {
        if (i + 1 < rows && row_at[i] == row_at[i + 1])
            continue
        line = row_line[i]
        if (line != "-") {
            split(line, word, " ")
            read(word[1])
            if (is_data(word[1], text[word[1], word[2]]))
                line = "-"
        }
        if (line == was)
            continue
        was = line
        if (line == "-") {
            printf "end %x\n", row_at[i]
            continue
        }
        if (word[1] != now)
            print "file " (now = word[1])
        printf "line %x %d %s\n", row_at[i], word[2], text[word[1], word[2]]
    }
}
