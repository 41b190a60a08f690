/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/walk.h"

#include <math.h>

#include "base/error.h"
#include "numeric/poisson_tail.h"

/* Judge a model of the lattice on the active tables; verdicts [width]. */
static dark_status judge_set(dark__verdict *verdicts, size_t *n_terms, const dark__walk *walk, dark__lanes *lanes,
                             dark__term_set model, unsigned active, dark_error *err) {
  *n_terms = dark__lattice_expand(lanes->terms, &walk->lattice, model);
  dark__block_request request = {.terms = lanes->terms, .n_terms = *n_terms, .active = active};
  for (size_t lane = 0; lane < lanes->kernel->width; lane++) request.floor[lane] = -INFINITY;
  dark__block_result result;
  dark__lanes_fit(&result, lanes, &request, NULL);
  for (size_t lane = 0; lane < lanes->kernel->width; lane++) {
    if (((active >> lane) & 1) == 0) continue;
    const dark_status status =
        dark__judge_fit(&verdicts[lane], &result.lanes[lane], lanes->terms, *n_terms, &lanes->block->lanes[lane], err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

/* ---- stepwise */

/* One table on its way forward. */
typedef struct climber {
  dark__term_set model;
  double hidden;
  double log_p[DARK__MAX_OPTIONAL]; /* of pairs outside the model; infinite for those inside or given up */
  bool is_done;
} climber;

static size_t smallest(const double *values, size_t n) {
  size_t least = 0;
  for (size_t i = 1; i < n; i++)
    if (values[i] < values[least]) least = i;
  return least;
}

/* The model that the table wants to try next; false when no pair is below the threshold. */
static bool next_model(dark__term_set *next, size_t *pair, const climber *at, const dark__walk *walk) {
  if (walk->lattice.n_optional == 0) return false;
  *pair = smallest(at->log_p, walk->lattice.n_optional);
  if (!(at->log_p[*pair] < walk->threshold)) return false;
  *next = at->model;
  dark__set_add(next, *pair);
  return true;
}

/* The table has arrived at a model: its p-values come from the fit in the block, whose superset sums are the fitted margins. */
static void arrive(climber *at, const dark__walk *walk, const dark__lanes *lanes, size_t lane, dark__term_set model,
                   double hidden) {
  const size_t width = lanes->kernel->width;
  at->model = model;
  at->hidden = hidden;
  for (size_t i = 0; i < walk->lattice.n_optional; i++) {
    const uint32_t pair = walk->lattice.terms[i];
    const double margin = lanes->block->lanes[lane].margins[pair], fitted = lanes->block->sums[pair * width + lane];
    at->log_p[i] = dark__set_has(&model, i) ? INFINITY : dark__log_poisson_tail(margin, fitted);
  }
}

/* Fit the model that the first table under way wants next to all tables that want the same. *moved is false when none is under way. */
static dark_status step_forward(bool *moved, climber *at, size_t n, const dark__walk *walk, dark__lanes *lanes, dark_error *err) {
  dark__term_set model = {{0, 0}}, wanted;
  size_t pairs[DARK__MOST_LANES], n_terms;
  unsigned active = 0;
  for (size_t lane = 0; lane < n; lane++) {
    if (at[lane].is_done) continue;
    at[lane].is_done = !next_model(&wanted, &pairs[lane], &at[lane], walk);
    if (at[lane].is_done) continue;
    if (active == 0) model = wanted;
    if (dark__set_equal(model, wanted)) active |= 1u << lane;
  }
  *moved = active != 0;
  if (!*moved) return DARK_OK;
  dark__verdict verdicts[DARK__MOST_LANES];
  const dark_status status = judge_set(verdicts, &n_terms, walk, lanes, model, active, err);
  for (size_t lane = 0; status == DARK_OK && lane < n; lane++) {
    if (((active >> lane) & 1) == 0) continue;
    if (verdicts[lane].code == 0) arrive(&at[lane], walk, lanes, lane, model, verdicts[lane].hidden);
    else at[lane].log_p[pairs[lane]] = INFINITY;
  }
  return status;
}

/* Tables for which the model of all pairs has an estimate are done with it. */
static dark_status try_all_pairs(climber *at, size_t n, const dark__walk *walk, dark__lanes *lanes, dark_error *err) {
  dark__term_set all = {{0, 0}};
  dark__verdict verdicts[DARK__MOST_LANES];
  size_t n_terms;
  for (size_t i = 0; i < walk->lattice.n_optional; i++) dark__set_add(&all, i);
  const dark_status status = judge_set(verdicts, &n_terms, walk, lanes, all, (1u << n) - 1, err);
  for (size_t lane = 0; status == DARK_OK && lane < n; lane++) {
    if (verdicts[lane].code != 0) continue;
    at[lane] = (climber){.model = all, .hidden = verdicts[lane].hidden, .is_done = true};
  }
  return status;
}

/* Fit the smallest model to the tables under way; those without an estimate there are done. */
static dark_status start_climbing(dark_estimate *out, climber *at, size_t n, const dark__walk *walk, dark__lanes *lanes,
                                  dark_error *err) {
  const dark__term_set least = walk->lattice.forced;
  dark__verdict verdicts[DARK__MOST_LANES];
  size_t n_terms;
  unsigned active = 0;
  for (size_t lane = 0; lane < n; lane++) active |= at[lane].is_done ? 0 : 1u << lane;
  if (active == 0) return DARK_OK;
  const dark_status status = judge_set(verdicts, &n_terms, walk, lanes, least, active, err);
  for (size_t lane = 0; status == DARK_OK && lane < n; lane++) {
    if (((active >> lane) & 1) == 0) continue;
    at[lane].is_done = verdicts[lane].code != 0;
    if (at[lane].is_done) dark__estimate_fails(&out[lane], dark__code_reason(verdicts[lane].code));
    else arrive(&at[lane], walk, lanes, lane, least, verdicts[lane].hidden);
  }
  return status;
}

dark_status dark__walk_stepwise(dark_estimate *out, size_t n, const dark__walk *walk, dark__lanes *lanes, dark_error *err) {
  climber at[DARK__MOST_LANES];
  dark_status status = DARK_OK;
  for (size_t lane = 0; lane < n; lane++) {
    at[lane].is_done = false;
    at[lane].hidden = NAN;
  }
  if (walk->allow_all_pairs) status = try_all_pairs(at, n, walk, lanes, err);
  if (status == DARK_OK) status = start_climbing(out, at, n, walk, lanes, err);
  for (bool moved = true; status == DARK_OK && moved;) status = step_forward(&moved, at, n, walk, lanes, err);
  for (size_t lane = 0; status == DARK_OK && lane < n; lane++)
    if (!isnan(at[lane].hidden)) dark__estimate_succeeds(&out[lane], at[lane].hidden, dark__set_id(at[lane].model));
  return status;
}

/* ---- downhill */

/* A model and its value. */
typedef struct spot {
  dark__term_set model;
  double criterion, hidden; /* infinite and NaN without an estimate */
  int code;
} spot;

/* One table on its way down. */
typedef struct descender {
  spot here, best; /* best of the neighbours looked at in this round */
  double price;
  bool is_done;
} descender;

static dark_status look_at(spot *spots, const descender *at, const dark__walk *walk, dark__lanes *lanes, dark__term_set model,
                           unsigned active, dark_error *err) {
  dark__verdict verdicts[DARK__MOST_LANES];
  size_t n_terms;
  const dark_status status = judge_set(verdicts, &n_terms, walk, lanes, model, active, err);
  for (size_t lane = 0; status == DARK_OK && lane < lanes->kernel->width; lane++) {
    if (((active >> lane) & 1) == 0) continue;
    const dark__verdict *verdict = &verdicts[lane];
    spots[lane] = (spot){.model = model, .criterion = INFINITY, .hidden = verdict->hidden, .code = verdict->code};
    if (verdict->code == 0)
      spots[lane].criterion = dark__criterion_value(&lanes->block->lanes[lane], verdict->log_lik, n_terms, at[lane].price);
  }
  return status;
}

/* Strictly better, or tied and earlier in canonical order. */
static bool is_preferred(const spot *a, const spot *b) {
  if (!isfinite(a->criterion)) return false;
  if (!isfinite(b->criterion)) return true;
  const double tolerance = dark__criterion_tolerance(b->criterion);
  if (fabs(a->criterion - b->criterion) > tolerance) return a->criterion < b->criterion;
  return dark__set_compare(a->model, b->model) < 0;
}

/* The neighbour that differs by term i; false when there is none. */
static bool toggle(dark__term_set *model, const dark__lattice *lattice, size_t i) {
  if (dark__lattice_can_remove(lattice, *model, i)) dark__set_remove(model, i);
  else if (dark__lattice_can_add(lattice, *model, i)) dark__set_add(model, i);
  else return false;
  return true;
}

/* Look at all neighbours of one model for the tables that stand there. */
static dark_status look_around(descender *at, unsigned active, const dark__walk *walk, dark__lanes *lanes, dark__term_set model,
                               dark_error *err) {
  for (size_t i = 0; i < walk->lattice.n_optional; i++) {
    dark__term_set neighbour = model;
    spot spots[DARK__MOST_LANES];
    if (!toggle(&neighbour, &walk->lattice, i)) continue;
    const dark_status status = look_at(spots, at, walk, lanes, neighbour, active, err);
    if (status != DARK_OK) return status;
    for (size_t lane = 0; lane < lanes->kernel->width; lane++)
      if (((active >> lane) & 1) != 0 && is_preferred(&spots[lane], &at[lane].best)) at[lane].best = spots[lane];
  }
  return DARK_OK;
}

/* One round for the first table under way and all that stand at the same model. *moved is false when none is under way. */
static dark_status step_down(bool *moved, descender *at, size_t n, const dark__walk *walk, dark__lanes *lanes, dark_error *err) {
  dark__term_set model = {{0, 0}};
  unsigned active = 0;
  for (size_t lane = 0; lane < n; lane++) {
    if (at[lane].is_done) continue;
    if (active == 0) model = at[lane].here.model;
    if (!dark__set_equal(model, at[lane].here.model)) continue;
    active |= 1u << lane;
    at[lane].best = (spot){.criterion = INFINITY};
  }
  *moved = active != 0;
  if (!*moved) return DARK_OK;
  const dark_status status = look_around(at, active, walk, lanes, model, err);
  for (size_t lane = 0; status == DARK_OK && lane < n; lane++) {
    if (((active >> lane) & 1) == 0) continue;
    const double target = at[lane].here.criterion - dark__criterion_tolerance(at[lane].here.criterion);
    at[lane].is_done = !(at[lane].best.criterion < target);
    if (!at[lane].is_done) at[lane].here = at[lane].best;
  }
  return status;
}

dark_status dark__walk_downhill(dark_estimate *out, size_t n, const dark__walk *walk, dark__lanes *lanes, dark_error *err) {
  descender at[DARK__MOST_LANES] = {{.is_done = true}};
  spot starts[DARK__MOST_LANES] = {{.criterion = INFINITY}};
  for (size_t lane = 0; lane < n; lane++)
    at[lane] = (descender){.price = dark__criterion_price(walk->criterion, lanes->block->lanes[lane].margins[0])};
  dark_status status = look_at(starts, at, walk, lanes, walk->lattice.forced, (1u << n) - 1, err);
  for (size_t lane = 0; status == DARK_OK && lane < n; lane++) {
    at[lane].here = starts[lane];
    at[lane].is_done = starts[lane].code != 0;
  }
  for (bool moved = true; status == DARK_OK && moved;) status = step_down(&moved, at, n, walk, lanes, err);
  for (size_t lane = 0; status == DARK_OK && lane < n; lane++) {
    if (at[lane].here.code != 0) dark__estimate_fails(&out[lane], dark__code_reason(at[lane].here.code));
    else dark__estimate_succeeds(&out[lane], at[lane].here.hidden, dark__set_id(at[lane].here.model));
  }
  return status;
}
