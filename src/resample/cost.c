/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an estimation costs, without measuring it. Constants are fitted to benchmarks/README.md and to tables of up to sixteen sparse lists
   (AVX-512, one core), in microseconds for one table:

     drawing it                2
     a fit with p effects      0.005 p^2
     bic, m interactions       12 m 4.5^(lists - 5), but no more than 30 for each node of its budget
     stepwise                  0.38 pairs^2 (1 + 2^(lists - 10))
     downhill                  0.012 pairs^2 2^lists
     hierarchical              8000 2.9^(lists - 5)
     regression on captures    0.045 sightings (covariates' effects + 1)
     a joint model             10 + 0.15 cells of all categories; a search meets 350 of them, the average and the certificate of the
                               observed table 7,000, a model that is given three

   Replicates and jackknife tables of all parts are estimated. Only additions and multiplications: the same bits everywhere, as shards are
   dealt by these seconds. */
#include "resample/cost.h"

#include <stdbool.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "estimator/dependence.h"
#include "estimator/settings.h"
#include "lattice/terms.h"

static const double MICROSECOND = 1e-6, DRAW = 2, NODE = 30;

const dark_estimator *dark__cost_estimator(const dark__workload *work, const dark_settings *settings) {
  return dark__estimator_named(settings->method, work->n_lists, dark_table_captures(work->table) != NULL,
                               dark__dependence_is_asked(&settings->dependence));
}

static double power(double base, unsigned n) {
  double result = 1;
  for (unsigned i = 0; i < n; i++) result *= base;
  return result;
}

/* 4.5^(n_lists - 5) */
static double growth(size_t n_lists) {
  return n_lists >= 5 ? power(4.5, (unsigned)n_lists - 5) : power(1 / 4.5, 5 - (unsigned)n_lists);
}

static double regression_cost(const dark__workload *work) {
  const dark_captures *captures = dark_table_captures(work->table);
  double n_effects = 1;
  for (size_t c = 0; c < captures->n_covariates; c++)
    n_effects += captures->covariates[c].numbers != NULL ? 1 : (double)captures->covariates[c].n_values - 1;
  return 0.045 * (double)captures->n_sightings * n_effects;
}

/* A search that has no budget of its own (`bic`) seldom takes more. */
static const double USUAL_BUDGET = 1e4;

/* The option `budget` of a search, or a large number. */
static double read_budget(const dark_estimator *estimator, const dark_settings *settings) {
  double values[32], budget = 1e12;
  if (estimator->n_options > 32 || dark__options_read(values, estimator, settings->set, settings->n_set, NULL) != DARK_OK)
    return budget;
  for (size_t i = 0; i < estimator->n_options; i++)
    if (strcmp(estimator->options[i].name, "budget") == 0) budget = values[i];
  return budget > 0 ? budget : USUAL_BUDGET;
}

static dark_status search_cost(double *cost, const dark__workload *work, const dark_estimator *estimator,
                               const dark_settings *settings, dark_error *err) {
  const unsigned n = (unsigned)work->n_lists, order = settings->max_order != 0 ? settings->max_order : dark__search_order(n);
  const double n_pairs = n * (n - 1.0) / 2;
  if (strcmp(estimator->name, "downhill") == 0) {
    *cost = 0.012 * n_pairs * n_pairs * power(2, n);
    return DARK_OK;
  }
  dark__lattice lattice;
  const dark_status status = dark__lattice_make(&lattice, n, order, err);
  if (status != DARK_OK) return status;
  const double search = 12 * (double)lattice.n_optional * growth(n);
  const double most = NODE * read_budget(estimator, settings) * (n > 8 ? power(2, n - 8) : 1);
  *cost = search < most ? search : most;
  return DARK_OK;
}

/* `saturated` has an order, and searches nothing. */
static bool is_one_model(const dark_estimator *estimator) { return strcmp(estimator->name, "saturated") == 0; }

static double fit_cost(const dark__workload *work, const dark_estimator *estimator) {
  const double n = (double)work->n_lists, n_pairs = n * (n - 1) / 2;
  const double n_effects = is_one_model(estimator) ? power(2, (unsigned)work->n_lists) - 1 : 1 + n + n_pairs;
  return 0.005 * n_effects * n_effects;
}

/* Below ten lists the fits are what takes time, above the cells of the lattice. */
static double stepwise_cost(const dark__workload *work) {
  const unsigned n = (unsigned)work->n_lists;
  const double n_pairs = n * (n - 1.0) / 2;
  return 0.38 * n_pairs * n_pairs * (1 + power(2, n) / 1024);
}

/* Effects grow with the cube of the lists, and a mode costs their cube; few lists have a finer grid. */
static double hierarchical_cost(const dark__workload *work) {
  const unsigned n = (unsigned)work->n_lists;
  return 8000 * (n >= 5 ? power(2.9, n - 5) : power(1 / 2.9, 5 - n));
}

/* The posterior, and the average over all models, whose number is what grows. */
static double mixture_cost(const dark__workload *work) {
  const unsigned n = (unsigned)work->n_lists;
  return hierarchical_cost(work) + 8000 * (n >= 5 ? power(27, n - 5) : power(0.2, 5 - n));
}

/* All categories at once, and all people in one table. */
static double joint_seconds(const dark__workload *work, const dark_settings *settings, size_t n_replicates) {
  const bool is_search = settings->model == NULL || strcmp(settings->model, "auto") == 0;
  const double n_replicated = is_search ? 350 : 3, n_observed = is_search ? 7000 : 3, n_tables = (double)n_replicates;
  const double histories = power(2, (unsigned)work->n_lists), n_strata = (double)(work->n_parts > 1 ? work->n_parts - 1 : 1);
  const double categories = 10 + 0.15 * histories * n_strata, pooled = 10 + 0.15 * histories;
  const double apart = work->n_parts > 1 ? pooled * (n_replicated * (n_tables + histories) + n_observed) / 4 : 0;
  return MICROSECOND * (categories * (n_replicated * n_tables + n_observed) + apart);
}

dark_status dark__cost_seconds(double *seconds, const dark__workload *work, const dark_settings *settings, size_t n_replicates,
                               dark_error *err) {
  double cost = 0;
  dark_status status = DARK_OK;
  const dark_estimator *estimator = dark__cost_estimator(work, settings);
  const dark_captures *captures = dark_table_captures(work->table);
  *seconds = 0;
  if (estimator == NULL || !dark_estimator_takes_captures(estimator, captures))
    return dark__fail(err, DARK_EUSAGE, "method %s is not for this table", settings->method);
  if (estimator->group_plan_new != NULL) {
    *seconds = joint_seconds(work, settings, n_replicates);
    return DARK_OK;
  }
  if (captures != NULL) cost = regression_cost(work);
  else if (strcmp(estimator->name, "mixture") == 0) cost = mixture_cost(work);
  else if (estimator->takes_max_order && !is_one_model(estimator)) status = search_cost(&cost, work, estimator, settings, err);
  else if (strcmp(estimator->name, "stepwise") == 0) cost = stepwise_cost(work);
  else if (strcmp(estimator->name, "hierarchical") == 0) cost = hierarchical_cost(work);
  else cost = fit_cost(work, estimator);
  const double n_tables = (double)work->n_parts * (double)n_replicates + (n_replicates > 0 ? (double)work->n_records : 0);
  *seconds = MICROSECOND * (DRAW + cost) * (n_tables + (double)work->n_parts);
  return status;
}

dark__workload dark__cost_workload(const dark_table *table) {
  dark__workload work = {.table = table, .n_lists = dark_table_n_lists(table)};
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n;
    dark_table_records(table, s, &n);
    work.n_records += n;
    work.n_parts += n > 0;
  }
  if (work.n_parts > 1) work.n_parts++;
  return work;
}
