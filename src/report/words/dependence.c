/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/dependence.h"

#include "report/text/text.h"
#include "writing/numbers.h"

bool dark__is_supposed(const dark_dependence *supposed) {
  return supposed != NULL && (supposed->n_odds_ratios > 0 || supposed->n_forced > 0 || (supposed->xi != 0 && supposed->xi != 1));
}

bool dark__is_departure(const dark_dependence *supposed) {
  if (supposed == NULL) return false;
  for (size_t i = 0; i < supposed->n_odds_ratios; i++)
    if (supposed->odds_ratios[i].value != 1) return true;
  return supposed->xi != 0 && supposed->xi != 1;
}

/* ---- sentences */

static void say_odds(dark__paper *text, const dark_fixed_odds *odds, size_t n_lists) {
  const char *others = n_lists > 2 ? ", among people alike on all other lists" : "";
  if (odds->value == 1) {
    dark__paper_add(text, "Assumes that being on ");
    dark__paper_add_foreign(text, odds->lists[0]);
    dark__paper_add(text, " says nothing about being on ");
    dark__paper_add_foreign(text, odds->lists[1]);
    dark__paper_add(text, "%s (an odds ratio of 1).", others);
  } else {
    dark__paper_add(text, "Assumes that the odds of being on ");
    dark__paper_add_foreign(text, odds->lists[1]);
    dark__paper_add(text, " are %s times as high for people on ", dark__shortest(odds->value).text);
    dark__paper_add_foreign(text, odds->lists[0]);
    dark__paper_add(text, " as for people not on it%s.", others);
  }
  dark__paper_add(text, " The user set this; it was not estimated%s.",
                  n_lists > 2 ? " from the data" : ", and two lists cannot test it");
}

static void say_forced(dark__paper *text, const char *name) {
  dark__paper_add(text, "The interaction ");
  dark__paper_add_foreign(text, name);
  dark__paper_add(text, " is in every model because the user forced it there, not because the data ask for it.");
}

static void say_xi(dark__paper *text, double xi) {
  dark__paper_add(
      text,
      "Assumes xi = %s: all hidden numbers are %.3g times what the model gives by itself, because all lists together are "
      "taken to interact. The user set this; no data can test it. ",
      dark__shortest(xi).text, 1 / xi);
  if (xi >= 0.5 && xi <= 2) dark__paper_add(text, "Values of xi from 1/2 to 2 are illustrative, not a plausible range.");
  else
    dark__paper_add(
        text,
        "This xi is illustrative, not plausible in itself: it lies even outside 1/2 to 2, which are no plausible range either.");
}

void dark__put_supposed(dark__paper *page, const dark_dependence *supposed, size_t n_lists) {
  dark__paper text = {0};
  if (!dark__is_supposed(supposed)) return;
  for (size_t i = 0; i < supposed->n_odds_ratios; i++) {
    say_odds(&text, &supposed->odds_ratios[i], n_lists);
    dark__put_entry(page, "ASSUMED", &text);
  }
  for (size_t i = 0; i < supposed->n_forced; i++) {
    say_forced(&text, supposed->forced[i]);
    dark__put_entry(page, "FORCED", &text);
  }
  if (supposed->xi == 0 || supposed->xi == 1) return;
  say_xi(&text, supposed->xi);
  dark__put_entry(page, "ASSUMED", &text);
}

const char *dark__supposed_condition(const dark_dependence *supposed) {
  return dark__is_departure(supposed) ? " And if what the head of this report says is ASSUMED is true." : "";
}

/* ---- for machines */

void dark__add_supposed(dark__paper *paper, const dark_dependence *supposed) {
  const char *separator = "";
  if (!dark__is_supposed(supposed)) return;
  for (size_t i = 0; i < supposed->n_odds_ratios; i++, separator = ";") {
    const dark_fixed_odds *odds = &supposed->odds_ratios[i];
    dark__paper_add(paper, "%sodds-ratio %s:%s=%s", separator, odds->lists[0], odds->lists[1], dark__shortest(odds->value).text);
  }
  for (size_t i = 0; i < supposed->n_forced; i++, separator = ";")
    dark__paper_add(paper, "%sforce %s", separator, supposed->forced[i]);
  if (supposed->xi != 0 && supposed->xi != 1) dark__paper_add(paper, "%sxi=%s", separator, dark__shortest(supposed->xi).text);
}

static void put_sentences(dark__json *json, json_t *object, const dark_dependence *supposed, size_t n_lists) {
  json_t *sentences = dark__json_put_array(json, object, "sentences");
  dark__paper text = {0};
  for (size_t i = 0; i < supposed->n_odds_ratios; i++) {
    say_odds(&text, &supposed->odds_ratios[i], n_lists);
    dark__json_append(json, sentences, dark__json_paper(&text));
  }
  for (size_t i = 0; i < supposed->n_forced; i++) {
    say_forced(&text, supposed->forced[i]);
    dark__json_append(json, sentences, dark__json_paper(&text));
  }
  if (supposed->xi == 0 || supposed->xi == 1) return;
  say_xi(&text, supposed->xi);
  dark__json_append(json, sentences, dark__json_paper(&text));
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
