/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/borrowed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "estimator/tables.h"

enum { FIRST = 1, SECOND = 2, BOTH = 3, N_HISTORIES = 4 };

typedef struct plan plan;

typedef struct stratum {
  const plan *of;
  const dark__problem *problem;
} stratum;

struct plan {
  size_t n;
  const size_t *starts;
  stratum strata[];
};

/* People per history. */
typedef struct sums {
  double of[N_HISTORIES];
} sums;

static dark_status group_plan_new(void **out, const dark__problems *problems, const dark__config *config, dark_error *err) {
  plan *mine = *out = calloc(1, sizeof *mine + problems->n * sizeof *mine->strata);
  (void)config;
  if (mine == NULL) return dark__fail_memory(err);
  mine->n = problems->n;
  mine->starts = problems->starts;
  for (size_t s = 0; s < problems->n; s++) mine->strata[s] = (stratum){mine, problems->strata[s]};
  return DARK_OK;
}

static const void *stratum_plan(const void *of, size_t s) { return &((const plan *)of)->strata[s]; }

/* The sums of every stratum. */
static dark_status workspace_new(void **workspace, const void *of, dark_error *err) {
  *workspace = malloc(((const plan *)of)->n * sizeof(sums));
  return *workspace == NULL ? dark__fail_memory(err) : DARK_OK;
}

static sums sum_stratum(const dark__problem *problem, const double *weights) {
  sums out = {{0}};
  for (size_t r = 0; r < problem->n_records; r++) out.of[problem->records[r].history] += weights[r];
  return out;
}

static double people(const sums *in) { return in->of[FIRST] + in->of[SECOND] + in->of[BOTH]; }

static bool has_both_lists(const sums *in) { return in->of[FIRST] + in->of[BOTH] > 0 && in->of[SECOND] + in->of[BOTH] > 0; }

static void judge(dark_estimate *out, const sums *in, const sums *all) {
  const double hidden = all->of[FIRST] * all->of[SECOND] / all->of[BOTH];
  if (!(people(in) > 0)) dark__estimate_fails(out, DARK_REASON_NO_RECORDS);
  else if (!has_both_lists(in)) dark__estimate_fails(out, DARK_REASON_ONE_LIST);
  else if (!(all->of[BOTH] > 0)) dark__estimate_fails(out, DARK_REASON_NO_OVERLAP);
  else dark__estimate_succeeds(out, people(in) * hidden / people(all), (dark_model_id){{1, 0}});
}

static sums add_strata(sums *each, const plan *mine, const double *weights) {
  sums all = {{0}};
  for (size_t s = 0; s < mine->n; s++) {
    each[s] = sum_stratum(mine->strata[s].problem, weights + mine->starts[s]);
    for (size_t h = FIRST; h < N_HISTORIES; h++) all.of[h] += each[s].of[h];
  }
  return all;
}

static dark_status estimate(dark_estimate *out, const void *of, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  const plan *mine = of;
  sums *each = workspace;
  (void)err;
  for (size_t t = 0; t < n; t++) {
    const sums all = add_strata(each, mine, weights[t]);
    for (size_t s = 0; s < mine->n; s++) judge(&out[t * mine->n + s], &each[s], &all);
  }
  return DARK_OK;
}

/* Given how many people the stratum has the hidden number has the relative error of n10 n01 / n11. */
static dark_status explain(dark_explanation *out, const void *of, const dark_estimate *observed, dark_error *err) {
  const stratum *own = of;
  sums all = {{0}};
  *out = (dark_explanation){.has_model = 1, .model = observed->model, .is_complete = 1, .n_candidates = 1, .criterion = NAN};
  out->fitted = calloc(N_HISTORIES, sizeof *out->fitted);
  if (out->fitted == NULL) return dark__fail_memory(err);
  for (size_t s = 0; s < own->of->n; s++)
    for (size_t r = 0; r < own->of->strata[s].problem->n_records; r++)
      all.of[own->of->strata[s].problem->records[r].history] += own->of->strata[s].problem->records[r].count;
  out->se = observed->hidden * sqrt(1 / all.of[FIRST] + 1 / all.of[SECOND] + 1 / all.of[BOTH]);
  out->fitted[0] = observed->hidden;
  for (size_t h = FIRST; h < N_HISTORIES; h++) out->fitted[h] = own->problem->n_observed * all.of[h] / people(&all);
  return DARK_OK;
}

const dark_estimator borrowed_estimator = {
    .name = "borrowed",
    .assumption = "the two lists are independent, and the same share is unseen in every category",
    .advice = "for tests",
    .source = "none",
    .min_lists = 2,
    .max_lists = 2,
    .group_plan_new = group_plan_new,
    .plan_free = free,
    .stratum_plan = stratum_plan,
    .workspace_new = workspace_new,
    .workspace_free = free,
    .estimate = estimate,
    .explain = explain,
};
