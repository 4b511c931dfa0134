/* SPDX-License-Identifier: MIT
 *
 * user/commands/date.c - ask the clock service for date and time.
 */
#include "print.h"
#include "service.h"
#include "system.h"

#define ANSWERS "date"

enum { PATIENCE_MS = 1000 };

int main(void)
{
    struct message answer;
    int clock = system_mailbox(MAILBOX_CLOCK, false);
    int answers = system_mailbox(ANSWERS, true);
    int result;

    if (answers < 0 || clock < 0) {
        print("date: the clock service was never started\n");
        return 1;
    }
    while (system_receive(answers, &answer, 0) == 0)
        ; /* a late answer to an earlier question */
    result = system_send(clock, ANSWERS);
    if (result == 0)
        result = system_receive(answers, &answer, PATIENCE_MS);
    if (result < 0) {
        print("date: clock service: %s\n", error_text(result));
        return 1;
    }
    print("%s\n", answer.text);
    return 0;
}
