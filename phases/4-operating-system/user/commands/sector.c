/* SPDX-License-Identifier: MIT
 *
 * user/commands/sector.c - show a sector of the disk, or write text to one.
 *
 * Only sectors that belong to no file can be written: those between the
 * partition table and the first partition.
 */
#include "print.h"
#include "string.h"
#include "system.h"

enum { ROW_BYTES = 16 };

static unsigned char sector[SECTOR_BYTES];

static void show_row(const unsigned char *row, unsigned offset)
{
    char letters[ROW_BYTES + 1];

    print("%03X ", offset);
    for (int i = 0; i < ROW_BYTES; i++) {
        print(" %02X", row[i]);
        letters[i] = row[i] >= ' ' && row[i] <= '~' ? (char)row[i] : '.';
    }
    letters[ROW_BYTES] = '\0';
    print("  %s\n", letters);
}

static int show(unsigned lba)
{
    int result = system_sector_read(lba, sector);

    for (unsigned i = 0; result == 0 && i < SECTOR_BYTES; i += ROW_BYTES)
        show_row(sector + i, i);
    return result;
}

static int write_words(unsigned lba, int count, char **words)
{
    size_t used = 0;

    for (int i = 0; i < count; i++) {
        size_t length = strlen(words[i]);

        memcpy(sector + used, words[i], length);
        used += length;
        sector[used++] = ' ';
    }
    return system_sector_write(lba, sector);
}

int main(int argc, char **argv)
{
    unsigned lba;
    int result;

    if (argc < 2 || !text_to_number(argv[1], &lba)) {
        print("sector: which one? Usage: sector LBA [TEXT]\n");
        return 1;
    }
    if (argc == 2)
        result = show(lba);
    else
        result = write_words(lba, argc - 2, argv + 2);
    if (result < 0)
        print("sector: LBA %u: %s\n", lba, error_text(result));
    return result < 0;
}
