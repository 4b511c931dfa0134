/* SPDX-License-Identifier: MIT
 *
 * kernel/main.c - the kernel's boot, as a list.
 */
#include "boot_info.h"
#include "drivers/ata.h"
#include "drivers/console.h"
#include "drivers/keyboard.h"
#include "drivers/pci.h"
#include "drivers/power.h"
#include "drivers/rtc.h"
#include "drivers/serial.h"
#include "drivers/splash.h"
#include "files/fat16.h"
#include "interrupts/gdt.h"
#include "interrupts/idt.h"
#include "interrupts/pic.h"
#include "interrupts/pit.h"
#include "log.h"
#include "memory/frames.h"
#include "memory/heap.h"
#include "memory/paging.h"
#include "processes/process.h"
#include "processes/scheduler.h"
#include "system-calls/system_call.h"

_Noreturn void kernel_main(uint32_t magic, uint32_t multiboot_info);

void kernel_main(uint32_t magic, uint32_t multiboot_info)
{
    /* Somewhere to print, and the facts to work with. */
    process_init();
    console_init();
    serial_init();
    boot_info_copy(magic, multiboot_info);
    log_init();
    log_line("bootscope kernel, started by %s with \"%s\"", boot_info.loader,
             boot_info.command_line);

    /* From here on a fault is reported. */
    gdt_init();
    idt_init();

    /* Memory. */
    frames_init();
    paging_init();
    heap_init();

    /* Interrupts: from here on the timer runs. */
    pic_init();
    pit_init();
    serial_use_interrupts();
    splash_init();

    /* Drivers. */
    pci_init();
    power_init();
    keyboard_init();
    rtc_init();
    ata_init();
    fat16_init();

    /* Programs. */
    system_call_init();
    process_start_init();
    scheduler_idle();
}
