# SPDX-License-Identifier: MIT
# symbols/listing.awk - the symbols and lines of a flat binary, out of NASM's
# map and listing of it: awk -v folders="A/ B/" -f listing.awk X.map X.lst
# It lies in the ROM or on the disk (`store`) from byte `offset` on; what comes
# behind its last instruction may change, and is no part of it.
#
# A line that a macro or a %rep made counts as the line that used it.
# Source: The Netwide Assembler, "The -l Option", "map: Generating Map Files".

function hex(text,  value, i)
{
    for (i = 1; i <= length(text); i++)
        value = value * 16 + index("0123456789ABCDEF", substr(text, i, 1)) - 1
    return value
}

# Where NASM found an included file.
function find(name,  i, line)
{
    for (i = 1; i in folder; i++)
        if ((getline line < (folder[i] name)) > 0) {
            close(folder[i] name)
            return folder[i] name
        }
    return name
}

function is_data(text)
{
    sub(/^[ \t]*[A-Za-z_.@%$?][A-Za-z0-9_.@%$?]*:/, "", text)
    return text ~ /^[ \t]*(d[bwdq]|times|incbin|align)([ \t]|$)/
}

# Room for variables, or a field of a structure: nothing that is in the file.
function is_room(text)
{
    return text ~ /(^|[ \t])(res[bwdq]|alignb)[ \t]/
}

BEGIN {
    split(folders, folder, " ")
    names = rows = 0
}

# --- the map ---
FILENAME ~ /\.map$/ {
    if (/^---- Section/)
        section = $3
    else if (section == ".text" && /^class:/)
        code = 1
    else if (code && /^vstart:/) {
        start = hex($2)
        code = 0
    } else if (section == ".text" && NF == 3 && $1 == $2 && $3 !~ /^\.\.@/)
        name[names++] = $2 " " $3
    next
}

# --- the listing ---
FNR == 1 {
    section = chosen = ".text"
    depth = 0
    file[0] = source
}

{
    text = substr($0, 41)
    level = substr($0, 37, 1) == "<" ? substr($0, 38, 1) + 0 : 0
    number = substr($0, 1, 6) + 0
    if (level > depth)
        file[level] = included
    depth = level
    included = ""
    if (file[level] != "") { # else: a macro's body
        used_file = file[level]
        used_number = number
        used_text = text
    }
    split(text, word, "\"")
    if (text ~ /^[ \t]*%include/)
        included = find(word[2])
    else if (text ~ /^[ \t]*\[?section[ \t]/) {
        split(text, word, /[] \t]+/)
        for (i = 1; word[i] !~ /section/; i++)
            ;
        section = word[i + 1]
        if (word[i] !~ /\[/)
            chosen = section
    } else if (text ~ /__\??SECT\??__/)
        section = chosen # after [section ...]
}

section == ".text" && substr($0, 8, 8) ~ /^[0-9A-F]+$/ && \
    number != continued && !is_room(text) {
    row[rows] = start + hex(substr($0, 8, 8))
    if (!is_data(text) && used_file ~ /^phases\//) {
        row_file[rows] = used_file
        row_text[rows] = used_number " " used_text
        at[row[rows]] = 1
    }
    rows++
}

{
    continued = substr($0, 18, 19) ~ /-/ ? number : -1
}

END {
    for (i = rows - 1; i > 0 && row_file[i - 1] == ""; i--)
        ;
    printf "part %x %x %s %x\n", start, row[i] - start, store, offset
    # A label is code's if a line is there; a local one, if one is there and
    # at what it is local to: the end of a table is none.
    for (i = 0; i < names; i++) {
        split(name[i], word, " ")
        code = hex(word[1]) in at
        routine = word[2]
        is_local = sub(/\..*/, "", routine)
        if (!is_local)
            is_routine[word[2]] = code
        if (code && (!is_local || is_routine[routine]))
            printf "symbol %x %s\n", hex(word[1]), word[2]
    }
    for (i = 0; i < rows; i++) {
        if (row_file[i] == "") {
            if (i == 0 || row_file[i - 1] != "")
                printf "end %x\n", row[i]
            continue
        }
        if (row_file[i] != now)
            print "file " (now = row_file[i])
        printf "line %x %s\n", row[i], row_text[i]
    }
}
