/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_YEARS_JSON_H
#define DARK_TESTS_YEARS_JSON_H

/* JSON as `fit --by year` writes it, by hand. */

#define YEARS_HEAD(categories)                                                                                             \
  "{\"program\":{\"name\":\"darkfigure\",\"version\":\"0.1.0\",\"gsl_version\":\"2.7\",\"instruction_set\":\"avx2\"},"     \
  "\"command\":\"fit\",\"input\":{\"files\":[],\"people\":600,\"left_out\":0,\"notes\":[]},\"options\":{\"by\":\"year\"}," \
  "\"method_asked\":\"bic\",\"lists\":[\"A\",\"B\"],\"categories\":[" categories "],\"results\":["
#define ROW(levels, observed, total, lower, upper, state, reasons, unstable)                                                   \
  "{" levels ",\"method\":\"bic\",\"model\":\"\",\"lists\":\"A+B\",\"observed\":" observed ",\"excluded\":0,\"hidden\":" total \
  ",\"total\":" total ",\"se\":null,\"level\":0.95,\"lower\":" lower ",\"upper\":" upper                                       \
  ",\"interval\":\"percentile\",\"replicates\":9,\"failed\":0,\"state\":\"" state "\",\"reasons\":[" reasons                   \
  "],\"interval_detail\":{\"unstable\":" unstable "}}"
#define FINE(levels, observed, total, lower, upper) ROW(levels, observed, total, lower, upper, "ok", "", "false")
#define NONE(levels, observed) ROW(levels, observed, "null", observed, "null", "no_estimate", "\"no_overlap\"", "false")
#define SHAKY(levels, observed, lower, upper) ROW(levels, observed, lower, lower, upper, "unstable", "\"heavy_tail\"", "true")
#define OPEN(levels, observed, total, lower) ROW(levels, observed, total, lower, "null", "ok", "\"upper_unbounded\"", "false")
#define TAIL "],\"details\":[]}"
#define YEAR(year) "\"year\":\"" year "\""

/* 2015 and 2016 follow each other; of 2017 there is no number; 2018 has no upper limit; the range of 2019 is far above the others. */
static const char years_json[] = YEARS_HEAD("\"year\"")
    FINE(YEAR("2015"), "100", "300", "200", "400") "," FINE(YEAR("2016"), "110", "310", "210", "420") "," NONE(
        YEAR("2017"), "90") "," OPEN(YEAR("2018"), "100", "350", "250") "," SHAKY(YEAR("2019"), "120", "9000",
                                                                                  "80000") "," FINE(YEAR("(all)"), "520", "1500",
                                                                                                    "900", "2500") TAIL;

/* As `methods` writes: one that does not go with the lists, and one that says something of the same people. */
#define METHODS_LEFT_OUT "{\"command\":\"methods\",\"method_asked\":\"petersen\",\"not_applicable\":\"takes two lists\"}"
#define METHODS_ANSWER                                                                                                        \
  "{\"program\":{\"name\":\"darkfigure\",\"version\":\"0.1.0\",\"gsl_version\":\"2.7\",\"instruction_set\":\"avx2\"},"        \
  "\"command\":\"methods\",\"input\":{\"files\":[],\"people\":600,\"left_out\":0,\"notes\":[]},\"options\":{},"               \
  "\"method_asked\":\"bic\",\"lists\":[\"A\",\"B\"],\"categories\":[\"year\"],\"results\":[" FINE(YEAR("2015"), "100", "300", \
                                                                                                  "200", "400") "]}"

#endif
