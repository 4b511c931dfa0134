/* SPDX-License-Identifier: MIT
 *
 * sim/words_host.c - the words for the life of the virtual machine, and for
 * what the hypervisor does.
 */
#include "sim/words.h"

#include "hw/devices.h"
#include "sim/fault.h"
#include "sim/machine.h"

/* --- life -------------------------------------------------------------- */

static const char *const state_names[] = {
    [VM_OFF] = "powered off",     [VM_RUNNING] = "running",
    [VM_RESET] = "reset",         [VM_PAUSED] = "paused",
    [VM_HALTED] = "halted",       [VM_HUNG] = "hung",
    [VM_SHUT_DOWN] = "shut down", [VM_CRASHED] = "crashed",
};

static const char *const reason_names[] = {
    [REASON_POWER_ON] = "power-on",
    [REASON_SOFT_OFF] = "the guest switched itself off",
    [REASON_RESET_CPU] = "the guest reset its processor",
    [REASON_RESET_BOARD] = "the guest reset the whole board",
    [REASON_TRIPLE_FAULT] = "a triple fault",
    [REASON_HALT_FOREVER] = "HLT with interrupts that cannot come",
    [REASON_LOOP_FOREVER] = "an endless loop that no interrupt can end",
    [REASON_NO_HOST_MEMORY] = "the host has no memory left to give",
};

static const char *entry_of(const char *const *table, size_t count, uint32_t i)
{
    return i < count && table[i] ? table[i] : NULL;
}

static const char *state_name(uint32_t state)
{
    const char *name = entry_of(state_names, ARRAY_LEN(state_names), state);

    return name ? name : "another state";
}

void say_vm_state(struct words *w, const struct event *e)
{
    const char *reason =
        entry_of(reason_names, ARRAY_LEN(reason_names), e->arg[2]);

    words_add(w, "The virtual machine goes from %s to %s",
              state_name(e->arg[0]), state_name(e->arg[1]));
    if (reason)
        words_add(w, ": %s", reason);
    words_add(w, ".");
}

void say_fault(struct words *w, const struct event *e)
{
    char file[FAULT_SOURCE + 1];
    const char *name, *summary;

    if (e->arg[0] >= FAULT_KINDS)
        return;
    fault_source_get(e, file);
    name = fault_info[e->arg[0]].name;
    summary = fault_info[e->arg[0]].summary;
    words_add(w, "Fault %s (%s:%u)", name, *file ? file : "line", e->arg[1]);
    if (e->arg[2] == FAULT_CANNOT)
        words_add(w, " could not happen at this moment.");
    else if (e->arg[2] == FAULT_OVER)
        words_add(w, " is over.");
    else if (e->arg[2] == FAULT_STRIKES)
        words_add(w, " strikes: %s", summary);
    else
        words_add(w, ": %s", summary);
}

/* --- power-on ---------------------------------------------------------- */

void say_host_memory(struct words *w, const struct event *e)
{
    words_add(w, "The hypervisor reserves %u KiB of memory for the guest.",
              e->arg[0]);
}

void say_host_image(struct words *w, const struct event *e)
{
    words_add(w,
              "The hypervisor opens the image of %s: %u sectors of 512 "
              "bytes, content hash %08x%08x.",
              words_drive(e->arg[0]), e->arg[1], e->arg[2], e->arg[3]);
}

void say_host_vcpu(struct words *w, const struct event *e)
{
    words_add(w, "The hypervisor creates a virtual processor");
    if (e->arg[0] < CPU_MODELS)
        words_add(w, ", model %s", cpu_models[e->arg[0]].name);
    words_add(w, ", with %u ns for each instruction.", e->arg[1]);
}

void say_host_device(struct words *w, const struct event *e)
{
    if (e->arg[0] >= DEV_COUNT)
        words_add(w, "The hypervisor creates a device model.");
    else
        words_add(w, "The hypervisor creates the device model %s: %s.",
                  device_rows[e->arg[0]].name,
                  device_rows[e->arg[0]].ops->part);
}

/* --- memory and files -------------------------------------------------- */

void say_host_frame(struct words *w, const struct event *e)
{
    words_add(w, "The hypervisor backs guest frame %Xh with host frame %u.",
              e->arg[0], e->arg[1]);
}

static void say_transfer(struct words *w, const struct event *e,
                         const char *verb, const char *preposition)
{
    uint64_t offset = (uint64_t)e->arg[1] << 32 | e->arg[2];

    words_add(w, "The hypervisor %s %u bytes at offset %llu %s %s.", verb,
              e->arg[3], (unsigned long long)offset, preposition,
              words_drive(e->arg[0]));
}

void say_host_read(struct words *w, const struct event *e)
{
    say_transfer(w, e, "reads", "of");
}

void say_host_write(struct words *w, const struct event *e)
{
    say_transfer(w, e, "keeps", "for");
}

static const char *const stream_names[] = {
    [STREAM_COM1] = "COM1",
    [STREAM_COM2] = "COM2",
    [STREAM_DEBUGCON] = "the debug console",
};

static const char *stream_name(uint32_t stream)
{
    const char *name = entry_of(stream_names, ARRAY_LEN(stream_names), stream);

    return name ? name : "another stream";
}

void say_host_output(struct words *w, const struct event *e)
{
    words_add(
        w, "The hypervisor passes on a byte from %s: ", stream_name(e->arg[0]));
    words_character(w, e->arg[1]);
    words_add(w, ".");
}

void say_host_input(struct words *w, const struct event *e)
{
    words_add(w,
              "The hypervisor delivers a byte to %s: ", stream_name(e->arg[0]));
    words_character(w, e->arg[1]);
    words_add(w, ".");
}

/* --- exits and entries ------------------------------------------------- */

static const char *const device_names[DEV_COUNT] = {
    [DEV_dma1] = "the DMA controller for bytes",
    [DEV_dma2] = "the DMA controller for words",
    [DEV_fdc] = "the floppy disk controller",
    [DEV_pic1] = "the master interrupt controller",
    [DEV_pit] = "the timer",
    [DEV_kbc] = "the keyboard controller",
    [DEV_sysport] = "system control port B",
    [DEV_rtc] = "the real-time clock",
    [DEV_post] = "the POST card",
    [DEV_dma_page] = "the DMA page registers",
    [DEV_port92] = "system control port A",
    [DEV_pic2] = "the slave interrupt controller",
    [DEV_marker] = "the marker port",
    [DEV_debugcon] = "the debug console",
    [DEV_fpu_error] = "the coprocessor error logic",
    [DEV_ata] = "the ATA channel",
    [DEV_ata2] = "the second ATA channel",
    [DEV_com2] = "COM2",
    [DEV_vga] = "the VGA",
    [DEV_com1] = "COM1",
    [DEV_fw_cfg] = "the firmware configuration device",
    [DEV_pci] = "PCI configuration",
    [DEV_i440fx] = "the host bridge",
    [DEV_piix_isa] = "the ISA bridge",
    [DEV_piix_ide] = "the IDE function",
    [DEV_piix_pm] = "power management",
};

const char *words_device(uint32_t device)
{
    return entry_of(device_names, DEV_COUNT, device);
}

static void say_answer(struct words *w, uint32_t device)
{
    const char *name = words_device(device);

    if (name)
        words_add(w, "; %s %s.", name,
                  device == DEV_dma_page ? "answer" : "answers");
    else
        words_add(w, "; no device answers.");
}

void say_exit(struct words *w, const struct event *e)
{
    uint32_t what = e->arg[2];
    const char *verb = e->arg[3] ? "writes" : "reads";

    words_add(w, "VM exit: ");
    switch (e->arg[0]) {
    case EXIT_IO:
        words_add(w, "the guest %s I/O port %Xh", verb, what);
        say_answer(w, e->arg[1]);
        break;
    case EXIT_MMIO:
        words_add(w, "the guest %s at %08Xh, where no RAM is", verb, what);
        say_answer(w, e->arg[1]);
        break;
    case EXIT_FIRST_TOUCH:
        words_add(w, "guest frame %Xh is touched for the first time.", what);
        break;
    case EXIT_HLT:
        words_add(w, "the guest halts%s.",
                  what ? "" : " with interrupts disabled");
        break;
    case EXIT_CPUID:
        words_add(w, "the guest asks CPUID leaf %Xh.", what);
        break;
    case EXIT_EXTERNAL_INTERRUPT:
        words_add(w, "IRQ %u is to be delivered.", what);
        break;
    case EXIT_TRIPLE_FAULT:
        words_add(w, "triple fault: the guest cannot go on.");
        break;
    default:
        words_add(w, "reason %u.", e->arg[0]);
    }
}

void say_entry(struct words *w, const struct event *e)
{
    if (e->arg[0])
        words_add(w, "VM entry: the hypervisor injects interrupt vector %02Xh.",
                  e->arg[1]);
    else
        words_add(w, "VM entry: the guest goes on.");
}
