/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_ASSERT_CLOSE_H
#define DARK_TESTS_ASSERT_CLOSE_H

/* Comparing doubles with cmocka, whose own comparison (1.1.5) is in single precision. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Fail unless |actual - expected| <= atol + rtol * |expected|. Equal infinities are close; NaN is close to nothing, not even to NaN. */
#define assert_close(actual, expected, rtol, atol) \
  assert_close_at((actual), (expected), (rtol), (atol), #actual " near " #expected, __FILE__, __LINE__)

static inline void assert_close_at(double actual, double expected, double rtol, double atol, const char *what, const char *file,
                                   int line) {
  const double difference = fabs(actual - expected);
  if (actual == expected || (isfinite(difference) && difference <= atol + rtol * fabs(expected))) return;
  print_error("%s: %.17g is not close to %.17g (difference %.3g, rtol %.3g, atol %.3g)\n", what, actual, expected, difference,
              rtol, atol);
  _fail(file, line);
}

#endif
