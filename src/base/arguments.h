/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_ARGUMENTS_H
#define DARK__BASE_ARGUMENTS_H

/* What a caller hands over, looked at before anything else: a public function begins with this, and what it calls may trust its arguments.
   All of these give DARK_EUSAGE. Functions without a status answer NULL, NaN, 0 or SIZE_MAX, as their headers say. */

#include "base/error.h"

/* End the function when a pointer that it needs is NULL, or the array [n], which may be NULL when n is 0. The message names function and
   argument: "dark_plan_new: table is NULL". */
#define DARK__REQUIRE(pointer, err)                                           \
  do {                                                                        \
    if ((pointer) == NULL) return dark__fail_null((err), __func__, #pointer); \
  } while (0)
#define DARK__REQUIRE_ARRAY(array, n, err)                                           \
  do {                                                                               \
    if ((n) > 0 && (array) == NULL) return dark__fail_null((err), __func__, #array); \
  } while (0)

/* End the function when a value of an enumeration, or an index, is not below `n`: "dark_plan_interval: type is 99, not below 8". */
#define DARK__REQUIRE_BELOW(value, n, err)                                                                       \
  do {                                                                                                           \
    if ((size_t)(value) >= (size_t)(n)) return dark__fail_beyond((err), __func__, #value, (size_t)(value), (n)); \
  } while (0)

dark_status dark__fail_null(dark_error *err, const char *function, const char *argument);
dark_status dark__fail_beyond(dark_error *err, const char *function, const char *argument, size_t value, size_t n);

/* The version that a public struct says it has: 1 to the current one are supported. `type` names the struct. */
DARK_MUST_CHECK dark_status dark__version_check(int version, int current, const char *type, dark_error *err);

/* Texts [n], which may be NULL when n is 0; none of them is NULL. `name` is what the caller calls them. */
DARK_MUST_CHECK dark_status dark__texts_check(const char *const *texts, size_t n, const char *name, dark_error *err);

#endif
