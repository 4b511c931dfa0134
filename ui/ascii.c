/* SPDX-License-Identifier: MIT
 *
 * ui/ascii.c - code page 437 for terminals that know ASCII only.
 */
#include "ui/ascii.h"

static const char low[] = " @@*****ooomf***><|!PS-|^v><--^v";

static const char high[] = "CueaaaaceeeiiiAA"  /* 80h */
                           "EaAooouuyOUcLYPf"  /* 90h */
                           "aiounNao?--24!<>"  /* A0h */
                           ".:#|++++++|+++++"  /* B0h */
                           "++++-++++++++-++"  /* C0h: lines and corners */
                           "+++++++++++#_||^"  /* D0h */
                           "aBGpSsutFTOd8fen"  /* E0h */
                           "=+><()/~o..vn2# "; /* F0h */

char ascii_for(uint8_t character)
{
    if (character < ' ')
        return low[character];
    if (character < 0x7f)
        return (char)character;
    return character == 0x7f ? '^' : high[character - 0x80];
}
