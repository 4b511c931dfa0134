/* SPDX-License-Identifier: MIT
 *
 * sim/words_phase.c - the words for a change of phase: the rule, and the
 * evidence that met it.
 */
#include "sim/words.h"

#include "hw/board.h"
#include "phases/recognise.h"
#include "sim/origin.h"

/* What the two evidence arguments of EV_PHASE are, by the rule of the step. */
enum evidence { E_NONE, E_PORT, E_FETCH, E_ADDRESS, E_INT, E_INTERRUPT, E_CR0 };

static const uint8_t evidence[STEP_COUNT] = {
    [STEP_ALLOCATE] = E_NONE,
    [STEP_RELEASE] = E_NONE,
    [STEP_RESET_VECTOR] = E_FETCH,
    [STEP_SELF_TEST] = E_PORT,
    [STEP_CMOS] = E_PORT,
    [STEP_TIMER] = E_PORT,
    [STEP_DMA] = E_PORT,
    [STEP_BASE_MEMORY] = E_ADDRESS,
    [STEP_INTERRUPT_CONTROLLERS] = E_PORT,
    [STEP_KEYBOARD] = E_PORT,
    [STEP_VIDEO] = E_PORT,
    [STEP_MEMORY] = E_ADDRESS,
    [STEP_DISKS] = E_PORT,
    [STEP_OPTION_ROMS] = E_ADDRESS,
    [STEP_BOOT_SEARCH] = E_INT,
    [STEP_BOOT_SECTOR] = E_FETCH,
    [STEP_VOLUME_BOOT_RECORD] = E_FETCH,
    [STEP_SECOND_STAGE] = E_FETCH,
    [STEP_MENU] = E_INT,
    [STEP_PROTECTED_MODE] = E_CR0,
    [STEP_KERNEL_ENTRY] = E_FETCH,
    [STEP_MEMORY_MANAGEMENT] = E_CR0,
    [STEP_INTERRUPTS] = E_INTERRUPT,
    [STEP_DRIVERS] = E_PORT,
    [STEP_SERVICES] = E_FETCH,
    [STEP_SYSTEM_CALLS] = E_INT,
    [STEP_USER_SPACE] = E_PORT,
};

uint32_t words_sector(uint32_t origin)
{
    uint32_t lba = origin_lba(origin);

    return origin_drive(origin) == DRIVE_CD ? lba / 4 : lba;
}

void words_origin(struct words *w, uint32_t origin)
{
    switch (origin_kind(origin)) {
    case ORIGIN_ROM:
        words_add(w, "the firmware ROM");
        break;
    case ORIGIN_OPTION_ROM:
        words_add(w, "an option ROM");
        break;
    case ORIGIN_HOST:
        words_add(w, "the host");
        break;
    case ORIGIN_DISK:
        words_add(w, "sector %u of %s", words_sector(origin),
                  words_drive(origin_drive(origin)));
        break;
    case ORIGIN_FIRMWARE:
        words_add(w, "what the firmware wrote");
        break;
    case ORIGIN_GUEST:
        words_add(w, "what software from a disk wrote");
        break;
    default:
        words_add(w, "memory that was never written");
    }
    if (origin & ORIGIN_COPIED)
        words_add(w, ", copied");
}

static void say_evidence(struct words *w, unsigned step, uint32_t a, uint32_t b)
{
    switch (evidence[step]) {
    case E_PORT:
        words_add(w, " Seen: port %Xh, value %02Xh.", a, b);
        break;
    case E_FETCH:
        words_add(w, " Seen: a fetch at %08Xh, code from ", a);
        words_origin(w, b);
        words_add(w, ".");
        break;
    case E_ADDRESS:
        words_add(w, " Seen: address %08Xh.", a);
        break;
    case E_INT:
        words_add(w, " Seen: INT %02Xh.", a);
        break;
    case E_INTERRUPT:
        words_add(w, " Seen: interrupt vector %02Xh.", a);
        break;
    case E_CR0:
        words_add(w, " Seen: CR0 from %08Xh to %08Xh.", a, b);
        break;
    default:
        break;
    }
}

void say_phase(struct words *w, const struct event *e)
{
    uint32_t to = e->arg[1];
    const struct step_info *step;

    if (to >= STEP_COUNT) {
        words_add(w, "An unknown step begins.");
        return;
    }
    step = &step_info[to];
    if (e->arg[0] >= STEP_COUNT || step_phase(e->arg[0]) != step->phase)
        words_add(w, "Phase \"%s\" begins with step \"%s\": %s.",
                  phase_info[step->phase].title, step->title, step->rule);
    else
        words_add(w, "Step \"%s\" begins: %s.", step->title, step->rule);
    say_evidence(w, to, e->arg[2], e->arg[3]);
}

void words_marker(struct words *w, uint32_t marker)
{
    for (unsigned i = 0; i < STEP_COUNT; i++)
        if (step_info[i].marker == marker)
            words_add(w, ", step \"%s\"", step_info[i].title);
}

void say_marker(struct words *w, const struct event *e)
{
    words_add(w, "The guest itself marks %02Xh", e->arg[0]);
    words_marker(w, e->arg[0]);
    words_add(w, ".");
}
