/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/host_cpu.h - one instruction, executed by the host's own
 * processor in segments of a local descriptor table, where it has one.
 *
 * It runs in ring 3 with IOPL 0 and IF set, as a 16-bit or 32-bit program.
 */
#ifndef TESTS_CPU_HOST_CPU_H
#define TESTS_CPU_HOST_CPU_H

#include "tests/cpu/single.h"

/* NULL: ready. Else why this host cannot be asked. Between open and close no
 * other signal handler of the process is safe. */
const char *host_cpu_open(void);
void host_cpu_close(void);

/* SINGLE_MEMORY bytes. */
uint8_t *host_cpu_memory(void);

/* An entry of the table: ring 3, code or data; all zero: none. False: the
 * kernel refuses it. */
bool host_cpu_segment(unsigned entry, struct descriptor d);

/* Execute the instruction at CS:EIP; `repeats`: until its repetitions end.
 * NULL: done. Else why there is no answer. */
const char *host_cpu_run(struct single *s, bool repeats);

#endif
