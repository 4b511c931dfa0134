/* SPDX-License-Identifier: MIT
 *
 * sim/words_cpu.c - the words for what the processor does to itself: mode,
 * control registers, descriptor tables.
 *
 * Source: Intel SDM Vol. 3A, "Control Registers", "System Architecture
 * Overview", "Task Management".
 */
#include "sim/cpu/msr.h"
#include "sim/words.h"

#include "sim/cpu/state.h"

static const char *const mode_names[] = {
    [MODE_REAL] = "real mode",
    [MODE_PROTECTED16] = "16-bit protected mode",
    [MODE_PROTECTED32] = "32-bit protected mode",
    [MODE_V86] = "virtual-8086 mode",
};

static const char *mode_name(uint32_t mode)
{
    return mode < ARRAY_LEN(mode_names) ? mode_names[mode] : "another mode";
}

void say_mode(struct words *w, const struct event *e)
{
    words_add(w, "The processor goes from %s to %s.", mode_name(e->arg[0]),
              mode_name(e->arg[1]));
}

/* --- control registers ------------------------------------------------- */

struct control_bit {
    const char *name;
    const char *set, *cleared;
};

static const struct control_bit cr0_bits[32] = {
    [0] = {"PE", "the processor enters protected mode",
           "the processor goes back to real mode"},
    [1] = {"MP", "WAIT obeys CR0.TS", "WAIT ignores CR0.TS"},
    [2] = {"EM", "x87 instructions raise exception 7",
           "x87 instructions are for a coprocessor"},
    [3] = {"TS", "the next x87 instruction raises exception 7",
           "x87 instructions may run in this task"},
    [4] = {"ET", "the coprocessor has the 387 interface",
           "the coprocessor has the 287 interface"},
    [5] = {"NE", "x87 errors raise exception 16",
           "x87 errors are reported by interrupt"},
    [16] = {"WP", "the kernel cannot write to read-only pages",
            "the kernel can write to read-only pages"},
    [18] = {"AM", "EFLAGS.AC can switch alignment checks on",
            "alignment is not checked"},
    [29] = {"NW", "the cache is not kept coherent",
            "the cache is kept coherent"},
    [30] = {"CD", "the cache takes in nothing new", "the cache is in use"},
    [31] = {"PG", "paging is on", "paging is off"},
};

static const struct control_bit cr4_bits[32] = {
    [0] = {"VME", "virtual-8086 mode extensions are on",
           "virtual-8086 mode extensions are off"},
    [1] = {"PVI", "protected-mode virtual interrupts are on",
           "protected-mode virtual interrupts are off"},
    [2] = {"TSD", "RDTSC is for the kernel only", "all may use RDTSC"},
    [3] = {"DE", "debug extensions are on", "debug extensions are off"},
    [4] = {"PSE", "pages of 4 MiB are possible", "all pages have 4 KiB"},
    [5] = {"PAE", "page tables have three levels and entries of 8 bytes",
           "page tables have two levels and entries of 4 bytes"},
    [6] = {"MCE", "a machine check raises exception 18",
           "a machine check shuts the processor down"},
    [7] = {"PGE", "the TLB may keep global pages when CR3 is written",
           "no page is global"},
    [8] = {"PCE", "all may use RDPMC", "RDPMC is for the kernel only"},
    [9] = {"OSFXSR", "the system saves the x87 by FXSAVE",
           "the system does not use FXSAVE"},
};

static void say_control(struct words *w, const char *reg,
                        const struct control_bit bits[32], uint32_t old,
                        uint32_t value)
{
    const char *between = "";

    for (unsigned i = 0; i < 32; i++) {
        bool set = value >> i & 1;

        if (!((old ^ value) >> i & 1) || !bits[i].name)
            continue;
        words_add(w, "%s%s.%s is %s: %s", between, reg, bits[i].name,
                  set ? "set" : "cleared", set ? bits[i].set : bits[i].cleared);
        between = "; ";
    }
    if (!*between)
        words_add(w, "%s is written and stays %08Xh", reg, value);
    words_add(w, ".");
}

void say_cr0(struct words *w, const struct event *e)
{
    say_control(w, "CR0", cr0_bits, e->arg[0], e->arg[1]);
}

void say_cr4(struct words *w, const struct event *e)
{
    say_control(w, "CR4", cr4_bits, e->arg[0], e->arg[1]);
}

void say_dr(struct words *w, const struct event *e)
{
    uint32_t n = e->arg[0];

    words_add(w, "Debug register DR%u <- %08Xh: ", n, e->arg[2]);
    if (n < 4)
        words_add(w, "the address of breakpoint %u.", n);
    else if (n == 7)
        words_add(w, "%s.",
                  e->arg[2] & 0xff ? "it switches breakpoints on"
                                   : "no breakpoint is on");
    else
        words_add(w, "it tells which breakpoint was hit.");
}

void say_msr(struct words *w, const struct event *e)
{
    const char *name = msr_name(e->arg[0]);

    words_add(w, "%s of model-specific register %Xh%s%s%s %s %08X%08Xh.",
              e->arg[3] ? "Write" : "Read", e->arg[0], name ? " (" : "",
              name ? name : "", name ? ")" : "", e->arg[3] ? "<-" : "->",
              e->arg[1], e->arg[2]);
}

/* --- tables ------------------------------------------------------------ */

void say_gdtr(struct words *w, const struct event *e)
{
    words_add(w,
              "GDTR <- base %08Xh, limit %Xh: the global descriptor table has "
              "room for %u descriptors.",
              e->arg[0], e->arg[1], (e->arg[1] + 1) / 8);
}

#define REAL_MODE_LIMIT 0x3ff

void say_idtr(struct words *w, const struct event *e)
{
    words_add(w, "IDTR <- base %08Xh, limit %Xh: the interrupt table has ",
              e->arg[0], e->arg[1]);
    if (e->mode != MODE_REAL) {
        words_add(w, "room for ");
        words_count(w, (e->arg[1] + 1) / 8, "gate");
    } else if (e->arg[0] == 0 && e->arg[1] == REAL_MODE_LIMIT) {
        words_add(w, "the 256 vectors of real mode");
    } else {
        words_count(w, e->arg[1] + 1, "byte");
    }
    words_add(w, ".");
}

void say_ldtr(struct words *w, const struct event *e)
{
    if ((e->arg[0] & ~3u) == 0)
        words_add(w, "LDTR <- 0: there is no local descriptor table.");
    else
        words_add(w,
                  "LDTR <- selector %04Xh: the local descriptor table is at "
                  "%08Xh, limit %Xh.",
                  e->arg[0], e->arg[1], e->arg[2]);
}

void say_tr(struct words *w, const struct event *e)
{
    words_add(w,
              "TR <- selector %04Xh: the task state segment is at %08Xh, "
              "limit %Xh.",
              e->arg[0], e->arg[1], e->arg[2]);
}

/* In the order of enum task_reason (sim/cpu/task.h). */
static const char *const task_reasons[] = {"JMP", "CALL", "IRET",
                                           "an interrupt"};

void say_task_switch(struct words *w, const struct event *e)
{
    words_add(w, "Task switch from selector %04Xh to %04Xh", e->arg[0],
              e->arg[1]);
    if (e->arg[2] < ARRAY_LEN(task_reasons))
        words_add(w, " by %s", task_reasons[e->arg[2]]);
    words_add(w, ": the processor saves its registers in one task state "
                 "segment and loads them from the other.");
}

/* --- the rest ---------------------------------------------------------- */

void say_cpuid(struct words *w, const struct event *e)
{
    uint32_t leaf = e->arg[0];

    words_add(w, "CPUID leaf %Xh", leaf);
    if (leaf == 0)
        words_add(w, ": vendor name and highest leaf");
    else if (leaf == 1)
        words_add(w, ": family, model, stepping and features");
    words_add(w, ".");
}

void say_hlt(struct words *w, const struct event *e)
{
    words_add(w, "%s",
              e->arg[0] ? "HLT: the processor waits for an interrupt."
                        : "HLT with interrupts disabled: only NMI or RESET "
                          "can end this.");
}
