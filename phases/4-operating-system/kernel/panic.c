/* SPDX-License-Identifier: MIT
 *
 * kernel/panic.c - the kernel cannot go on: say why, then halt.
 */
#include "panic.h"

#include <stdbool.h>

#include "drivers/serial.h"
#include "drivers/splash.h"
#include "drivers/terminal.h"
#include "format.h"
#include "memory/paging.h"
#include "port.h"
#include "symbols.h"

enum { TRACE_CALLS = 10 };

void panic_begin(void)
{
    static bool begun;

    __asm__ volatile("cli");
    if (begun)
        halt_forever(); /* the report itself failed */
    begun = true;
    splash_end();
    serial_set_polled();
    terminal_fresh_line();
}

/* A return address may lie behind its function, if that ends with the call:
 * `inside` is an address that surely does not. */
static void print_call(uint32_t address, uint32_t inside)
{
    const struct symbol *symbol = symbol_find(inside);

    if (symbol)
        terminal_print("    %08X %s+%Xh\n", address, symbol->name,
                       address - symbol->address);
    else
        terminal_print("    %08X\n", address);
}

/* Each function pushes EBP and points EBP at it: a list of frames, with the
 * return address above each. It ends with the EBP of 0 that entry.asm set. */
void panic_trace(uint32_t eip, uint32_t ebp)
{
    terminal_print("calls, latest first:\n");
    print_call(eip, eip);
    for (int i = 1; i < TRACE_CALLS; i++) {
        if (ebp % 4 || !kernel_range_is_mapped(ebp, 8))
            return;

        const uint32_t *frame = (const uint32_t *)ebp;

        if (frame[1] < KERNEL_BASE)
            return;
        print_call(frame[1], frame[1] - 1);
        ebp = frame[0];
    }
}

void panic_end(void)
{
    terminal_print("The machine is halted.\n");
    halt_forever();
}

void panic(const char *pattern, ...)
{
    char text[112];
    va_list list;

    va_start(list, pattern);
    format_list(text, sizeof text, pattern, list);
    va_end(list);
    panic_begin();
    terminal_print("*** kernel panic: %s\n", text);
    panic_trace((uint32_t)__builtin_return_address(0),
                *(uint32_t *)__builtin_frame_address(0));
    panic_end();
}
