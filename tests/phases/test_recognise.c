/* SPDX-License-Identifier: MIT
 *
 * tests/phases/test_recognise.c - each rule of phases/phases.def, with what it
 * takes and what it must not take.
 */
#include "hw/board.h"
#include "phases/recognise.h"
#include "sim/origin.h"
#include "tests/test.h"

#define ROM      origin_make(ORIGIN_ROM)
#define FIRMWARE origin_make(ORIGIN_FIRMWARE)
#define GUEST    origin_make(ORIGIN_GUEST)
#define LBA(n)   origin_disk(0, n)
#define CD(n)    origin_disk(DRIVE_CD, (n)*4)

#define CR0_PE   BIT(0)
#define CR0_PG   BIT(31)

/* A recogniser that has entered these steps, in this order. */
static struct recogniser after(unsigned count, const enum step *steps)
{
    struct recogniser r;

    recogniser_reset(&r, STEP_RELEASE);
    for (unsigned i = 0; i < count; i++) {
        r.entered |= UINT64_C(1) << steps[i];
        r.step = (uint8_t)steps[i];
    }
    if (r.entered >> STEP_BOOT_SECTOR & 1)
        r.boot_origin = LBA(0);
    if (r.entered >> STEP_VOLUME_BOOT_RECORD & 1)
        r.vbr_origin = LBA(63);
    return r;
}

#define AFTER(...)                                                             \
    after(sizeof((enum step[]){__VA_ARGS__}) / sizeof(enum step),              \
          (enum step[]){__VA_ARGS__})

/* The sighting enters `step`, and only once. */
static void takes(struct recogniser r, struct sighting s, enum step step,
                  int line)
{
    bool entered = recognise(&r, &s);

    if (!entered || r.step != step)
        test_fail(__FILE__, line, "%s is not entered by %Xh",
                  step_info[step].name, s.a);
    if (recognise(&r, &s))
        test_fail(__FILE__, line, "%s is entered twice", step_info[step].name);
}

/* The sighting enters nothing. */
static void refuses(struct recogniser r, struct sighting s, int line)
{
    if (recognise(&r, &s))
        test_fail(__FILE__, line, "%Xh enters %s", s.a, step_info[r.step].name);
}

#define TAKES(r, step, ...)                                                    \
    takes(r, (struct sighting){__VA_ARGS__}, step, __LINE__)
#define REFUSES(r, ...) refuses(r, (struct sighting){__VA_ARGS__}, __LINE__)

#define IN(port, from)  SAW_PORT, port, .origin = from
#define OUT(port, from) SAW_PORT, port, .origin = from, .write = true
#define PUT(port, byte) SAW_PORT, port, byte, .origin = LBA(200), .write = true

/* --- firmware ---------------------------------------------------------- */

static void the_reset_vector_is_the_first_fetch(void)
{
    struct recogniser off = AFTER(STEP_RELEASE);
    struct recogniser running = AFTER(STEP_RESET_VECTOR, STEP_SELF_TEST);

    TAKES(off, STEP_RESET_VECTOR, SAW_FETCH, 0xfffffff0, .origin = ROM);
    REFUSES(off, SAW_FETCH, 0xffff0, .origin = ROM);
    REFUSES(running, SAW_FETCH, 0xfffffff0, .origin = ROM);
}

static void a_port_of_the_firmware(enum step step, uint16_t first,
                                   uint16_t last)
{
    struct recogniser firmware = AFTER(STEP_RESET_VECTOR);
    struct recogniser loader = AFTER(STEP_RESET_VECTOR, STEP_BOOT_SECTOR);

    TAKES(firmware, step, OUT(first, ROM));
    TAKES(firmware, step, OUT(last, ROM));
    TAKES(firmware, step, OUT(first, FIRMWARE));
    REFUSES(firmware, OUT(first, LBA(0)));
    REFUSES(firmware, OUT(first, GUEST));
    REFUSES(loader, OUT(first, ROM));
}

static void each_chip_that_firmware_touches_is_a_step(void)
{
    struct recogniser r = AFTER(STEP_RESET_VECTOR);

    a_port_of_the_firmware(STEP_SELF_TEST, 0x80, 0x80);
    a_port_of_the_firmware(STEP_TIMER, 0x40, 0x43);
    a_port_of_the_firmware(STEP_DMA, 0x81, 0x8f);
    a_port_of_the_firmware(STEP_DMA, 0x00, 0x0f);
    a_port_of_the_firmware(STEP_DMA, 0xc0, 0xdf);
    a_port_of_the_firmware(STEP_INTERRUPT_CONTROLLERS, 0x20, 0x21);
    a_port_of_the_firmware(STEP_INTERRUPT_CONTROLLERS, 0xa0, 0xa1);
    a_port_of_the_firmware(STEP_KEYBOARD, 0x60, 0x60);
    a_port_of_the_firmware(STEP_KEYBOARD, 0x64, 0x64);
    a_port_of_the_firmware(STEP_VIDEO, 0x3b0, 0x3df);
    a_port_of_the_firmware(STEP_DISKS, 0x1f0, 0x1f7);
    a_port_of_the_firmware(STEP_DISKS, 0x170, 0x177);
    a_port_of_the_firmware(STEP_DISKS, 0x3f6, 0x376);
    TAKES(r, STEP_CMOS, IN(0x71, ROM));
    TAKES(r, STEP_TIMER, IN(0x40, ROM));
    TAKES(r, STEP_KEYBOARD, IN(0x64, ROM));
}

static void the_ports_around_them_are_none(void)
{
    static const uint16_t ports[] = {
        0x10,  0x1f,  0x22,  0x3f,  0x44,  0x5f,  0x61,   0x63,  0x65,  0x6f,
        0x70,  0x72,  0x7f,  0x90,  0x92,  0x9f,  0xa2,   0xb2,  0xb5,  0xbf,
        0xe0,  0xe9,  0xf0,  0x16f, 0x178, 0x1ef, 0x1f8,  0x2f8, 0x375, 0x377,
        0x3af, 0x3e0, 0x3f5, 0x3f7, 0x3f8, 0xcf8, 0x1171,
    };
    struct recogniser r = AFTER(STEP_RESET_VECTOR);

    for (unsigned i = 0; i < ARRAY_LEN(ports); i++) {
        REFUSES(r, OUT(ports[i], ROM));
        REFUSES(r, IN(ports[i], ROM));
    }
    REFUSES(r, IN(0x80, ROM));
    REFUSES(r, OUT(0x71, ROM));
}

static void stores_of_the_firmware_begin_the_memory_steps(void)
{
    struct recogniser r = AFTER(STEP_RESET_VECTOR, STEP_DMA);

    TAKES(r, STEP_BASE_MEMORY, SAW_STORE, 0, .origin = ROM);
    TAKES(r, STEP_BASE_MEMORY, SAW_STORE, 0x9ffff, .origin = ROM);
    REFUSES(r, SAW_STORE, 0xa0000, .origin = ROM);
    REFUSES(r, SAW_STORE, 0xfffff, .origin = ROM);
    TAKES(r, STEP_MEMORY, SAW_STORE, 0x100000, .origin = ROM);
    REFUSES(r, SAW_STORE, 0x500, .origin = LBA(0));
    REFUSES(r, SAW_STORE, 0x100000, .origin = GUEST);
    REFUSES(AFTER(STEP_BOOT_SECTOR), SAW_STORE, 0x500, .origin = ROM);
    REFUSES(AFTER(STEP_BOOT_SECTOR), SAW_STORE, 0x100000, .origin = LBA(0));
}

static void option_roms_are_looked_for_between_c0000_and_dffff(void)
{
    struct recogniser r = AFTER(STEP_RESET_VECTOR, STEP_DISKS);
    struct recogniser loader = AFTER(STEP_RESET_VECTOR, STEP_BOOT_SECTOR);

    TAKES(r, STEP_OPTION_ROMS, SAW_READ, 0xc0000, .origin = ROM);
    TAKES(r, STEP_OPTION_ROMS, SAW_READ, 0xdffff, .origin = ROM);
    REFUSES(r, SAW_READ, 0xbffff, .origin = ROM);
    REFUSES(r, SAW_READ, 0xe0000, .origin = ROM);
    REFUSES(r, SAW_READ, 0xc0000, .origin = LBA(0));
    REFUSES(loader, SAW_READ, 0xc0000, .origin = ROM);
}

static void the_boot_search_is_int_19h(void)
{
    struct recogniser r = AFTER(STEP_RESET_VECTOR, STEP_DISKS);
    struct recogniser loader = AFTER(STEP_RESET_VECTOR, STEP_BOOT_SECTOR);

    TAKES(r, STEP_BOOT_SEARCH, SAW_INT, 0x19, .origin = ROM);
    REFUSES(r, SAW_INT, 0x18, .origin = ROM);
    REFUSES(r, SAW_INT, 0x13, .origin = ROM);
    REFUSES(loader, SAW_INT, 0x19, .origin = LBA(0));
}

/* --- boot loader ------------------------------------------------------- */

static void a_boot_sector_is_foreign_code_at_7c00(void)
{
    struct recogniser r = AFTER(STEP_RESET_VECTOR, STEP_BOOT_SEARCH);

    TAKES(r, STEP_BOOT_SECTOR, SAW_FETCH, 0x7c00, .origin = LBA(0));
    TAKES(r, STEP_BOOT_SECTOR, SAW_FETCH, 0x7c00, .origin = GUEST);
    REFUSES(r, SAW_FETCH, 0x7c00, .origin = FIRMWARE);
    REFUSES(r, SAW_FETCH, 0x7c00, .origin = 0); /* empty memory */
    REFUSES(r, SAW_FETCH, 0x7c02, .origin = LBA(0));
    REFUSES(r, SAW_FETCH, 0x7c00, .origin = LBA(0), .code32 = true);
}

/* El Torito: the image says to which segment it is loaded; the four quarters
 * of a sector of a CD are one. */
static void a_boot_image_of_a_cd_begins_anywhere(void)
{
    struct recogniser r = AFTER(STEP_RESET_VECTOR, STEP_BOOT_SEARCH);
    struct recogniser early = AFTER(STEP_RESET_VECTOR, STEP_DISKS);
    struct recogniser loader = AFTER(STEP_BOOT_SEARCH, STEP_BOOT_SECTOR);

    TAKES(r, STEP_BOOT_SECTOR, SAW_FETCH, 0x7c00, .origin = CD(26));
    TAKES(r, STEP_BOOT_SECTOR, SAW_FETCH, 0x20000, .origin = CD(26));
    REFUSES(r, SAW_FETCH, 0x20000, .origin = LBA(26));
    REFUSES(early, SAW_FETCH, 0x20000, .origin = CD(26));
    loader.boot_origin = CD(26);
    REFUSES(loader, SAW_FETCH, 0x8000, .origin = CD(26) + 3);
    REFUSES(loader, SAW_FETCH, 0x8000, .origin = (CD(26) + 2) | ORIGIN_COPIED);
    TAKES(loader, STEP_SECOND_STAGE, SAW_FETCH, 0x8400, .origin = CD(27));
}

static void a_second_sector_at_7c00_is_the_volume_boot_record(void)
{
    struct recogniser r = AFTER(STEP_BOOT_SEARCH, STEP_BOOT_SECTOR);

    TAKES(r, STEP_VOLUME_BOOT_RECORD, SAW_FETCH, 0x7c00, .origin = LBA(63));
    REFUSES(r, SAW_FETCH, 0x7c00, .origin = LBA(0));
    REFUSES(r, SAW_FETCH, 0x7c00, .origin = LBA(0) | ORIGIN_COPIED);
    REFUSES(r, SAW_FETCH, 0x7c00, .origin = ROM);
}

static void a_third_sector_is_the_second_stage(void)
{
    struct recogniser r = AFTER(STEP_BOOT_SECTOR, STEP_VOLUME_BOOT_RECORD);

    TAKES(r, STEP_SECOND_STAGE, SAW_FETCH, 0x8000, .origin = LBA(64));
    TAKES(r, STEP_SECOND_STAGE, SAW_FETCH, 0x90000,
          .origin = LBA(64) | ORIGIN_COPIED);
    REFUSES(r, SAW_FETCH, 0x600, .origin = LBA(0) | ORIGIN_COPIED);
    REFUSES(r, SAW_FETCH, 0x7c40, .origin = LBA(63));
    REFUSES(r, SAW_FETCH, 0x8000, .origin = GUEST);
    REFUSES(r, SAW_FETCH, 0xf1234, .origin = ROM);
}

static void the_menu_asks_for_a_key(void)
{
    struct recogniser r = AFTER(STEP_BOOT_SECTOR, STEP_SECOND_STAGE);
    struct recogniser early = AFTER(STEP_BOOT_SECTOR);

    TAKES(r, STEP_MENU, SAW_INT, 0x16, .origin = LBA(64));
    REFUSES(r, SAW_INT, 0x10, .origin = LBA(64));
    REFUSES(r, SAW_INT, 0x16, .origin = ROM);
    REFUSES(early, SAW_INT, 0x16, .origin = LBA(0));
}

static void protected_mode_counts_when_the_loader_enters_it(void)
{
    struct recogniser r = AFTER(STEP_BOOT_SECTOR);
    struct recogniser firmware = AFTER(STEP_RESET_VECTOR);

    TAKES(r, STEP_PROTECTED_MODE, SAW_CR0, 0x10, 0x10 | CR0_PE,
          .origin = LBA(0));
    REFUSES(r, SAW_CR0, 0x10, 0x10 | CR0_PE, .origin = ROM);
    REFUSES(r, SAW_CR0, CR0_PE, CR0_PE, .origin = LBA(0));
    REFUSES(r, SAW_CR0, CR0_PE, 0x10, .origin = LBA(0));
    REFUSES(firmware, SAW_CR0, 0, CR0_PE, .origin = ROM);
}

/* --- operating system -------------------------------------------------- */

#define MAGIC .eax = 0x2badb002

static void a_kernel_above_1_mib_is_from_disk_or_has_the_magic(void)
{
    struct recogniser r = AFTER(STEP_BOOT_SECTOR, STEP_PROTECTED_MODE);
    struct recogniser firmware = AFTER(STEP_RESET_VECTOR);

    TAKES(r, STEP_KERNEL_ENTRY, SAW_FETCH, 0x100000, .origin = LBA(200),
          .code32 = true, MAGIC);
    TAKES(r, STEP_KERNEL_ENTRY, SAW_FETCH, 0x100000, .origin = GUEST,
          .code32 = true, MAGIC);
    TAKES(r, STEP_KERNEL_ENTRY, SAW_FETCH, 0x100000, .origin = LBA(200),
          .code32 = true);
    REFUSES(r, SAW_FETCH, 0x100000, .origin = GUEST, .code32 = true);
    REFUSES(AFTER(STEP_BOOT_SECTOR, STEP_SECOND_STAGE), SAW_FETCH, 0x100000,
            .origin = LBA(200), MAGIC);
    REFUSES(AFTER(STEP_BOOT_SECTOR, STEP_SECOND_STAGE), SAW_FETCH, 0xfffff,
            .origin = LBA(200), .code32 = true, MAGIC);
    REFUSES(r, SAW_FETCH, 0xfff00000, .origin = ROM, .code32 = true, MAGIC);
    REFUSES(firmware, SAW_FETCH, 0x100000, .origin = GUEST, .code32 = true,
            MAGIC);
}

/* SYSLINUX and GRUB live above 1 MiB too, and call the BIOS all the time. */
static void a_loader_above_1_mib_is_no_kernel_while_it_calls_the_bios(void)
{
    const struct sighting above = {SAW_FETCH, 0x100000, .origin = GUEST,
                                   .code32 = true, .now = 1000};
    const struct sighting call = {SAW_INT, 0x13, .origin = LBA(200),
                                  .now = 150000000};
    struct recogniser r = AFTER(STEP_BOOT_SECTOR, STEP_SECOND_STAGE);

    CU_ASSERT_EQUAL(recogniser_due(&r), UINT64_MAX);
    CU_ASSERT_FALSE(recognise(&r, &above));
    CU_ASSERT_EQUAL(recogniser_due(&r), 2000001000);
    CU_ASSERT_FALSE(recognise(&r, &call));
    CU_ASSERT_EQUAL(recogniser_due(&r), 2150000000);
    CU_ASSERT_EQUAL(r.alone_at, 0x100000);
    CU_ASSERT_EQUAL(r.alone_origin, GUEST);
    TAKES(r, STEP_KERNEL_ENTRY, .kind = SAW_TIME);
    TAKES(r, STEP_MEMORY_MANAGEMENT, SAW_CR0, CR0_PE, CR0_PE | CR0_PG,
          .origin = LBA(300), .code32 = true);
    TAKES(r, STEP_SERVICES, SAW_FETCH, 0x8048000, .origin = LBA(300),
          .code32 = true, .user = true);
}

static void paging_counts_when_the_kernel_sets_it(void)
{
    struct recogniser r = AFTER(STEP_BOOT_SECTOR, STEP_KERNEL_ENTRY);
    struct recogniser loader = AFTER(STEP_BOOT_SECTOR, STEP_PROTECTED_MODE);

    TAKES(r, STEP_MEMORY_MANAGEMENT, SAW_CR0, CR0_PE, CR0_PE | CR0_PG,
          .origin = LBA(200));
    REFUSES(r, SAW_CR0, CR0_PE | CR0_PG, CR0_PE, .origin = LBA(200));
    REFUSES(r, SAW_CR0, CR0_PE, CR0_PE | CR0_PG, .origin = ROM);
    REFUSES(loader, SAW_CR0, CR0_PE, CR0_PE | CR0_PG, .origin = LBA(64));
}

static void interrupts_count_in_handlers_of_the_kernel(void)
{
    struct recogniser r = AFTER(STEP_BOOT_SECTOR, STEP_KERNEL_ENTRY);
    struct recogniser loader = AFTER(STEP_BOOT_SECTOR, STEP_MENU);

    TAKES(r, STEP_INTERRUPTS, SAW_INTERRUPT, 0x20, .origin = LBA(200));
    REFUSES(r, SAW_INTERRUPT, 8, .origin = ROM);
    REFUSES(loader, SAW_INTERRUPT, 8, .origin = LBA(64));
}

static void drivers_begin_with_pci_or_ata_once_interrupts_work(void)
{
    struct recogniser r = AFTER(STEP_KERNEL_ENTRY, STEP_INTERRUPTS);
    struct recogniser early = AFTER(STEP_KERNEL_ENTRY);

    TAKES(r, STEP_DRIVERS, OUT(0xcf8, LBA(200)));
    TAKES(r, STEP_DRIVERS, IN(0x1f7, LBA(200)));
    TAKES(r, STEP_DRIVERS, OUT(0x376, GUEST));
    REFUSES(r, OUT(0x3d4, LBA(200)));
    REFUSES(r, OUT(0xcf8, ROM));
    REFUSES(early, OUT(0xcf8, LBA(200)));
}

static void services_are_code_at_privilege_level_3(void)
{
    struct recogniser r = AFTER(STEP_KERNEL_ENTRY, STEP_INTERRUPTS);
    struct recogniser loader = AFTER(STEP_BOOT_SECTOR, STEP_SECOND_STAGE);

    TAKES(r, STEP_SERVICES, SAW_FETCH, 0x8048000, .origin = LBA(300),
          .code32 = true, .user = true);
    REFUSES(r, SAW_FETCH, 0x8048000, .origin = LBA(300), .code32 = true);
    REFUSES(loader, SAW_FETCH, 0x8048, .origin = LBA(0), .user = true);
}

static void a_system_call_is_an_int_from_privilege_level_3(void)
{
    struct recogniser r = AFTER(STEP_KERNEL_ENTRY, STEP_SERVICES);

    TAKES(r, STEP_SYSTEM_CALLS, SAW_INT, 0x80, .origin = LBA(300),
          .user = true);
    TAKES(r, STEP_SYSTEM_CALLS, SAW_INT, 0x2e, .origin = GUEST, .user = true);
    REFUSES(r, SAW_INT, 0x80, .origin = LBA(300));
    REFUSES(AFTER(STEP_BOOT_SECTOR), SAW_INT, 0x80, .origin = LBA(0),
            .user = true);
}

static void user_space_begins_when_input_is_enabled(void)
{
    struct recogniser r = AFTER(STEP_KERNEL_ENTRY, STEP_SERVICES);
    struct recogniser early = AFTER(STEP_KERNEL_ENTRY, STEP_INTERRUPTS);
    struct sighting open = {SAW_PORT,           0x21,          0xf8,
                            .origin = LBA(200), .write = true, .code32 = true};

    TAKES(r, STEP_USER_SPACE, PUT(0x21, 0xfd));
    TAKES(r, STEP_USER_SPACE, PUT(0x3f9, 0x01));
    TAKES(r, STEP_USER_SPACE, PUT(0x2f9, 0x05));
    REFUSES(r, PUT(0x21, 0xfe));
    REFUSES(r, PUT(0x3f9, 0x02));
    REFUSES(r, SAW_PORT, 0x21, 0xfd, .origin = LBA(200));
    REFUSES(early, PUT(0x21, 0xfd));

    /* Open before user code ran: that it stays open tells nothing. */
    CU_ASSERT(!recognise(&early, &open));
    early.entered |= UINT64_C(1) << STEP_SERVICES;
    CU_ASSERT(!recognise(&early, &open));
    open.b = 0xfa;
    CU_ASSERT(!recognise(&early, &open));
    open.b = 0xf8;
    CU_ASSERT(recognise(&early, &open));
}

/* --- all of it --------------------------------------------------------- */

static void a_reset_forgets_everything(void)
{
    struct recogniser r = AFTER(STEP_BOOT_SECTOR, STEP_KERNEL_ENTRY);

    recogniser_reset(&r, STEP_RELEASE);
    TAKES(r, STEP_RESET_VECTOR, SAW_FETCH, 0xfffffff0, .origin = ROM);
    CU_ASSERT_EQUAL(r.entered, UINT64_C(1) << STEP_RELEASE);
    CU_ASSERT_EQUAL(r.boot_origin, 0);
}

/* The bus reports only some ports: all that could matter must be among them. */
static void every_port_of_a_rule_is_reported(void)
{
    const struct recogniser states[] = {
        AFTER(STEP_RESET_VECTOR),
        AFTER(STEP_BOOT_SECTOR),
        AFTER(STEP_KERNEL_ENTRY, STEP_INTERRUPTS, STEP_SERVICES),
    };
    unsigned wanted = 0;

    for (uint32_t port = 0; port < 0x10000; port++) {
        bool matters = false;

        for (unsigned i = 0; i < ARRAY_LEN(states) * 4; i++) {
            struct recogniser r = states[i / 4];
            struct sighting s = {SAW_PORT, port, 0x01,
                                 .origin = i & 1 ? ROM : LBA(200),
                                 .write = i & 2};

            matters |= recognise(&r, &s);
        }
        wanted += recogniser_wants_port((uint16_t)port);
        EXPECT(!matters || recogniser_wants_port((uint16_t)port),
               "port %Xh matters, but is not reported", port);
    }
    EXPECT(wanted < 200, "%u ports are reported", wanted);
}

static void the_table_of_steps_is_sound(void)
{
    for (unsigned i = 0; i < STEP_COUNT; i++) {
        CU_ASSERT_FATAL(step_info[i].name && step_info[i].title &&
                        step_info[i].rule);
        CU_ASSERT(i == 0 || step_info[i].phase >= step_info[i - 1].phase);
        CU_ASSERT(i == 0 || step_info[i].marker > step_info[i - 1].marker);
    }
}

CU_TestInfo recognise_tests[] = {
    TEST(the_reset_vector_is_the_first_fetch),
    TEST(each_chip_that_firmware_touches_is_a_step),
    TEST(the_ports_around_them_are_none),
    TEST(stores_of_the_firmware_begin_the_memory_steps),
    TEST(option_roms_are_looked_for_between_c0000_and_dffff),
    TEST(the_boot_search_is_int_19h),
    TEST(a_boot_sector_is_foreign_code_at_7c00),
    TEST(a_boot_image_of_a_cd_begins_anywhere),
    TEST(a_second_sector_at_7c00_is_the_volume_boot_record),
    TEST(a_third_sector_is_the_second_stage),
    TEST(the_menu_asks_for_a_key),
    TEST(protected_mode_counts_when_the_loader_enters_it),
    TEST(a_kernel_above_1_mib_is_from_disk_or_has_the_magic),
    TEST(a_loader_above_1_mib_is_no_kernel_while_it_calls_the_bios),
    TEST(paging_counts_when_the_kernel_sets_it),
    TEST(interrupts_count_in_handlers_of_the_kernel),
    TEST(drivers_begin_with_pci_or_ata_once_interrupts_work),
    TEST(services_are_code_at_privilege_level_3),
    TEST(a_system_call_is_an_int_from_privilege_level_3),
    TEST(user_space_begins_when_input_is_enabled),
    TEST(a_reset_forgets_everything),
    TEST(every_port_of_a_rule_is_reported),
    TEST(the_table_of_steps_is_sound),
    CU_TEST_INFO_NULL,
};
