/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/walk.h"

#include <math.h>

#include "numeric/poisson_tail.h"

/* Judge a model of the lattice on the loaded table. */
static dark_status judge_set(dark__verdict *verdict, size_t *n_terms, const dark__walk *walk, dark__engine *engine,
                             dark__term_set model, double floor, dark_error *err) {
  *n_terms = dark__lattice_expand(engine->terms, &walk->lattice, model);
  const dark__fit_request request = {.terms = engine->terms, .n_terms = *n_terms, .floor = floor};
  return dark__engine_judge(verdict, engine, &request, err);
}

/* Log p-values of the pairs outside the model, from the fit in engine->space (its superset sums are the fitted margins); +infinity for
   pairs inside. */
static void find_p_values(double *log_p, const dark__walk *walk, const dark__engine *engine, dark__term_set model) {
  for (size_t i = 0; i < walk->lattice.n_optional; i++) {
    const uint32_t pair = walk->lattice.terms[i];
    log_p[i] = dark__set_has(&model, i) ? INFINITY : dark__log_poisson_tail(engine->counts.margins[pair], engine->space.sums[pair]);
  }
}

static size_t smallest(const double *values, size_t n) {
  size_t least = 0;
  for (size_t i = 1; i < n; i++)
    if (values[i] < values[least]) least = i;
  return least;
}

/* Add the best pair that leads to a model with an estimate. *moved tells whether there was one; *verdict is then the new fit. */
static dark_status step_forward(dark__term_set *model, dark__verdict *verdict, bool *moved, const dark__walk *walk,
                                dark__engine *engine, dark_error *err) {
  double log_p[DARK__MAX_OPTIONAL];
  find_p_values(log_p, walk, engine, *model);
  *moved = false;
  for (;;) {
    const size_t i = smallest(log_p, walk->lattice.n_optional);
    if (walk->lattice.n_optional == 0 || !(log_p[i] < walk->threshold)) return DARK_OK;
    dark__term_set next = *model;
    dark__set_add(&next, i);
    size_t n_terms;
    dark__verdict there;
    const dark_status status = judge_set(&there, &n_terms, walk, engine, next, -INFINITY, err);
    if (status != DARK_OK) return status;
    if (there.code == 0) {
      *model = next;
      *verdict = there;
      *moved = true;
      return DARK_OK;
    }
    log_p[i] = INFINITY;
  }
}

static dark_status try_all_pairs(bool *done, dark_estimate *out, const dark__walk *walk, dark__engine *engine, dark_error *err) {
  dark__term_set all = {{0, 0}};
  for (size_t i = 0; i < walk->lattice.n_optional; i++) dark__set_add(&all, i);
  size_t n_terms;
  dark__verdict verdict;
  const dark_status status = judge_set(&verdict, &n_terms, walk, engine, all, -INFINITY, err);
  *done = status == DARK_OK && verdict.code == 0;
  if (*done) dark__estimate_succeeds(out, verdict.hidden, dark__set_id(all));
  return status;
}

dark_status dark__walk_stepwise(dark_estimate *out, const dark__walk *walk, dark__engine *engine, dark_error *err) {
  bool done = false;
  dark_status status = walk->allow_all_pairs ? try_all_pairs(&done, out, walk, engine, err) : DARK_OK;
  if (status != DARK_OK || done) return status;
  dark__term_set model = {{0, 0}};
  size_t n_terms;
  dark__verdict verdict;
  status = judge_set(&verdict, &n_terms, walk, engine, model, -INFINITY, err);
  if (status != DARK_OK) return status;
  if (verdict.code != 0) {
    dark__estimate_fails(out, dark__code_reason(verdict.code));
    return DARK_OK;
  }
  for (bool moved = true; moved;) {
    status = step_forward(&model, &verdict, &moved, walk, engine, err);
    if (status != DARK_OK) return status;
  }
  dark__estimate_succeeds(out, verdict.hidden, dark__set_id(model));
  return DARK_OK;
}

/* A model and its value on the way downhill. */
typedef struct spot {
  dark__term_set model;
  double criterion, hidden;
  int code;
} spot;

static dark_status look_at(spot *there, const dark__walk *walk, dark__engine *engine, dark__term_set model, double price,
                           dark_error *err) {
  dark__verdict verdict;
  size_t n_terms;
  const dark_status status = judge_set(&verdict, &n_terms, walk, engine, model, -INFINITY, err);
  if (status != DARK_OK) return status;
  *there = (spot){.model = model, .hidden = verdict.hidden, .code = verdict.code};
  there->criterion = verdict.code == 0 ? dark__criterion_value(&engine->counts, verdict.log_lik, n_terms, price) : INFINITY;
  return DARK_OK;
}

/* Strictly better, or tied and earlier in canonical order. */
static bool is_preferred(const spot *a, const spot *b) {
  if (!isfinite(a->criterion)) return false;
  if (!isfinite(b->criterion)) return true;
  const double tolerance = dark__criterion_tolerance(b->criterion);
  if (fabs(a->criterion - b->criterion) > tolerance) return a->criterion < b->criterion;
  return dark__set_compare(a->model, b->model) < 0;
}

static dark_status best_neighbour(spot *best, const spot *here, const dark__walk *walk, dark__engine *engine, double price,
                                  dark_error *err) {
  *best = (spot){.criterion = INFINITY};
  for (size_t i = 0; i < walk->lattice.n_optional; i++) {
    dark__term_set model = here->model;
    if (dark__lattice_can_remove(&walk->lattice, model, i))
      dark__set_remove(&model, i);
    else if (dark__lattice_can_add(&walk->lattice, model, i))
      dark__set_add(&model, i);
    else
      continue;
    spot there;
    const dark_status status = look_at(&there, walk, engine, model, price, err);
    if (status != DARK_OK) return status;
    if (is_preferred(&there, best)) *best = there;
  }
  return DARK_OK;
}

dark_status dark__walk_downhill(dark_estimate *out, const dark__walk *walk, dark__engine *engine, dark_error *err) {
  const double price = dark__criterion_price(walk->criterion, engine->counts.margins[0]);
  spot here, next;
  dark_status status = look_at(&here, walk, engine, (dark__term_set){{0, 0}}, price, err);
  if (status == DARK_OK && here.code != 0) {
    dark__estimate_fails(out, dark__code_reason(here.code));
    return DARK_OK;
  }
  while (status == DARK_OK) {
    status = best_neighbour(&next, &here, walk, engine, price, err);
    if (status != DARK_OK) return status;
    if (!(next.criterion < here.criterion - dark__criterion_tolerance(here.criterion))) break;
    here = next;
  }
  if (status == DARK_OK) dark__estimate_succeeds(out, here.hidden, dark__set_id(here.model));
  return status;
}
