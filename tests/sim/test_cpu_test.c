/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_cpu_test.c - questions about single instructions: the form
 * of the answers, and input that nobody should send.
 */
#include <stdio.h>
#include <string.h>

#include "sim/session.h"
#include "tests/test.h"

#define TEXT 4096

/* A dialog: what is left to ask, and all answers so far, one a line. */
static const char *to_ask;
static char line[TEXT], answers[TEXT];
static struct error error;

static const char *next_line(void *context)
{
    size_t length = strcspn(to_ask, "\n");

    (void)context;
    if (!*to_ask)
        return NULL;
    memcpy(line, to_ask, length);
    line[length] = '\0';
    to_ask += length + (to_ask[length] == '\n');
    return line;
}

static void take_answer(void *context, const char *text)
{
    size_t used = strlen(answers);

    (void)context;
    snprintf(answers + used, sizeof answers - used, "%s\n", text);
}

static bool ask(const char *questions)
{
    to_ask = questions;
    answers[0] = '\0';
    error.text[0] = '\0';
    return session_cpu_test(next_line, take_answer, NULL, &error);
}

static void expect_answers(int at, const char *questions, const char *wanted)
{
    if (!ask(questions))
        test_fail(__FILE__, at, "refused: %s", error.text);
    if (strcmp(answers, wanted) != 0)
        test_fail(__FILE__, at, "answered:\n%sand not:\n%s", answers, wanted);
}

static void expect_refusal(int at, const char *questions, const char *wanted)
{
    if (ask(questions) || strcmp(error.text, wanted) != 0)
        test_fail(__FILE__, at, "said: %s, not: %s", error.text, wanted);
}

#define EXPECT_ANSWERS(questions, wanted)                                      \
    expect_answers(__LINE__, questions, wanted)
#define EXPECT_REFUSAL(questions, wanted)                                      \
    expect_refusal(__LINE__, questions, wanted)

/* Registers of a question: AX 1234h, CX 3, SP 100h, SI 40h, DI 80h, IP 0,
 * DS 1000h, ES 2000h, SS 3000h, CS 0100h. */
#define REGISTERS "I 1234 3 0 0 100 0 40 80 0 2 2000 100 3000 1000 0 0\n"
#define AFTER(ip) "F 1234 3 0 0 100 0 40 80 " ip " 2 2000 100 3000 1000 0 0\n"

/* 16 MiB of it, with no hole where a PC has its ROMs. */
static void all_memory_is_ram(void)
{
    EXPECT_ANSWERS("T upper r16 ff04 ; inc word [si]\n"
                   "I 0 0 0 0 100 0 40 80 0 2 2000 100 3000 f000 0 0\n"
                   "M 1000:ff 1001:04 f0040:34 f0041:12\n",
                   "T upper\n"
                   "F 0 0 0 0 100 0 40 80 2 6 2000 100 3000 f000 0 0\n"
                   "W f0040:35\n");
}

static void one_instruction_is_executed(void)
{
    EXPECT_ANSWERS("T add r16 01c0 ; add ax, ax\n" REGISTERS
                   "M 1000:01 1001:c0 1002:f4\n",
                   "T add\n"
                   "F 2468 3 0 0 100 0 40 80 2 2 2000 100 3000 1000 0 0\n"
                   "W\n");
}

static void changed_bytes_are_told_in_order(void)
{
    EXPECT_ANSWERS("T 1 r16 a3\n" REGISTERS "M 1000:a3 1001:ff 1002:0f\n",
                   "T 1\n" AFTER("3") "W 10fff:34 11000:12\n");
    EXPECT_ANSWERS("T 2 r16 a3\n" REGISTERS
                   "M 1000:a3 1001:ff 1002:0f 10fff:34\n",
                   "T 2\n" AFTER("3") "W 11000:12\n");
}

static void a_repetition_runs_to_its_end(void)
{
    EXPECT_ANSWERS("T 1 r16 f3a4\n" REGISTERS
                   "M 1000:f3 1001:a4 10040:aa 10042:bb\n",
                   "T 1\nF 1234 0 0 0 100 0 43 83 2 2 2000 100 3000 1000 0 0\n"
                   "W 20080:aa 20082:bb\n");
}

static void a_jump_to_itself_is_one_instruction(void)
{
    EXPECT_ANSWERS("T 1 r16 ebfe\n" REGISTERS "M 1000:eb 1001:fe\n",
                   "T 1\n" AFTER("0") "W\n");
}

static void real_mode_delivers_exceptions(void)
{
    EXPECT_ANSWERS("T 1 r16 f6f1\n"
                   "I 1234 0 0 0 100 0 0 0 5 2 0 100 3000 0 0 0\n"
                   "M 1005:f6 1006:f1 0:78 1:56 2:cd 3:ab\n",
                   "T 1\nF 1234 0 0 0 fa 0 0 0 5678 2 0 abcd 3000 0 0 0\n"
                   "W 300fa:05 300fd:01 300fe:02\nX 0\n");
    EXPECT_ANSWERS("T 2 r16 cd21\n"
                   "I 0 0 0 0 100 0 0 0 0 202 0 100 3000 0 0 0\n"
                   "M 1000:cd 1001:21 84:04 87:f0\n",
                   "T 2\nF 0 0 0 0 fa 0 0 0 4 2 0 f000 3000 0 0 0\n"
                   "W 300fa:02 300fd:01 300fe:02 300ff:02\nX 21\n");
}

static void flat_mode_reports_exceptions(void)
{
    EXPECT_ANSWERS("T gp u32 a1\nI 1 2 3 4 5 6 7 8 1000 202 0 0 0 0 0 0\n"
                   "M 1000:a1 1001:fd 1002:ff 1003:10\n",
                   "T gp\nF 1 2 3 4 5 6 7 8 1000 202 0 0 0 0 0 0\nW\nX d 0\n");
    EXPECT_ANSWERS("T int3 u32 cc\nI 1 2 3 4 5 6 7 8 1000 2 0 0 0 0 0 0\n"
                   "M 1000:cc\n",
                   "T int3\nF 1 2 3 4 5 6 7 8 1001 2 0 0 0 0 0 0\nW\nX 3 0\n");
    EXPECT_ANSWERS("T out u32 ee\nI 1 2 3 4 5 6 7 8 1000 2 0 0 0 0 0 0\n"
                   "M 1000:ee\n",
                   "T out\nF 1 2 3 4 5 6 7 8 1000 2 0 0 0 0 0 0\nW\nX d 0\n");
}

static void a_question_leaves_nothing_for_the_next(void)
{
    EXPECT_ANSWERS(
        "T 1 r16 a3\n" REGISTERS "M 1000:a3 10000:01\n"
        "T 2 r16 a1\n" REGISTERS "M 1000:a1\n",
        "T 1\n" AFTER(
            "3") "W 10000:34 10001:12\n"
                 "T 2\nF 0 3 0 0 100 0 40 80 3 2 2000 100 3000 1000 0 0\n"
                 "W\n");
}

static void no_answer_is_said_to_be_none(void)
{
    EXPECT_ANSWERS("T 1 r64 90\n" REGISTERS, "T 1\nU\n");
    /* INT with SP = 1: not even a stack fault can be pushed. */
    EXPECT_ANSWERS("T 2 r16 cd00\n"
                   "I 0 0 0 0 1 0 0 0 0 2 0 100 3000 0 0 0\n"
                   "M 1000:cd\n",
                   "T 2\nU\n");
}

static void other_lines_are_passed_over(void)
{
    EXPECT_ANSWERS("# comment\nO 90 mask=0fff tests=1\n\nXyz\n"
                   "T 1 r16 90\n" REGISTERS "M 1000:90\nF 1 2\nW\nX 0 1\n",
                   "T 1\n" AFTER("1") "W\n");
    EXPECT_ANSWERS("", "");
}

static void wrong_lines_are_refused_by_number(void)
{
    EXPECT_REFUSAL("T\n", "line 1: T needs a name and a mode");
    EXPECT_REFUSAL("#\nT x\n", "line 2: T needs a name and a mode");
    EXPECT_REFUSAL("M 0:0\n", "line 1: M without a question (T)");
    EXPECT_REFUSAL("T 1 r16\n", "line 1: question 1 has no registers (I)");
    EXPECT_REFUSAL("T 1 r16\nI 1 2 3\n",
                   "line 2: register 4 of 16 is not a hex number of up to 8"
                   " digits");
    EXPECT_REFUSAL("T 1 r16\nI 123456789\n",
                   "line 2: register 1 of 16 is not a hex number of up to 8"
                   " digits");
    EXPECT_REFUSAL("T 1 r16\nI 1 2 3 4 5 6 7 8 9 a b c d e f 10 11\n",
                   "line 2: more than 16 registers");
    EXPECT_REFUSAL("T 1 r16\n" REGISTERS "M 12\n",
                   "line 3: memory is not written as <address>:<byte> in hex");
    EXPECT_REFUSAL("T 1 r16\n" REGISTERS "M 12:100\n",
                   "line 3: the byte at 12 is not a hex number of up to 2"
                   " digits");
    EXPECT_REFUSAL("T 1 r16\n" REGISTERS "M 0:0 ffffff:0 1000000:0\n",
                   "line 3: address 1000000 lies outside the 16 MiB of"
                   " memory");
}

CU_TestInfo cpu_test_tests[] = {
    TEST(all_memory_is_ram),
    TEST(one_instruction_is_executed),
    TEST(changed_bytes_are_told_in_order),
    TEST(a_repetition_runs_to_its_end),
    TEST(a_jump_to_itself_is_one_instruction),
    TEST(real_mode_delivers_exceptions),
    TEST(flat_mode_reports_exceptions),
    TEST(a_question_leaves_nothing_for_the_next),
    TEST(no_answer_is_said_to_be_none),
    TEST(other_lines_are_passed_over),
    TEST(wrong_lines_are_refused_by_number),
    CU_TEST_INFO_NULL,
};
