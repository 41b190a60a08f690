/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_SURVIVE_H
#define DARK_TESTS_SURVIVE_H

#include <darkfigure/status.h>

/* One call and the release of what it made. It fails the test when a failed call leaves something in its output. */
typedef dark_status memory_attempt(const void *context, dark_error *err);

/* Whether a call may do without memory that it does not get, to return what it always returns; only suggestions are so dispensable. */
typedef enum memory_need { MEMORY_NEEDED, MEMORY_SPARED } memory_need;

/* The attempt is made with its first, its second, ... allocation failing until none is left to fail, once so that only that one fails
   and once so that all behind it fail too. It must then say DARK_ENOMEM and leave nothing behind, and with memory return `otherwise`.
   The test fails with a message when it does not; memory_find_fault returns 1 instead and the message in `fault`. */
void assert_survives(const char *what, memory_attempt *attempt, const void *context, dark_status otherwise, memory_need need);

enum { MEMORY_FAULT = 512 };
int memory_find_fault(char fault[MEMORY_FAULT], memory_attempt *attempt, const void *context, dark_status otherwise,
                      memory_need need);

#endif
