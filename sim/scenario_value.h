/* SPDX-License-Identifier: MIT
 *
 * sim/scenario_value.h - reading one value of a scenario. What is wrong with
 * it goes to *problems, with its place; then the value is 0 or "".
 */
#ifndef SIM_SCENARIO_VALUE_H
#define SIM_SCENARIO_VALUE_H

#include "sim/session.h"
#include "sim/yaml.h"

bool value_is(struct problems *problems, const struct yaml_node *n,
              enum yaml_kind kind);
void value_wrong(struct problems *problems, const struct yaml_node *n,
                 const struct error *err);

/* A text that is not empty. */
const char *value_text(struct problems *problems, const struct yaml_node *n);

/* A text to be read by people: its words stand one space apart. */
const char *value_prose(struct problems *problems, const struct yaml_node *n);

/* A text on the screen of the guest, in code page 437. */
void value_cells(struct problems *problems, const struct yaml_node *n,
                 char *cells, size_t size);

/* Hexadecimal digits, up to `most`. */
uint64_t value_hex(struct problems *problems, const struct yaml_node *n,
                   uint64_t most);

/* Decimal digits, with underscores between them. */
uint64_t value_number(struct problems *problems, const struct yaml_node *n,
                      uint64_t least, uint64_t most);

bool value_moment(struct problems *problems, const struct yaml_node *n,
                  struct moment *m);

/* A phase or a step, as a bit for each step. */
uint64_t value_steps(struct problems *problems, const struct yaml_node *n);

#endif
