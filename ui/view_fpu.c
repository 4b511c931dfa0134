/* SPDX-License-Identifier: MIT
 *
 * ui/view_fpu.c - the floating-point unit: its stack as numbers and as bits,
 * its control and status words spelled out.
 *
 * Source: Intel SDM Vol. 1, "x87 FPU Instruction Execution Environment",
 * "x87 FPU Floating-Point Exception Handling".
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "ui/scroll.h"

#define SIGN     BIT(15)
#define LARGEST  0x7fff /* the exponent of infinities and NaNs */
#define BIAS     (16383 + 63)
#define INTEGER  (UINT64_C(1) << 63) /* the bit before the point */
#define QUIET    (UINT64_C(1) << 62)
#define FRACTION (INTEGER - 1)

/* Status and control word: the same six bits say what came, what is masked. */
static const char *const exceptions[] = {
    "invalid operation", "denormal operand", "division by zero",
    "overflow",          "underflow",        "inexact result",
};

/* What cannot be written as a number; NULL: it can. */
static const char *kind_of(uint64_t significand, unsigned exponent)
{
    if (exponent && !(significand & INTEGER))
        return "unsupported";
    if (exponent != LARGEST)
        return NULL;
    if (!(significand & FRACTION))
        return "infinity";
    return significand & QUIET ? "quiet NaN" : "signalling NaN";
}

/* An exponent of 0 counts as 1: denormal numbers. */
static void draw_number(struct canvas *c, unsigned row, uint64_t significand,
                        unsigned bits)
{
    unsigned exponent = bits & LARGEST;
    const char *sign = bits & SIGN ? "-" : "";
    const char *kind = kind_of(significand, exponent);
    int power = (int)(exponent ? exponent : 1) - BIAS;

    if (kind)
        canvas_text(c, row, 4, STYLE_PLAIN, "%s%s", sign, kind);
    else
        canvas_text(c, row, 4, STYLE_PLAIN, "%s%.15Lg", sign,
                    ldexpl((long double)significand, power));
    canvas_text(c, row, 28, STYLE_PLAIN, "%04X %016" PRIX64, bits, significand);
}

static unsigned draw_stack(struct canvas *c, unsigned row,
                           const struct shown_fpu *fpu)
{
    for (unsigned i = 0; i < 8; i++, row++) {
        canvas_text(c, row, 0, STYLE_PLAIN, "ST%u", i);
        if (fpu->st[i].empty)
            canvas_text(c, row, 4, STYLE_PLAIN, "empty");
        else
            draw_number(c, row, fpu->st[i].significand, fpu->st[i].exponent);
    }
    return row;
}

static unsigned draw_exceptions(struct canvas *c, unsigned row,
                                const char *title, unsigned bits)
{
    char text[200];
    size_t used = (size_t)snprintf(text, sizeof(text), "%s", title);
    const char *comma = "";

    for (unsigned i = 0; i < ARRAY_LEN(exceptions); i++)
        if (bits >> i & 1) {
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
                                     comma, exceptions[i]);
            comma = ", ";
        }
    if (!*comma)
        snprintf(text + used, sizeof(text) - used, "none");
    return canvas_paragraph(c, row, STYLE_PLAIN, text);
}

static unsigned draw_control(struct canvas *c, unsigned row, unsigned control)
{
    static const char *const precision[] = {"24 bits", "reserved", "53 bits",
                                            "64 bits"};
    static const char *const rounding[] = {"to nearest", "down", "up",
                                           "towards zero"};

    canvas_text(c, row++, 0, STYLE_PLAIN,
                "control %04X  precision %s, rounding %s", control,
                precision[control >> 8 & 3], rounding[control >> 10 & 3]);
    return draw_exceptions(c, row, "  masked: ", control);
}

static unsigned draw_status(struct canvas *c, unsigned row, unsigned status)
{
    canvas_text(c, row++, 0, STYLE_PLAIN,
                "status  %04X  top R%u  C3 %u  C2 %u  C1 %u  C0 %u%s%s", status,
                status >> 11 & 7, status >> 14 & 1, status >> 10 & 1,
                status >> 9 & 1, status >> 8 & 1,
                status & BIT(6) ? "  stack fault" : "",
                status & BIT(7) ? "  an error waits" : "");
    return draw_exceptions(c, row, "  came:   ", status);
}

static unsigned draw_all(struct tui *t, struct canvas *c)
{
    struct shown_fpu fpu;
    unsigned row;

    session_fpu(t->session, &fpu);
    if (fpu.missing)
        return canvas_paragraph(c, 0, STYLE_PLAIN,
                                "This machine has no floating-point unit.");
    row = draw_stack(c, 0, &fpu);
    row = draw_control(c, row, fpu.control);
    row = draw_status(c, row, fpu.status);
    canvas_text(c, row++, 0, STYLE_PLAIN,
                "last instruction %04X:%08X, operand %04X:%08X",
                (unsigned)fpu.code_cs, (unsigned)fpu.code,
                (unsigned)fpu.data_segment, (unsigned)fpu.data);
    return row;
}

static void draw(struct tui *t, struct canvas *c)
{
    scroll_part(t, VIEW_fpu, c, draw_all);
}

static bool key(struct tui *t, uint32_t key)
{
    return scroll_key(t, VIEW_fpu, key);
}

const struct view view_fpu = {"fpu", "Floating-point unit", draw, key, NULL};
