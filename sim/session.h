/* SPDX-License-Identifier: MIT
 *
 * sim/session.h - the one door through which faces (ui/) see the engine.
 *
 * A session is one virtual machine on one host, with its inputs, its stop
 * conditions and its listener. All functions are for one thread; none of them
 * prints, exits, or reads a clock or a file.
 */
#ifndef SIM_SESSION_H
#define SIM_SESSION_H

#include "phases/recognise.h"
#include "sim/base.h"
#include "sim/error.h"
#include "sim/event.h"
#include "sim/moment.h"

/* --- what to build ----------------------------------------------------- */

enum vm_model { MODEL_386, MODEL_486, MODEL_PENTIUM, MODEL_I686, MODEL_COUNT };
extern const char *const vm_model_name[MODEL_COUNT];

enum boot_device {
    BOOT_NONE,
    BOOT_FLOPPY,
    BOOT_DISK,
    BOOT_CDROM,
    BOOT_NETWORK
};

/* The two boards: the 440FX chipset with its PCI bus, or an ISA bus alone. */
enum vm_machine { VM_PC, VM_ISA, VM_MACHINES };
extern const char *const vm_machine_name[VM_MACHINES];

#define SESSION_DISKS    4
#define SESSION_FLOPPIES 2
#define SESSION_DISCS    4 /* beside the CD-ROM drive, and in it */
#define SESSION_RAM_MIN  (UINT64_C(1) << 20)
#define SESSION_RAM_MAX  (UINT64_C(2) << 30)
#define SESSION_ROM_MIN  (64u << 10)
#define SESSION_ROM_MAX  (16u << 20)
#define SESSION_VGA_MAX  (64u << 10)
#define SESSION_ROM_UNIT (64u << 10) /* a ROM is a multiple of this */

/* An image that the face reads for the engine. read() fills `count` sectors
 * of 512 bytes from `lba`; it lives as long as the session. */
struct session_disk {
    uint64_t sectors; /* 0: no disk */
    bool (*read)(void *context, uint64_t lba, uint32_t count, uint8_t *bytes);
    void *context;
};

enum session_stream { OUT_COM1, OUT_COM2, OUT_DEBUGCON, OUT_STREAMS };

struct session_config {
    enum vm_model model;
    uint64_t ram_bytes; /* a multiple of 4 KiB; 0: 16 MiB */
    const uint8_t *rom; /* NULL: the bundled BIOS; else kept by the caller */
    uint32_t rom_bytes; /* SESSION_ROM_MIN to _MAX, in whole SESSION_ROM_UNIT */
    enum vm_machine machine;
    const uint8_t *vga_rom; /* BIOS of the VGA, kept by the caller, or NULL */
    uint32_t vga_rom_bytes; /* up to 64 KiB */
    bool bundled_disk;      /* disk[0] is the bundled one */
    struct session_disk disk[SESSION_DISKS];
    struct session_disk floppy[SESSION_FLOPPIES];
    /* The first one is in the drive at power-on, which has the first free
     * place from the third on. */
    struct session_disk cdrom[SESSION_DISCS];
    uint8_t boot_order[3]; /* enum boot_device; all 0: disk first */
    bool reset_on_triple_fault;

    /* Put in place of the bundled kernel and its command line, through the
     * disk overlay; NULL: as bundled. */
    const uint8_t *kernel;
    uint32_t kernel_bytes;
    const char *append;

    void (*output)(void *context, enum session_stream stream, uint8_t byte);
    void *output_context;

    struct event_sink sink; /* .event NULL: no trace, the quiet core runs */
    bool detail;            /* with every instruction and memory access */

    /* What breaks, and when (sim/fault.h); kept by the caller. */
    const struct fault *faults;
    unsigned fault_count;
    uint64_t seed; /* of what is left to chance */
};

struct session;

/* The size in sectors of the floppy disk that holds so many bytes; 0: there is
 * none so large. */
uint64_t session_floppy_sectors(uint64_t bytes);

/* Power-on: NULL, with *err set, if it cannot be done. */
struct session *session_open(const struct session_config *config,
                             struct error *err);
void session_close(struct session *s);

/* --- moments (sim/moment.h) -------------------------------------------- */

/* Type `text` when the moment comes; the texts of a session are typed in the
 * order in which they were added. Escapes: \n \t \e \b \\ \xHH and
 * \F1 to \F9. The text is copied. */
bool session_add_keys(struct session *s, const struct moment *m,
                      const char *text, struct error *err);

/* Is this a text that can be typed? */
bool session_check_keys(const char *text, struct error *err);

/* The same for a move of the mouse, in their turn with the keys: "RIGHT UP
 * [BUTTONS [WHEEL]]", in quarters of a millimetre; BUTTONS are some of the
 * letters l, m, r, held down from then on, or "-". */
bool session_add_move(struct session *s, const struct moment *m,
                      const char *text, struct error *err);
bool session_check_move(const char *text, struct error *err);

/* The same for the CD-ROM drive: "eject" opens it, a number from 1 on puts
 * that disc in. While the guest has locked the drive, it waits. */
bool session_add_disc(struct session *s, const struct moment *m,
                      const char *text, struct error *err);
bool session_check_disc(const char *text, struct error *err);

/* Stop at this moment, with END_UNTIL. */
void session_until(struct session *s, const struct moment *m);

/* Watch for a moment from now on. The number of the watch; -1: too many. */
#define SESSION_WATCHES 160
int session_watch(struct session *s, const struct moment *m);

/* Has watch `n` come? Then *tick is when; a rewind to before undoes it. */
bool session_came(const struct session *s, unsigned n, uint64_t *tick);

/* Stop when `icount` instructions are retired, with END_LIMIT. */
void session_limit(struct session *s, uint64_t icount);

/* --- running ----------------------------------------------------------- */

/* Run until virtual time `until` in ns. False when the run is over: see
 * session_end(). */
bool session_run(struct session *s, uint64_t until);

enum session_end {
    END_NOT_YET,
    END_SHUT_DOWN, /* the guest switched itself off */
    END_HALTED,    /* HLT with interrupts disabled */
    END_HUNG,      /* an endless loop that no interrupt can end */
    END_CRASHED,   /* triple fault */
    END_NO_MEMORY, /* the host had no frame to give */
    END_UNTIL,
    END_LIMIT,
};

enum session_end session_end(const struct session *s);

/* The end, or the present state, in one sentence without a newline: state,
 * reason, place, instructions, virtual time, unanswered accesses. */
void session_describe(const struct session *s, char *text, size_t size);

/* State and reason alone: "halted: HLT before F000:E0FF ...". */
void session_describe_end(const struct session *s, char *text, size_t size);

/* Virtual time in ns since power-on; how much of it the guest was halted;
 * instructions retired. */
uint64_t session_now(const struct session *s);
uint64_t session_idle(const struct session *s);
uint64_t session_icount(const struct session *s);
enum step session_step(const struct session *s);

/* XXH3 over all state. */
uint64_t session_hash(const struct session *s);

/* --- time travel ------------------------------------------------------- */

/* A position is a virtual time in ns at an instruction boundary. */

/* Keep the past from here on, in at most `budget` bytes (0: 256 MiB); the
 * older it is, the coarser. Call it right after session_open(). */
bool session_record(struct session *s, uint64_t budget, struct error *err);

/* Go to the first position at or after `tick`, back or forward, exactly as
 * the run was or will be. `progress`, if not NULL, is told how far it is now
 * and then, and returns false to stop there. False: stopped or over before. */
bool session_seek(struct session *s, uint64_t tick,
                  bool (*progress)(void *context, uint64_t now, uint64_t goal),
                  void *context);

/* One instruction, REP iteration, delivered interrupt or idle wait on or
 * back. False: there is none. */
bool session_forward(struct session *s);
bool session_back(struct session *s);

/* Run to where a step of the boot begins, at the latest to `until`, and not
 * an instruction further. False: no step began. */
bool session_run_to_step(struct session *s, uint64_t until);

/* The latest position of this run that was reached. */
uint64_t session_frontier(const struct session *s);

/* What was run after `tick` was only looked at: it counts as not reached, as
 * far as nobody typed there. The present must not be after `tick`. */
void session_forget(struct session *s, uint64_t tick);

/* The steps of the boot that were entered so far, in order. Returns how many
 * there are, fills at most `room`. */
struct step_mark {
    uint64_t tick, icount;
    enum step step;
};
unsigned session_marks(const struct session *s, struct step_mark *marks,
                       unsigned room);

/* Futures that were left by typing after a rewind. Switching goes to where
 * branch `n` parted and makes it the future again. */
unsigned session_branches(const struct session *s);

struct branch_view {
    uint64_t fork;     /* where it parted */
    uint64_t frontier; /* how far it was run */
    char typed[32];    /* what was typed in it, as far as it fits */
};
void session_branch(const struct session *s, unsigned n,
                    struct branch_view *view);

bool session_switch(struct session *s, unsigned n);

/* How often a future became void: by typing in the past, by switching, by
 * forgetting. *from: where the last one began. */
uint64_t session_changes(const struct session *s, uint64_t *from);

/* Bytes that the past costs now. */
uint64_t session_past_bytes(const struct session *s);

/* --- input ------------------------------------------------------------- */

/* A machine whose life has ended takes none of it: at each position there is
 * one state, whatever is typed behind the last one.
 *
 * Press and release a key: ASCII, a control code 1..26, or KEY_* below. False:
 * no such key, or too many are waiting. */
bool session_key(struct session *s, uint32_t key);

/* Move the mouse, as session_add_move() says. */
bool session_move(struct session *s, const char *text, struct error *err);

/* Put a disc in or open the drive, as session_add_disc() says. */
bool session_disc(struct session *s, const char *text, struct error *err);

/* A byte arrives at COM1. False: it cannot be taken now; try later. */
bool session_serial(struct session *s, uint8_t byte);

enum session_special_key {
    SESSION_KEY_UP = 0x110000,
    SESSION_KEY_DOWN,
    SESSION_KEY_LEFT,
    SESSION_KEY_RIGHT,
    SESSION_KEY_HOME,
    SESSION_KEY_END,
    SESSION_KEY_PAGE_UP,
    SESSION_KEY_PAGE_DOWN,
    SESSION_KEY_INSERT,
    SESSION_KEY_DELETE,
    SESSION_KEY_F1, /* to F12: SESSION_KEY_F1 + 11 */
};

/* --- looking ----------------------------------------------------------- */

#define SCREEN_COLUMNS 132
#define SCREEN_ROWS    60
#define SCREEN_WIDTH   2560

struct screen_cell {
    uint8_t character; /* code page 437 */
    uint8_t attribute; /* 7 blink or bright  6:4 background  3:0 foreground */
};

struct screen {
    bool dark;              /* nothing is shown */
    bool graphics;          /* a picture; else columns x rows of text */
    uint16_t width, height; /* in pixels, of text as well */
    uint8_t columns, rows;
    bool cursor_shown;
    bool blink; /* attribute bit 7 blinks; else it brightens the background */
    uint16_t cursor;     /* index of its cell */
    uint32_t colour[16]; /* 00RRGGBBh */
    uint32_t border;     /* the colour around it all */
    struct screen_cell cell[SCREEN_COLUMNS * SCREEN_ROWS];
};

void session_screen(const struct session *s, struct screen *screen);

/* One line of the screen, text or graphics: `width` pixels, 00RRGGBBh. */
void session_screen_line(const struct session *s, unsigned y,
                         uint32_t pixels[SCREEN_WIDTH]);

/* Code page 437 to Unicode. */
uint16_t cp437_unicode(uint8_t character);

/* --- the hypervisor's books -------------------------------------------- */

/* One run of guest frames that are backed alike. */
struct memory_run {
    uint64_t first, last; /* guest-physical bytes */
    const char *backing;  /* "RAM, not touched", "host frames", "ROM", ... */
    uint32_t host_frame;  /* of the first guest frame, if backed */
    bool backed;
};

/* The second-level table as runs; returns how many there are, fills at most
 * `room`. */
unsigned session_memory_map(const struct session *s, struct memory_run *runs,
                            unsigned room);

/* Call `write` with every sector of disk `disk` as the guest left it, in
 * order. False if write() or the image failed. */
bool session_save_disk(struct session *s, unsigned disk,
                       bool (*write)(void *context, const uint8_t *sector),
                       void *context);

/* Name of a device model of an event; NULL: none. */
const char *session_device_name(unsigned device);

/* --- the processor alone ----------------------------------------------- */

/* Answer questions in the exchange format of cpu-test: `line` gives the next
 * input line or NULL, `answer` takes output lines without a newline. */
bool session_cpu_test(const char *(*line)(void *context),
                      void (*answer)(void *context, const char *text),
                      void *context, struct error *err);

/* --- words ------------------------------------------------------------- */

/* One plain sentence about an event, for a student. */
void event_sentence(const struct event *e, char *text, size_t size);

/* Whose code the event belongs to: "ROM", "disk 0, LBA 63", "made by the
 * guest", with ", copied" where a MOVS brought it to its place. */
void event_owner_text(const struct event *e, char *text, size_t size);

/* The libraries that the engine was built with, one a call: "xxHash 0.8.1";
 * NULL after the last. */
const char *session_library(unsigned n);

#endif
