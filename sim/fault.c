/* SPDX-License-Identifier: MIT
 *
 * sim/fault.c - the kinds of fault and their parameters.
 */
#include "sim/fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TIME_MOST (UINT64_C(1000000) * NS_PER_SECOND)

const struct fault_info fault_info[FAULT_KINDS] = {
#define FAULT(name, word, seam, nature, params, summary)                       \
    {word, #seam, FAULT_##nature, params, summary},
#include "sim/faults.def"
#undef FAULT
};

/* A device's function, or one of ours. */
static const struct {
    device_fault_fn *device;
    fault_fn *act;
} functions[FAULT_KINDS] = {
#define FAULT_SEAM_IMAGE(name)       {NULL, fault_##name},
#define FAULT_SEAM_BUS(name)         {NULL, fault_##name},
#define FAULT_SEAM_CPU(name)         {NULL, fault_##name},
#define FAULT_SEAM_HOST(name)        {NULL, fault_##name},
#define FAULT_SEAM_DEVICE(name)      {device_fault_##name, NULL},
#define FAULT(name, word, seam, ...) FAULT_SEAM_##seam(name)
#include "sim/faults.def"
#undef FAULT
};

const struct fault_param_info fault_param_info[FAULT_PARAMS] = {
    [PARAM_ADDRESS] = {"address", "an address", UINT32_MAX, UNIT_BYTES},
    [PARAM_BIT] = {"bit", "a bit", 63, UNIT_NUMBER},
    [PARAM_BYTES] = {"bytes", "bytes in hexadecimal, such as EB FE", 0,
                     UNIT_NUMBER},
    [PARAM_CHANCE] = {"chance", "percent: how likely it is at each turn", 100,
                      UNIT_NUMBER},
    [PARAM_CHANNEL] = {"channel", "a counter of the 8254 or a channel of DMA",
                       3, UNIT_NUMBER},
    [PARAM_COMMAND] = {"command",
                       "the first byte of a packet to a CD-ROM drive", 255,
                       UNIT_NUMBER},
    [PARAM_DEVICE] = {"device", "a device", 0, UNIT_NUMBER},
    [PARAM_DRIVE] = {"drive", "a drive, 0 to 3", 3, UNIT_NUMBER},
    [PARAM_ERROR] = {"error",
                     "address-mark, abort, id-not-found, uncorrectable or "
                     "bad-block",
                     0, UNIT_NUMBER},
    [PARAM_EVERY] = {"every", "time from one turn to the next, such as 10ms",
                     TIME_MOST, UNIT_TIME},
    [PARAM_FACTOR] = {"factor", "how many times slower", 1000, UNIT_NUMBER},
    [PARAM_FILE] = {"file", "a path on the disk, such as BOOT/KERNEL.ELF", 0,
                    UNIT_NUMBER},
    [PARAM_FOR] = {"for", "how long it lasts, such as 10ms; 0: for ever",
                   TIME_MOST, UNIT_TIME},
    [PARAM_IRQ] = {"irq", "an interrupt request line, 0 to 15", 15,
                   UNIT_NUMBER},
    [PARAM_LBA] = {"lba", "a sector, from 0", 0x0fffffff, UNIT_NUMBER},
    [PARAM_LINE] = {"line", "intr, nmi, gate2 or irq0 to irq15", 0,
                    UNIT_NUMBER},
    [PARAM_MASK] = {"mask", "the bits to invert", 255, UNIT_NUMBER},
    [PARAM_OFFSET] = {"offset", "an offset in bytes", UINT32_MAX, UNIT_BYTES},
    [PARAM_PLANE] = {"plane",
                     "a plane of the VGA, 0 to 3; in text modes 0 has the "
                     "characters, 1 the colours, 2 the font",
                     3, UNIT_NUMBER},
    [PARAM_REGISTER] = {"register", "a register of the processor", 0,
                        UNIT_NUMBER},
    [PARAM_SECTORS] = {"sectors", "how many sectors", 0x0fffffff, UNIT_NUMBER},
    [PARAM_SELECTOR] = {"selector", "a selector", 65535, UNIT_NUMBER},
    [PARAM_SIZE] = {"size", "a size in bytes", UINT32_MAX, UNIT_BYTES},
    [PARAM_TIMES] = {"times", "how often it happens; 0: without end",
                     UINT32_MAX, UNIT_NUMBER},
    [PARAM_VALUE] = {"value", "a number", UINT32_MAX, UNIT_NUMBER},
};

/* --- parameters -------------------------------------------------------- */

/* The parameters about time that every fault of a nature takes. */
static const char *const time_params[] = {
    [FAULT_HAPPENS] = "chance=100 times=1 every=1s",
    [FAULT_LASTS] = "chance=100 times=1 every=1s for=0",
    [FAULT_ASKED] = "chance=100 times=0 for=0",
};

/* How a kind takes a parameter: name[:least-most][=default]. */
struct slot {
    bool known, must;
    uint64_t least, most;
    char value[FAULT_FILE]; /* the default */
};

static bool find_slot(const char *params, enum fault_param param,
                      struct slot *slot)
{
    const char *name = fault_param_info[param].name;
    size_t length = strlen(name);

    *slot = (struct slot){.most = fault_param_info[param].most};
    slot->least = param == PARAM_EVERY || param == PARAM_FACTOR;
    for (const char *p = params; *p; p += *p == ' ') {
        size_t word = strcspn(p, " :=");
        bool same = word == length && strncmp(p, name, length) == 0;
        char *end;

        p += word;
        if (*p == ':' && same) {
            slot->least = strtoull(p + 1, &end, 10);
            slot->most = strtoull(end + 1, NULL, 10);
        }
        p += strcspn(p, " =");
        word = strcspn(p, " ");
        if (same) {
            slot->known = true;
            slot->must = *p != '=';
            memcpy(slot->value, p + !slot->must, word - !slot->must);
            return true;
        }
        p += word;
    }
    return false;
}

static bool slot_of(enum fault_kind kind, enum fault_param param,
                    struct slot *slot)
{
    return find_slot(fault_info[kind].params, param, slot) ||
           find_slot(time_params[fault_info[kind].nature], param, slot);
}

bool fault_takes(enum fault_kind kind, enum fault_param param, bool *must)
{
    struct slot slot;

    slot_of(kind, param, &slot);
    *must = slot.must;
    return slot.known;
}

void fault_params(enum fault_kind kind, char *text, size_t size)
{
    const char *more = time_params[fault_info[kind].nature];

    snprintf(text, size, "%s", fault_info[kind].params);
    for (size_t length; *more; more += length + (more[length] == ' ')) {
        struct slot own;
        size_t used = strlen(text);
        unsigned i = 0;

        length = strcspn(more, " ");
        while (strncmp(fault_param_info[i].name, more, strcspn(more, "=")) != 0)
            i++;
        if (!find_slot(fault_info[kind].params, (enum fault_param)i, &own))
            snprintf(text + used, size - used, "%s%.*s", used ? " " : "",
                     (int)length, more);
    }
}

void fault_init(struct fault *f, enum fault_kind kind)
{
    *f = (struct fault){.kind = kind};
    for (unsigned i = 0; i < FAULT_PARAMS; i++) {
        struct error err;
        struct slot slot;

        if (slot_of(kind, (enum fault_param)i, &slot) && !slot.must)
            fault_set(f, (enum fault_param)i, slot.value, &err);
    }
    f->given = 0;
}

/* A size may end with K, M or G; a time has to end with ns, us, ms or s. */
static bool read_unit(const char *unit, const struct fault_param_info *info,
                      uint64_t *value)
{
    static const struct {
        const char *unit;
        uint64_t factor;
        int kind;
    } units[] = {
        {"K", UINT64_C(1) << 10, UNIT_BYTES},
        {"M", UINT64_C(1) << 20, UNIT_BYTES},
        {"G", UINT64_C(1) << 30, UNIT_BYTES},
        {"ns", 1, UNIT_TIME},
        {"us", 1000, UNIT_TIME},
        {"ms", 1000000, UNIT_TIME},
        {"s", NS_PER_SECOND, UNIT_TIME},
    };

    if (!*unit)
        return info->unit != UNIT_TIME || *value == 0;
    for (unsigned i = 0; i < ARRAY_LEN(units); i++)
        if (units[i].kind == (int)info->unit && !strcmp(units[i].unit, unit)) {
            bool fits = *value <= UINT64_MAX / units[i].factor;

            *value *= units[i].factor;
            return fits;
        }
    return false;
}

/* Decimal, 0x or h. */
static bool read_number(const char *text, const struct fault_param_info *info,
                        uint64_t *value)
{
    size_t length = strlen(text);
    bool hex = length > 1 && (text[length - 1] | 0x20) == 'h';
    char *end;

    if (!*text || !strchr("0123456789", *text) || length > 20)
        return false;
    if (hex) {
        *value = strtoull(text, &end, 16);
        return end == text + length - 1;
    }
    *value = strtoull(text, &end, text[1] == 'x' ? 16 : 10);
    return read_unit(end, info, value);
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
    if (strncmp(text, "irq", 3) == 0 &&
        read_number(text + 3, &fault_param_info[PARAM_IRQ], &irq) &&
        irq <= 15) {
        f->param[PARAM_LINE] = LINE_IRQ0 + irq;
        return true;
    }
    return error_set(err, "unknown line \"%.40s\"; allowed are %s", text,
                     fault_param_info[PARAM_LINE].what);
}

/* The bits of the Error register: ATA/ATAPI-4, "Error register". Bit 7 is
 * "bad block" in older drives. */
static bool set_error(struct fault *f, const char *text, struct error *err)
{
    static const struct {
        const char *name;
        uint8_t bits;
    } errors[] = {{"address-mark", BIT(0)},
                  {"abort", BIT(2)},
                  {"id-not-found", BIT(4)},
                  {"uncorrectable", BIT(6)},
                  {"bad-block", BIT(7)}};

    for (unsigned i = 0; i < ARRAY_LEN(errors); i++)
        if (strcmp(errors[i].name, text) == 0) {
            f->param[PARAM_ERROR] = errors[i].bits;
            return true;
        }
    return error_set(err, "unknown error \"%.40s\"; allowed are %s", text,
                     fault_param_info[PARAM_ERROR].what);
}

static bool set_number(struct fault *f, enum fault_param param,
                       const char *text, struct error *err)
{
    const struct fault_param_info *info = &fault_param_info[param];
    struct slot slot;

    slot_of(f->kind, param, &slot);
    if (read_number(text, info, &f->param[param]) &&
        f->param[param] >= slot.least && f->param[param] <= slot.most)
        return true;
    if (info->unit == UNIT_TIME)
        return error_set(err,
                         "\"%.40s\" is not allowed here; wanted is %s, in ns, "
                         "us, ms or s, from %lluns to %llus",
                         text, info->what, (unsigned long long)slot.least,
                         (unsigned long long)(slot.most / NS_PER_SECOND));
    return error_set(err,
                     "\"%.40s\" is not allowed here; wanted is %s, from %llu "
                     "to %llu (%llXh)",
                     text, info->what, (unsigned long long)slot.least,
                     (unsigned long long)slot.most,
                     (unsigned long long)slot.most);
}

bool fault_set(struct fault *f, enum fault_param param, const char *text,
               struct error *err)
{
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
    case PARAM_ERROR:
        return set_error(f, text, err);
    default:
        return set_number(f, param, text, err);
    }
}

/* --- acting ------------------------------------------------------------ */

bool fault_act(struct machine *m, const struct fault *f, uint8_t number,
               bool on, struct error *err)
{
    const struct fault_call call = {f->param, number, on};
    const char *why;

    if (functions[f->kind].act)
        return functions[f->kind].act(m, f, &call, err);
    why = functions[f->kind].device(&m->board, &call);
    return !why || error_set(err, "%s", why);
}
