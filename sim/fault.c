/* SPDX-License-Identifier: MIT
 *
 * sim/fault.c - the kinds of fault and their parameters.
 */
#include "sim/fault.h"

#include <stdlib.h>
#include <string.h>

const struct fault_info fault_info[FAULT_KINDS] = {
#define FAULT(name, word, seam, params, summary) {word, #seam, params, summary},
#include "sim/faults.def"
#undef FAULT
};

static fault_fn *const functions[FAULT_KINDS] = {
#define FAULT(name, ...) fault_##name,
#include "sim/faults.def"
#undef FAULT
};

const struct fault_param_info fault_param_info[FAULT_PARAMS] = {
    [PARAM_ADDRESS] = {"address", "an address", UINT32_MAX},
    [PARAM_BIT] = {"bit", "a bit, from 0", 63},
    [PARAM_BYTES] = {"bytes", "bytes in hexadecimal, such as EB FE", 0},
    [PARAM_CHANCE] = {"chance", "percent", 100},
    [PARAM_CHANNEL] = {"channel", "a counter, 0 to 2", 2},
    [PARAM_DEVICE] = {"device", "a device", 0},
    [PARAM_DRIVE] = {"drive", "a drive, 0 or 1", 1},
    [PARAM_FACTOR] = {"factor", "how many times slower", 1000},
    [PARAM_FILE] = {"file", "a path on the disk, such as BOOT/KERNEL.ELF", 0},
    [PARAM_IRQ] = {"irq", "an interrupt request line, 0 to 15", 15},
    [PARAM_LBA] = {"lba", "a sector, from 0", 0x0fffffff},
    [PARAM_LINE] = {"line", "intr, nmi, gate2 or irq0 to irq15", 0},
    [PARAM_MASK] = {"mask", "the bits to invert", 255},
    [PARAM_OFFSET] = {"offset", "an offset in bytes", UINT32_MAX},
    [PARAM_REGISTER] = {"register", "a register of the processor", 0},
    [PARAM_SECTORS] = {"sectors", "how many sectors", 0x0fffffff},
    [PARAM_SELECTOR] = {"selector", "a selector", 65535},
    [PARAM_SIZE] = {"size", "a size in bytes, or with K, M or G", UINT32_MAX},
    [PARAM_TIMES] = {"times", "how often; 0: for ever", UINT32_MAX},
    [PARAM_VALUE] = {"value", "a number", UINT32_MAX},
};

/* --- parameters -------------------------------------------------------- */

/* Where the parameter stands in the list of the kind, after its name. */
static const char *find_param(enum fault_kind kind, const char *name)
{
    size_t length = strlen(name);

    for (const char *p = fault_info[kind].params; *p;) {
        size_t word = strcspn(p, " ");

        if (strncmp(p, name, length) == 0 &&
            (p[length] == '=' || p[length] == ' ' || !p[length]))
            return p + length;
        p += word + (p[word] == ' ');
    }
    return NULL;
}

bool fault_takes(enum fault_kind kind, enum fault_param param, bool *must)
{
    const char *found = find_param(kind, fault_param_info[param].name);

    *must = found && *found != '=';
    return found != NULL;
}

void fault_init(struct fault *f, enum fault_kind kind)
{
    *f = (struct fault){.kind = kind};
    for (unsigned i = 0; i < FAULT_PARAMS; i++) {
        const char *found = find_param(kind, fault_param_info[i].name);
        char value[FAULT_FILE] = "";
        struct error err;

        if (!found || *found != '=')
            continue;
        memcpy(value, found + 1, strcspn(found + 1, " "));
        fault_set(f, (enum fault_param)i, value, &err);
    }
    f->given = 0;
}

/* Decimal, 0x or h; a size may end with K, M or G. */
static bool read_number(const char *text, bool size, uint64_t *value)
{
    size_t length = strlen(text);
    bool hex = length > 1 && (text[length - 1] | 0x20) == 'h';
    char *end;

    if (!strchr("0123456789", *text) || !*text || length > 20)
        return false;
    if (hex)
        *value = strtoull(text, &end, 16);
    else
        *value = strtoull(text, &end, text[1] == 'x' ? 16 : 10);
    if (hex)
        return end == text + length - 1;
    if (size && *end && strchr("KMG", *end)) {
        *value <<= *end == 'K' ? 10 : *end == 'M' ? 20 : 30;
        end++;
    }
    return *end == '\0';
}

static int nibble(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c | 0x20) : NULL;

    if (c >= '0' && c <= '9')
        return c - '0';
    return at && at - digits >= 10 ? (int)(at - digits) : -1;
}

static bool set_bytes(struct fault *f, const char *text, struct error *err)
{
    f->byte_count = 0;
    for (const char *p = text; *p; p += *p == ' ') {
        int high = nibble(p[0]), low = high < 0 ? -1 : nibble(p[1]);

        if (low < 0 || f->byte_count == FAULT_BYTES)
            return error_set(err,
                             "up to %d bytes in hexadecimal are wanted, such "
                             "as EB FE",
                             FAULT_BYTES);
        f->bytes[f->byte_count++] = (uint8_t)(high << 4 | low);
        p += 2;
        if (*p && *p != ' ')
            return error_set(err, "between two bytes a space is wanted");
    }
    return f->byte_count > 0 || error_set(err, "bytes are missing");
}

static bool set_file(struct fault *f, const char *text, struct error *err)
{
    if (!*text || strlen(text) >= sizeof f->file)
        return error_set(err, "a path of 1 to %d characters is wanted",
                         FAULT_FILE - 1);
    strcpy(f->file, text);
    return true;
}

static bool set_device(struct fault *f, const char *text, struct error *err)
{
    for (unsigned i = 0; i < DEV_COUNT; i++)
        if (strcmp(device_rows[i].name, text) == 0) {
            f->param[PARAM_DEVICE] = i;
            return true;
        }
    return error_set(err,
                     "unknown device \"%.40s\"; some are pic1, pit, kbc, "
                     "rtc, ata, vga, com1 and pci",
                     text);
}

static bool set_line(struct fault *f, const char *text, struct error *err)
{
    static const struct {
        const char *name;
        enum line line;
    } lines[] = {{"intr", LINE_INTR}, {"nmi", LINE_NMI}, {"gate2", LINE_GATE2}};
    uint64_t irq;

    for (unsigned i = 0; i < ARRAY_LEN(lines); i++)
        if (strcmp(lines[i].name, text) == 0) {
            f->param[PARAM_LINE] = lines[i].line;
            return true;
        }
    if (strncmp(text, "irq", 3) == 0 && read_number(text + 3, false, &irq) &&
        irq <= 15) {
        f->param[PARAM_LINE] = LINE_IRQ0 + irq;
        return true;
    }
    return error_set(err, "unknown line \"%.40s\"; allowed are %s", text,
                     fault_param_info[PARAM_LINE].what);
}

bool fault_set(struct fault *f, enum fault_param param, const char *text,
               struct error *err)
{
    const struct fault_param_info *info = &fault_param_info[param];

    f->given |= UINT64_C(1) << param;
    switch (param) {
    case PARAM_BYTES:
        return set_bytes(f, text, err);
    case PARAM_FILE:
        return set_file(f, text, err);
    case PARAM_DEVICE:
        return set_device(f, text, err);
    case PARAM_LINE:
        return set_line(f, text, err);
    case PARAM_REGISTER:
        return fault_set_register(f, text, err);
    default:
        break;
    }
    if (!read_number(text, param == PARAM_SIZE || param == PARAM_ADDRESS,
                     &f->param[param]) ||
        f->param[param] > info->max)
        return error_set(err,
                         "\"%.40s\" is not allowed here; wanted is %s, at most "
                         "%llu (%llXh)",
                         text, info->what, (unsigned long long)info->max,
                         (unsigned long long)info->max);
    return true;
}

/* --- acting ------------------------------------------------------------ */

bool fault_act(struct machine *m, const struct fault *f, struct error *err)
{
    bool done = functions[f->kind](m, f, err);

    board_event(&m->board, EV_FAULT, f->kind, f->line, done, 0);
    return done;
}

void fault_repeat(struct machine *m, const struct fault *f)
{
    struct error err;

    functions[f->kind](m, f, &err);
}
