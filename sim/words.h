/* SPDX-License-Identifier: MIT
 *
 * sim/words.h - how event_sentence() (sim/session.h) finds its words: a text
 * that grows, names out of tables, and the speakers for each kind of event.
 *
 * Numbers are written as the manuals write them: 1F7h, 80 columns. What a
 * value means is said only where it is certain.
 */
#ifndef SIM_WORDS_H
#define SIM_WORDS_H

#include "sim/base.h"
#include "sim/event.h"

struct words {
    char *text;
    size_t size, used; /* used: without the final zero, below size */
};

void words_add(struct words *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A number with its meaning: a row of a table that ends with a NULL name. */
struct name {
    uint32_t value;
    const char *name;
};

/* NULL: not in the table. */
const char *name_find(const struct name *table, uint32_t value);

/* Names of the bits that are set, with commas; `none` if none is. Bits without
 * a name (NULL, or from `count` up) are not mentioned. */
void words_bits(struct words *w, uint32_t bits, const char *const names[],
                unsigned count, const char *none);

/* A byte of text: 'A', or its code if it cannot be printed. */
void words_character(struct words *w, uint32_t byte);

/* "4 bytes", "1 byte". */
void words_count(struct words *w, uint32_t n, const char *unit);

/* An access to a port, as EV_IO_IN and EV_IO_OUT tell it. */
struct access {
    uint32_t port;
    uint32_t value;
    uint32_t bytes;
    uint32_t device;
    uint32_t before; /* what the chip knew before: sim/port_state.h */
    bool write;
};

/* What the access means, without a full stop. False: nothing is certain. */
bool words_port(struct words *w, const struct access *a);

/* The chips, each for its own ports. */
typedef void chip_speaker(struct words *w, const struct access *a);

chip_speaker words_elcr, words_pic, words_pit, words_kbc, words_cmos, words_ata,
    words_ata_control, words_uart, words_vga, words_pci, words_system,
    words_system_port, words_power, words_bus_master, words_dma, words_floppy,
    words_fw_cfg, words_printer;

/* "disk 0", "floppy disk A" ... */
const char *words_drive(uint32_t drive);

/* "the ATA channel"; NULL: no device. */
const char *words_device(uint32_t device);

/* The sector that an origin mark (sim/origin.h) names, as its drive counts:
 * those of a CD have 2048 bytes. */
uint32_t words_sector(uint32_t origin);

/* Whose code an origin mark names. */
void words_origin(struct words *w, uint32_t origin);

/* The key of a scan code of set 1, "A"; NULL: none is certain. */
const char *words_key(uint32_t code, bool extended);

/* A byte to the mouse, whose command `expects` waits for its argument; a byte
 * from it, by its enum kbc_source. */
void words_mouse_command(struct words *w, uint32_t value, uint32_t expects);
void words_mouse_byte(struct words *w, uint32_t source, uint32_t value);

/* What the error code of an exception names: "gate 0Dh of the IDT". */
void words_selector_code(struct words *w, uint32_t error);

/* An ATA command by its name in the standard; NULL: not known. */
const char *words_ata_command(uint32_t command);

/* The bits of an ATA error register; what it holds after a packet. */
void words_ata_error(struct words *w, uint32_t error);
void words_bus_master_data(struct words *w, const struct event *e);
void words_atapi_error(struct words *w, uint32_t error);

/* A command of the floppy controller by its first byte; a data rate. */
const char *words_floppy_command(uint32_t first);
const char *words_floppy_rate(uint32_t rate);

/* Where a DMA channel of this mode carries: "to memory". */
const char *words_dma_transfer(uint32_t mode);

/* "IRQ 0, IRQ 1"; `none` if no bit is set. */
void words_irqs(struct words *w, uint32_t irqs, const char *none);

/* "function 00:01.3, register 40h"; "off". */
void words_pci_address(struct words *w, uint32_t address);

/* "0019h, the directory of files" */
void words_fw_cfg_item(struct words *w, uint32_t item);

/* "3, square wave" */
const char *words_pit_mode(uint32_t mode);

/* What a POST code means in the bundled BIOS; nothing if it has none. */
void words_post_code(struct words *w, uint32_t code);

/* ", step "Menu""; nothing if it is no marker of a step. */
void words_marker(struct words *w, uint32_t marker);

/* What a PC has at a port, "COM2"; NULL: nothing that is certain. */
const char *words_port_place(uint32_t port);

/* The speakers. Each says a whole sentence. */
typedef void speaker(struct words *w, const struct event *e);

speaker say_vm_state, say_fault, say_host_memory, say_host_image, say_host_vcpu,
    say_host_device, say_host_frame, say_host_read, say_host_write,
    say_host_output, say_host_input, say_exit, say_entry;
speaker say_io_in, say_io_out, say_mmio_read, say_mmio_write, say_unhandled;
speaker say_irq_line, say_intr, say_nmi, say_int, say_exception, say_iret;
speaker say_bios_call, say_bios_return;
speaker say_mode, say_cr0, say_cr3, say_cr4, say_dr, say_msr, say_gdtr,
    say_idtr, say_ldtr, say_tr, say_task_switch, say_tlb_flush, say_page_walk,
    say_cpuid, say_hlt, say_reset, say_triple_fault;
speaker say_a20, say_shadow, say_post_code, say_marker, say_disk_request,
    say_disk_done, say_packet, say_disc_put, say_floppy_request,
    say_floppy_seek, say_floppy_done, say_dma_channel, say_pit_counter,
    say_speaker, say_video_mode, say_key, say_mouse, say_soft_off;
speaker say_phase, say_instruction, say_memory_read, say_memory_write;

#endif
