/* SPDX-License-Identifier: MIT
 *
 * hw/fdc_command.c - what the floppy disk controller does with a command.
 *
 *   code  bytes  command                 result
 *   02h   9      READ TRACK              ST0 ST1 ST2 C H R N
 *   03h   3      SPECIFY                 -
 *   04h   2      SENSE DRIVE STATUS      ST3
 *   05h   9      WRITE DATA              ST0 ST1 ST2 C H R N
 *   06h   9      READ DATA               the same
 *   07h   2      RECALIBRATE             - (INT when it is done)
 *   08h   1      SENSE INTERRUPT STATUS  ST0 PCN
 *   09h   9      WRITE DELETED DATA      as WRITE DATA
 *   0Ah   2      READ ID                 ST0 ST1 ST2 C H R N
 *   0Ch   9      READ DELETED DATA       as READ DATA
 *   0Dh   6      FORMAT TRACK            ST0 ST1 ST2 and four bytes
 *   0Eh   1      DUMPREG                 10 bytes
 *   0Fh   3      SEEK                    - (INT when it is done)
 *   10h   1      VERSION                 90h
 *   12h   2      PERPENDICULAR MODE      -
 *   13h   4      CONFIGURE               -
 *   14h   1      LOCK                    bit 4 as set
 *   16h   9      VERIFY                  ST0 ST1 ST2 C H R N
 *
 * Bits 7:5 of the first byte: MT both sides, MFM, SK. What is not in the table
 * answers ST0 = 80h. The disk turns 300 times a minute; a sector passes under
 * the head when its turn comes, so a command waits for it.
 *
 * Source: Intel 82077AA data sheet, "Command Set/Descriptions", "Status
 *         Register Encoding".
 * Not modelled: SCAN, RELATIVE SEEK, deleted data marks on the disk, other
 *               sector sizes than 512 bytes.
 */
#include "hw/fdc.h"

#include <string.h>

#include "hw/dma.h"
#include "hw/floppy_media.h"
#include "sim/origin.h"

#define CODE          FIELD(4, 0)
#define READ_TRACK    0x02
#define WRITE_DATA    0x05
#define WRITE_DELETED 0x09
#define READ_ID       0x0a
#define FORMAT_TRACK  0x0d
#define VERIFY        0x16

#define MULTI_TRACK   BIT(7)
#define MFM           BIT(6)
#define LOCK_SET      BIT(7)

/* Status 0: how it ended. */
#define ST0_INVALID BIT(7)

/* Status 1: why. */
#define ST1_END        BIT(7) /* past the last sector, and no TC */
#define ST1_DATA_ERROR BIT(5)
#define ST1_OVERRUN    BIT(4)
#define ST1_NO_DATA    BIT(2) /* sector not found */
#define ST1_PROTECTED  BIT(1) /* write-protected */
#define ST1_NO_ADDRESS BIT(0) /* no address mark: wrong rate, no disk */

/* Status 2. */
#define ST2_DATA_ERROR BIT(5)
#define ST2_CYLINDER   BIT(4) /* the sector names another cylinder */

/* Status 3. */
#define ST3_PROTECTED   BIT(6)
#define ST3_READY       BIT(5)
#define ST3_TRACK_0     BIT(4)
#define ST3_TWO_SIDES   BIT(3)

#define SIZE_512        2
#define DMA_CHANNEL     2

#define VERSION_82077AA 0x90

#define TURN_NS         UINT64_C(200000000)
#define GAP_SHARE       16 /* of a sector */

/* The command bytes of READ DATA and its like. */
enum { BYTE_CODE, BYTE_DRIVE, BYTE_C, BYTE_H, BYTE_R, BYTE_N, BYTE_EOT };

struct fdc_rule {
    uint8_t code, bytes;
    void (*begin)(struct board *b, struct fdc *fdc);
};

static unsigned code_of(const struct fdc *fdc)
{
    return fdc->command[BYTE_CODE] & CODE;
}

static bool writes(const struct fdc *fdc)
{
    unsigned code = code_of(fdc);

    return code == WRITE_DATA || code == WRITE_DELETED || code == FORMAT_TRACK;
}

/* The disk in the drive; NULL: none. */
static const struct floppy_media *media_of(const struct board *b,
                                           const struct fdc *fdc)
{
    unsigned drive = fdc_drive(fdc);

    if (!fdc_has_disk(fdc, drive))
        return NULL;
    return floppy_media(board_config(b)->disk_sectors[DRIVE_FLOPPY + drive]);
}

/* --- the end ----------------------------------------------------------- */

static void sector_result(struct board *b, struct fdc *fdc, unsigned st0,
                          unsigned c, unsigned h, unsigned r)
{
    unsigned side = fdc->head ? FDC_HEAD : 0;

    fdc->direction = FDC_NO_DATA;
    fdc->result[0] = (uint8_t)(st0 | side | fdc_drive(fdc));
    fdc->result[1] = fdc->st1;
    fdc->result[2] = fdc->st2;
    fdc->result[3] = (uint8_t)c;
    fdc->result[4] = (uint8_t)h;
    fdc->result[5] = (uint8_t)r;
    fdc->result[6] = SIZE_512;
    fdc_answer(b, fdc, 7, true);
    board_event(b, EV_FLOPPY_DONE, fdc_drive(fdc), fdc->result[0], fdc->st1,
                fdc->st2);
}

static void sector_failed(struct board *b, struct fdc *fdc, unsigned st1,
                          unsigned st2)
{
    fdc->st1 = (uint8_t)st1;
    fdc->st2 = (uint8_t)st2;
    sector_result(b, fdc, FDC_ABNORMAL, fdc->command[BYTE_C], fdc->head,
                  fdc->sector);
}

/* --- time -------------------------------------------------------------- */

/* The first bytes of a sector are a gap: whoever comes while it passes is in
 * time. When the end of sector `sector` (1 up) has next passed under the head.
 */
static uint64_t sector_passed(const struct board *b,
                              const struct floppy_media *media, unsigned sector)
{
    uint64_t now = board_now(b), turn = now - now % TURN_NS, length;

    assert(media->track_sectors);
    length = TURN_NS / media->track_sectors;
    turn += (sector - 1u) * length;
    if (turn + length / GAP_SHARE < now)
        turn += TURN_NS;
    return turn + length;
}

/* --- sectors ----------------------------------------------------------- */

static uint32_t lba_of(const struct fdc *fdc, const struct floppy_media *media)
{
    return (fdc_heads_at(fdc, fdc_drive(fdc)) * (uint32_t)media->heads +
            fdc->head) *
               media->track_sectors +
           fdc->sector - 1;
}

/* Is there such a sector under the heads? If not, the command has ended. */
static bool sector_found(struct board *b, struct fdc *fdc,
                         const struct floppy_media *media)
{
    unsigned at = fdc_heads_at(fdc, fdc_drive(fdc));

    if (at >= media->cylinders || fdc->head >= media->heads ||
        fdc->rate != media->rate || !(fdc->command[BYTE_CODE] & MFM))
        sector_failed(b, fdc, ST1_NO_ADDRESS, 0);
    else if (fdc->command[BYTE_C] != at)
        sector_failed(b, fdc, ST1_NO_DATA, ST2_CYLINDER);
    else if (fdc->command[BYTE_N] != SIZE_512 || fdc->sector < 1 ||
             fdc->sector > media->track_sectors ||
             fdc->command[BYTE_H] != !!(fdc->command[BYTE_DRIVE] & FDC_HEAD))
        sector_failed(b, fdc, ST1_NO_DATA, 0);
    else
        return true;
    return false;
}

/* Wait for the next sector; without a disk it never comes. */
static void sector_wait(struct board *b, struct fdc *fdc)
{
    const struct floppy_media *media = media_of(b, fdc);
    unsigned sector = fdc->sector;

    fdc->phase = FDC_EXECUTES;
    fdc->data_at = BOARD_NEVER;
    if (!media)
        return;
    if (sector < 1 || sector > media->track_sectors)
        sector = 1;
    fdc->data_at = sector_passed(b, media, sector);
}

/* Where the result says that the next command should go on. */
static void transfer_done(struct board *b, struct fdc *fdc, unsigned st0)
{
    unsigned c = fdc->command[BYTE_C], h = fdc->head, r = fdc->sector + 1u;

    if (fdc->sector >= fdc->command[BYTE_EOT]) {
        bool other_side = fdc->command[BYTE_CODE] & MULTI_TRACK && h == 0;

        r = 1;
        if (fdc->command[BYTE_CODE] & MULTI_TRACK)
            h ^= 1;
        if (!other_side)
            c++;
    }
    sector_result(b, fdc, st0, c, h, r);
}

/* The sector is through; is there another one? */
static void sector_done(struct board *b, struct fdc *fdc, bool last)
{
    bool both = fdc->command[BYTE_CODE] & MULTI_TRACK;

    if (last) {
        transfer_done(b, fdc, 0);
    } else if (fdc->sector < fdc->command[BYTE_EOT]) {
        fdc->sector++;
        sector_wait(b, fdc);
    } else if (both && fdc->head == 0) {
        fdc->head = 1;
        fdc->command[BYTE_H] = 1;
        fdc->command[BYTE_DRIVE] |= FDC_HEAD;
        fdc->sector = 1;
        sector_wait(b, fdc);
    } else {
        fdc->st1 = ST1_END;
        transfer_done(b, fdc, code_of(fdc) == VERIFY ? 0 : FDC_ABNORMAL);
    }
}

/* Carry the buffer by DMA. False: the channel did not take it. */
static bool buffer_by_dma(struct board *b, struct fdc *fdc, uint32_t origin,
                          bool *last)
{
    *last = false;
    for (unsigned i = 0; i < SECTOR_SIZE && !*last; i++)
        if (!(fdc->dor & FDC_DMA_GATE) ||
            !dma_byte(b, DMA_CHANNEL, &fdc->buffer[i], origin, last))
            return false;
    return true;
}

/* --- reading and writing ----------------------------------------------- */

static void read_sector(struct board *b, struct fdc *fdc,
                        const struct floppy_media *media)
{
    unsigned drive = DRIVE_FLOPPY + fdc_drive(fdc);
    uint32_t lba = lba_of(fdc, media);
    bool last = false;

    if (!board_disk_read(b, drive, lba, fdc->buffer)) {
        sector_failed(b, fdc, ST1_DATA_ERROR, ST2_DATA_ERROR);
    } else if (code_of(fdc) == VERIFY) {
        sector_done(b, fdc, false);
    } else if (fdc->hlt_nd & FDC_NO_DMA) {
        fdc->direction = FDC_TO_CPU;
        fdc->position = 0;
        fdc_interrupt(b, fdc, true);
    } else if (!buffer_by_dma(b, fdc, origin_disk(drive, lba), &last)) {
        sector_failed(b, fdc, ST1_OVERRUN, 0);
    } else {
        sector_done(b, fdc, last);
    }
}

static void write_buffer(struct board *b, struct fdc *fdc,
                         const struct floppy_media *media, bool last)
{
    unsigned drive = DRIVE_FLOPPY + fdc_drive(fdc);

    if (board_disk_write(b, drive, lba_of(fdc, media), fdc->buffer))
        sector_done(b, fdc, last);
    else
        sector_failed(b, fdc, ST1_DATA_ERROR, 0);
}

/* What terminal count leaves of the sector is written as zeros. */
static void write_sector(struct board *b, struct fdc *fdc,
                         const struct floppy_media *media)
{
    bool last;

    memset(fdc->buffer, 0, sizeof(fdc->buffer));
    if (fdc->hlt_nd & FDC_NO_DMA) {
        fdc->direction = FDC_FROM_CPU;
        fdc->position = 0;
        fdc_interrupt(b, fdc, true);
    } else if (!buffer_by_dma(b, fdc, 0, &last)) {
        sector_failed(b, fdc, ST1_OVERRUN, 0);
    } else {
        write_buffer(b, fdc, media, last);
    }
}

/* Four bytes by DMA name each sector; it is filled with one byte. */
static void format_track(struct board *b, struct fdc *fdc,
                         const struct floppy_media *media)
{
    unsigned drive = DRIVE_FLOPPY + fdc_drive(fdc);
    uint8_t id[4] = {0};
    bool last = false;

    for (unsigned n = 0; n < fdc->command[3]; n++) {
        for (unsigned i = 0; i < sizeof(id); i++)
            if (!dma_byte(b, DMA_CHANNEL, &id[i], 0, &last)) {
                sector_failed(b, fdc, ST1_OVERRUN, 0);
                return;
            }
        fdc->sector = id[2];
        memset(fdc->buffer, fdc->command[5], sizeof(fdc->buffer));
        if (id[2] >= 1 && id[2] <= media->track_sectors)
            board_disk_write(b, drive, lba_of(fdc, media), fdc->buffer);
    }
    sector_result(b, fdc, 0, id[0], id[1], id[2]);
}

static void begin_transfer(struct board *b, struct fdc *fdc)
{
    const struct floppy_media *media = media_of(b, fdc);

    fdc->st1 = 0;
    fdc->st2 = 0;
    fdc->direction = FDC_NO_DATA;
    fdc->head = fdc->command[BYTE_DRIVE] & FDC_HEAD ? 1 : 0;
    fdc->sector = fdc->command[BYTE_R];
    if (code_of(fdc) == FORMAT_TRACK || code_of(fdc) == READ_TRACK)
        fdc->sector = 1;
    board_event(b, EV_FLOPPY_REQUEST, fdc_drive(fdc), fdc->command[BYTE_CODE],
                media ? lba_of(fdc, media) : 0, fdc->command[BYTE_EOT]);
    sector_wait(b, fdc);
}

static void begin_read_id(struct board *b, struct fdc *fdc)
{
    fdc->st1 = 0;
    fdc->st2 = 0;
    fdc->head = fdc->command[BYTE_DRIVE] & FDC_HEAD ? 1 : 0;
    fdc->sector = 1;
    sector_wait(b, fdc);
}

/* The sector that passed just now. */
static void read_id(struct board *b, struct fdc *fdc,
                    const struct floppy_media *media)
{
    unsigned at = fdc_heads_at(fdc, fdc_drive(fdc));

    if (at >= media->cylinders || fdc->head >= media->heads ||
        fdc->rate != media->rate || !(fdc->command[BYTE_CODE] & MFM))
        sector_failed(b, fdc, ST1_NO_ADDRESS, 0);
    else
        sector_result(b, fdc, 0, at, fdc->head, fdc->sector);
}

/* The sector or the track is under the head. */
static void sector_arrived(struct board *b, struct fdc *fdc,
                           const struct floppy_media *media)
{
    unsigned drive = fdc_drive(fdc);
    uint8_t st1, st2;

    if (code_of(fdc) == READ_ID)
        read_id(b, fdc, media);
    else if (writes(fdc) && fdc->weak.locked[drive])
        sector_failed(b, fdc, ST1_PROTECTED, 0);
    else if (code_of(fdc) == FORMAT_TRACK)
        format_track(b, fdc, media);
    else if (!sector_found(b, fdc, media))
        return;
    else if (writes(fdc))
        write_sector(b, fdc, media);
    else if (fdc_spot_fails(b, fdc, drive, lba_of(fdc, media), &st1, &st2))
        sector_failed(b, fdc, st1, st2);
    else
        read_sector(b, fdc, media);
}

void fdc_command_continue(struct board *b, struct fdc *fdc)
{
    const struct floppy_media *media = media_of(b, fdc);
    enum fdc_direction moved = (enum fdc_direction)fdc->direction;

    fdc->direction = FDC_NO_DATA;
    if (!media)
        return;
    if (moved == FDC_TO_CPU)
        sector_done(b, fdc, false);
    else if (moved == FDC_FROM_CPU)
        write_buffer(b, fdc, media, false);
    else
        sector_arrived(b, fdc, media);
}

/* --- the others -------------------------------------------------------- */

static void begin_nothing(struct board *b, struct fdc *fdc)
{
    (void)b;
    fdc->phase = FDC_IDLE;
}

static void begin_specify(struct board *b, struct fdc *fdc)
{
    fdc->srt_hut = fdc->command[1];
    fdc->hlt_nd = fdc->command[2];
    begin_nothing(b, fdc);
}

static void begin_sense_drive(struct board *b, struct fdc *fdc)
{
    unsigned drive = fdc_drive(fdc);
    unsigned st3 = ST3_READY | (fdc->command[1] & (FDC_HEAD | FDC_DRIVE));

    if (drive < FDC_DRIVES && fdc->present[drive]) {
        st3 |= fdc_heads_at(fdc, drive) == 0 ? ST3_TRACK_0 : 0;
        st3 |= fdc->weak.locked[drive] ? ST3_PROTECTED : 0;
    }
    fdc->result[0] = (uint8_t)(st3 | ST3_TWO_SIDES);
    fdc_answer(b, fdc, 1, false);
}

static void invalid(struct board *b, struct fdc *fdc)
{
    fdc->result[0] = ST0_INVALID;
    fdc_answer(b, fdc, 1, false);
}

/* Lowest drive first. When none is left to be told, INT is taken away. */
static void begin_sense_interrupt(struct board *b, struct fdc *fdc)
{
    for (unsigned drive = 0; drive < 4; drive++) {
        if (!(fdc->senses & BIT(drive)))
            continue;
        fdc->senses &= (uint8_t)~BIT(drive);
        fdc->result[0] = fdc->sense[drive];
        fdc->result[1] = drive < FDC_DRIVES ? fdc->cylinder[drive] : 0;
        fdc_interrupt(b, fdc, false);
        fdc_answer(b, fdc, 2, false);
        return;
    }
    invalid(b, fdc);
}

static void begin_dumpreg(struct board *b, struct fdc *fdc)
{
    const uint8_t dump[FDC_RESULT] = {
        fdc->cylinder[0],
        fdc->cylinder[1],
        0,
        0,
        fdc->srt_hut,
        fdc->hlt_nd,
        fdc->command[BYTE_EOT],
        (uint8_t)(fdc->lock << 7 | (fdc->perpendicular & 0x3f)),
        fdc->configure,
        fdc->precompensation,
    };

    memcpy(fdc->result, dump, sizeof(dump));
    fdc_answer(b, fdc, sizeof(dump), false);
}

static void begin_version(struct board *b, struct fdc *fdc)
{
    fdc->result[0] = VERSION_82077AA;
    fdc_answer(b, fdc, 1, false);
}

static void begin_perpendicular(struct board *b, struct fdc *fdc)
{
    fdc->perpendicular = fdc->command[1] & 0x3f;
    begin_nothing(b, fdc);
}

static void begin_configure(struct board *b, struct fdc *fdc)
{
    fdc->configure = fdc->command[2];
    fdc->precompensation = fdc->command[3];
    begin_nothing(b, fdc);
}

static void begin_lock(struct board *b, struct fdc *fdc)
{
    fdc->lock = fdc->command[0] & LOCK_SET ? 1 : 0;
    fdc->result[0] = (uint8_t)(fdc->lock << 4);
    fdc_answer(b, fdc, 1, false);
}

static const struct fdc_rule rules[] = {
    {READ_TRACK, 9, begin_transfer},
    {0x03, 3, begin_specify},
    {0x04, 2, begin_sense_drive},
    {WRITE_DATA, 9, begin_transfer},
    {0x06, 9, begin_transfer},
    {0x07, 2, fdc_recalibrate},
    {0x08, 1, begin_sense_interrupt},
    {WRITE_DELETED, 9, begin_transfer},
    {READ_ID, 2, begin_read_id},
    {0x0c, 9, begin_transfer},
    {FORMAT_TRACK, 6, begin_transfer},
    {0x0e, 1, begin_dumpreg},
    {0x0f, 3, fdc_seek},
    {0x10, 1, begin_version},
    {0x12, 2, begin_perpendicular},
    {0x13, 4, begin_configure},
    {0x14, 1, begin_lock},
    {VERIFY, 9, begin_transfer},
};

static const struct fdc_rule *rule_of(uint8_t first)
{
    static const struct fdc_rule unknown = {0, 1, invalid};

    for (unsigned i = 0; i < ARRAY_LEN(rules); i++)
        if (rules[i].code == (first & CODE))
            return &rules[i];
    return &unknown;
}

unsigned fdc_command_length(uint8_t first)
{
    return rule_of(first)->bytes;
}

void fdc_command(struct board *b, struct fdc *fdc)
{
    rule_of(fdc->command[BYTE_CODE])->begin(b, fdc);
}
