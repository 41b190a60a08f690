/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_UNTESTABLE_JSON_H
#define DARK_TESTS_UNTESTABLE_JSON_H

/* JSON as `sensitivity` writes it, by hand: 100 people on lists, 200 hidden; with the odds ratio of A and B 2 there would be 800 hidden,
   with 0.5 there would be 50; B and C matter less, and one of their answers is unstable. */

#define UNTESTABLE_HEAD(lists, sections)                                                                               \
  "{\"program\":{\"name\":\"darkfigure\",\"version\":\"0.1.0\",\"gsl_version\":\"2.7\",\"instruction_set\":\"avx2\"}," \
  "\"command\":\"sensitivity\",\"input\":{\"files\":[],\"people\":100,\"left_out\":0,\"notes\":[]},\"options\":{},"    \
  "\"lists\":[" lists "],\"sections\":[" sections "]}"
#define UNTESTABLE_OF(levels, estimate, xis, odds) \
  "{\"categories\":{" levels "},\"estimate\":{" estimate "},\"xi\":[" xis "],\"odds_ratio\":[" odds "]}"
#define UNTESTABLE_ESTIMATE(hidden, state) "\"observed\":100,\"hidden\":" hidden ",\"state\":\"" state "\""
#define UNTESTABLE_XI(value, hidden) "{\"value\":" value ",\"hidden\":" hidden ",\"state\":\"ok\"}"
#define UNTESTABLE_ODDS(a, b, value, hidden, state) \
  "{\"list_a\":\"" a "\",\"list_b\":\"" b "\",\"value\":" value ",\"hidden\":" hidden ",\"state\":\"" state "\"}"
#define UNTESTABLE_XIS UNTESTABLE_XI("0.5", "400") "," UNTESTABLE_XI("1", "200") "," UNTESTABLE_XI("2", "100")
#define UNTESTABLE_PAIRS                                                                                                      \
  UNTESTABLE_ODDS("B", "C", "0.5", "190", "ok")                                                                               \
  "," UNTESTABLE_ODDS("B", "C", "2", "210", "unstable") "," UNTESTABLE_ODDS("A", "B", "0.5", "50", "ok") "," UNTESTABLE_ODDS( \
      "A", "B", "2", "800", "ok")

static const char untestable_json[] = UNTESTABLE_HEAD(
    "\"A\",\"B\",\"C\"",
    UNTESTABLE_OF("\"form\":\"<x>\"", UNTESTABLE_ESTIMATE("200", "ok"), UNTESTABLE_XIS, UNTESTABLE_PAIRS) "," UNTESTABLE_OF(
        "\"form\":\"y\"", UNTESTABLE_ESTIMATE("null", "no_estimate"), "",
        "") "," UNTESTABLE_OF("\"form\":\"z\"", UNTESTABLE_ESTIMATE("9", "unstable"), "", ""));

#endif
