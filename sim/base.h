/* SPDX-License-Identifier: MIT
 *
 * sim/base.h - bits and arrays, for every file.
 */
#ifndef SIM_BASE_H
#define SIM_BASE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BIT(n) (1u << (n))

/* Mask of bits hi..lo, as a data sheet writes them. */
#define FIELD(hi, lo) ((0xffffffffu >> (31 - (hi))) & (0xffffffffu << (lo)))

#define ARRAY_LEN(a)  (sizeof(a) / sizeof((a)[0]))

#define likely(x)     __builtin_expect(!!(x), 1)
#define unlikely(x)   __builtin_expect(!!(x), 0)

/* For code that most instructions run: part of every caller, however large
 * the caller is; and kept out of them. */
#define ALWAYS_INLINE inline __attribute__((always_inline))
#define NEVER_INLINE  __attribute__((noinline))

#define FRAME_SIZE    4096u
#define FRAME_SHIFT   12

#define NS_PER_SECOND UINT64_C(1000000000)

/* State is hashed as it lies in memory, which is its little-endian form. */
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "bootscope runs on little-endian hosts");

#endif
