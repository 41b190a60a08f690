/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/profile.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/profile.h"
#include "loglinear/fit/engine.h"
#include "numeric/deviance.h"

/* Margins of a fit are met when they agree to this. */
static const double MARGIN_ERROR = 1e-6;

/* The observed table with a supposed number of people in the unseen cell, refitted again and again. */
typedef struct supposed {
  dark__engine *engine;
  uint32_t *histories; /* [n_records + 1] the unseen cell last */
  double *weights;     /* [n_records + 1] */
  double *start;       /* [n_terms] effects of the last fit */
  dark__fit_request request;
} supposed;

static void clear_supposed(supposed *table) {
  dark__engine_free(table->engine);
  free(table->histories);
  free(table->weights);
  free(table->start);
}

static dark_status make_supposed(supposed *table, const dark__problem *problem, const uint32_t *terms, size_t n_terms,
                                 dark_error *err) {
  const size_t n = problem->n_records;
  *table = (supposed){.histories = calloc(n + 1, sizeof *table->histories),
                      .weights = calloc(n + 1, sizeof *table->weights),
                      .start = malloc((n_terms + 1) * sizeof *table->start)};
  if (table->histories == NULL || table->weights == NULL || table->start == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) {
    table->histories[i] = (uint32_t)problem->records[i].history;
    table->weights[i] = problem->records[i].count;
  }
  table->request = (dark__fit_request){.terms = terms, .n_terms = n_terms, .floor = -INFINITY, .has_unseen = true};
  return dark__engine_new(&table->engine, problem, n_terms, err);
}

/* A fit that left out an effect for a vanishing pivot may stand still without reproducing the margins. */
static bool is_maximum(const dark__fit *fit, const dark__fit_space *space, const dark__counts *counts) {
  if (fit->end != DARK__FIT_CONVERGED) return false;
  for (size_t i = 0; i < space->n_kept; i++) {
    const double margin = counts->margins[space->kept[i]];
    if (!(fabs(space->sums[space->kept[i]] - margin) <= MARGIN_ERROR * margin)) return false;
  }
  return true;
}

/* From the last fit, else from the data. */
static bool refit(supposed *table) {
  dark__engine *engine = table->engine;
  dark__fit fit = dark__fit_model(&engine->space, &engine->counts, &table->request);
  if (is_maximum(&fit, &engine->space, &engine->counts)) return true;
  table->request.start = NULL;
  fit = dark__fit_model(&engine->space, &engine->counts, &table->request);
  return is_maximum(&fit, &engine->space, &engine->counts);
}

static dark_status log_lik(double *out, void *context, double hidden, dark_error *err) {
  supposed *table = context;
  dark__engine *engine = table->engine;
  const size_t n = engine->problem->n_records, n_cells = (size_t)1 << engine->problem->n_lists;
  table->weights[n] = hidden;
  dark__counts_set(&engine->counts, table->histories, table->weights, n + 1);
  if (!refit(table))
    return dark__fail(err, DARK_ENUMERIC, "a model of %zu effects did not converge with %g people unseen", table->request.n_terms,
                      hidden);
  dark__fit_effects(table->start, &engine->space, &table->request);
  table->request.start = table->start;
  *out = 0;
  for (size_t cell = 0; cell < n_cells; cell++)
    *out += dark__half_deviance(engine->counts.cells[cell], engine->space.means[cell]);
  return DARK_OK;
}

dark_status dark__profile_model(dark_interval *out, const dark__problem *problem, const uint32_t *terms, size_t n_terms,
                                double hidden, double level, dark_error *err) {
  supposed table;
  dark_status status = make_supposed(&table, problem, terms, n_terms, err);
  if (status == DARK_OK) status = dark__profile_interval(out, problem->n_observed, hidden, level, log_lik, &table, err);
  clear_supposed(&table);
  return status;
}

dark_status dark__profile_chosen(dark_interval *out, const dark__problem *problem, const dark__lattice *lattice,
                                 const dark_estimate *observed, double level, dark_error *err) {
  uint32_t terms[DARK__MAX_TERMS];
  const size_t n_terms = dark__lattice_expand(terms, lattice, dark__id_set(observed->model));
  out->reasons |= DARK_REASON_BIT(DARK_REASON_CONDITIONAL);
  return dark__profile_model(out, problem, terms, n_terms, observed->hidden, level, err);
}
