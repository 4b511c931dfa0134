/* SPDX-License-Identifier: MIT
 *
 * hw/rtc_cmos.c - what the battery kept: the contents of the CMOS memory.
 *
 *   cell     meaning
 *   00h-09h  date and time, BCD, 24 hours
 *   0Ah-0Dh  registers A to D
 *   0Eh      diagnosis of the last POST            0: all well
 *   0Fh      shutdown code: why the CPU was reset  0: power-on
 *   10h      types of floppy drives A, B           0: none
 *   12h      hard disk types, 4 bits each          15: see 19h, 1Ah
 *   14h      equipment: 0 floppy drives, 7:6 how many less one
 *   15h 16h  base memory, KiB
 *   17h 18h  memory above 1 MiB, KiB; 30h 31h the same, as POST found it
 *   19h 1Ah  extended types of hard disks 0 and 1  47: see the geometry
 *   1Bh-23h  geometry of hard disk 0; 24h-2Ch that of hard disk 1
 *   2Eh 2Fh  sum of the cells 10h to 2Dh, high byte first
 *   32h 37h  century, BCD
 *   34h 35h  memory above 16 MiB, 64 KiB units
 *   38h      bits 7:4 third boot device; bit 0 as QEMU's "no floppy check"
 *   39h      disk translation, 2 bits a disk       0: none, 1: LBA assisted
 *   3Dh      bits 3:0 first boot device, 7:4 second
 *
 * Source: IBM PC AT Technical Reference, "Real-Time Clock/CMOS RAM"; from 30h
 * on QEMU's layout, which SeaBIOS reads.
 * Not modelled: more than one CPU (5Fh), memory above 4 GiB (5Bh-5Dh).
 */
#include "hw/rtc_cmos.h"
#include "hw/fault.h"

#include "hw/floppy_media.h"

#define CMOS_FLOPPY_TYPES      0x10
#define CMOS_DISK_TYPES        0x12
#define CMOS_EQUIPMENT         0x14
#define CMOS_BASE_KIB          0x15
#define CMOS_EXTENDED_KIB      0x17
#define CMOS_DISK_EXTENDED     0x19
#define CMOS_DISK_GEOMETRY     0x1b
#define CMOS_SUM_FIRST         0x10
#define CMOS_SUM_LAST          0x2d
#define CMOS_SUM               0x2e
#define CMOS_FOUND_KIB         0x30
#define CMOS_CENTURY           0x32
#define CMOS_ABOVE_16M         0x34
#define CMOS_CENTURY_PS2       0x37
#define CMOS_BOOT_THIRD        0x38
#define CMOS_TRANSLATION       0x39
#define CMOS_BOOT_FIRST        0x3d

#define EQUIPMENT_FLOPPY       BIT(0)
#define EQUIPMENT_TWO_FLOPPIES BIT(6)

#define DISKS                  2
#define DISK_TYPE_USER         47
#define DISK_HEADS             16
#define DISK_SECTORS           63
#define DISK_CYLINDERS         16383 /* the most that the ATA geometry can name */
#define BIOS_CYLINDERS         1024 /* more than INT 13h can name */
#define GEOMETRY_LENGTH        9

#define SECONDS_A_DAY          86400
#define DAYS_TO_2000           10957  /* from 1 January 1970 */
#define DAYS_400_YEARS         146097 /* the calendar repeats */
#define SATURDAY               6      /* 1 January 2000; Sunday is 0 */

static uint8_t bcd(unsigned value)
{
    return (uint8_t)(value / 10 % 10 << 4 | value % 10);
}

static void put16(uint8_t *cell, uint64_t value)
{
    if (value > 0xffff)
        value = 0xffff;
    cell[0] = (uint8_t)value;
    cell[1] = (uint8_t)(value >> 8);
}

static bool is_leap(unsigned year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static unsigned days_of_month(unsigned year, unsigned month)
{
    static const uint8_t days[12] = {31, 28, 31, 30, 31, 30,
                                     31, 31, 30, 31, 30, 31};

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Remainder that is never negative. */
static unsigned cycle(int64_t value, unsigned length)
{
    int64_t rest = value % (int64_t)length;

    return (unsigned)(rest < 0 ? rest + (int64_t)length : rest);
}

static void cmos_date(uint8_t *cell, int64_t unix_seconds)
{
    unsigned second = cycle(unix_seconds, SECONDS_A_DAY);
    int64_t days =
        (unix_seconds - (int64_t)second) / SECONDS_A_DAY - DAYS_TO_2000;
    unsigned left = cycle(days, DAYS_400_YEARS);
    int64_t cycles = (days - (int64_t)left) / DAYS_400_YEARS;
    unsigned year = cycle(2000 + 400 * (cycles % 25), 10000);
    unsigned month = 1;

    for (; left >= 365u + is_leap(year); year++)
        left -= 365u + is_leap(year);
    for (; left >= days_of_month(year, month); month++)
        left -= days_of_month(year, month);
    cell[RTC_SECONDS] = bcd(second % 60);
    cell[RTC_MINUTES] = bcd(second / 60 % 60);
    cell[RTC_HOURS] = bcd(second / 3600);
    cell[RTC_WEEKDAY] = (uint8_t)(cycle(days + SATURDAY, 7) + 1);
    cell[RTC_DAY] = bcd(left + 1);
    cell[RTC_MONTH] = bcd(month);
    cell[RTC_YEAR] = bcd(year % 100);
    cell[CMOS_CENTURY] = bcd(year / 100);
    cell[CMOS_CENTURY_PS2] = cell[CMOS_CENTURY];
}

static void cmos_memory(uint8_t *cell, uint64_t bytes)
{
    const uint64_t kib = 1024, mib = kib * kib;
    uint64_t extended = bytes > mib ? (bytes - mib) / kib : 0;

    put16(&cell[CMOS_BASE_KIB], 640);
    put16(&cell[CMOS_EXTENDED_KIB], extended);
    put16(&cell[CMOS_FOUND_KIB], extended);
    if (bytes > 16 * mib)
        put16(&cell[CMOS_ABOVE_16M], (bytes - 16 * mib) / (64 * kib));
}

static void cmos_disk(uint8_t *cell, unsigned disk, uint64_t sectors)
{
    uint8_t *geometry = &cell[CMOS_DISK_GEOMETRY + disk * GEOMETRY_LENGTH];
    uint64_t cylinders = sectors / (DISK_HEADS * DISK_SECTORS);

    if (sectors == 0)
        return;
    if (cylinders < 1)
        cylinders = 1;
    if (cylinders > DISK_CYLINDERS)
        cylinders = DISK_CYLINDERS;
    cell[CMOS_DISK_TYPES] |= disk == 0 ? 0xf0 : 0x0f;
    cell[CMOS_DISK_EXTENDED + disk] = DISK_TYPE_USER;
    put16(&geometry[0], cylinders);
    geometry[2] = DISK_HEADS;
    put16(&geometry[3], 0xffff);    /* no write precompensation */
    geometry[5] = 0xc8;             /* no retries; more than 8 heads */
    put16(&geometry[6], cylinders); /* landing zone */
    geometry[8] = DISK_SECTORS;
    if (cylinders > BIOS_CYLINDERS)
        cell[CMOS_TRANSLATION] |= (uint8_t)(1 << 2 * disk);
}

static void cmos_floppies(uint8_t *cell, const struct board_config *config)
{
    const struct floppy_media *a =
        floppy_media(config->disk_sectors[DRIVE_FLOPPY]);
    const struct floppy_media *b =
        floppy_media(config->disk_sectors[DRIVE_FLOPPY + 1]);

    cell[CMOS_FLOPPY_TYPES] =
        (uint8_t)((a ? a->drive_type << 4 : 0) | (b ? b->drive_type : 0));
    if (a || b)
        cell[CMOS_EQUIPMENT] |= EQUIPMENT_FLOPPY;
    if (b)
        cell[CMOS_EQUIPMENT] |= EQUIPMENT_TWO_FLOPPIES;
}

void rtc_cmos_fill(uint8_t cell[RTC_CELLS], const struct board_config *config)
{
    const uint8_t *boot = config->boot_order;
    unsigned sum = 0;

    cmos_date(cell, config->rtc_seconds);
    cell[RTC_A] = RTC_A_DV_32K | 6; /* 1024 Hz */
    cell[RTC_B] = RTC_B_24H;
    cell[RTC_D] = RTC_D_VRT;
    cmos_memory(cell, config->ram_bytes);
    for (unsigned disk = 0; disk < DISKS; disk++)
        cmos_disk(cell, disk, config->disk_sectors[disk]);
    cmos_floppies(cell, config);
    cell[CMOS_BOOT_FIRST] = (uint8_t)((boot[0] & 15) | boot[1] << 4);
    cell[CMOS_BOOT_THIRD] = (uint8_t)(boot[2] << 4);
    for (unsigned i = CMOS_SUM_FIRST; i <= CMOS_SUM_LAST; i++)
        sum += cell[i];
    cell[CMOS_SUM] = (uint8_t)(sum >> 8);
    cell[CMOS_SUM + 1] = (uint8_t)sum;
}

/* --- faults: hw/faults.def ----------------------------------------------- */

static uint8_t *cells_of(struct board *b)
{
    return ((struct rtc *)board_device(b, DEV_rtc))->cell;
}

const char *device_fault_CMOS_BATTERY(struct board *b,
                                      const struct fault_call *call)
{
    uint8_t *cell = cells_of(b);

    (void)call;
    for (unsigned i = RTC_D; i < RTC_CELLS; i++)
        cell[i] = 0;
    return NULL;
}

const char *device_fault_CMOS_CHECKSUM(struct board *b,
                                       const struct fault_call *call)
{
    (void)call;
    cells_of(b)[CMOS_SUM] ^= 0xff;
    return NULL;
}

const char *device_fault_CMOS_BYTE(struct board *b,
                                   const struct fault_call *call)
{
    cells_of(b)[call->param[PARAM_OFFSET]] = (uint8_t)call->param[PARAM_VALUE];
    return NULL;
}
