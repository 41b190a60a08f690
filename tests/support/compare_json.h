/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_COMPARE_JSON_H
#define DARK_TESTS_COMPARE_JSON_H

/* JSON as `study compare` writes it, by hand: one comparison of each kind, and one that is missing. */

#define COMPARE_JSON_SIDE(scenario, form, says)                     \
  "{\"data\":\"year\",\"scenario\":\"" scenario "\",\"says\":" says \
  ",\"definition\":\"the data as they are\",\"method\":\"best\","   \
  "\"categories\":{\"form\":\"" form "\"}}"

#define COMPARE_JSON_LEVEL(difference, lower, upper, state, reasons)                                                             \
  "{\"level\":0.95,\"interval\":\"percentile\",\"difference\":{\"estimate\":" difference ",\"lower\":" lower ",\"upper\":" upper \
  "},\"ratio\":{\"estimate\":1,\"lower\":1,\"upper\":1},\"state\":\"" state "\",\"reasons\":[" reasons "]}"

#define COMPARE_JSON_ITEM(kind, scenario, form, observed, total, level)                                                 \
  "{\"kind\":\"" kind "\",\"baseline\":" COMPARE_JSON_SIDE("plain", "labour", "null") ",\"other\":" COMPARE_JSON_SIDE(  \
      scenario, form,                                                                                                   \
      "\"What if <i>?\"") ",\"missing\":null,\"baseline_observed\":197,\"baseline_total\":485.4,\"observed\":" observed \
                          ",\"total\":" total ",\"paired\":true,\"replicates\":9,\"failed\":0,\"levels\":[" level "]}"

#define COMPARE_JSON_HEAD "{\"program\":{},\"command\":\"study compare\",\"study\":\"s\",\"plan_sha256\":\"00\",\"comparisons\":["

static const char compare_json[] = COMPARE_JSON_HEAD
    COMPARE_JSON_ITEM("assumptions", "merged", "labour", "197", "410.7", COMPARE_JSON_LEVEL("-74.7", "-424.6", "63.1", "ok", "")) "," COMPARE_JSON_ITEM(
        "assumptions", "linked", "labour",
        "197", "401",
        COMPARE_JSON_LEVEL(
            "-84.4", "-49", "75", "unstable",
            "")) "," COMPARE_JSON_ITEM("people", "plain", "sexual", "127", "290",
                                       COMPARE_JSON_LEVEL(
                                           "-195.4", "-479", "null", "partial",
                                           "\"part_without_estimate\"")) "," COMPARE_JSON_ITEM("people", "plain", "begging", "2",
                                                                                               "null",
                                                                                               COMPARE_JSON_LEVEL(
                                                                                                   "null", "null", "null",
                                                                                                   "no_estimate",
                                                                                                   "")) "," COMPARE_JSON_ITEM("de"
                                                                                                                              "te"
                                                                                                                              "ct"
                                                                                                                              "io"
                                                                                                                              "n",
                                                                                                                              "in"
                                                                                                                              "sp"
                                                                                                                              "ec"
                                                                                                                              "ti"
                                                                                                                              "on"
                                                                                                                              "s",
                                                                                                                              "la"
                                                                                                                              "bo"
                                                                                                                              "u"
                                                                                                                              "r",
                                                                                                                              "22"
                                                                                                                              "6",
                                                                                                                              "48"
                                                                                                                              "5."
                                                                                                                              "4",
                                                                                                                              COMPARE_JSON_LEVEL(
                                                                                                                                  "0",
                                                                                                                                  "-227",
                                                                                                                                  "156",
                                                                                                                                  "ok",
                                                                                                                                  "")) ","
                                                                                                                                       "{\"kind\":\"assumptions\",\"baseline\":" COMPARE_JSON_SIDE(
                                                                                                                                           "plain",
                                                                                                                                           "labour",
                                                                                                                                           "null") ",\"other\":" COMPARE_JSON_SIDE("gone",
                                                                                                                                                                                   "labour",
                                                                                                                                                                                   "null") ",\"missing\":\"it failed\",\"levels\":[]}]}";

#endif
