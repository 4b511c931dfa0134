/* SPDX-License-Identifier: MIT
 *
 * sim/moment_place.c - reading an address in a moment.
 */
#include "sim/moment_read.h"

/* "+LENGTH" at the end. */
bool place_split_length(struct word *w, uint32_t *length)
{
    struct word address = word_up_to(*w, '+');

    *length = 1;
    if (address.length < w->length &&
        (!word_hexadecimal(word_behind(*w, address.length + 1), UINT32_MAX,
                           length) ||
         *length == 0))
        return false;
    *w = address;
    return true;
}

/* An entry of a descriptor table is 8 bytes from its selector or vector. */
static bool read_entry(struct word w, struct place *p, bool length_given)
{
    bool gdt = word_starts(w, "gdt:");

    p->kind = gdt ? PLACE_GDT : PLACE_IDT;
    if (!length_given)
        p->length = 8;
    return word_hexadecimal(word_behind(w, 4), gdt ? 0xffff : 0xff,
                            &p->address) &&
           (!gdt || !(p->address & 4));
}

bool place_read(struct word w, struct place *p)
{
    size_t whole = w.length;
    struct word first;

    if (!place_split_length(&w, &p->length))
        return false;
    if (word_starts(w, "gdt:") || word_starts(w, "idt:"))
        return read_entry(w, p, w.length < whole);
    p->kind = word_starts(w, "phys:") ? PLACE_PHYSICAL : PLACE_LINEAR;
    if (p->kind == PLACE_PHYSICAL)
        w = word_behind(w, 5);
    first = word_up_to(w, ':');
    if (first.length < w.length && p->kind == PLACE_LINEAR) {
        p->kind = PLACE_FAR;
        return word_hexadecimal(first, 0xffff, &p->selector) &&
               word_hexadecimal(word_behind(w, first.length + 1), UINT32_MAX,
                                &p->address);
    }
    return word_hexadecimal(w, UINT32_MAX, &p->address);
}
