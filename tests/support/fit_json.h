/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_FIT_JSON_H
#define DARK_TESTS_FIT_JSON_H

/* JSON as `fit` writes it, by hand: three categories of form, of which one has an estimate, one is unstable and one has none, and their sum. */

/* A row of results; numbers as JSON, "null" among them. */
#define FIT_JSON_ROW(form, observed, excluded, hidden, total, lower, upper, state, reasons, unstable)                            \
  "{\"form\":\"" form "\",\"method\":\"bic\",\"model\":\"\",\"lists\":\"A+B+C\",\"observed\":" observed                          \
  ",\"excluded\":" excluded ",\"hidden\":" hidden ",\"total\":" total ",\"se\":null,\"level\":0.95,\"lower\":" lower             \
  ",\"upper\":" upper ",\"interval\":\"percentile\",\"replicates\":9,\"failed\":0,\"state\":\"" state "\",\"reasons\":[" reasons \
  "],\"interval_detail\":{\"unstable\":" unstable "}}"

#define FIT_JSON_HEAD                                                                                                            \
  "{\"program\":{\"name\":\"darkfigure\",\"version\":\"0.1.0\",\"gsl_version\":\"2.7\",\"instruction_set\":\"avx2\"},"           \
  "\"command\":\"fit\",\"input\":{\"files\":[{\"list\":null,\"path\":\"t.csv\",\"sha256\":\"00ff\"}],\"people\":394,"            \
  "\"left_out\":19,\"notes\":[\"a note\"]},\"options\":{\"by\":\"form\",\"drop-list\":\"D\",\"absorbing\":\"\",\"where\":\"\"}," \
  "\"method_asked\":\"bic\",\"lists\":[\"A\",\"B\",\"C\"],\"categories\":[\"form\"],\"results\":["

/* What is known of a category beside its row: how many of its people are on lists A, B and C. */
#define FIT_JSON_DETAIL(form, a, b, c)                                                          \
  "{\"categories\":{\"form\":\"" form                                                           \
  "\"},\"pooled\":false,\"sample_coverage\":0.9,\"ranges\":[],\"overlaps\":[],\"list_sizes\":[" \
  "{\"list\":\"A\",\"people\":" a "},{\"list\":\"B\",\"people\":" b "},{\"list\":\"C\",\"people\":" c "}]}"

#define FIT_JSON_DETAILS                        \
  FIT_JSON_DETAIL("labour", "170", "120", "60") \
  "," FIT_JSON_DETAIL("marriage", "50", "30", "20") "," FIT_JSON_DETAIL("<script>&\\\"'", "6", "2", "1")

#define FIT_JSON_TAIL "],\"details\":[" FIT_JSON_DETAILS "]}"

static const char fit_json[] =
    FIT_JSON_HEAD FIT_JSON_ROW("labour", "300", "0", "650.5", "950.5", "612.4", "1234.5", "ok", "", "false") "," FIT_JSON_ROW(
        "marriage", "85", "0", "300.25", "385.25", "107.5", "3498.5", "unstable", "\"heavy_tail\"",
        "true") "," FIT_JSON_ROW("<script>&\\\"'", "9", "0", "null", "null", "9", "null", "no_estimate",
                                 "\"no_overlap\",\"lower_limit_only\"",
                                 "false") "," FIT_JSON_ROW("(all)", "385", "9", "950.75", "1335.75", "800.5", "null", "partial",
                                                           "\"part_without_estimate\",\"upper_unbounded\"", "false")
        FIT_JSON_TAIL;

/* One category, and people by the lists that they are on: A 200 + 94, B 100 + 94, C 100. */
#define FIT_JSON_WITH_HISTORIES                                                                                                  \
  FIT_JSON_HEAD FIT_JSON_ROW("labour", "394", "0", "650.5", "1044.5", "612.4", "1234.5", "ok", "",                               \
                             "false") "],\"histories\":[{\"lists\":[\"A\"],\"people\":200},{\"lists\":[\"B\",\"C\"],\"people\":" \
                                      "100},{\"lists\":[\"A\",\"B\"],"                                                           \
                                      "\"people\":94}],\"details\":[" FIT_JSON_DETAIL("labour", "294", "194", "100") "]}"

#endif
