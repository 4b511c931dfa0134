/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/host_cpu.c - the host's processor as an oracle. IRETQ enters a
 * 16-bit or 32-bit segment with TF set; the trap after the instruction, or
 * the exception that it raised, comes back as a signal. The handler takes the
 * registers and leaves to where the question was asked.
 *
 * IRETQ to a 16-bit stack segment loads SP alone: bits 31 to 16 of ESP stay
 * those of the stack it ran on. So there is such a stack for some values of
 * these bits (single_high_sps).
 *
 * A timer ends what would not end. A far CALL to 64-bit code does not: it
 * pushes at RSP, whose upper half is not the program's, and for a page fault
 * there the kernel starts the instruction again (is_errata100() of Linux).
 */
#define _GNU_SOURCE /* REG_RIP, MAP_ANONYMOUS, syscall() */
#include "tests/cpu/host_cpu.h"

#if defined(__x86_64__) && defined(__linux__)
#include <asm/ldt.h>
#include <asm/prctl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#define MEMORY_AT   0x20000000u
#define STACKS_AT   UINT64_C(0x200000000000) /* one page of each 64 KiB */
#define STACK_PAGE  0x8000u
#define PROGRAM_CS  0x33u
#define REPETITIONS 100000u
#define A_TICK      20000 /* microseconds of processor time */

/* What the assembler part reads and writes: see the offsets there. */
struct gate {
    uint64_t own_stack;      /*  0 */
    uint64_t own_fs;         /*  8 */
    uint64_t stack;          /* 16: of the IRETQ */
    uint64_t r[8];           /* 24: EAX to EDI */
    uint16_t ds, es, fs, gs; /* 88 */
};
extern struct gate host_gate;
struct gate host_gate;

void host_enter(void);
void host_trap(int signal, siginfo_t *info, void *context);
int host_trapped(const ucontext_t *context, int signal);

__asm__(".text\n"
        "host_enter:\n"
        "push %rbx; push %rbp; push %r12; push %r13; push %r14; push %r15\n"
        "lea host_gate(%rip), %r8\n"
        "mov %rsp, (%r8)\n"
        "mov 88(%r8), %ds; mov 90(%r8), %es\n"
        "mov 92(%r8), %fs; mov 94(%r8), %gs\n"
        "mov 24(%r8), %rax; mov 32(%r8), %rcx; mov 40(%r8), %rdx\n"
        "mov 48(%r8), %rbx; mov 64(%r8), %rbp\n"
        "mov 72(%r8), %rsi; mov 80(%r8), %rdi\n"
        "mov 16(%r8), %rsp\n"
        "iretq\n"

        "host_trap:\n" /* on the signal's own stack; FS is not ours yet */
        "cmp $27, %edi; jne 2f\n" /* SIGPROF: in our code? */
        "cmpw $0x33, 184(%rdx); jne 2f\n"
        "ret\n"
        "2: push $0x202; popfq\n"
        "mov %edi, %ebx\n"
        "lea host_gate(%rip), %r8\n"
        "mov %ds, 88(%r8); mov %es, 90(%r8)\n"
        "mov %fs, 92(%r8); mov %gs, 94(%r8)\n"
        "push %rdx\n"
        "xor %eax, %eax; mov %eax, %ds; mov %eax, %es; mov %eax, %gs\n"
        "mov $158, %eax; mov $0x1002, %edi\n" /* arch_prctl, ARCH_SET_FS */
        "mov 8(%r8), %rsi\n"
        "syscall\n"
        "mov (%rsp), %rdi\n"
        "mov %ebx, %esi\n"
        "call host_trapped\n"
        "pop %rdx\n"
        "lea host_gate(%rip), %r8\n"
        "test %eax, %eax; jz 1f\n"
        "mov 88(%r8), %ds; mov 90(%r8), %es\n" /* on with the repetition */
        "mov 92(%r8), %fs; mov 94(%r8), %gs\n"
        "ret\n"
        "1: mov (%r8), %rsp\n"
        "pop %r15; pop %r14; pop %r13; pop %r12; pop %rbp; pop %rbx\n"
        "ret\n");

static const int signals[] = {SIGTRAP, SIGSEGV, SIGBUS,
                              SIGILL,  SIGFPE,  SIGPROF};

static uint8_t *memory;
static struct sigaction old_actions[ARRAY_LEN(signals)];
static stack_t old_stack;
static struct single *answer;
static bool is_repeated;
static const char *refusal;
static uint32_t start, turns, ticks;

/* --- the way back --------------------------------------------------------- */

static void take_registers(const greg_t *g)
{
    static const int numbers[] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX,
                                  REG_RSP, REG_RBP, REG_RSI, REG_RDI};
    uint64_t selectors = (uint64_t)g[REG_CSGSFS];

    for (unsigned i = 0; i < ARRAY_LEN(numbers); i++)
        answer->r[i] = (uint32_t)g[numbers[i]];
    answer->eip = (uint32_t)g[REG_RIP];
    answer->eflags = (uint32_t)g[REG_EFL];
    answer->selector[CS] = (uint16_t)selectors;
    answer->selector[SS] = (uint16_t)(selectors >> 48);
    answer->selector[DS] = host_gate.ds;
    answer->selector[ES] = host_gate.es;
    answer->selector[FS] = host_gate.fs;
    answer->selector[GS] = host_gate.gs;
}

/* 1: go on. */
__attribute__((used)) int host_trapped(const ucontext_t *context, int signal)
{
    const greg_t *g = context->uc_mcontext.gregs;
    bool stepped = g[REG_TRAPNO] == 1;

    if (signal == SIGPROF) {
        refusal = "the host did not end it";
        return ++ticks < 2;
    }
    if (stepped && is_repeated && (uint32_t)g[REG_RIP] == start &&
        ++turns < REPETITIONS)
        return 1;
    take_registers(g);
    refusal =
        answer->selector[CS] == PROGRAM_CS ? "it led to 64-bit code" : NULL;
    answer->vector = stepped ? NO_VECTOR : (uint8_t)g[REG_TRAPNO];
    answer->error = stepped ? 0 : (uint32_t)g[REG_ERR];
    return 0;
}

/* --- the way in ----------------------------------------------------------- */

/* With these bits 31 to 16 of ESP, if there is one. */
static uint64_t *stack_for(uint32_t esp)
{
    uint64_t high = 0;

    for (unsigned i = 0; i < SINGLE_HIGH_SPS; i++)
        if (single_high_sps[i] == (esp & 0xffff0000))
            high = single_high_sps[i];
    return (uint64_t *)(uintptr_t)(STACKS_AT + high + STACK_PAGE);
}

const char *host_cpu_run(struct single *s, bool repeats)
{
    uint64_t *frame = stack_for(s->r[ESP]);

    frame[0] = s->eip;
    frame[1] = s->selector[CS];
    frame[2] = (s->eflags & ~FLAG_IOPL) | FLAG_TF | FLAG_IF | FLAG_ONE;
    frame[3] = s->r[ESP];
    frame[4] = s->selector[SS];
    host_gate.stack = (uintptr_t)frame;
    for (unsigned i = 0; i < 8; i++)
        host_gate.r[i] = s->r[i];
    host_gate.ds = s->selector[DS];
    host_gate.es = s->selector[ES];
    host_gate.fs = s->selector[FS];
    host_gate.gs = s->selector[GS];
    answer = s;
    is_repeated = repeats;
    start = s->eip;
    turns = ticks = 0;
    host_enter();
    return refusal;
}

bool host_cpu_segment(unsigned entry, struct descriptor d)
{
    uint16_t access = descriptor_access(d);
    struct user_desc u = {.entry_number = entry};

    if (!d.low && !d.high) {
        u.read_exec_only = 1; /* with seg_not_present alone: no descriptor */
        u.seg_not_present = 1;
    } else {
        u.base_addr = MEMORY_AT + descriptor_base(d);
        u.limit = (d.low & 0xffff) | (d.high & 0xf0000);
        u.seg_32bit = (access & ACC_BIG) != 0;
        u.limit_in_pages = (access & ACC_GRANULAR) != 0;
        u.contents = (unsigned)access >> 2 & 3u;
        u.read_exec_only = !(access & ACC_WRITE);
        u.seg_not_present = !(access & ACC_PRESENT);
    }
    return syscall(SYS_modify_ldt, 0x11, &u, sizeof u) == 0;
}

/* --- set-up --------------------------------------------------------------- */

static void *map(uint64_t at, size_t bytes, int rights)
{
    void *wish = (void *)(uintptr_t)at;
    void *got = mmap(wish, bytes, rights,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

    return got == MAP_FAILED || got == wish ? got : MAP_FAILED;
}

static bool map_all(void)
{
    uint8_t *got;

    if (memory)
        return true;
    got = map(MEMORY_AT, SINGLE_MEMORY, PROT_READ | PROT_WRITE | PROT_EXEC);
    if (got == MAP_FAILED)
        return false;
    for (unsigned i = 0; i < SINGLE_HIGH_SPS; i++)
        if (map(STACKS_AT + single_high_sps[i] + STACK_PAGE, 4096,
                PROT_READ | PROT_WRITE) == MAP_FAILED)
            return false;
    memory = got;
    return true;
}

static void take_signals(void)
{
    static uint8_t stack[65536];
    const stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_sigaction = host_trap,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK |
                                           SA_NODEFER | SA_RESTART};

    sigaltstack(&alternate, &old_stack);
    for (unsigned i = 0; i < ARRAY_LEN(signals); i++)
        sigaction(signals[i], &action, &old_actions[i]);
}

static void set_timer(long microseconds)
{
    const struct timeval tick = {.tv_usec = microseconds};
    const struct itimerval timer = {tick, tick};

    setitimer(ITIMER_PROF, &timer, NULL);
}

const char *host_cpu_open(void)
{
    struct user_desc none = {.read_exec_only = 1, .seg_not_present = 1};

    if (syscall(SYS_modify_ldt, 0x11, &none, sizeof none))
        return "the host's kernel has no local descriptor tables";
    if (!map_all())
        return "the host has no memory at the addresses this needs";
    syscall(SYS_arch_prctl, ARCH_GET_FS, &host_gate.own_fs);
    take_signals();
    set_timer(A_TICK);
    return NULL;
}

void host_cpu_close(void)
{
    set_timer(0);
    for (unsigned i = 0; i < ARRAY_LEN(signals); i++)
        sigaction(signals[i], &old_actions[i], NULL);
    sigaltstack(&old_stack, NULL);
}

uint8_t *host_cpu_memory(void)
{
    return memory;
}

#else

const char *host_cpu_open(void)
{
    return "the host is no Linux on an x86-64";
}

void host_cpu_close(void)
{
}

uint8_t *host_cpu_memory(void)
{
    return NULL;
}

bool host_cpu_segment(unsigned entry, struct descriptor d)
{
    (void)entry, (void)d;
    return false;
}

const char *host_cpu_run(struct single *s, bool repeats)
{
    (void)s, (void)repeats;
    return "the host was not asked";
}

#endif
