/* SPDX-License-Identifier: MIT
 *
 * phases/recognise.c - the rules of phases/phases.def.
 *
 * The stage never follows CR0.PE alone: firmware flips it thousands of times.
 * What counts is whose code did something for the first time.
 */
#include "phases/recognise.h"

#include "hw/board.h"
#include "sim/origin.h"

const struct phase_info phase_info[PHASE_COUNT] = {
#define PHASE(id, name, title) [PHASE_##id] = {name, title},
#define STEP(...)
#include "phases/phases.def"
#undef PHASE
#undef STEP
};

const struct step_info step_info[STEP_COUNT] = {
#define PHASE(...)
#define STEP(id, phase, marker, name, title, rule)                             \
    [STEP_##id] = {PHASE_##phase, marker, name, title, rule},
#include "phases/phases.def"
#undef PHASE
#undef STEP
};

#define PIC_IRQ1        BIT(1)
#define UART_RX_ENABLED BIT(0)
#define CR0_PE          BIT(0)
#define MULTIBOOT_MAGIC 0x2badb002u
#define ALONE_NS        UINT64_C(2000000000)
#define CR0_PG          BIT(31)

static bool was_entered(const struct recogniser *r, enum step step)
{
    return r->entered >> step & 1;
}

static bool enter(struct recogniser *r, enum step step)
{
    if (was_entered(r, step))
        return false;
    r->entered |= UINT64_C(1) << step;
    r->step = (uint8_t)step;
    return true;
}

void recogniser_reset(struct recogniser *r, enum step step)
{
    *r = (struct recogniser){.pic_mask = 0xff};
    enter(r, step);
}

static bool in_phase(const struct recogniser *r, enum phase phase)
{
    return step_info[r->step].phase == phase;
}

static bool is_ata(uint32_t port)
{
    return (port & 0xff78) == 0x170 || port == 0x3f6 || port == 0x376;
}

/* A chip that the firmware touches for the first time begins its test. */
static bool firmware_port(struct recogniser *r, const struct sighting *s)
{
    uint32_t port = s->a;

    if (port == 0x80 && s->write)
        return enter(r, STEP_SELF_TEST);
    if (port == 0x71 && !s->write)
        return enter(r, STEP_CMOS);
    if (port >= 0x40 && port <= 0x43)
        return enter(r, STEP_TIMER);
    if ((port >= 0x81 && port <= 0x8f) || port <= 0x0f ||
        (port >= 0xc0 && port <= 0xdf))
        return enter(r, STEP_DMA);
    if ((port & ~0x81u) == 0x20)
        return enter(r, STEP_INTERRUPT_CONTROLLERS);
    if (port == 0x60 || port == 0x64)
        return enter(r, STEP_KEYBOARD);
    if (port >= 0x3b0 && port <= 0x3df)
        return enter(r, STEP_VIDEO);
    return is_ata(port) && enter(r, STEP_DISKS);
}

/* The system begins to listen to its user: IRQ1 unmasked in the master 8259A,
 * or receive interrupts enabled in a UART. */
static bool input_enabled(struct recogniser *r, const struct sighting *s)
{
    bool opened = false;

    if (s->a == 0x21) {
        opened = (r->pic_mask & PIC_IRQ1) && !(s->b & PIC_IRQ1);
        r->pic_mask = (uint8_t)s->b;
    } else if (s->a == 0x3f9 || s->a == 0x2f9) {
        opened =
            !(r->uart_enable & UART_RX_ENABLED) && (s->b & UART_RX_ENABLED);
        r->uart_enable = (uint8_t)s->b;
    }
    return opened && was_entered(r, STEP_SERVICES) && enter(r, STEP_USER_SPACE);
}

static bool kernel_port(struct recogniser *r, const struct sighting *s)
{
    if (was_entered(r, STEP_INTERRUPTS) &&
        ((s->a >= 0xcf8 && s->a <= 0xcff) || is_ata(s->a)))
        return enter(r, STEP_DRIVERS);
    return s->write && input_enabled(r, s);
}

static bool saw_port(struct recogniser *r, const struct sighting *s)
{
    if (in_phase(r, PHASE_FIRMWARE) && origin_is_firmware(s->origin))
        return firmware_port(r, s);
    if (in_phase(r, PHASE_OPERATING_SYSTEM) && !origin_is_firmware(s->origin))
        return kernel_port(r, s);
    return false;
}

static bool is_cd(uint32_t origin)
{
    return origin_kind(origin) == ORIGIN_DISK &&
           origin_drive(origin) == DRIVE_CD;
}

/* The sector that a line came from, copies included. One of a CD is four of
 * the sectors that are counted. */
static uint32_t sector_of(uint32_t origin)
{
    uint32_t sector = origin & ~(ORIGIN_CODE | ORIGIN_COPIED);

    return is_cd(origin) ? sector & ~3u : sector;
}

static bool boot_begins(struct recogniser *r, const struct sighting *s)
{
    r->boot_origin = sector_of(s->origin);
    return enter(r, STEP_BOOT_SECTOR);
}

static bool entered_7c00(struct recogniser *r, const struct sighting *s)
{
    if (!was_entered(r, STEP_BOOT_SECTOR))
        return boot_begins(r, s);
    if (in_phase(r, PHASE_BOOTLOADER) &&
        sector_of(s->origin) != r->boot_origin &&
        !was_entered(r, STEP_VOLUME_BOOT_RECORD)) {
        r->vbr_origin = sector_of(s->origin);
        return enter(r, STEP_VOLUME_BOOT_RECORD);
    }
    return false;
}

/* A kernel, or a loader that lives above 1 MiB and calls the BIOS soon? The
 * first such code is a kernel if a Multiboot loader has started it, or if it
 * is what a disk held; a loader has unpacked itself. Else time must tell. */
static bool entered_above_1_mib(struct recogniser *r, const struct sighting *s)
{
    if (!in_phase(r, PHASE_BOOTLOADER) || r->alone_since)
        return false;
    r->alone_since = s->now ? s->now : 1;
    r->alone_at = s->a;
    r->alone_origin = s->origin;
    return (s->eax == MULTIBOOT_MAGIC ||
            origin_kind(s->origin) == ORIGIN_DISK) &&
           enter(r, STEP_KERNEL_ENTRY);
}

static bool saw_fetch(struct recogniser *r, const struct sighting *s)
{
    uint32_t sector = sector_of(s->origin);

    if (s->a == 0xfffffff0 && in_phase(r, PHASE_POWER_ON))
        return enter(r, STEP_RESET_VECTOR);
    if (origin_is_firmware(s->origin) || origin_kind(s->origin) == ORIGIN_NONE)
        return false;
    if (s->user && (in_phase(r, PHASE_OPERATING_SYSTEM) || r->alone_since))
        return enter(r, STEP_SERVICES);
    if (s->a == 0x7c00 && !s->code32)
        return entered_7c00(r, s);
    if (r->step == STEP_BOOT_SEARCH && is_cd(s->origin))
        return boot_begins(r, s);
    if (s->code32 && s->a >= 0x100000)
        return entered_above_1_mib(r, s);
    if (in_phase(r, PHASE_BOOTLOADER) &&
        origin_kind(s->origin) == ORIGIN_DISK && sector != r->boot_origin &&
        sector != r->vbr_origin)
        return enter(r, STEP_SECOND_STAGE);
    return false;
}

#define STORED_LOW  BIT(0)
#define STORED_HIGH BIT(1)

/* The first store of all decides whose it was: of a later one the processor
 * may report nothing, if its page was stored to before. */
static bool first_store(struct recogniser *r, const struct sighting *s,
                        uint8_t where, enum step step)
{
    if (r->stored & where)
        return false;
    r->stored |= where;
    return origin_is_firmware(s->origin) && enter(r, step);
}

static bool saw_store(struct recogniser *r, const struct sighting *s)
{
    if (!in_phase(r, PHASE_FIRMWARE))
        return false;
    if (s->a < 0xa0000)
        return first_store(r, s, STORED_LOW, STEP_BASE_MEMORY);
    return s->a >= 0x100000 && first_store(r, s, STORED_HIGH, STEP_MEMORY);
}

static bool saw_int(struct recogniser *r, const struct sighting *s)
{
    if (in_phase(r, PHASE_FIRMWARE) && s->a == 0x19)
        return enter(r, STEP_BOOT_SEARCH);
    if (in_phase(r, PHASE_BOOTLOADER) && s->a == 0x16 &&
        was_entered(r, STEP_SECOND_STAGE) && !origin_is_firmware(s->origin))
        return enter(r, STEP_MENU);
    if (s->user && in_phase(r, PHASE_OPERATING_SYSTEM))
        return enter(r, STEP_SYSTEM_CALLS);
    if (in_phase(r, PHASE_BOOTLOADER) && r->alone_since && !s->code32)
        r->alone_since = s->now;
    return false;
}

uint64_t recogniser_due(const struct recogniser *r)
{
    return in_phase(r, PHASE_BOOTLOADER) && r->alone_since
               ? r->alone_since + ALONE_NS
               : UINT64_MAX;
}

static bool saw_cr0(struct recogniser *r, const struct sighting *s)
{
    uint32_t set = ~s->a & s->b;

    if (origin_is_firmware(s->origin))
        return false;
    if ((in_phase(r, PHASE_OPERATING_SYSTEM) || r->alone_since) &&
        (set & CR0_PG))
        return enter(r, STEP_MEMORY_MANAGEMENT);
    return in_phase(r, PHASE_BOOTLOADER) && (set & CR0_PE) &&
           enter(r, STEP_PROTECTED_MODE);
}

bool recognise(struct recogniser *r, const struct sighting *s)
{
    switch (s->kind) {
    case SAW_PORT:
        return saw_port(r, s);
    case SAW_FETCH:
        return saw_fetch(r, s);
    case SAW_STORE:
        return saw_store(r, s);
    case SAW_READ:
        return in_phase(r, PHASE_FIRMWARE) && origin_is_firmware(s->origin) &&
               s->a >= 0xc0000 && s->a < 0xe0000 && enter(r, STEP_OPTION_ROMS);
    case SAW_INT:
        return saw_int(r, s);
    case SAW_INTERRUPT:
        return in_phase(r, PHASE_OPERATING_SYSTEM) &&
               !origin_is_firmware(s->origin) && enter(r, STEP_INTERRUPTS);
    case SAW_CR0:
        return saw_cr0(r, s);
    case SAW_TIME:
        return enter(r, STEP_KERNEL_ENTRY);
    }
    return false;
}

bool recogniser_wants_port(uint16_t port)
{
    return port <= 0x0f || (port & ~0x81u) == 0x20 ||
           (port >= 0x40 && port <= 0x43) || port == 0x60 || port == 0x64 ||
           port == 0x71 || (port >= 0x80 && port <= 0x8f) ||
           (port >= 0xc0 && port <= 0xdf) || (port >= 0x3b0 && port <= 0x3df) ||
           port == 0x3f9 || port == 0x2f9 || is_ata(port) ||
           (port >= 0xcf8 && port <= 0xcff);
}
