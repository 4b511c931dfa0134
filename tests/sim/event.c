/* SPDX-License-Identifier: MIT
 *
 * tests/sim/event.c - the table of event kinds is sound.
 */
#include "sim/event.h"
#include "tests/test.h"

#include <string.h>

static void every_kind_has_a_tag_of_its_own(void)
{
    for (int i = 0; i < EV_COUNT; i++) {
        CU_ASSERT_PTR_NOT_NULL_FATAL(event_info[i].tag);
        for (int j = 0; j < i; j++)
            EXPECT(strcmp(event_info[i].tag, event_info[j].tag) != 0,
                   "kinds %d and %d are both called %s", j, i,
                   event_info[i].tag);
    }
}

static void no_kind_names_more_arguments_than_an_event_holds(void)
{
    for (int i = 0; i < EV_COUNT; i++) {
        int names = 1;

        for (const char *s = event_info[i].args; *s; s++)
            names += *s == ',';
        EXPECT(names <= EVENT_ARGS, "%s names %d arguments", event_info[i].tag,
               names);
    }
}

CU_TestInfo event_tests[] = {
    TEST(every_kind_has_a_tag_of_its_own),
    TEST(no_kind_names_more_arguments_than_an_event_holds),
    CU_TEST_INFO_NULL,
};
