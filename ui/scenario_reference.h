/* SPDX-License-Identifier: MIT
 *
 * ui/scenario_reference.h - docs/scenarios.md, made from the tables that read
 * scenarios.
 */
#ifndef UI_SCENARIO_REFERENCE_H
#define UI_SCENARIO_REFERENCE_H

void scenario_reference_print(void);

/* Where faults act; ends with {0}. */
struct fault_seam {
    const char *name, *title;
};
extern const struct fault_seam fault_seams[];

#endif
