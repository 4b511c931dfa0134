/* SPDX-License-Identifier: MIT
 *
 * ui/moment_help.h - moments explained, from the table that reads them.
 */
#ifndef UI_MOMENT_HELP_H
#define UI_MOMENT_HELP_H

/* `bootscope help moments` */
void moment_help_print(void);

/* The section of docs/scenarios.md, in Markdown. */
void moment_reference_print(void);

#endif
