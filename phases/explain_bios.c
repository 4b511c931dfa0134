/* SPDX-License-Identifier: MIT
 *
 * phases/explain_bios.c - explains POST codes and BIOS services out of their
 * tables.
 */
#include "phases/explain.h"

#include "phases/bios_functions.h"

#include <stdio.h>
#include <string.h>

/* --- POST codes -------------------------------------------------------- */

static const struct {
    uint8_t code;
    const char *name;
    const char *meaning;
} codes[] = {
#define POST_CODE(code, id, name, meaning) {code, name, meaning},
#include "phases/2-firmware/post_codes.def"
#undef POST_CODE
};

const char *explain_post_name(unsigned code)
{
    for (unsigned i = 0; i < ARRAY_LEN(codes); i++)
        if (codes[i].code == code)
            return codes[i].name;
    return NULL;
}

const char *explain_post_meaning(unsigned code)
{
    for (unsigned i = 0; i < ARRAY_LEN(codes); i++)
        if (codes[i].code == code)
            return codes[i].meaning;
    return NULL;
}

bool explain_post(const char *word, struct explanation *e)
{
    unsigned code;
    const char *end;

    if (strncmp(word, "post ", 5))
        return false;
    word += strncmp(word, "post code ", 10) ? 5 : 10;
    end = explain_number(word, true, &code);
    if (!end || *end || !explain_post_name(code))
        return false;
    e->kind = EXPLAIN_POST;
    snprintf(e->title, sizeof e->title, "POST code %02Xh: %s", code,
             explain_post_name(code));
    snprintf(e->text, sizeof e->text,
             "The BIOS writes it to port 80h before this step.\n"
             "If it is the last code that is shown, the step did not end:\n"
             "%s\n",
             explain_post_meaning(code));
    snprintf(e->next, sizeof e->next, "explain post; explain port 80h");
    snprintf(e->source, sizeof e->source,
             "phases/2-firmware/README.md, "
             "\"POST steps\"");
    return true;
}

void explain_post_list(struct explain_text *t)
{
    for (unsigned i = 0; i < ARRAY_LEN(codes); i++) {
        char word[16];

        snprintf(word, sizeof word, "post %02Xh", codes[i].code);
        explain_add(t, "%-22s %s\n", word, codes[i].name);
    }
}

/* --- services ---------------------------------------------------------- */

/* The text with the names of registers in the place of values. */
static void add_text(struct explain_text *t, const char *text,
                     const uint8_t sources[BIOS_VALUES])
{
    while (*text) {
        int plain = (int)strcspn(text, "$");
        const char *end;

        explain_add(t, "%.*s", plain, text);
        text += plain;
        if (!*text)
            return;
        explain_add(t, "[%s]",
                    bios_source_names[sources[(text[1] - '1') % BIOS_VALUES]]);
        end = text[2] == 'n' ? strchr(text, ')') : NULL;
        if (end)
            explain_add(t, " %.*ss", (int)(end - text - 4), text + 4);
        text = end ? end + 1 : text + 3;
    }
}

static const char *const failures[] = {
    [R_DONE] = "",
    [R_CARRY] = "CF=1: it failed.\n",
    [R_DISK] = "CF=1: it failed, and AH tells why.\n",
    [R_SYSTEM] = "CF=1: it failed; AH=86h: there is no such function.\n",
    [R_PCI] = "CF=1: it failed, and AH tells why.\n",
    [R_KEY] = "ZF=1: no key waits.\n",
    [R_NEVER] = "It does not return.\n",
};

static const char *source_of(const struct bios_function *f)
{
    if (f->vector == 0x13 && f->number >= 0x4a00)
        return "\"El Torito\" Bootable CD-ROM Format Specification 1.0, \"New "
               "INT 13 Functions\"";
    if (f->vector == 0x13 && f->number >= 0x4100)
        return "Enhanced Disk Drive Specification 1.1, \"Extended Interface "
               "Functions\"";
    if (f->vector == 0x1a && f->number >= 0xb100)
        return "PCI BIOS Specification 2.1";
    if (f->vector == 0x15 && f->number == 0xe820)
        return "ACPI 1.0, \"Query System Address Map\"";
    return "IBM PS/2 and PC BIOS Interface Technical Reference, "
           "\"Interrupts\"";
}

static void describe(const struct bios_function *f, struct explanation *e)
{
    struct explain_text t = {e->text, sizeof e->text, 0};
    char number[16];

    bios_function_number(f, number, sizeof number);
    e->kind = EXPLAIN_SERVICE;
    snprintf(e->title, sizeof e->title, "INT %02Xh%s%s: %s", f->vector,
             *number ? " " : "", number, f->name);
    explain_add(&t, "Does: ");
    add_text(&t, f->does, f->in);
    explain_add(&t, ".\n%s", failures[f->result]);
    if (*f->outcome) {
        explain_add(&t, "Gives: ");
        add_text(&t, f->outcome, f->out);
        explain_add(&t, ".\n");
    }
    snprintf(e->next, sizeof e->next,
             "explain int %02Xh for all functions of this service; the events "
             "bios.call and bios.return",
             f->vector);
    snprintf(e->source, sizeof e->source, "%s", source_of(f));
}

static const char *const services[] = {
    "video",          "equipment list", "base memory size", "disks",
    "serial ports",   "system",         "keyboard",         "printers",
    "no boot device", "boot",           "clock and PCI",
};

static void describe_service(unsigned vector, struct explanation *e)
{
    struct explain_text t = {e->text, sizeof e->text, 0};

    e->kind = EXPLAIN_SERVICE;
    snprintf(e->title, sizeof e->title, "INT %02Xh: the BIOS service for %s",
             vector, services[vector - 0x10]);
    explain_add(&t, "AH, for some AX, chooses the function:\n");
    explain_service_list(&t, vector);
    snprintf(e->next, sizeof e->next, "explain, followed by one of these");
    snprintf(e->source, sizeof e->source,
             "IBM PS/2 and PC BIOS Interface Technical Reference, "
             "\"Interrupts\"");
}

/* The row that is for this AH, or for exactly this AX. */
static const struct bios_function *find_row(unsigned vector, unsigned mask,
                                            unsigned number)
{
    for (unsigned i = 0; i < bios_function_count; i++) {
        const struct bios_function *f = &bios_functions[i];

        if (f->vector == vector && f->mask == mask && f->number == number)
            return f;
    }
    return NULL;
}

/* The function behind "int 13h ": "42h", "ah=42h", "ax=e820h". */
static const struct bios_function *read_function(unsigned vector,
                                                 const char *text)
{
    unsigned number;
    const char *end;

    if (!strncmp(text, "ah=", 3) || !strncmp(text, "ax=", 3))
        text += 3;
    end = explain_number(text, true, &number);
    if (!end || *end || number > 0xffff)
        return NULL;
    if (number <= 0xff)
        return find_row(vector, 0xff00, number << 8);
    return bios_function_find(vector, number);
}

bool explain_service(const char *word, struct explanation *e)
{
    const struct bios_function *f;
    unsigned vector;
    const char *at;

    if (strncmp(word, "int ", 4))
        return false;
    at = explain_number(word + 4, true, &vector);
    if (!at || !bios_vector(vector))
        return false;
    f = *at == ' ' ? read_function(vector, at + 1)
                   : bios_function_find(vector, 0);
    if (!*at && f && f->mask) {
        describe_service(vector, e);
        return true;
    }
    if (f)
        describe(f, e);
    return f != NULL;
}

void explain_service_list(struct explain_text *t, unsigned vector)
{
    for (unsigned i = 0; i < bios_function_count; i++) {
        const struct bios_function *f = &bios_functions[i];
        char number[16], word[32];

        if (vector && f->vector != vector)
            continue;
        bios_function_number(f, number, sizeof number);
        snprintf(word, sizeof word, "int %02Xh %s", f->vector, number);
        explain_add(t, "%-22s %s\n", word, f->name);
    }
}
