/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/ops_sized.h - the operations that exist for 8, 16 and 32 bits.
 * Included three times by execute.c, with BITS set.
 *
 * Source: Intel SDM Vol. 2, each instruction by its name.
 */
#define BYTES     (BITS / 8)
#define TOP       (1u << (BITS - 1))
#define MASK      (0xffffffffu >> (32 - BITS))
#define N_(a, b)  a##b
#define N__(a, b) N_(a, b)
#define N(name)   N__(name, BITS)
#define SIGNED(x) ((int32_t)((uint32_t)(x) << (32 - BITS)) >> (32 - BITS))

static ALWAYS_INLINE uint32_t N(reg)(const struct vcpu *v, unsigned n)
{
#if BITS == 8
    return v->s.r[n & 3].b[n >> 2];
#elif BITS == 16
    return v->s.r[n].w;
#else
    return v->s.r[n].d;
#endif
}

static ALWAYS_INLINE void N(set_reg)(struct vcpu *v, unsigned n, uint32_t value)
{
#if BITS == 8
    v->s.r[n & 3].b[n >> 2] = (uint8_t)value;
#elif BITS == 16
    v->s.r[n].w = (uint16_t)value;
#else
    v->s.r[n].d = value;
#endif
}

static uint32_t N(load)(struct vcpu *v, const struct op *op)
{
    return mem_read(v, op, op->seg, address_of(v, op), BYTES);
}

static void N(store)(struct vcpu *v, const struct op *op, uint32_t value)
{
    mem_write(v, op, op->seg, address_of(v, op), value, BYTES);
}

/* The same without a look at anything: sim/cpu/quick.h. */
static ALWAYS_INLINE bool N(quick_load)(const struct vcpu *v,
                                        const struct op *op, uint32_t *value)
{
    const uint8_t *at;

    if (!quick_read(v, op->seg, address_of(v, op), BYTES, &at))
        return false;
    *value = get_bytes(at, BYTES);
    return true;
}

static ALWAYS_INLINE bool N(quick_store)(const struct vcpu *v,
                                         const struct op *op, uint8_t **at)
{
    return quick_write(v, op->seg, address_of(v, op), BYTES, at);
}

/* The E operand: read; read in order to write; write. */
static ALWAYS_INLINE uint32_t N(e_read)(struct vcpu *v, const struct op *op)
{
    return op->flags & OP_MEMORY ? N(load)(v, op) : N(reg)(v, op->rm);
}

static ALWAYS_INLINE uint32_t N(e_modify)(struct vcpu *v, const struct op *op,
                                          bool memory)
{
    if (memory)
        return rmw_read(v, op, op->seg, address_of(v, op), BYTES);
    return N(reg)(v, op->rm);
}

static ALWAYS_INLINE void N(e_update)(struct vcpu *v, const struct op *op,
                                      uint32_t value, bool memory)
{
    if (memory)
        rmw_write(v, op, value & MASK, BYTES);
    else
        N(set_reg)(v, op->rm, value);
}

/* Two-operand operations: the result, whose upper bits do not count, with the
 * flags set. An operand in memory is known to be writable before this runs, so
 * nothing faults after. */
static ALWAYS_INLINE uint32_t N(alu)(struct vcpu *v, enum alu kind, uint32_t a,
                                     uint32_t b)
{
    uint32_t r;

    b &= MASK;
    switch (kind) {
    case ALU_ADD:
        r = a + b;
        flags_add(&v->s, a, b, r, BITS);
        break;
    case ALU_ADC:
        r = a + b + flag_cf(&v->s);
        flags_add(&v->s, a, b, r, BITS);
        break;
    case ALU_SUB:
    case ALU_CMP:
        r = a - b;
        flags_sub(&v->s, a, b, r, BITS);
        break;
    case ALU_SBB:
        r = a - b - flag_cf(&v->s);
        flags_sub(&v->s, a, b, r, BITS);
        break;
    case ALU_AND:
    case ALU_TEST:
        r = a & b;
        flags_logic(&v->s, (uint32_t)SIGNED(r));
        break;
    case ALU_OR:
        r = a | b;
        flags_logic(&v->s, (uint32_t)SIGNED(r));
        break;
    case ALU_XOR:
        r = a ^ b;
        flags_logic(&v->s, (uint32_t)SIGNED(r));
        break;
    default: /* ALU_MOV */
        r = b;
        break;
    }
    return r;
}

/* The five forms of an operation; `kind` is a constant, so each collapses to
 * a few instructions. `slow` is the slow form of the same. */
static ALWAYS_INLINE void N(form_r)(struct vcpu *v, const struct op *op,
                                    unsigned to, uint32_t b, enum alu kind)
{
    uint32_t r = N(alu)(v, kind, N(reg)(v, to), b);

    if (alu_writes(kind))
        N(set_reg)(v, to, r);
    next(v, op);
}

static ALWAYS_INLINE void N(form_rm)(struct vcpu *v, const struct op *op,
                                     enum alu kind, op_fn *slow)
{
    uint32_t b;

    if (N(quick_load)(v, op, &b))
        N(form_r)(v, op, op->reg, b, kind);
    else
        slow(v, op);
}

static ALWAYS_INLINE void N(form_m)(struct vcpu *v, const struct op *op,
                                    uint32_t b, enum alu kind, op_fn *slow)
{
    uint8_t *at;
    uint32_t a;

    if (!N(quick_store)(v, op, &at)) {
        slow(v, op);
        return;
    }
    a = kind == ALU_MOV ? 0 : get_bytes(at, BYTES);
    put_bytes(at, N(alu)(v, kind, a, b), BYTES);
    next(v, op);
}

static ALWAYS_INLINE void N(test_m)(struct vcpu *v, const struct op *op,
                                    uint32_t b, enum alu kind, op_fn *slow)
{
    uint32_t a;

    if (!N(quick_load)(v, op, &a)) {
        slow(v, op);
        return;
    }
    N(alu)(v, kind, a, b);
    next(v, op);
}

static ALWAYS_INLINE void N(slow_m)(struct vcpu *v, const struct op *op,
                                    uint32_t b, enum alu kind)
{
    if (kind == ALU_MOV) {
        N(store)(v, op, b & MASK);
    } else if (alu_writes(kind)) {
        uint32_t a = rmw_read(v, op, op->seg, address_of(v, op), BYTES);

        rmw_write(v, op, N(alu)(v, kind, a, b) & MASK, BYTES);
    } else {
        N(alu)(v, kind, N(load)(v, op), b);
    }
    next(v, op);
}

#define FORM_M(name, form, kind, b)                                            \
    static NEVER_INLINE void N(slow_##name)(struct vcpu * v,                   \
                                            const struct op *op)               \
    {                                                                          \
        N(slow_m)(v, op, b, kind);                                             \
    }                                                                          \
    static void N(name)(struct vcpu * v, const struct op *op)                  \
    {                                                                          \
        form(v, op, b, kind, N(slow_##name));                                  \
    }

#define FORMS_OF(name, kind, memory_form)                                      \
    static void N(name##_rr)(struct vcpu * v, const struct op *op)             \
    {                                                                          \
        N(form_r)(v, op, op->rm, N(reg)(v, op->reg), kind);                    \
    }                                                                          \
    static void N(name##_ri)(struct vcpu * v, const struct op *op)             \
    {                                                                          \
        N(form_r)(v, op, op->rm, op->imm, kind);                               \
    }                                                                          \
    static NEVER_INLINE void N(slow_##name##_rm)(struct vcpu * v,              \
                                                 const struct op *op)          \
    {                                                                          \
        N(form_r)(v, op, op->reg, N(load)(v, op), kind);                       \
    }                                                                          \
    static void N(name##_rm)(struct vcpu * v, const struct op *op)             \
    {                                                                          \
        N(form_rm)(v, op, kind, N(slow_##name##_rm));                          \
    }                                                                          \
    FORM_M(name##_mr, memory_form, kind, N(reg)(v, op->reg))                   \
    FORM_M(name##_mi, memory_form, kind, op->imm)

FORMS_OF(add, ALU_ADD, N(form_m))
FORMS_OF(or, ALU_OR, N(form_m))
FORMS_OF(adc, ALU_ADC, N(form_m))
FORMS_OF(sbb, ALU_SBB, N(form_m))
FORMS_OF(and, ALU_AND, N(form_m))
FORMS_OF(sub, ALU_SUB, N(form_m))
FORMS_OF(xor, ALU_XOR, N(form_m))
FORMS_OF(cmp, ALU_CMP, N(test_m))
FORMS_OF(mov, ALU_MOV, N(form_m))
FORMS_OF(test, ALU_TEST, N(test_m))

/* Operations on the E operand: `memory` says where it is. Those on a register
 * do not pay for what memory may need. */
#define E_FORMS(name)                                                          \
    static NEVER_INLINE void N(name##_m)(struct vcpu * v, const struct op *op) \
    {                                                                          \
        N(e_##name)(v, op, true);                                              \
    }                                                                          \
    static void N(name)(struct vcpu * v, const struct op *op)                  \
    {                                                                          \
        if (op->flags & OP_MEMORY)                                             \
            N(name##_m)(v, op);                                                \
        else                                                                   \
            N(e_##name)(v, op, false);                                         \
    }

/* INC and DEC leave CF alone. */
static ALWAYS_INLINE void N(e_inc)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    uint32_t a = N(e_modify)(v, op, memory);
    uint32_t r = (a + 1) & MASK;

    N(e_update)(v, op, r, memory);
    flags_step(&v->s, a, r, BITS, r == TOP);
    next(v, op);
}

static ALWAYS_INLINE void N(e_dec)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    uint32_t a = N(e_modify)(v, op, memory);
    uint32_t r = (a - 1) & MASK;

    N(e_update)(v, op, r, memory);
    flags_step(&v->s, a, r, BITS, a == TOP);
    next(v, op);
}

static ALWAYS_INLINE void N(e_not)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    N(e_update)(v, op, ~N(e_modify)(v, op, memory) & MASK, memory);
    next(v, op);
}

static ALWAYS_INLINE void N(e_neg)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    uint32_t a = N(e_modify)(v, op, memory);
    uint32_t r = 0 - a;

    N(e_update)(v, op, r, memory);
    flags_sub(&v->s, 0, a, r, BITS);
    next(v, op);
}

static ALWAYS_INLINE void N(e_xchg)(struct vcpu *v, const struct op *op,
                                    bool memory)
{
    uint32_t a = N(e_modify)(v, op, memory);
    uint32_t b = N(reg)(v, op->reg);

    N(e_update)(v, op, b, memory);
    N(set_reg)(v, op->reg, a);
    next(v, op);
}

static ALWAYS_INLINE void N(e_cmpxchg)(struct vcpu *v, const struct op *op,
                                       bool memory)
{
    uint32_t destination = N(e_modify)(v, op, memory);
    uint32_t accumulator = N(reg)(v, EAX);

    N(alu)(v, ALU_CMP, accumulator, destination);
    if (accumulator == destination) {
        N(e_update)(v, op, N(reg)(v, op->reg), memory);
    } else {
        N(e_update)(v, op, destination, memory);
        N(set_reg)(v, EAX, destination);
    }
    next(v, op);
}

static ALWAYS_INLINE void N(e_xadd)(struct vcpu *v, const struct op *op,
                                    bool memory)
{
    uint32_t a = N(e_modify)(v, op, memory);
    uint32_t sum = N(alu)(v, ALU_ADD, a, N(reg)(v, op->reg));

    N(set_reg)(v, op->reg, a);
    N(e_update)(v, op, sum, memory);
    next(v, op);
}

/* The double-width accumulator: AX, DX:AX or EDX:EAX. */
static ALWAYS_INLINE uint64_t N(wide)(const struct vcpu *v)
{
#if BITS == 8
    return v->s.r[EAX].w;
#else
    return (uint64_t)N(reg)(v, EDX) << BITS | N(reg)(v, EAX);
#endif
}

static ALWAYS_INLINE void N(set_wide)(struct vcpu *v, uint64_t value)
{
#if BITS == 8
    v->s.r[EAX].w = (uint16_t)value;
#else
    N(set_reg)(v, EAX, (uint32_t)(value & MASK));
    N(set_reg)(v, EDX, (uint32_t)(value >> BITS & MASK));
#endif
}

/* CF and OF say whether the upper half matters; the manual leaves SF, ZF, AF
 * and PF undefined, and here they follow the lower half. */
static ALWAYS_INLINE void N(multiply_flags)(struct vcpu *v, uint32_t low,
                                            bool wide)
{
    flags_logic(&v->s, (uint32_t)SIGNED(low));
    if (wide)
        v->s.flag_aux = AUX_CF;
}

static void N(mul)(struct vcpu *v, const struct op *op)
{
    uint64_t product = (uint64_t)N(reg)(v, EAX) * N(e_read)(v, op);

    N(set_wide)(v, product);
    N(multiply_flags)(v, (uint32_t)product, product >> BITS != 0);
    next(v, op);
}

static void N(imul)(struct vcpu *v, const struct op *op)
{
    int64_t product =
        (int64_t)SIGNED(N(reg)(v, EAX)) * SIGNED(N(e_read)(v, op));

    N(set_wide)(v, (uint64_t)product);
    N(multiply_flags)
    (v, (uint32_t)product, product != SIGNED((uint32_t)product));
    next(v, op);
}

static ALWAYS_INLINE void N(set_quotient)(struct vcpu *v, uint32_t quotient,
                                          uint32_t remainder)
{
#if BITS == 8
    v->s.r[EAX].w = (uint16_t)((quotient & 0xff) | (remainder & 0xff) << 8);
#else
    N(set_reg)(v, EAX, quotient);
    N(set_reg)(v, EDX, remainder);
#endif
}

static void N(div)(struct vcpu *v, const struct op *op)
{
    uint64_t dividend = N(wide)(v);
    uint32_t divisor = N(e_read)(v, op);

    if (divisor == 0 || dividend / divisor > MASK)
        raise_plain(v, op, VECTOR_DE);
    N(set_quotient)
    (v, (uint32_t)(dividend / divisor), (uint32_t)(dividend % divisor));
    next(v, op);
}

static void N(idiv)(struct vcpu *v, const struct op *op)
{
    int64_t dividend =
        (int64_t)(N(wide)(v) << (64 - 2 * BITS)) >> (64 - 2 * BITS);
    int32_t divisor = SIGNED(N(e_read)(v, op));
    int64_t quotient;

    if (divisor == 0 || (divisor == -1 && dividend == INT64_MIN))
        raise_plain(v, op, VECTOR_DE);
    quotient = dividend / divisor;
    if (quotient != SIGNED((uint32_t)quotient))
        raise_plain(v, op, VECTOR_DE);
    N(set_quotient)(v, (uint32_t)quotient, (uint32_t)(dividend % divisor));
    next(v, op);
}

static ALWAYS_INLINE unsigned N(count)(const struct vcpu *v,
                                       const struct op *op)
{
    return (op->flags & OP_BY_CL ? v->s.r[ECX].b[0] : op->imm) & 31;
}

/* Rotates change CF and OF only. */
static ALWAYS_INLINE void N(e_rol)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    uint32_t a = N(e_modify)(v, op, memory);
    unsigned count = N(count)(v, op);
    unsigned by = count % BITS;
    uint32_t r = by ? (a << by | a >> (BITS - by)) & MASK : a;

    N(e_update)(v, op, r, memory);
    if (count)
        flags_rotate(&v->s, r & 1, ((r & TOP) != 0) != (r & 1));
    next(v, op);
}

static ALWAYS_INLINE void N(e_ror)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    uint32_t a = N(e_modify)(v, op, memory);
    unsigned count = N(count)(v, op);
    unsigned by = count % BITS;
    uint32_t r = by ? (a >> by | a << (BITS - by)) & MASK : a;

    N(e_update)(v, op, r, memory);
    if (count)
        flags_rotate(&v->s, (r & TOP) != 0, ((r ^ r << 1) & TOP) != 0);
    next(v, op);
}

/* Through CF: a rotate of BITS + 1 bits. */
static ALWAYS_INLINE void N(e_rcl)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    uint64_t a = N(e_modify)(v, op, memory) | (uint64_t)flag_cf(&v->s) << BITS;
    unsigned count = N(count)(v, op);
    unsigned by = count % (BITS + 1);
    uint64_t r = by ? a << by | a >> (BITS + 1 - by) : a;

    N(e_update)(v, op, (uint32_t)(r & MASK), memory);
    if (count)
        flags_rotate(&v->s, r >> BITS & 1, ((r & TOP) != 0) != (r >> BITS & 1));
    next(v, op);
}

static ALWAYS_INLINE void N(e_rcr)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    uint64_t a = N(e_modify)(v, op, memory) | (uint64_t)flag_cf(&v->s) << BITS;
    unsigned count = N(count)(v, op);
    unsigned by = count % (BITS + 1);
    uint64_t r = by ? a >> by | a << (BITS + 1 - by) : a;

    N(e_update)(v, op, (uint32_t)(r & MASK), memory);
    if (count)
        flags_rotate(&v->s, r >> BITS & 1, ((r ^ r << 1) & TOP) != 0);
    next(v, op);
}

/* Flags of a shift by a count that is not 0. OF is defined for a count of 1
 * only; here it is the same rule for every count. */
static ALWAYS_INLINE void N(e_shl)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    uint32_t a = N(e_modify)(v, op, memory);
    unsigned count = N(count)(v, op);
    uint64_t r = (uint64_t)a << count;

    N(e_update)(v, op, (uint32_t)r & MASK, memory);
    if (count)
        flags_shift(&v->s, (uint32_t)SIGNED(r), r >> BITS & 1,
                    (r >> BITS & 1) != ((r & TOP) != 0));
    next(v, op);
}

static ALWAYS_INLINE void N(e_shr)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    uint32_t a = N(e_modify)(v, op, memory);
    unsigned count = N(count)(v, op);
    uint32_t r = a >> count;

    N(e_update)(v, op, r, memory);
    if (count)
        flags_shift(&v->s, (uint32_t)SIGNED(r), a >> (count - 1) & 1,
                    (a & TOP) != 0);
    next(v, op);
}

static ALWAYS_INLINE void N(e_sar)(struct vcpu *v, const struct op *op,
                                   bool memory)
{
    int32_t a = SIGNED(N(e_modify)(v, op, memory));
    unsigned count = N(count)(v, op);
    uint32_t r = (uint32_t)(a >> count) & MASK;

    N(e_update)(v, op, r, memory);
    if (count)
        flags_shift(&v->s, (uint32_t)SIGNED(r), a >> (count - 1) & 1, false);
    next(v, op);
}

E_FORMS(inc)
E_FORMS(dec)
E_FORMS(not )
E_FORMS(neg)
E_FORMS(xchg)
E_FORMS(cmpxchg)
E_FORMS(xadd)
E_FORMS(rol)
E_FORMS(ror)
E_FORMS(rcl)
E_FORMS(rcr)
E_FORMS(shl)
E_FORMS(shr)
E_FORMS(sar)

#undef E_FORMS
#undef FORM_M
#undef FORMS_OF
#undef BYTES
#undef TOP
#undef MASK
#undef N_
#undef N__
#undef N
#undef SIGNED
#undef BITS
