/* SPDX-License-Identifier: MIT
 *
 * sim/words_ports.c - which chip's words are wanted for which port.
 */
#include "sim/words.h"

bool words_port(struct words *w, const struct access *a)
{
    (void)w, (void)a;
    return false;
}

void words_post_code(struct words *w, uint32_t code)
{
    (void)w, (void)code;
}
