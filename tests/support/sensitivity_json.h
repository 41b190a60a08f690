/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_SENSITIVITY_JSON_H
#define DARK_TESTS_SENSITIVITY_JSON_H

/* JSON as `sensitivity` writes it, by hand, about the categories of fit_json.h. */

#define HEAD "{\"command\":\"sensitivity\",\"sections\":["
#define WHAT_IF_ESTIMATE(total) \
  "\"estimate\":{\"observed\":10,\"total\":" total ",\"level\":0.95,\"lower\":null,\"upper\":null,\"state\":\"ok\"}"
#define SECTION(form, total) "{\"categories\":{\"form\":\"" form "\"}," WHAT_IF_ESTIMATE(total)
#define LIST(a, total) "{\"list_a\":\"" a "\",\"total\":" total "}"
#define PAIR(a, b, total) "{\"list_a\":\"" a "\",\"list_b\":\"" b "\",\"total\":" total "}"
#define ODDS(a, b, value, total) "{\"list_a\":\"" a "\",\"list_b\":\"" b "\",\"value\":" value ",\"total\":" total "}"
#define XI(value, total) "{\"value\":" value ",\"total\":" total "}"
#define PRIOR(option, value, total) "{\"option\":\"" option "\",\"value\":" value ",\"total\":" total "}"
#define MISSING(category, level, value, total) \
  "{\"category\":\"" category "\",\"level\":\"" level "\",\"value\":" value ",\"total\":" total "}"

/* The totals of fit_json: labour 950.5, marriage 385.25 (unstable), and one that has none. */
#define LEFT_OUT ",\"list_left_out\":[" LIST("A", "1900") "," LIST("B", "953") "," LIST("C", "null") "]"
#define MERGED ",\"lists_merged\":[" PAIR("A", "B", "700") "]"
#define ODDS_FROM ",\"odds_ratio\":[" ODDS("A", "C", "0.25", "100") "," ODDS("A", "C", "0.5", "800") ","
#define ODDS_TO ODDS("A", "C", "1", "900") "," ODDS("A", "C", "2", "1500") "]"
#define XIS ",\"xi\":[" XI("0.5", "1601") "," XI("2", "625.5") "]"
#define PRIORS ",\"prior\":[" PRIOR("mean", "0.3", "940") "," PRIOR("mean", "1.2", "990") "]"
#define OF_MISSING ",\"missing_odds\":[" MISSING("age", "minor", "0.5", "945") "," MISSING("age", "minor", "2", "960") "]"
#define LABOUR SECTION("labour", "950.5") LEFT_OUT MERGED ODDS_FROM ODDS_TO XIS PRIORS OF_MISSING ",\"thinning\":[]},"
#define LARGE ",\"list_left_out\":[" LIST("A", "9000") "]}"
#define OTHERS SECTION("marriage", "385.25") LARGE "," SECTION("<script>&\\\"'", "null") "}," SECTION("(all)", "2000") LARGE

static const char what_if_json[] = HEAD LABOUR OTHERS "]}";

#endif
