/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/opcodes.h - the opcode maps. Part of decode.c.
 *
 * Each map cell says: handler, operand class, operand size, immediate, flags.
 * Operand codes are those of the SDM: E = ModRM r/m, G = ModRM reg,
 * A = accumulator, I = immediate, b = byte, v = 16 or 32 bits.
 *
 * Source: Intel SDM Vol. 2, "Opcode Map"; i486 Programmer's Reference Manual,
 * "Opcode Map".
 */
#ifndef SIM_CPU_OPCODES_H
#define SIM_CPU_OPCODES_H

#include "sim/cpu/decode.h"

enum operand_class {
    C_UD,    /* not an instruction: what an empty cell says */
    C_NONE,  /* no ModRM */
    C_EG,    /* BINARY family: E op= G */
    C_GE,    /* BINARY family: G op= E */
    C_EI,    /* BINARY family: E op= immediate */
    C_AI,    /* BINARY family: accumulator op= immediate */
    C_ZI,    /* BINARY family: register in the opcode op= immediate */
    C_MOFFS, /* BINARY family: accumulator and memory at an address */
    C_SMOFF, /* the same, to memory */
    C_E,     /* E operand, looked at when executed */
    C_M,     /* E operand, must be memory */
    C_R,     /* ModRM, E always a register (mov cr, dr) */
    C_Z,     /* register in the low three opcode bits */
    C_GROUP, /* ModRM.reg selects a cell of groups[handler] */
};

enum operand_size { S_NONE, S_B, S_V };

enum immediate {
    I_NONE,
    I_8,  /* zero-extended byte */
    I_S8, /* sign-extended byte */
    I_Z,  /* 16 or 32 bits by operand size */
    I_16,
    I_16_8,   /* ENTER */
    I_FAR,    /* offset by operand size, then selector */
    I_1,      /* the constant 1 */
    I_CL,     /* the count is in CL */
    I_OPCODE, /* the low opcode nibble (condition, register) */
    I_ESCAPE, /* bits 10:8 of the opcode, and the ModRM byte */
};

#define F_END  1 /* no instruction follows in the block */
#define F_LOCK 2 /* LOCK is allowed with a memory operand */
#define F_486  4
#define F_P5   8
#define F_P6   16
#define F_OLD  32 /* not from the Pentium on */

struct cell {
    uint16_t handler;
    uint8_t class;
    uint8_t size;
    uint8_t immediate;
    uint8_t flags;
};

enum group {
    G_ALU_B,
    G_ALU_V,
    G_ALU_S,
    G_SHIFT_BI,
    G_SHIFT_VI,
    G_SHIFT_B1,
    G_SHIFT_V1,
    G_SHIFT_BC,
    G_SHIFT_VC,
    G_3B,
    G_3V,
    G_4,
    G_5,
    G_6,
    G_7,
    G_8,
    G_9,
    G_15,
    G_POP,
    G_MOV_B,
    G_MOV_V,
    G_COUNT
};

/* clang-format off */
#define UD_      {H_ud, C_UD, S_NONE, I_NONE, F_END}
#define PFX      UD_ /* prefixes never reach the map */
#define N(h)     {H_##h, C_NONE, S_NONE, I_NONE, 0}
#define NX(h)    {H_##h, C_NONE, S_NONE, I_NONE, F_END}
#define NB(h)    {H_##h, C_NONE, S_B, I_NONE, 0}
#define NV(h)    {H_##h, C_NONE, S_V, I_NONE, 0}
#define NVX(h)   {H_##h, C_NONE, S_V, I_NONE, F_END}
#define NI(h, s, i, f) {H_##h, C_NONE, s, i, f}
#define EG(h, s) {H_##h, C_EG, s, I_NONE, F_LOCK}
#define EGn(h, s) {H_##h, C_EG, s, I_NONE, 0}
#define GE(h, s) {H_##h, C_GE, s, I_NONE, 0}
#define AI(h, s, i) {H_##h, C_AI, s, i, 0}
#define E(h, s, i, f) {H_##h, C_E, s, i, f}
#define M(h, s, i, f) {H_##h, C_M, s, i, f}
#define Z(h, s, i, f) {H_##h, C_Z, s, i, f}
#define ZI(s, i) {H_mov, C_ZI, s, i, 0}
#define GRP(g)   {G_##g, C_GROUP, S_NONE, I_NONE, 0}
#define ALU(h)   EG(h, S_B), EG(h, S_V), GE(h, S_B), GE(h, S_V), \
                 AI(h, S_B, I_8), AI(h, S_V, I_Z)
#define ALUn(h)  EGn(h, S_B), EGn(h, S_V), GE(h, S_B), GE(h, S_V), \
                 AI(h, S_B, I_8), AI(h, S_V, I_Z)
#define X8(...)  __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, \
                 __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__
#define J(h, i)  {H_##h, C_NONE, S_V, i, 0}
#define JCC(i)   J(jo, i), J(jno, i), J(jb, i), J(jnb, i), J(jz, i), J(jnz, i), \
                 J(jbe, i), J(jnbe, i), J(js, i), J(jns, i), J(jp, i), \
                 J(jnp, i), J(jl, i), J(jnl, i), J(jle, i), J(jnle, i)
#define SETCC    E(setcc, S_NONE, I_OPCODE, 0)
#define CMOVCC   E(cmov, S_V, I_OPCODE, F_P6)
#define STR(h)   {H_##h, C_NONE, S_B, I_NONE, F_END}, \
                 {H_##h, C_NONE, S_V, I_NONE, F_END}

static const struct cell one_byte[256] = {
/* 0x */ ALU(add), NI(push_seg, S_V, I_NONE, 0), NI(pop_seg, S_V, I_NONE, F_END),
         ALU(or),  NI(push_seg, S_V, I_NONE, 0), PFX,
/* 1x */ ALU(adc), NI(push_seg, S_V, I_NONE, 0), NI(pop_seg, S_V, I_NONE, F_END),
         ALU(sbb), NI(push_seg, S_V, I_NONE, 0), NI(pop_seg, S_V, I_NONE, F_END),
/* 2x */ ALU(and), PFX, N(daa), ALU(sub), PFX, N(das),
/* 3x */ ALU(xor), PFX, N(aaa), ALUn(cmp), PFX, N(aas),
/* 4x */ X8(Z(inc, S_V, I_NONE, 0)), X8(Z(dec, S_V, I_NONE, 0)),
/* 5x */ X8(Z(push_r, S_V, I_NONE, 0)), X8(Z(pop_r, S_V, I_NONE, 0)),
/* 6x */ NV(pusha), NV(popa), M(bound, S_V, I_NONE, 0), E(arpl, S_NONE, I_NONE, 0),
         PFX, PFX, PFX, PFX,
         NI(push_imm, S_V, I_Z, 0), E(imul3, S_V, I_Z, 0),
         NI(push_imm, S_V, I_S8, 0), E(imul3, S_V, I_S8, 0),
         STR(ins), STR(outs),
/* 7x */ JCC(I_S8),
/* 8x */ GRP(ALU_B), GRP(ALU_V), GRP(ALU_B), GRP(ALU_S),
         EGn(test, S_B), EGn(test, S_V),
         E(xchg, S_B, I_NONE, F_LOCK), E(xchg, S_V, I_NONE, F_LOCK),
         EGn(mov, S_B), EGn(mov, S_V), GE(mov, S_B), GE(mov, S_V),
         E(mov_from_seg, S_V, I_NONE, 0), M(lea, S_V, I_NONE, 0),
         E(mov_to_seg, S_NONE, I_NONE, F_END), GRP(POP),
/* 9x */ N(nop), Z(xchg_acc, S_V, I_NONE, 0), Z(xchg_acc, S_V, I_NONE, 0),
         Z(xchg_acc, S_V, I_NONE, 0), Z(xchg_acc, S_V, I_NONE, 0),
         Z(xchg_acc, S_V, I_NONE, 0), Z(xchg_acc, S_V, I_NONE, 0),
         Z(xchg_acc, S_V, I_NONE, 0),
         NV(cbw), NV(cwd), NI(call_far, S_V, I_FAR, F_END), N(wait),
         NV(pushf), NVX(popf), N(sahf), N(lahf),
/* Ax */ {H_mov, C_MOFFS, S_B, I_NONE, 0}, {H_mov, C_MOFFS, S_V, I_NONE, 0},
         {H_mov, C_SMOFF, S_B, I_NONE, 0}, {H_mov, C_SMOFF, S_V, I_NONE, 0},
         STR(movs), STR(cmps), AI(test, S_B, I_8), AI(test, S_V, I_Z),
         STR(stos), STR(lods), STR(scas),
/* Bx */ X8(ZI(S_B, I_8)), X8(ZI(S_V, I_Z)),
/* Cx */ GRP(SHIFT_BI), GRP(SHIFT_VI), NI(ret_imm, S_V, I_16, F_END), NVX(ret),
         M(load_far, S_V, I_NONE, F_END), M(load_far, S_V, I_NONE, F_END),
         GRP(MOV_B), GRP(MOV_V),
         NI(enter, S_V, I_16_8, 0), NV(leave), NI(retf_imm, S_V, I_16, F_END),
         NVX(retf), NX(int3), NI(int_imm, S_NONE, I_8, F_END), NX(into), NVX(iret),
/* Dx */ GRP(SHIFT_B1), GRP(SHIFT_V1), GRP(SHIFT_BC), GRP(SHIFT_VC),
         NI(aam, S_NONE, I_8, 0), NI(aad, S_NONE, I_8, 0), N(salc), N(xlat),
         X8(E(esc, S_NONE, I_ESCAPE, 0)),
/* Ex */ NI(loopne, S_V, I_S8, 0), NI(loope, S_V, I_S8, 0),
         NI(loop, S_V, I_S8, 0), NI(jcxz, S_V, I_S8, 0),
         NI(in_imm, S_B, I_8, 0), NI(in_imm, S_V, I_8, 0),
         NI(out_imm, S_B, I_8, 0), NI(out_imm, S_V, I_8, 0),
         NI(call, S_V, I_Z, F_END), NI(jmp, S_V, I_Z, F_END),
         NI(jmp_far, S_V, I_FAR, F_END), NI(jmp, S_V, I_S8, F_END),
         NB(in_dx), NV(in_dx), NB(out_dx), NV(out_dx),
/* Fx */ PFX, NX(int1), PFX, PFX, NX(hlt), N(cmc), GRP(3B), GRP(3V),
         N(clc), N(stc), N(cli), NX(sti), N(cld), N(std), GRP(4), GRP(5),
};

static const struct cell two_byte[256] = {
/* 0x */ [0x00] = GRP(6), [0x01] = GRP(7),
         [0x02] = E(lar, S_V, I_NONE, 0), [0x03] = E(lsl, S_V, I_NONE, 0),
         [0x06] = NX(clts),
         [0x08] = NI(invd, S_NONE, I_NONE, F_486),
         [0x09] = NI(invd, S_NONE, I_NONE, F_486),
         [0x0b] = UD_,
/* 1x */ [0x18] = E(nop_e, S_NONE, I_NONE, F_P6),
         [0x19] = E(nop_e, S_NONE, I_NONE, F_P6),
         [0x1a] = E(nop_e, S_NONE, I_NONE, F_P6),
         [0x1b] = E(nop_e, S_NONE, I_NONE, F_P6),
         [0x1c] = E(nop_e, S_NONE, I_NONE, F_P6),
         [0x1d] = E(nop_e, S_NONE, I_NONE, F_P6),
         [0x1e] = E(nop_e, S_NONE, I_NONE, F_P6),
         [0x1f] = E(nop_e, S_NONE, I_NONE, F_P6),
/* 2x */ [0x20] = {H_mov_from_cr, C_R, S_NONE, I_NONE, 0},
         [0x21] = {H_mov_from_dr, C_R, S_NONE, I_NONE, 0},
         [0x22] = {H_mov_to_cr, C_R, S_NONE, I_NONE, F_END},
         [0x23] = {H_mov_to_dr, C_R, S_NONE, I_NONE, F_END},
         [0x24] = {H_mov_from_tr, C_R, S_NONE, I_NONE, F_OLD},
         [0x26] = {H_mov_to_tr, C_R, S_NONE, I_NONE, F_OLD},
/* 3x */ [0x30] = NI(wrmsr, S_NONE, I_NONE, F_P5),
         [0x31] = NI(rdtsc, S_NONE, I_NONE, F_P5),
         [0x32] = NI(rdmsr, S_NONE, I_NONE, F_P5),
         [0x33] = NI(rdpmc, S_NONE, I_NONE, F_P6),
         [0x34] = NI(sysenter, S_NONE, I_NONE, F_P6 | F_END),
         [0x35] = NI(sysexit, S_NONE, I_NONE, F_P6 | F_END),
/* 4x */ [0x40] = CMOVCC, [0x41] = CMOVCC, [0x42] = CMOVCC, [0x43] = CMOVCC,
         [0x44] = CMOVCC, [0x45] = CMOVCC, [0x46] = CMOVCC, [0x47] = CMOVCC,
         [0x48] = CMOVCC, [0x49] = CMOVCC, [0x4a] = CMOVCC, [0x4b] = CMOVCC,
         [0x4c] = CMOVCC, [0x4d] = CMOVCC, [0x4e] = CMOVCC, [0x4f] = CMOVCC,
/* 8x */ [0x80] = J(jo, I_Z), [0x81] = J(jno, I_Z), [0x82] = J(jb, I_Z), [0x83] = J(jnb, I_Z),
         [0x84] = J(jz, I_Z), [0x85] = J(jnz, I_Z), [0x86] = J(jbe, I_Z), [0x87] = J(jnbe, I_Z),
         [0x88] = J(js, I_Z), [0x89] = J(jns, I_Z), [0x8a] = J(jp, I_Z), [0x8b] = J(jnp, I_Z),
         [0x8c] = J(jl, I_Z), [0x8d] = J(jnl, I_Z), [0x8e] = J(jle, I_Z), [0x8f] = J(jnle, I_Z),
/* 9x */ [0x90] = SETCC, [0x91] = SETCC, [0x92] = SETCC, [0x93] = SETCC,
         [0x94] = SETCC, [0x95] = SETCC, [0x96] = SETCC, [0x97] = SETCC,
         [0x98] = SETCC, [0x99] = SETCC, [0x9a] = SETCC, [0x9b] = SETCC,
         [0x9c] = SETCC, [0x9d] = SETCC, [0x9e] = SETCC, [0x9f] = SETCC,
/* Ax */ [0xa0] = NI(push_seg, S_V, I_NONE, 0),
         [0xa1] = NI(pop_seg, S_V, I_NONE, F_END),
         [0xa2] = NI(cpuid, S_NONE, I_NONE, F_486),
         [0xa3] = E(bt, S_V, I_NONE, 0),
         [0xa4] = E(shld, S_V, I_8, 0), [0xa5] = E(shld, S_V, I_CL, 0),
         [0xa8] = NI(push_seg, S_V, I_NONE, 0),
         [0xa9] = NI(pop_seg, S_V, I_NONE, F_END),
         [0xab] = E(bts, S_V, I_NONE, F_LOCK),
         [0xac] = E(shrd, S_V, I_8, 0), [0xad] = E(shrd, S_V, I_CL, 0),
         [0xae] = GRP(15), [0xaf] = E(imul2, S_V, I_NONE, 0),
/* Bx */ [0xb0] = E(cmpxchg, S_B, I_NONE, F_LOCK | F_486),
         [0xb1] = E(cmpxchg, S_V, I_NONE, F_LOCK | F_486),
         [0xb2] = M(load_far, S_V, I_NONE, F_END),
         [0xb3] = E(btr, S_V, I_NONE, F_LOCK),
         [0xb4] = M(load_far, S_V, I_NONE, F_END),
         [0xb5] = M(load_far, S_V, I_NONE, F_END),
         [0xb6] = E(movzx8, S_V, I_NONE, 0),
         [0xb7] = E(movzx16, S_V, I_NONE, 0),
         [0xba] = GRP(8),
         [0xbb] = E(btc, S_V, I_NONE, F_LOCK),
         [0xbc] = E(bsf, S_V, I_NONE, 0), [0xbd] = E(bsr, S_V, I_NONE, 0),
         [0xbe] = E(movsx8, S_V, I_NONE, 0),
         [0xbf] = E(movsx16, S_V, I_NONE, 0),
/* Cx */ [0xc0] = E(xadd, S_B, I_NONE, F_LOCK | F_486),
         [0xc1] = E(xadd, S_V, I_NONE, F_LOCK | F_486),
         [0xc7] = GRP(9),
         [0xc8] = Z(bswap, S_V, I_NONE, F_486), [0xc9] = Z(bswap, S_V, I_NONE, F_486),
         [0xca] = Z(bswap, S_V, I_NONE, F_486), [0xcb] = Z(bswap, S_V, I_NONE, F_486),
         [0xcc] = Z(bswap, S_V, I_NONE, F_486), [0xcd] = Z(bswap, S_V, I_NONE, F_486),
         [0xce] = Z(bswap, S_V, I_NONE, F_486), [0xcf] = Z(bswap, S_V, I_NONE, F_486),
};

#define EI(h, s, i) {H_##h, C_EI, s, i, F_LOCK}
#define EIn(h, s, i) {H_##h, C_EI, s, i, 0}
#define ALU_GROUP(s, i) {EI(add, s, i), EI(or, s, i), EI(adc, s, i), EI(sbb, s, i), \
                         EI(and, s, i), EI(sub, s, i), EI(xor, s, i), EIn(cmp, s, i)}
#define SHIFTS(s, i) {E(rol, s, i, 0), E(ror, s, i, 0), E(rcl, s, i, 0), \
                      E(rcr, s, i, 0), E(shl, s, i, 0), E(shr, s, i, 0), \
                      E(shl, s, i, 0), E(sar, s, i, 0)}
#define GROUP3(s, i) {EIn(test, s, i), EIn(test, s, i), \
                      E(not, s, I_NONE, F_LOCK), E(neg, s, I_NONE, F_LOCK), \
                      E(mul, s, I_NONE, 0), E(imul, s, I_NONE, 0), \
                      E(div, s, I_NONE, 0), E(idiv, s, I_NONE, 0)}

static const struct cell groups[G_COUNT][8] = {
    [G_ALU_B] = ALU_GROUP(S_B, I_8),
    [G_ALU_V] = ALU_GROUP(S_V, I_Z),
    [G_ALU_S] = ALU_GROUP(S_V, I_S8),
    [G_SHIFT_BI] = SHIFTS(S_B, I_8), [G_SHIFT_VI] = SHIFTS(S_V, I_8),
    [G_SHIFT_B1] = SHIFTS(S_B, I_1), [G_SHIFT_V1] = SHIFTS(S_V, I_1),
    [G_SHIFT_BC] = SHIFTS(S_B, I_CL), [G_SHIFT_VC] = SHIFTS(S_V, I_CL),
    [G_3B] = GROUP3(S_B, I_8), [G_3V] = GROUP3(S_V, I_Z),
    [G_4] = {E(inc, S_B, I_NONE, F_LOCK), E(dec, S_B, I_NONE, F_LOCK),
             UD_, UD_, UD_, UD_, UD_, UD_},
    [G_5] = {E(inc, S_V, I_NONE, F_LOCK), E(dec, S_V, I_NONE, F_LOCK),
             E(call_e, S_V, I_NONE, F_END), M(call_far_e, S_V, I_NONE, F_END),
             E(jmp_e, S_V, I_NONE, F_END), M(jmp_far_e, S_V, I_NONE, F_END),
             E(push_e, S_V, I_NONE, 0), UD_},
    [G_6] = {E(sldt, S_NONE, I_NONE, 0), E(str, S_NONE, I_NONE, 0),
             E(lldt, S_NONE, I_NONE, F_END), E(ltr, S_NONE, I_NONE, F_END),
             E(verr, S_NONE, I_NONE, 0), E(verw, S_NONE, I_NONE, 0), UD_, UD_},
    [G_7] = {M(sgdt, S_V, I_NONE, 0), M(sidt, S_V, I_NONE, 0),
             M(lgdt, S_V, I_NONE, F_END), M(lidt, S_V, I_NONE, F_END),
             E(smsw, S_NONE, I_NONE, 0), UD_,
             E(lmsw, S_NONE, I_NONE, F_END), M(invlpg, S_NONE, I_NONE, F_END | F_486)},
    [G_8] = {UD_, UD_, UD_, UD_,
             E(bt_imm, S_V, I_8, 0), E(bts_imm, S_V, I_8, F_LOCK),
             E(btr_imm, S_V, I_8, F_LOCK), E(btc_imm, S_V, I_8, F_LOCK)},
    [G_9] = {UD_, M(cmpxchg8b, S_NONE, I_NONE, F_LOCK | F_P5),
             UD_, UD_, UD_, UD_, UD_, UD_},
    [G_15] = {M(fxsave, S_NONE, I_NONE, F_P6),
              M(fxrstor, S_NONE, I_NONE, F_P6), UD_, UD_, UD_, UD_, UD_, UD_},
    [G_POP] = {E(pop_e, S_V, I_NONE, 0), UD_, UD_, UD_, UD_, UD_, UD_, UD_},
    [G_MOV_B] = {EIn(mov, S_B, I_8), UD_, UD_, UD_, UD_, UD_, UD_, UD_},
    [G_MOV_V] = {EIn(mov, S_V, I_Z), UD_, UD_, UD_, UD_, UD_, UD_, UD_},
};
/* clang-format on */

#endif
