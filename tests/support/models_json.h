/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_MODELS_JSON_H
#define DARK_TESTS_MODELS_JSON_H

/* JSON as `models` writes it, by hand; of people of years_json.h. */

#define MODELS_HEAD(where, people, criterion)                                                                          \
  "{\"program\":{\"name\":\"darkfigure\",\"version\":\"0.1.0\",\"gsl_version\":\"2.7\",\"instruction_set\":\"avx2\"}," \
  "\"command\":\"models\",\"input\":{\"files\":[],\"people\":" people ",\"left_out\":0,\"notes\":[]},\"options\":{"    \
  "\"where\":\"" where "\",\"top\":\"10\"},\"lists\":[\"A\",\"B\"],\"reasons\":[],\"criterion\":" criterion ",\"candidates\":["
#define MODEL(name, aic, bic, total, code) \
  "{\"model\":\"" name "\",\"aic\":" aic ",\"bic\":" bic ",\"total\":" total ",\"code\":" code "}"

/* By BIC the second is two units from the best and weighs exp(-1) = 0.3679, of both together 0.2689; the third, twenty units, weighs
   0.000045. */
static const char models_json[] = MODELS_HEAD("", "100", "\"BIC\"")
    MODEL("[12]", "4", "10", "310.4", "0") "," MODEL("[1,2]", "3", "12", "1210.6", "0") "," MODEL(
        "[1]", "9", "30", "99999", "0") "," MODEL("[2]", "null", "null", "null", "1") "]}";

#endif
