/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/wide.h - unsigned arithmetic of 128 bits, for significands and
 * their products.
 */
#ifndef SIM_CPU_WIDE_H
#define SIM_CPU_WIDE_H

#include "sim/base.h"

struct wide {
    uint64_t high, low;
};

static inline bool wide_is_zero(struct wide a)
{
    return !(a.high | a.low);
}

static inline bool wide_less(struct wide a, struct wide b)
{
    return a.high < b.high || (a.high == b.high && a.low < b.low);
}

/* Modulo 2^128. */
static inline struct wide wide_add(struct wide a, struct wide b)
{
    uint64_t low = a.low + b.low;

    return (struct wide){a.high + b.high + (low < a.low), low};
}

static inline struct wide wide_sub(struct wide a, struct wide b)
{
    return (struct wide){a.high - b.high - (a.low < b.low), a.low - b.low};
}

/* n < 128 */
static inline struct wide wide_left(struct wide a, unsigned n)
{
    if (n >= 64)
        return (struct wide){a.low << (n - 64), 0};
    if (n == 0)
        return a;
    return (struct wide){a.high << n | a.low >> (64 - n), a.low << n};
}

static inline struct wide wide_right(struct wide a, unsigned n)
{
    if (n >= 64)
        return (struct wide){0, a.high >> (n - 64)};
    if (n == 0)
        return a;
    return (struct wide){a.high >> n, a.low >> n | a.high << (64 - n)};
}

/* What is shifted out stays visible in the lowest bit; any n. */
static inline struct wide wide_right_sticky(struct wide a, unsigned n)
{
    struct wide r, lost;

    if (n == 0)
        return a;
    if (n >= 128)
        return (struct wide){0, !wide_is_zero(a)};
    r = wide_right(a, n);
    lost = wide_left(a, 128 - n);
    r.low |= !wide_is_zero(lost);
    return r;
}

/* a is not 0. */
static inline unsigned wide_leading_zeros(struct wide a)
{
    return a.high ? (unsigned)__builtin_clzll(a.high)
                  : 64 + (unsigned)__builtin_clzll(a.low);
}

static inline struct wide wide_product(uint64_t a, uint64_t b)
{
    uint64_t a0 = (uint32_t)a, a1 = a >> 32;
    uint64_t b0 = (uint32_t)b, b1 = b >> 32;
    uint64_t middle = a1 * b0 + (a0 * b0 >> 32);
    uint64_t other = a0 * b1 + (uint32_t)middle;

    return (struct wide){
        .high = a1 * b1 + (middle >> 32) + (other >> 32),
        .low = a * b,
    };
}

#endif
