/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_CHECKS_JSON_H
#define DARK_TESTS_CHECKS_JSON_H

/* JSON as `sensitivity` writes it, by hand: 100 people on lists, estimated 300. The size of A, 50, is estimated 40 (30-60), which holds it,
   that of B, 60, 30 (20-50), which does not; C's is unstable, without an upper limit, and D's has no estimate. With half of the people the
   estimate would be 200. */

#include "support/untestable_json.h"

#define CHECK_ANSWER(observed, total, lower, upper, level, state)                                                                \
  "\"observed\":" observed ",\"total\":" total ",\"lower\":" lower ",\"upper\":" upper ",\"level\":" level ",\"state\":\"" state \
  "\""
#define CHECK_LIST(name, known, total, lower, upper, state) \
  "{\"list_a\":\"" name "\",\"known\":" known "," CHECK_ANSWER("10", total, lower, upper, "0.95", state) "}"
#define CHECK_SHARE(share, kept, total, lower, upper, state) \
  "{\"value\":" share "," CHECK_ANSWER(kept, total, lower, upper, "0.9", state) "}"
#define CHECK_OF(levels, estimate, lists, shares) \
  "{\"categories\":{" levels "},\"estimate\":{" estimate "},\"internal_consistency\":[" lists "],\"thinning\":[" shares "]}"

#define CHECK_ESTIMATE CHECK_ANSWER("100", "300", "200", "500", "0.95", "ok")
#define CHECK_LISTS                                                                                                             \
  CHECK_LIST("A", "50", "40", "30", "60", "ok")                                                                                 \
  "," CHECK_LIST("B", "60", "30", "20", "50", "ok") "," CHECK_LIST("<C>", "20", "25", "10", "null", "unstable") "," CHECK_LIST( \
      "D", "10", "null", "null", "null", "no_estimate")
#define CHECK_SHARES                                     \
  CHECK_SHARE("1.0", "100", "300", "null", "null", "ok") \
  "," CHECK_SHARE("0.9", "90.5", "290", "270", "320", "ok") "," CHECK_SHARE("0.5", "50", "200", "150", "400", "ok")

static const char checks_json[] = UNTESTABLE_HEAD(
    "\"A\",\"B\",\"<C>\",\"D\"", CHECK_OF("\"form\":\"<x>\"", CHECK_ESTIMATE, CHECK_LISTS, CHECK_SHARES) "," CHECK_OF(
                                     "\"form\":\"y\"", CHECK_ANSWER("5", "null", "null", "null", "0.95", "no_estimate"), "", ""));

#endif
