/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/arguments.h"
#include "base/show.h"
#include "resample/capture/capture.h"
#include "resample/capture/exclusion.h"

/* Sums of margins as written in decimals may exceed 1 by their rounding; sums of a linear programme by its own. */
static const double ROUNDING = 1e-12, PROGRAMME_ROUNDING = 1e-9;

const char *dark__list_called(char room[64], const dark_capture_model *model, size_t i) {
  if (model->names != NULL) return snprintf(room, 64, "%s", dark__show(model->names[i]).text) < 0 ? "" : room;
  snprintf(room, 64, "list %zu", i + 1);
  return room;
}

static bool is_share(double value) { return value >= 0 && value <= 1; }

static dark_status check_margins(dark__blame *blame, const dark_capture_model *model, dark_error *err) {
  char room[64];
  if (model->n_lists == 0) return dark__fail(err, DARK_EUSAGE, "a capture model needs at least one list");
  if (model->n_lists > DARK_MAX_LISTS)
    return dark__fail(err, DARK_ELIMIT, "%zu lists, more than %d", model->n_lists, DARK_MAX_LISTS);
  if (model->margins == NULL) return dark__fail(err, DARK_EUSAGE, "the margins are NULL");
  if (model->names != NULL && dark__texts_check(model->names, model->n_lists, "names", err) != DARK_OK) return DARK_EUSAGE;
  for (size_t i = 0; i < model->n_lists; i++) {
    *blame = (dark__blame){DARK__BLAME_MARGIN, i};
    if (!is_share(model->margins[i]))
      return dark__fail(err, DARK_EUSAGE, "the margin %g of %s is not a probability from 0 to 1", model->margins[i],
                        dark__list_called(room, model, i));
  }
  return DARK_OK;
}

/* Margins 0 and 1 leave nobody with whom odds could be compared. */
static dark_status check_meaning(const dark_capture_model *model, const dark_odds_ratio *ratio, dark_error *err) {
  const size_t ends[] = {ratio->a, ratio->b};
  char a[64], b[64];
  for (size_t k = 0; k < 2 && ratio->value != 1; k++) {
    const double margin = model->margins[ends[k]];
    if (margin > 0 && margin < 1) continue;
    return dark__fail(err, DARK_EUSAGE, "an odds ratio of %s and %s means nothing when %s is on %s (margin %g)",
                      dark__list_called(a, model, ratio->a), dark__list_called(b, model, ratio->b),
                      margin > 0 ? "everybody" : "nobody", ends[k] == ratio->a ? a : b, margin);
  }
  return DARK_OK;
}

static dark_status check_ratio(const dark_capture_model *model, size_t k, dark_error *err) {
  const dark_odds_ratio *ratio = &model->odds_ratios[k];
  char a[64], b[64];
  if (ratio->a >= model->n_lists || ratio->b >= model->n_lists)
    return dark__fail(err, DARK_EUSAGE, "odds ratio %zu names a list beyond the last", k + 1);
  dark__list_called(a, model, ratio->a), dark__list_called(b, model, ratio->b);
  if (ratio->a == ratio->b) return dark__fail(err, DARK_EUSAGE, "an odds ratio of %s with itself", a);
  if (!(ratio->value >= 0) || !isfinite(ratio->value))
    return dark__fail(err, DARK_EUSAGE, "the odds ratio %g of %s and %s is not a finite number from 0", ratio->value, a, b);
  for (size_t i = 0; i < k; i++) {
    const dark_odds_ratio *other = &model->odds_ratios[i];
    if ((other->a == ratio->a && other->b == ratio->b) || (other->a == ratio->b && other->b == ratio->a))
      return dark__fail(err, DARK_EUSAGE, "two odds ratios of %s and %s", a, b);
  }
  return check_meaning(model, ratio, err);
}

static dark_status check_referrals(dark__blame *blame, const dark_capture_model *model, dark_error *err) {
  char room[64];
  if (model->n_referrals > 0 && model->absorbing >= model->n_lists)
    return dark__fail(err, DARK_EUSAGE, "the absorbing list is beyond the last");
  for (size_t k = 0; k < model->n_referrals; k++) {
    const dark_referral *referral = &model->referrals[k];
    *blame = (dark__blame){DARK__BLAME_REFERRAL, k};
    if (referral->from != DARK_ANY_LIST && referral->from >= model->n_lists)
      return dark__fail(err, DARK_EUSAGE, "referral %zu comes from a list beyond the last", k + 1);
    if (referral->from == model->absorbing)
      return dark__fail(err, DARK_EUSAGE, "%s cannot refer to itself", dark__list_called(room, model, model->absorbing));
    if (!is_share(referral->share))
      return dark__fail(err, DARK_EUSAGE, "the share referred, %g, is not a number from 0 to 1", referral->share);
    for (size_t i = 0; i < k; i++)
      if (model->referrals[i].from == referral->from) return dark__fail(err, DARK_EUSAGE, "two referrals from the same list");
  }
  return DARK_OK;
}

/* Odds ratios of 0 whose margins are both of people caught directly. */
static bool is_exclusion(const dark_capture_model *model, const dark_odds_ratio *ratio) {
  const bool is_absorbed = model->n_referrals > 0 && (ratio->a == model->absorbing || ratio->b == model->absorbing);
  return ratio->value == 0 && !is_absorbed;
}

static dark_status check_pair(const dark_capture_model *model, const dark_odds_ratio *ratio, dark_error *err) {
  const double a = model->margins[ratio->a], b = model->margins[ratio->b];
  char name_a[64], name_b[64];
  if (a + b <= 1 + ROUNDING) return DARK_OK;
  return dark__fail(
      err, DARK_EUSAGE,
      "the odds ratio 0 of %s and %s means that nobody is on both, but their margins %g and %g add up to more than 1",
      dark__list_called(name_a, model, ratio->a), dark__list_called(name_b, model, ratio->b), a, b);
}

/* Lists that exclude others, for the linear programme and for the message. */
typedef struct exclusions {
  const dark_capture_model *model;
  size_t lists[DARK_MAX_LISTS]; /* [n] in the model */
  unsigned n;
  double margins[DARK_MAX_LISTS];
  uint32_t excluded[DARK_MAX_LISTS];
  char names[DARK_MAX_LISTS][64];
} exclusions;

static unsigned place_of(exclusions *all, size_t list) {
  unsigned i = 0;
  while (i < all->n && all->lists[i] != list) i++;
  if (i < all->n) return i;
  all->lists[i] = list;
  all->margins[i] = all->model->margins[list];
  dark__list_called(all->names[i], all->model, list);
  all->n++;
  return i;
}

static const char *excluding_list_at(const void *context, size_t i) { return ((const exclusions *)context)->names[i]; }

/* Pairs that fit may not fit together: five lists in a ring, each excluding its neighbours, cannot all have a margin of one half. */
static dark_status check_exclusions(dark__blame *blame, const dark_capture_model *model, dark_error *err) {
  exclusions all = {.model = model};
  size_t n_pairs = 0;
  double least;
  for (size_t k = 0; k < model->n_odds_ratios; k++) {
    const dark_odds_ratio *ratio = &model->odds_ratios[k];
    if (!is_exclusion(model, ratio)) continue;
    *blame = (dark__blame){DARK__BLAME_ODDS_RATIO, k};
    const dark_status status = check_pair(model, ratio, err);
    if (status != DARK_OK) return status;
    const unsigned a = place_of(&all, ratio->a), b = place_of(&all, ratio->b);
    all.excluded[a] |= UINT32_C(1) << b;
    all.excluded[b] |= UINT32_C(1) << a;
    n_pairs++;
  }
  if (n_pairs < 2) return DARK_OK;
  const dark_status status = dark__least_listed(&least, all.margins, all.excluded, all.n, err);
  if (status != DARK_OK || least <= 1 + PROGRAMME_ROUNDING) return status;
  return dark__fail(err, DARK_EUSAGE,
                    "the odds ratios 0 among %s keep their people apart, so that their margins need at least %.4g times the "
                    "people there are",
                    dark__show_names(excluding_list_at, &all, all.n).text, least);
}

dark_status dark__capture_check(dark__blame *blame, const dark_capture_model *model, dark_error *err) {
  dark_status status = check_margins(blame, model, err);
  if (status == DARK_OK) status = check_referrals(blame, model, err);
  for (size_t k = 0; status == DARK_OK && k < model->n_odds_ratios; k++) {
    *blame = (dark__blame){DARK__BLAME_ODDS_RATIO, k};
    status = check_ratio(model, k, err);
  }
  return status == DARK_OK ? check_exclusions(blame, model, err) : status;
}
