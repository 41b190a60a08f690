/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/dependence.h"
#include "report/json/json.h"

static void put_sentences(dark__json *json, json_t *object, const dark_dependence *supposed, size_t n_lists) {
  json_t *sentences = dark__json_put_array(json, object, "sentences");
  const size_t n = dark__n_supposed(supposed);
  for (size_t i = 0; i < n; i++) {
    dark__paper text = {0};
    dark__say_supposed(&text, supposed, i, n_lists);
    dark__json_append(json, sentences, dark__json_paper(&text));
  }
}

void dark__json_put_supposed(dark__json *json, const dark_dependence *supposed, size_t n_lists) {
  if (!dark__is_supposed(supposed)) return;
  json_t *object = dark__json_put_object(json, json->root, "assumed");
  json_t *odds_ratios = dark__json_put_array(json, object, "odds_ratios");
  for (size_t i = 0; i < supposed->n_odds_ratios; i++) {
    json_t *odds = dark__json_append_object(json, odds_ratios);
    dark__json_put(json, odds, "lists", dark__json_texts(supposed->odds_ratios[i].lists, 2));
    dark__json_put(json, odds, "value", dark__json_real(supposed->odds_ratios[i].value));
  }
  dark__json_put(json, object, "forced", dark__json_texts(supposed->forced, supposed->n_forced));
  dark__json_put(json, object, "xi", dark__json_real(supposed->xi == 0 ? 1 : supposed->xi));
  put_sentences(json, object, supposed, n_lists);
}
