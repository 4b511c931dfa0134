/* SPDX-License-Identifier: MIT
 *
 * sim/words_vga.c - the words for the ports of the VGA.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "Video Subsystem",
 * "VGA Programming Considerations"; Bochs documentation, "VBE Display API".
 */
#include "sim/words.h"

static const char *const sequencer[] = {
    "Reset", "Clocking Mode", "Map Mask", "Character Map Select", "Memory Mode",
};

static const char *const crtc[] = {
    "Horizontal Total",
    "Horizontal Display End",
    "Start Horizontal Blanking",
    "End Horizontal Blanking",
    "Start Horizontal Retrace",
    "End Horizontal Retrace",
    "Vertical Total",
    "Overflow",
    "Preset Row Scan",
    "Maximum Scan Line",
    "Cursor Start",
    "Cursor End",
    "Start Address High",
    "Start Address Low",
    "Cursor Location High",
    "Cursor Location Low",
    "Vertical Retrace Start",
    "Vertical Retrace End",
    "Vertical Display End",
    "Offset",
    "Underline Location",
    "Start Vertical Blanking",
    "End Vertical Blanking",
    "CRT Mode Control",
    "Line Compare",
};

static const char *const graphics[] = {
    "Set/Reset",     "Enable Set/Reset", "Color Compare",
    "Data Rotate",   "Read Map Select",  "Graphics Mode",
    "Miscellaneous", "Color Don't Care", "Bit Mask",
};

static const char *const attribute[] = {
    "Attribute Mode Control",   "Overscan Color", "Color Plane Enable",
    "Horizontal Pixel Panning", "Color Select",
};

/* A block of registers behind an index port and a data port. */
struct block {
    const char *name;
    const char *const *registers;
    unsigned count;
};

static const struct block blocks[] = {
    {"sequencer", sequencer, ARRAY_LEN(sequencer)},
    {"CRT controller", crtc, ARRAY_LEN(crtc)},
    {"graphics controller", graphics, ARRAY_LEN(graphics)},
};

static void say_register(struct words *w, const struct block *b, uint32_t index)
{
    words_add(w, "%s register %02Xh", b->name, index);
    if (index < b->count)
        words_add(w, " (%s)", b->registers[index]);
}

static void say_block(struct words *w, const struct block *b,
                      const struct access *a, bool data)
{
    words_add(w, "VGA: ");
    if (data) {
        say_register(w, b, a->before);
    } else if (a->write && a->bytes == 2) {
        say_register(w, b, a->value & 0xff);
        words_add(w, " gets %02Xh", a->value >> 8 & 0xff);
    } else {
        words_add(w, "%s", a->write ? "select " : "selected is ");
        say_register(w, b, a->value & 0xff);
    }
}

static const char *const dispi[] = {
    "ID",         "XRES",        "YRES",     "BPP",      "ENABLE",       "BANK",
    "VIRT_WIDTH", "VIRT_HEIGHT", "X_OFFSET", "Y_OFFSET", "VIDEO_MEMORY",
};

#define DISPI_ENABLE 4

static void say_dispi(struct words *w, const struct access *a)
{
    uint32_t index = a->port & 1 ? a->before : a->value;

    words_add(w, "VGA: %sVBE register %02Xh",
              a->port & 1 ? ""
              : a->write  ? "select "
                          : "selected is ",
              index);
    if (index < ARRAY_LEN(dispi))
        words_add(w, " (%s)", dispi[index]);
    if (!(a->port & 1))
        return;
    if (index == DISPI_ENABLE)
        words_add(w, a->value & BIT(0) ? ", on" : ", off");
    else if (index && index < ARRAY_LEN(dispi))
        words_add(w, ", %u", a->value);
}

static void say_attribute_register(struct words *w, uint32_t index)
{
    if (index < 16)
        words_add(w, "palette entry %u", index);
    else if (index - 16 < ARRAY_LEN(attribute))
        words_add(w, "attribute register %02Xh (%s)", index,
                  attribute[index - 16]);
    else
        words_add(w, "attribute register %02Xh", index);
}

static void say_attribute(struct words *w, const struct access *a)
{
    bool index = a->write && !(a->before & BIT(8));

    words_add(w, "VGA: ");
    if (index) {
        words_add(w, "select ");
        say_attribute_register(w, a->value & 0x1f);
        words_add(w, a->value & BIT(5) ? ", the screen is on"
                                       : ", the screen is dark");
    } else if (!a->write && a->port == 0x3c0) {
        words_add(w, "selected is ");
        say_attribute_register(w, a->value & 0x1f);
    } else {
        say_attribute_register(w, a->before & 0x1f);
    }
}

static void say_dac(struct words *w, const struct access *a)
{
    static const char *const components[4] = {"red", "green", "blue", "a part"};

    words_add(w, "VGA: ");
    switch (a->port) {
    case 0x3c6:
        words_add(w, "mask on the colour number of each pixel");
        break;
    case 0x3c7:
        words_add(w,
                  a->write ? "read colours from number %u on"
                           : "state of the colour registers",
                  a->value);
        break;
    case 0x3c8:
        words_add(w, "write colours from number %u on", a->value);
        break;
    default:
        words_add(w, "%s of colour %u", components[a->before >> 8 & 3],
                  a->before & 0xff);
    }
}

static void say_status_1(struct words *w, const struct access *a)
{
    words_add(w, "VGA: Input Status 1: %s; the next byte to 3C0h is an index",
              a->value & BIT(3)   ? "vertical retrace"
              : a->value & BIT(0) ? "blanking"
                                  : "the picture is being drawn");
}

static void say_miscellaneous(struct words *w, const struct access *a)
{
    words_add(w,
              "VGA: Miscellaneous Output: ports at %s, memory access %s, "
              "dot clock %s",
              a->value & BIT(0) ? "3D0h" : "3B0h",
              a->value & BIT(1) ? "on" : "off",
              (a->value >> 2 & 3) == 0   ? "25 MHz"
              : (a->value >> 2 & 3) == 1 ? "28 MHz"
                                         : "external");
}

static bool say_general(struct words *w, const struct access *a)
{
    switch (a->port) {
    case 0x3c2:
        if (a->write)
            say_miscellaneous(w, a);
        else
            words_add(w, "VGA: Input Status 0");
        return true;
    case 0x3cc:
        say_miscellaneous(w, a);
        return true;
    case 0x3ca:
        words_add(w, "VGA: Feature Control");
        return true;
    case 0x3ba:
    case 0x3da:
        if (a->write)
            words_add(w, "VGA: Feature Control");
        else
            say_status_1(w, a);
        return true;
    case 0x3c3:
        words_add(w, "VGA: Video Subsystem Enable");
        return true;
    default:
        return false;
    }
}

void words_vga(struct words *w, const struct access *a)
{
    if (say_general(w, a))
        return;
    switch (a->port) {
    case 0x1ce:
    case 0x1cf:
        say_dispi(w, a);
        break;
    case 0x3c0:
    case 0x3c1:
        say_attribute(w, a);
        break;
    case 0x3c4:
    case 0x3c5:
        say_block(w, &blocks[0], a, a->port & 1);
        break;
    case 0x3c6:
    case 0x3c7:
    case 0x3c8:
    case 0x3c9:
        say_dac(w, a);
        break;
    case 0x3b4:
    case 0x3b5:
    case 0x3d4:
    case 0x3d5:
        say_block(w, &blocks[1], a, a->port & 1);
        break;
    case 0x3ce:
    case 0x3cf:
        say_block(w, &blocks[2], a, a->port & 1);
        break;
    default:
        words_add(w, "VGA: no register is at this port");
    }
}
