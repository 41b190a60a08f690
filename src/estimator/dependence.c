/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/dependence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Odds ratios and xi beyond these are slips of the pen, and far beyond, out of the range of the arithmetic. */
static const double LEAST = 1e-6, MOST = 1e6;

enum { TERM_SIZE = 1024 };

static dark_status make_room(dark__dependence *out, size_t n_pairs, size_t n_forced, dark_error *err) {
  *out = (dark__dependence){.pairs = calloc(n_pairs + 1, sizeof *out->pairs),
                            .log_odds = calloc(n_pairs + 1, sizeof *out->log_odds),
                            .forced = calloc(n_forced + 1, sizeof *out->forced),
                            .xi = 1};
  if (out->pairs != NULL && out->log_odds != NULL && out->forced != NULL) return DARK_OK;
  dark__dependence_clear(out);
  return dark__fail_memory(err);
}

void dark__dependence_clear(dark__dependence *given) {
  free(given->pairs);
  free(given->log_odds);
  free(given->forced);
  *given = (dark__dependence){.xi = 1};
}

bool dark__dependence_is_given(const dark__dependence *given) {
  return given->n_pairs > 0 || given->n_forced > 0 || given->log_xi != 0;
}

bool dark__dependence_is_departure(const dark__dependence *given) {
  for (size_t i = 0; i < given->n_pairs; i++)
    if (given->log_odds[i] != 0) return true;
  return given->log_xi != 0;
}

/* ---- pairs */

static dark_status find_list(uint32_t *set, const char *name, const dark__naming *naming, dark_error *err) {
  for (unsigned list = 0; list < naming->n_lists; list++) {
    if (strcmp(naming->names[list], name) != 0) continue;
    if ((*set >> list) & 1) return dark__fail(err, DARK_EUSAGE, "an odds ratio between list %s and itself makes no sense", name);
    *set |= (uint32_t)1 << list;
    return DARK_OK;
  }
  const char *nearest = dark__nearest(name, naming->names, naming->n_lists);
  if (nearest == NULL) return dark__fail(err, DARK_EUSAGE, "odds ratio: there is no list '%s'", name);
  return dark__fail(err, DARK_EUSAGE, "odds ratio: there is no list '%s'; did you mean '%s'?", name, nearest);
}

static dark_status read_pair(uint32_t *pair, const char *text, const dark__naming *naming, dark_error *err) {
  uint32_t *terms;
  size_t n;
  const dark_status status = dark__terms_read(&terms, &n, text, naming, err);
  if (status != DARK_OK) return status;
  *pair = n == 1 ? terms[0] : 0;
  free(terms);
  if (__builtin_popcount(*pair) == 2) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "odds ratio '%s': this is not a pair of lists, such as A:B", text);
}

static dark_status add_pair(dark__dependence *given, const dark_fixed_odds *asked, const dark__naming *naming, dark_error *err) {
  uint32_t pair = 0;
  dark_status status = DARK_OK;
  if (asked->lists[1] == NULL) status = read_pair(&pair, asked->lists[0], naming, err);
  for (size_t i = 0; status == DARK_OK && asked->lists[1] != NULL && i < 2; i++)
    status = find_list(&pair, asked->lists[i], naming, err);
  if (status != DARK_OK) return status;
  char name[TERM_SIZE];
  dark__term_write(name, sizeof name, pair, naming);
  if (!(asked->value >= LEAST && asked->value <= MOST))
    return dark__fail(err, DARK_EUSAGE, "odds ratio of %s: %g is not a number from %g to %g", name, asked->value, LEAST, MOST);
  for (size_t i = 0; i < given->n_pairs; i++)
    if (given->pairs[i] == pair) return dark__fail(err, DARK_EUSAGE, "the odds ratio of %s is given twice", name);
  given->pairs[given->n_pairs] = pair;
  given->log_odds[given->n_pairs++] = log(asked->value);
  return DARK_OK;
}

/* ---- forced terms */

static dark_status check_forced(const dark__dependence *given, uint32_t term, const dark__naming *naming, dark_error *err) {
  char name[TERM_SIZE], pair[TERM_SIZE];
  dark__term_write(name, sizeof name, term, naming);
  if (__builtin_popcount(term) < 2)
    return dark__fail(err, DARK_EUSAGE, "forced interaction %s: every model has single lists anyway", name);
  if ((unsigned)__builtin_popcount(term) == naming->n_lists)
    return dark__fail(err, DARK_EUSAGE, "forced interaction %s: that of all lists together cannot be estimated", name);
  for (size_t i = 0; i < given->n_pairs; i++)
    if ((term & given->pairs[i]) == given->pairs[i])
      return dark__fail(err, DARK_EUSAGE,
                        "forced interaction %s: the odds ratio of %s is given, so that no model has its interaction", name,
                        dark__term_write(pair, sizeof pair, given->pairs[i], naming));
  return DARK_OK;
}

static dark_status add_forced(dark__dependence *given, const char *text, const dark__naming *naming, dark_error *err) {
  uint32_t *terms;
  size_t n;
  dark_status status = dark__terms_read(&terms, &n, text, naming, err);
  if (status != DARK_OK) return status;
  uint32_t *grown = realloc(given->forced, (given->n_forced + n + 1) * sizeof *grown);
  if (grown == NULL) status = dark__fail_memory(err);
  else given->forced = grown;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    status = check_forced(given, terms[i], naming, err);
    if (status == DARK_OK) given->forced[given->n_forced++] = terms[i];
  }
  free(terms);
  return status;
}

/* ---- the whole table */

static dark_status read_all(dark__dependence *given, const dark_dependence *asked, const dark__naming *naming, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < asked->n_odds_ratios; i++)
    status = add_pair(given, &asked->odds_ratios[i], naming, err);
  for (size_t i = 0; status == DARK_OK && i < asked->n_forced; i++) status = add_forced(given, asked->forced[i], naming, err);
  if (status != DARK_OK || asked->xi == 0) return status;
  if (!(asked->xi >= LEAST && asked->xi <= MOST))
    return dark__fail(err, DARK_EUSAGE, "xi: %g is not a number from %g to %g", asked->xi, LEAST, MOST);
  given->xi = asked->xi;
  given->log_xi = log(asked->xi);
  return DARK_OK;
}

static void name_pair(dark_fixed_odds *out, uint32_t pair, const dark__naming *naming) {
  unsigned a = (unsigned)__builtin_ctz(pair), b = 31u - (unsigned)__builtin_clz(pair);
  if (naming->positions[a] > naming->positions[b]) {
    const unsigned first = b;
    b = a;
    a = first;
  }
  out->lists[0] = naming->names[a];
  out->lists[1] = naming->names[b];
}

static dark_status say_all(dark__assumed *out, const dark_dependence *asked, const dark__naming *naming, dark_error *err) {
  const dark__dependence *given = &out->given;
  char name[TERM_SIZE * 4];
  out->odds = calloc(given->n_pairs + 1, sizeof *out->odds);
  out->forced = calloc(given->n_forced + 1, sizeof *out->forced);
  if (out->odds == NULL || out->forced == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < given->n_pairs; i++) {
    name_pair(&out->odds[i], given->pairs[i], naming);
    out->odds[i].value = asked->odds_ratios[i].value;
  }
  for (size_t i = 0; i < given->n_forced; i++) {
    dark__term_write(name, sizeof name, given->forced[i], naming);
    out->forced[i] = dark__copy_text(name, strlen(name));
    if (out->forced[i] == NULL) return dark__fail_memory(err);
  }
  out->shown = (dark_dependence){.odds_ratios = out->odds,
                                 .n_odds_ratios = given->n_pairs,
                                 .forced = (const char *const *)out->forced,
                                 .n_forced = given->n_forced,
                                 .xi = given->xi};
  return DARK_OK;
}

dark_status dark__assumed_make(dark__assumed *out, const dark_dependence *asked, const dark__naming *naming, dark_error *err) {
  *out = (dark__assumed){.odds = NULL};
  dark_status status = make_room(&out->given, asked->n_odds_ratios, 0, err);
  if (status == DARK_OK) status = read_all(&out->given, asked, naming, err);
  if (status == DARK_OK) status = say_all(out, asked, naming, err);
  if (status != DARK_OK) dark__assumed_clear(out);
  return status;
}

void dark__assumed_clear(dark__assumed *assumed) {
  for (size_t i = 0; assumed->forced != NULL && i < assumed->given.n_forced; i++) free(assumed->forced[i]);
  free(assumed->forced);
  free(assumed->odds);
  dark__dependence_clear(&assumed->given);
  *assumed = (dark__assumed){.odds = NULL};
}

/* ---- one part */

static uint32_t within(uint32_t set, const unsigned *in_whole, unsigned n_lists) {
  uint32_t result = 0;
  for (unsigned list = 0; list < n_lists; list++)
    if ((set >> in_whole[list]) & 1) result |= (uint32_t)1 << list;
  return result;
}

dark_status dark__dependence_within(dark__dependence *out, const dark__dependence *whole, const unsigned *in_whole,
                                    unsigned n_lists, dark_error *err) {
  const dark_status status = make_room(out, whole->n_pairs, whole->n_forced, err);
  if (status != DARK_OK) return status;
  for (size_t i = 0; i < whole->n_pairs; i++) {
    const uint32_t pair = within(whole->pairs[i], in_whole, n_lists);
    if (__builtin_popcount(pair) < 2) continue;
    out->pairs[out->n_pairs] = pair;
    out->log_odds[out->n_pairs++] = whole->log_odds[i];
  }
  for (size_t i = 0; i < whole->n_forced; i++) {
    const uint32_t term = within(whole->forced[i], in_whole, n_lists);
    if (__builtin_popcount(term) >= 2) out->forced[out->n_forced++] = term;
  }
  out->xi = whole->xi;
  out->log_xi = whole->log_xi;
  return DARK_OK;
}
