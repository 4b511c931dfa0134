/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/elf.c - programs as files.
 *
 * A program lists segments: so many bytes of the file go to that address. The
 * kernel gives each its pages and lets the disk driver read right into them.
 *
 * Source: Tool Interface Standard, "ELF: Executable and Linkable Format".
 * Not modelled: shared libraries, relocation.
 */
#include "processes/elf.h"

#include "memory/frames.h"
#include "memory/paging.h"
#include "processes/process.h"
#include "string.h"

#define ELF_MAGIC      0x464c457f /* 7Fh "ELF" */
#define ELF_32_LITTLE  0x010101   /* 32-bit, little-endian, version 1 */
#define ELF_EXECUTABLE 2
#define ELF_MACHINE386 3
#define SEGMENT_LOAD   1
#define SEGMENT_WRITE  2

#define PROGRAM_BASE   0x08000000u
#define PROGRAM_LIMIT  0xbf000000u

enum { SEGMENTS = 8 };

struct elf_header {
    uint32_t magic;
    uint32_t kind;
    uint32_t padding[2];
    uint16_t type;
    uint16_t machine;
    uint32_t version;
    uint32_t entry;
    uint32_t segment_offset;
    uint32_t section_offset;
    uint32_t flags;
    uint16_t header_bytes;
    uint16_t segment_bytes;
    uint16_t segment_count;
};

struct elf_segment {
    uint32_t type;
    uint32_t offset;
    uint32_t address;
    uint32_t physical_address;
    uint32_t file_bytes;
    uint32_t memory_bytes;
    uint32_t flags;
    uint32_t alignment;
};

static bool header_is_good(const struct elf_header *header)
{
    return header->magic == ELF_MAGIC &&
           (header->kind & 0xffffff) == ELF_32_LITTLE &&
           header->type == ELF_EXECUTABLE &&
           header->machine == ELF_MACHINE386 &&
           header->segment_bytes == sizeof(struct elf_segment) &&
           header->segment_count >= 1 && header->segment_count <= SEGMENTS;
}

static bool segment_is_good(const struct elf_segment *segment)
{
    return segment->address >= PROGRAM_BASE &&
           segment->address < PROGRAM_LIMIT &&
           segment->memory_bytes <= PROGRAM_LIMIT - segment->address &&
           segment->file_bytes <= segment->memory_bytes;
}

static int32_t load_segment(struct fat16_file *file,
                            const struct elf_segment *segment)
{
    uint32_t page = segment->address / FRAME_BYTES * FRAME_BYTES;
    uint32_t end = segment->address + segment->memory_bytes;
    uint32_t write = segment->flags & SEGMENT_WRITE ? PAGE_WRITE : 0;

    for (; page < end; page += FRAME_BYTES) {
        if (user_range_is_valid(page, 1, false))
            return -ERROR_NOT_PROGRAM; /* two segments in one page */
        if (!page_add(page, PAGE_USER | write))
            return -ERROR_MEMORY;
        process_current()->pages++;
    }
    return fat16_read(file, segment->offset, (void *)segment->address,
                      segment->file_bytes);
}

static int32_t read_exactly(struct fat16_file *file, uint32_t offset, void *to,
                            uint32_t bytes)
{
    int32_t got = fat16_read(file, offset, to, bytes);

    if (got < 0)
        return got;
    return (uint32_t)got == bytes ? 0 : -ERROR_NOT_PROGRAM;
}

int32_t elf_load(struct fat16_file *file, uint32_t *entry)
{
    struct elf_header header;
    struct elf_segment segments[SEGMENTS];
    int32_t result = read_exactly(file, 0, &header, sizeof header);

    if (result < 0)
        return result;
    if (!header_is_good(&header))
        return -ERROR_NOT_PROGRAM;
    result = read_exactly(file, header.segment_offset, segments,
                          header.segment_count * sizeof segments[0]);
    for (unsigned i = 0; result >= 0 && i < header.segment_count; i++) {
        if (segments[i].type != SEGMENT_LOAD || segments[i].memory_bytes == 0)
            continue;
        if (!segment_is_good(&segments[i]))
            return -ERROR_NOT_PROGRAM;
        result = load_segment(file, &segments[i]);
        if (result >= 0 && (uint32_t)result != segments[i].file_bytes)
            return -ERROR_NOT_PROGRAM;
    }
    *entry = header.entry;
    return result < 0 ? result : 0;
}
