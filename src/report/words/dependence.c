/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/dependence.h"

#include "writing/numbers.h"
#include "writing/page.h"

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

size_t dark__n_supposed(const dark_dependence *supposed) {
  if (!dark__is_supposed(supposed)) return 0;
  return supposed->n_odds_ratios + supposed->n_forced + (supposed->xi != 0 && supposed->xi != 1 ? 1 : 0);
}

static bool is_forced(const dark_dependence *supposed, size_t i) {
  return i >= supposed->n_odds_ratios && i < supposed->n_odds_ratios + supposed->n_forced;
}

void dark__say_supposed(dark__paper *text, const dark_dependence *supposed, size_t i, size_t n_lists) {
  if (i < supposed->n_odds_ratios) say_odds(text, &supposed->odds_ratios[i], n_lists);
  else if (is_forced(supposed, i)) say_forced(text, supposed->forced[i - supposed->n_odds_ratios]);
  else say_xi(text, supposed->xi);
}

void dark__put_supposed(dark__paper *page, const dark_dependence *supposed, size_t n_lists) {
  const size_t n = dark__n_supposed(supposed);
  for (size_t i = 0; i < n; i++) {
    dark__paper text = {0};
    dark__say_supposed(&text, supposed, i, n_lists);
    dark__put_entry(page, is_forced(supposed, i) ? "FORCED" : "ASSUMED", &text);
  }
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
