/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_SKIP_H
#define DARK_TESTS_SKIP_H

/* Leave a cmocka test, saying why: skip() itself gives no reason. build-aux/run-tests.sh shows it and counts the skip. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define skip_because(...)                     \
  do {                                        \
    print_message("# because: " __VA_ARGS__); \
    print_message("\n");                      \
    skip();                                   \
  } while (0)

#endif
