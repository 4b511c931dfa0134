/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/splash.h - a picture while the services start.
 */
#ifndef SPLASH_H
#define SPLASH_H

#include <stdint.h>

/* Show the picture if "splash" stands on the kernel command line. */
void splash_init(void);

/* Move the bar. At 100 the picture gives way to the text, but not before it
 * could be seen for a second. */
void splash_progress(uint32_t percent);

/* Back to text at once. */
void splash_end(void);

#endif
