/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists in the order of time, with a response to being caught: mb and mbh (Otis et al. 1978; Zippin 1956; Rivest & Levesque 2001).

   Everybody not caught yet is caught on each occasion with probability p, everybody caught before with probability c. Then the people
   first caught on occasion i = 1..t are u_i ~ Poisson(A q^(i-1)), q = 1 - p, and

     mb     N = A / (1 - q)
     mbh    the first occasion stands by itself: N = u_1 + A_2 / (1 - q) with u_i ~ Poisson(A_2 q^(i-2)), i = 2..t
     var    v'Vv - N' with N' = A / (1 - q), v = N' (1, q/(1-q)) and V the covariances of (log A, log q)

   c = recaptures / chances to be recaptured says nothing about N; in removal data there are none. q >= 1 (as many or more new people on later occasions) leaves no positive
   N: no estimate, where published software prints a negative one.

   mb-bc, mbh-bc: the first three frequencies of the regression change by 2, -1, -1, but not below nobody (Rivest & Levesque 2001). */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "closed/account.h"
#include "closed/explained.h"
#include "estimator/tables.h"
#include "numeric/exponential.h"

/* A log q nearer to 0 is 0 but for rounding: as many new people on every occasion. */
static const double LARGEST_LOG_RATIO = -1e-10;

typedef struct variant {
  unsigned from; /* the first occasion of the regression */
  int is_corrected;
} variant;

typedef struct removal_plan {
  const dark__problem *problem;
  variant kind;
  unsigned n_occasions;
  unsigned occasions[DARK_MAX_LISTS]; /* [list] 1..n_occasions */
} removal_plan;

/* A table as this model sees it. */
typedef struct captures {
  dark__row_counts first;    /* rows [i]: people first caught on occasion i */
  double n, chances, caught; /* people; later occasions of people caught, and how many of them caught them again */
} captures;

/* One fit, and its memory. */
typedef struct removal_fit {
  captures data;
  dark__rows design;
  dark__regression regression;
  double log_ratio; /* log q */
  double people;    /* A / (1 - q) */
  double hidden;
} removal_fit;

/* ---- data */

/* When a history was caught first. */
static unsigned first_occasion(const removal_plan *plan, uint64_t history) {
  unsigned first = plan->n_occasions;
  for (unsigned list = 0; list < plan->problem->n_lists; list++)
    if (((history >> list) & 1) != 0 && plan->occasions[list] < first) first = plan->occasions[list];
  return first;
}

static void count_captures(captures *data, const removal_plan *plan, const double *weights) {
  const dark__problem *problem = plan->problem;
  *data = (captures){.n = 0};
  for (size_t r = 0; r < problem->n_records; r++) {
    const unsigned first = first_occasion(plan, problem->records[r].history);
    data->first.rows[first] += weights[r];
    data->n += weights[r];
    data->chances += weights[r] * (plan->n_occasions - first);
    data->caught += weights[r] * (__builtin_popcountll(problem->records[r].history) - 1);
  }
}

/* ---- fit */

static void make_design(dark__rows *design, const removal_plan *plan) {
  *design = (dark__rows){.first = plan->kind.from, .end = plan->n_occasions + 1, .n_columns = 2};
  for (unsigned i = design->first; i < design->end; i++) {
    design->columns[0][i] = design->n_cells[i] = 1;
    design->columns[1][i] = i - design->first;
  }
}

static void correct(dark__row_counts *counts, unsigned from) {
  static const double changes[] = {2, -1, -1};
  for (unsigned i = 0; i < 3; i++) counts->rows[from + i] = fmax(0, counts->rows[from + i] + changes[i]);
}

/* People caught before the regression begins. */
static double people_before(const removal_fit *fit) { return fit->design.first == 2 ? fit->data.first.rows[1] : 0; }

static dark_reason fit_weights(void *made, const void *of, const double *weights) {
  const removal_plan *plan = of;
  removal_fit *fit = made;
  count_captures(&fit->data, plan, weights);
  dark__row_counts counts = fit->data.first;
  if (plan->kind.is_corrected) correct(&counts, plan->kind.from);
  make_design(&fit->design, plan);
  const dark__regression_end end = dark__regression_fit(&fit->regression, &fit->design, &counts, NULL);
  if (end != DARK__REGRESSION_CONVERGED) return end == DARK__REGRESSION_RUNAWAY ? DARK_REASON_NO_MLE : DARK_REASON_NOT_CONVERGED;
  fit->log_ratio = fit->regression.coefficients[1];
  if (fit->log_ratio > LARGEST_LOG_RATIO) return DARK_REASON_NEGATIVE;
  fit->people = dark__exp(fit->regression.coefficients[0]) / -expm1(fit->log_ratio);
  const double n_occasions = fit->design.end - fit->design.first;
  fit->hidden = plan->kind.is_corrected ? people_before(fit) + fit->people - fit->data.n
                                        : fit->people * dark__exp(n_occasions * fit->log_ratio);
  return fit->hidden >= 0 ? DARK_N_REASONS : DARK_REASON_NEGATIVE;
}

/* ---- what the fit says of itself */

/* Covariances of (log A, log q) applied to a gradient. */
static double variance_along(const double covariances[4], double by_level, double by_ratio) {
  return by_level * by_level * covariances[0] + 2 * by_level * by_ratio * covariances[1] + by_ratio * by_ratio * covariances[3];
}

static void fill_fitted(dark_explanation *out, const removal_plan *plan, const removal_fit *fit) {
  const unsigned t = plan->n_occasions;
  const double again = fit->data.chances > 0 ? fit->data.caught / fit->data.chances : 0;
  out->fitted[0] = fit->hidden;
  for (uint32_t history = 1; history < (uint32_t)1 << plan->problem->n_lists; history++) {
    const unsigned first = first_occasion(plan, history), n_again = (unsigned)__builtin_popcount(history) - 1;
    const double newly = first < fit->design.first ? people_before(fit) : fit->regression.means[first];
    out->fitted[history] = newly * pow(again, n_again) * pow(1 - again, t - first - n_again);
  }
}

static void add_term(dark_explanation *out, const char *name, double coefficient, double variance) {
  dark_term *term = &out->terms[out->n_parameters++];
  snprintf(term->name, sizeof term->name, "%s", name);
  term->coefficient = coefficient;
  term->se = isinf(coefficient) ? NAN : sqrt(variance);
  out->n_minus_infinity += isinf(coefficient) ? 1 : 0;
}

/* The level is told as the logarithm of the hidden number, probabilities as log odds. */
static void fill_terms(dark_explanation *out, const removal_fit *fit, const double covariances[4]) {
  const double ratio = dark__exp(fit->log_ratio), odds = ratio / (1 - ratio), before = people_before(fit);
  const double n_occasions = fit->design.end - fit->design.first;
  const double caught = fit->data.caught, missed = fit->data.chances - caught;
  add_term(out, "intercept", log(fit->hidden), variance_along(covariances, 1, n_occasions + odds));
  if (fit->design.first == 2)
    add_term(out, "first occasion", log(before / fit->people), 1 / before + variance_along(covariances, 1, odds));
  add_term(out, "first capture", -log(odds), variance_along(covariances, 0, 1 / (1 - ratio)));
  add_term(out, "recapture", log(caught / missed), 1 / caught + 1 / missed);
}

/* x log y, 0 where x is 0. */
static double times_log(double x, double y) { return x > 0 ? x * log(y) : 0; }

static double log_likelihood(const removal_fit *fit) {
  const double before = people_before(fit), caught = fit->data.caught, chances = fit->data.chances;
  return fit->regression.log_lik + times_log(before, before) - before + times_log(caught, caught / chances) +
         times_log(chances - caught, 1 - caught / chances);
}

static dark_status account_for(dark_explanation *out, const void *of, void *made, const double *weights, dark_error *err) {
  const removal_plan *plan = of;
  removal_fit *fit = made;
  double covariances[4];
  dark__regression_covariances(covariances, &fit->regression, &fit->design);
  const double odds = 1 / expm1(-fit->log_ratio);
  const double variance = fit->people * fit->people * variance_along(covariances, 1, odds) - fit->people;
  *out = (dark_explanation){.se = sqrt(fmax(0, variance)), .n_candidates = 1, .is_complete = 1};
  out->fitted = calloc((size_t)1 << plan->problem->n_lists, sizeof *out->fitted);
  out->terms = plan->kind.is_corrected ? NULL : calloc(4, sizeof *out->terms);
  if (out->fitted == NULL || (out->terms == NULL && !plan->kind.is_corrected)) return dark__fail_memory(err);
  fill_fitted(out, plan, fit);
  if (plan->kind.is_corrected) return DARK_OK;
  out->has_model = 1;
  out->log_lik = log_likelihood(fit);
  fill_terms(out, fit, covariances);
  double expected = people_before(fit);
  for (unsigned i = fit->design.first; i < fit->design.end; i++) expected += fit->regression.means[i];
  dark__account_goodness(out, plan->problem, weights, expected);
  return DARK_OK;
}

/* ---- slots */

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  removal_plan *mine = calloc(1, sizeof *mine);
  *plan = mine;
  if (mine == NULL) return dark__fail_memory(err);
  mine->problem = problem;
  mine->kind = *(const variant *)config->variant;
  mine->n_occasions = problem->n_occasions;
  for (unsigned list = 0; list < problem->n_lists; list++) mine->occasions[list] = problem->occasions[list] + 1;
  return DARK_OK;
}

static void plan_free(void *plan) { free(plan); }

static dark_status workspace_new(void **workspace, const void *plan, dark_error *err) {
  (void)plan;
  *workspace = malloc(sizeof(removal_fit));
  return *workspace != NULL ? DARK_OK : dark__fail_memory(err);
}

static void workspace_free(void *workspace) { free(workspace); }

static dark_status estimate_one(dark_estimate *out, const void *plan, void *workspace, const double *weights, dark_error *err) {
  removal_fit *fit = workspace;
  (void)err;
  const dark_reason reason = fit_weights(fit, plan, weights);
  if (reason != DARK_N_REASONS) dark__estimate_fails(out, reason);
  else dark__estimate_succeeds(out, fit->hidden, (dark_model_id){{0, 0}});
  return DARK_OK;
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  return dark__estimate_each(estimate_one, out, plan, workspace, weights, n, err);
}

static const dark__accountable way = {sizeof(removal_fit), fit_weights, account_for};

static dark_status explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  return dark__explain_fit(out, &way, ((const removal_plan *)plan)->problem, plan, observed, err);
}

static dark_status deviance(double *out, const void *plan, const dark_estimate *estimate, const double *weights,
                            dark_error *err) {
  (void)estimate; /* there is one model */
  return dark__deviance_of_fit(out, &way, plan, weights, err);
}

#define ASSUMPTION                                                                                                               \
  "lists follow each other in time and are equally likely to catch people not caught before; having been caught may change the " \
  "chance"
#define ASSUMPTION_BUT_FIRST                                                                                                     \
  "lists follow each other in time; after the first they are equally likely to catch people not caught before, and having been " \
  "caught "                                                                                                                      \
  "may change the chance"

#define FAMILY                                                                                                              \
  .max_lists = DARK_MAX_LISTS, .needs_order = 1, .traits = DARK__EQUAL_LISTS, .plan_new = plan_new, .plan_free = plan_free, \
  .workspace_new = workspace_new, .workspace_free = workspace_free, .estimate = estimate, .explain = explain,               \
  .deviance = deviance

const dark_estimator dark__mb_estimator = {
    .name = "mb",
    .assumption = ASSUMPTION,
    .advice = "when being found changes what people do or what happens to them; only the numbers of new people count, so with "
              "--ordered only, and best when these fall steadily",
    .source = "Zippin 1956, Biometrics 12:163; Otis et al. 1978, Wildl. Monogr. 62",
    .min_lists = 2,
    .variant = &(const variant){1, 0},
    FAMILY};

const dark_estimator dark__mbh_estimator = {
    .name = "mbh",
    .assumption = ASSUMPTION_BUT_FIRST,
    .advice = "as mb, when people also differ in how easily they are caught; with --ordered only",
    .source = "Otis et al. 1978, Wildl. Monogr. 62; Rivest & Levesque 2001, Can. J. Stat. 29:555",
    .min_lists = 3,
    .variant = &(const variant){2, 0},
    FAMILY};

const dark_estimator dark__mb_bc_estimator = {.name = "mb-bc",
                                              .assumption = ASSUMPTION,
                                              .advice =
                                                  "mb with less bias when lists catch few of the people; with --ordered only",
                                              .source = "Rivest & Levesque 2001, Can. J. Stat. 29:555",
                                              .min_lists = 3,
                                              .variant = &(const variant){1, 1},
                                              FAMILY};

const dark_estimator dark__mbh_bc_estimator = {.name = "mbh-bc",
                                               .assumption = ASSUMPTION_BUT_FIRST,
                                               .advice =
                                                   "mbh with less bias when lists catch few of the people; with --ordered only",
                                               .source = "Rivest & Levesque 2001, Can. J. Stat. 29:555",
                                               .min_lists = 4,
                                               .variant = &(const variant){2, 1},
                                               FAMILY};
