/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_moment_text.c - how moments are written: what is taken, what
 * is refused and why.
 */
#include <string.h>

#include "sim/session.h"
#include "tests/test.h"

static struct moment taken(const char *text)
{
    struct moment m;
    struct error err = {""};

    EXPECT(moment_parse(text, &m, &err), "\"%s\": %s", text, err.text);
    return m;
}

static void refused(const char *text, const char *why)
{
    struct moment m;
    struct error err = {""};

    EXPECT(!moment_parse(text, &m, &err), "\"%s\" is taken", text);
    EXPECT(strstr(err.text, why), "\"%s\": %s", text, err.text);
}

static void every_form_has_an_example_that_is_taken(void)
{
    struct moment_form form;
    unsigned count = 0;

    while (moment_form(count, &form)) {
        size_t length = strlen(form.name);

        taken(form.example);
        EXPECT(strncmp(form.example, form.name, length) == 0 &&
                   form.example[length] == ':',
               "%s is no example of %s", form.example, form.name);
        EXPECT(moment_has_form(form.example), "%s", form.example);
        count++;
    }
    CU_ASSERT_EQUAL(count, 19);
}

static void what_is_written_is_what_is_meant(void)
{
    struct moment m = taken("exec:F000:E05B");

    CU_ASSERT(event_set_is(&m.term[0].events, EV_INSN));
    CU_ASSERT_EQUAL(m.conditions, 2);
    CU_ASSERT_EQUAL(m.condition[0].value, 0xf000);
    CU_ASSERT_EQUAL(m.condition[1].value, 0xe05b);
    m = taken("write:B8000+FA0 value!=0x720 cpl=3#2");
    CU_ASSERT_EQUAL(m.condition[0].value, 0xb8000);
    CU_ASSERT_EQUAL(m.condition[0].length, 0xfa0);
    CU_ASSERT_EQUAL(m.condition[1].test, TEST_OTHER);
    CU_ASSERT_EQUAL(m.condition[2].value, 3);
    CU_ASSERT_EQUAL(m.term[0].nth, 2);
    m = taken("time:1.25ms");
    CU_ASSERT_EQUAL(m.term[0].value, 1250000);
    m = taken("insn:1_000_000");
    CU_ASSERT_EQUAL(m.term[0].value, 1000000);
    m = taken("event:io.out port=60h");
    CU_ASSERT_EQUAL(m.condition[0].value, 0x60);
    m = taken("read:40:1A");
    CU_ASSERT_EQUAL(m.condition[0].value, 0x41a);
    m = taken("event:io port=0x1F7"); /* the kinds that have a port */
    for (unsigned kind = 0; kind < EV_COUNT; kind++)
        CU_ASSERT_EQUAL(event_set_has(&m.term[0].events, kind),
                        kind == EV_IO_IN || kind == EV_IO_OUT);
}

static void moments_are_joined(void)
{
    struct moment m =
        taken("post:21 or read:7C00 and write:600#3 then screen:\"a and b\" "
              "then time:+5ms");

    CU_ASSERT_EQUAL_FATAL(m.terms, 5);
    CU_ASSERT_EQUAL(m.term[1].link, LINK_OR);
    CU_ASSERT_EQUAL(m.term[2].link, LINK_AND);
    CU_ASSERT_EQUAL(m.term[1].nth, 3); /* of both */
    CU_ASSERT_EQUAL(m.term[3].link, LINK_THEN);
    CU_ASSERT_STRING_EQUAL(m.text + m.term[3].text, "a and b");
    CU_ASSERT(m.term[4].relative);
    m = taken("screen:it and or then");
    CU_ASSERT_STRING_EQUAL(m.text, "it and or then");
    m = taken("screen:\"ab\" or screen:\"cd\" or screen:ef");
    CU_ASSERT_STRING_EQUAL(m.text + m.term[0].text, "ab");
    CU_ASSERT_STRING_EQUAL(m.text + m.term[1].text, "cd");
    CU_ASSERT_STRING_EQUAL(m.text + m.term[2].text, "ef");
}

static void what_is_clear_needs_no_form(void)
{
    struct moment m = taken("F000:E05B");

    CU_ASSERT(event_set_is(&m.term[0].events, EV_INSN));
    CU_ASSERT_EQUAL(taken("C0104000").condition[0].value, 0xc0104000);
    m = taken("a20");
    CU_ASSERT(event_set_is(&m.term[0].events, EV_A20));
    CU_ASSERT_EQUAL(taken("menu").term[0].kind, MOMENT_ENTER);
    CU_ASSERT_EQUAL(taken("bootloader.menu").term[0].kind, MOMENT_ENTER);
    refused("1000", "exec:1000 or insn:1000");
    refused("memory", "phase:memory or event:memory");
    refused("nowhere", "is no moment");
    refused("kernel-entri", "did you mean \"kernel-entry\"?");
    refused("triple-fualt", "did you mean \"triple-fault\"?");
    refused("add", "is no moment");
}

static void wrong_forms_are_refused(void)
{
    refused("", "is no moment");
    refused("   ", "is no moment");
    refused("then post:1", "is no moment");
    refused("exex:80", "did you mean \"exec\"");
    refused("execute:7C00", "allowed are phase left post exec");
    refused("phase:bios", "unknown phase or step");
    refused("left:allocate", "can never come");
    refused("post:100", "0 to FF");
    refused("post:5G", "in hexadecimal");
    refused("port:10000", "0 to FFFF");
    refused("port:FFFF+2", "0 to FFFF");
    refused("int:100", "0 to FF");
    refused("irq:16", "0 to 15");
    refused("mode:64", "real, protected16");
    refused("write:100000000", "an address in hexadecimal");
    refused("write:FFFFFFFF+2", "past FFFFFFFF");
    refused("write:1000+0", "an address in hexadecimal");
    refused("write:gdt:0C", "an address in hexadecimal"); /* an LDT's */
    refused("exec:gdt:08", "SEGMENT:OFFSET");
    refused("change:eax.40", "bits 0 to 31");
    refused("change:al.8", "bits 0 to 7");
    refused("change:cr0.pg1", "by name pe mp em");
    refused("change:rax", "unknown register \"rax\"");
    refused("event:none", "unknown kind");
    refused("insn:", "a number of instructions");
    refused("insn:12x", "a number of instructions");
    refused("insn:99999999999999999999999", "a number of instructions");
    refused("time:5", "a time in s, ms, us or ns");
    refused("time:1.s", "a time in");
    refused("time:1.0000000001s", "a time in");
    refused("time:99999999999999999s", "a time in");
    refused("screen:", "wants the text");
    refused("screen:\"abc", "the second quote");
    refused("screen:\"abc\"d", "a space is wanted");
    refused("screen:abc then phase:menu", "must stand in quotes");
}

static void wrong_conditions_are_refused(void)
{
    refused("port:80 valeu=1", "the arguments of event io.in are port,value");
    refused("port:80 value", "NAME=NUMBER is wanted");
    refused("port:80 value=", "a number, such as");
    refused("port:80 value=xyz", "a number, such as");
    refused("port:80 =5", "NAME=NUMBER is wanted");
    refused("port:80 cpl=4", "it is 0 to 0x3");
    refused("event:io.in port=0x10000", "it is 0 to 0xFFFF");
    refused("exec:7C00 al=256", "it is 0 to 0xFF");
    refused("exec:7C00 cr0.pe=2", "it is 0 to 0x1");
    refused("exec:7C00 eax<0", "can never be");
    refused("exec:7C00 al>255", "can never be");
    refused("exec:7C00 cs=F000", "a number, such as");
    refused("exec:7C00 step=nowhere", "the name of a step");
    refused("exec:7C00 phase<menu", "the name of a step");
    refused("exec:7C00 mode=long", "real, protected16");
    refused("exec:7C00 owner=me", "none, rom");
    refused("exec:7C00 al&0", "a mask is wanted");
    refused("exec:7C00 al&3=4", "bits that the mask has not");
    refused("exec:7C00 al&3<4", "after a mask");
    refused("exec:7C00 eax.40=1", "the arguments of event insn");
    refused("phase:menu cpl=0", "only what an instruction does");
    refused("insn:5 cpl=0", "only what an instruction does");
    refused("exec:7C00 cpl=0 cpl=3", "contradict each other");
    refused("exec:7C00 al=5 al>5", "contradict each other");
    refused("exec:7C00 step=menu step=cmos", "contradict each other");
    refused("exec:7C00 step=menu phase=firmware", "contradict each other");
    taken("exec:7C00 step=menu phase=bootloader al>=5 al<9 ah&0x80=0x80");
}

static void wrong_joints_are_refused(void)
{
    refused("post:1 and", "a moment is wanted");
    refused("post:1 or then post:2", "a moment is wanted");
    refused("insn:5 and insn:6", "only what one instruction does");
    refused("phase:menu and port:80", "only what one instruction does");
    refused("exec:7C00 and exec:7C01", "not at two places");
    refused("post:21#0", "from 1 up");
    refused("post:21#x", "from 1 up");
    refused("post:21#1#2", "#1 ends a moment");
    refused("post:21 #2 value=5", "#2 ends a moment");
    refused("port:80#2 and port:81", "comes at the end");
    refused("insn:5#2", "only once");
}

static void begin_with(char *text, const char *form)
{
    while (*form)
        *text++ = *form++;
}

static void hostile_texts_are_bounded(void)
{
    static char text[100000];

    for (unsigned i = 0; i < 9; i++)
        strcat(text, i ? " or post:1" : "post:1");
    refused(text, "at most 8 moments");
    strcpy(text, "exec:7C00");
    for (unsigned i = 0; i < 24; i++)
        strcat(text, " eax!=1");
    refused(text, "at most 24 conditions");
    memset(text, 'x', sizeof text - 1);
    refused(text, "is no moment");
    begin_with(text, "screen:");
    refused(text, "is longer than 127");
    begin_with(text, "change:");
    refused(text, "unknown register");
    memset(text, ':', sizeof text - 1);
    refused(text, "is no moment");
    memset(text, ' ', sizeof text - 1);
    refused(text, "is no moment");
}

CU_TestInfo moment_text_tests[] = {
    TEST(every_form_has_an_example_that_is_taken),
    TEST(what_is_written_is_what_is_meant),
    TEST(moments_are_joined),
    TEST(what_is_clear_needs_no_form),
    TEST(wrong_forms_are_refused),
    TEST(wrong_conditions_are_refused),
    TEST(wrong_joints_are_refused),
    TEST(hostile_texts_are_bounded),
    CU_TEST_INFO_NULL,
};
