/* SPDX-License-Identifier: MIT
 *
 * sim/words_paging.c - the words for page tables, how the processor walks
 * through them, and what it remembers of it.
 *
 * Source: Intel SDM Vol. 3A, "Paging".
 */
#include "sim/cpu/page_walk.h"
#include "sim/words.h"

void say_cr3(struct words *w, const struct event *e)
{
    if (e->arg[2])
        words_add(w,
                  "CR3 <- %08Xh: the processor takes in the four page "
                  "directory pointers at physical address %08Xh, and the TLB "
                  "is emptied.",
                  e->arg[1], e->arg[1] & PDPT_ADDRESS);
    else
        words_add(w,
                  "CR3 <- %08Xh: the page directory is at physical address "
                  "%08Xh, and the TLB is emptied.",
                  e->arg[1], e->arg[1] & ~(FRAME_SIZE - 1));
}

void say_tlb_flush(struct words *w, const struct event *e)
{
    words_add(w, "The TLB forgets the page of linear address %08Xh.",
              e->arg[0]);
}

#define WALK_FAULT  BIT(31)
#define PF_PRESENT  BIT(0)
#define PF_WRITE    BIT(1)
#define PF_USER     BIT(2)
#define PF_RESERVED BIT(3)

/* What an EV_PAGE_WALK says. Numbers of 8 bytes are written
 * with as few digits above the eighth as they need. */
struct said_walk {
    uint32_t fault, set;
    uint32_t pointer, pointer_high;
    uint32_t directory, directory_high;
    uint32_t table, table_high;
    bool pae;
};

static struct said_walk said_walk(const struct event *e)
{
    return (struct said_walk){
        .directory = e->arg[2],
        .table = e->arg[3],
        .set = e->arg[4],
        .fault = e->arg[5],
        .pointer = e->arg[8],
        .pointer_high = e->arg[9],
        .directory_high = e->arg[10],
        .table_high = e->arg[11],
        .pae = e->arg[7] != 0,
    };
}

static void say_absent(struct words *w, const struct said_walk *s)
{
    if (s->pae && !(s->pointer & PTE_PRESENT))
        words_add(w, "page directory pointer %.0X%08Xh is not present.",
                  s->pointer_high, s->pointer);
    else if (!(s->directory & PTE_PRESENT))
        words_add(w, "page directory entry %.0X%08Xh is not present.",
                  s->directory_high, s->directory);
    else
        words_add(w, "page table entry %.0X%08Xh is not present.",
                  s->table_high, s->table);
}

static void say_failed_walk(struct words *w, const struct said_walk *s)
{
    if (!(s->fault & PF_PRESENT)) {
        say_absent(w, s);
        return;
    }
    if (s->fault & PF_RESERVED)
        words_add(w, "a bit that must be 0 is 1 in ");
    words_add(w, s->table || s->table_high ? "entries" : "entry");
    words_add(w, " %.0X%08Xh (directory)", s->directory_high, s->directory);
    if (s->table || s->table_high)
        words_add(w, " and %.0X%08Xh (table)", s->table_high, s->table);
    if (s->fault & PF_RESERVED)
        words_add(w, ".");
    else
        words_add(w, " %s not allow a %s %s.",
                  s->table || s->table_high ? "do" : "does",
                  s->fault & PF_USER ? "user" : "kernel",
                  s->fault & PF_WRITE ? "write" : "read");
}

void say_page_walk(struct words *w, const struct event *e)
{
    const struct said_walk s = said_walk(e);

    if (s.fault & WALK_FAULT) {
        words_add(w, "Page walk for linear address %08Xh fails: ", e->arg[0]);
        say_failed_walk(w, &s);
        return;
    }
    words_add(w, "Page walk: linear address %08Xh is physical %.0X%08Xh, by ",
              e->arg[0], e->arg[6], e->arg[1]);
    if (s.pae)
        words_add(w, "pointer %.0X%08Xh, ", s.pointer_high, s.pointer);
    words_add(w, "directory entry %.0X%08Xh", s.directory_high, s.directory);
    if (s.table || s.table_high)
        words_add(w, " and table entry %.0X%08Xh", s.table_high, s.table);
    else
        words_add(w, ", a page of %u MiB", s.pae ? 2 : 4);
    words_add(w, "; %s%s%s now set.", s.set & PTE_ACCESSED ? "accessed" : "",
              (s.set & PTE_ACCESSED) && (s.set & PTE_DIRTY) ? " and " : "",
              s.set & PTE_DIRTY ? "dirty" : "");
}
