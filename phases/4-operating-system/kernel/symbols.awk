# SPDX-License-Identifier: MIT
# kernel/symbols.awk - turn `nm -n` of the kernel into the table of symbols.c.
BEGIN {
    print "#include <stddef.h>"
    print "#include \"symbols.h\""
    print "const struct symbol symbol_table[] = {"
}
$3 == "kernel_start" { inside = 1; next }
$3 == "kernel_text_end" { end = $1; inside = 0 }
inside && $2 ~ /[tT]/ && $3 !~ /[.]/ { printf "{0x%s, \"%s\"},\n", $1, $3 }
END {
    printf "{0x%s, NULL}};\n", end ? end : 0
}
