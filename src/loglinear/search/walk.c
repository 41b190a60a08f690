/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/walk.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "numeric/poisson_tail.h"

/* Who walks, and what one table does when a model has been fitted to it: its fit is still in its lane. */
typedef struct party party;
typedef void arrival(party *of, size_t table, size_t lane, const dark__verdict *verdict);

struct party {
  const dark__walk *walk;
  dark__crowd *crowd;
  void *walkers;        /* [n of the crowd] */
  dark__term_set model; /* being fitted */
  size_t n_terms;       /* of the model, with intercept and main effects */
  size_t *group;        /* [n of the crowd] tables that want the same */
  dark_error *err;
};

static const dark__counts *counts_of(const party *of, size_t table) { return &of->crowd->counts[table]; }

/* As many tables as there are lanes, at most. */
static dark_status judge_few(party *of, const size_t *tables, size_t n, arrival *arrive) {
  dark__lanes *lanes = of->crowd->lanes;
  size_t lane_of[DARK__MOST_LANES];
  dark__block_request request = {.terms = lanes->terms, .n_terms = of->n_terms};
  for (size_t lane = 0; lane < lanes->kernel->width; lane++) request.floor[lane] = -INFINITY;
  request.active = dark__crowd_seat(lane_of, of->crowd, tables, n);
  dark__block_result result;
  dark__lanes_fit(&result, lanes, &request, NULL);
  for (size_t i = 0; i < n; i++) {
    dark__verdict verdict;
    const dark_status status =
        dark__judge_fit(&verdict, &result.lanes[lane_of[i]], lanes->terms, of->n_terms, counts_of(of, tables[i]), of->err);
    if (status != DARK_OK) return status;
    arrive(of, tables[i], lane_of[i], &verdict);
  }
  return DARK_OK;
}

/* Judge a model of the lattice on tables [n]. */
static dark_status judge(party *of, dark__term_set model, const size_t *tables, size_t n, arrival *arrive) {
  const size_t width = of->crowd->lanes->kernel->width;
  dark_status status = DARK_OK;
  of->model = model;
  of->n_terms = dark__lattice_expand(of->crowd->lanes->terms, &of->walk->lattice, model);
  for (size_t i = 0; status == DARK_OK && i < n; i += width)
    status = judge_few(of, tables + i, n - i < width ? n - i : width, arrive);
  return status;
}

/* Gather for n tables of the crowd, each with a walker of some bytes that begins as zeros. */
static dark_status meet(party *of, size_t size, const dark__walk *walk, dark__crowd *crowd, dark_error *err) {
  *of = (party){.walk = walk, .crowd = crowd, .err = err};
  of->walkers = calloc(crowd->n + 1, size);
  of->group = malloc((crowd->n + 1) * sizeof *of->group);
  return of->walkers == NULL || of->group == NULL ? dark__fail_memory(err) : DARK_OK;
}

static void part(party *of) {
  free(of->walkers);
  free(of->group);
}

/* ---- stepwise */

/* One table on its way forward. */
typedef struct climber {
  dark__term_set model, next; /* where it is, and what it wants to try */
  size_t pair;                /* that next has more */
  double hidden;
  double log_p[DARK__MAX_OPTIONAL]; /* of pairs outside the model; infinite for those inside or given up */
  bool is_done;
  int code; /* of the smallest model */
} climber;

static size_t smallest(const double *values, size_t n) {
  size_t least = 0;
  for (size_t i = 1; i < n; i++)
    if (values[i] < values[least]) least = i;
  return least;
}

/* It is done when no pair is below the threshold. */
static void choose_next(climber *at, const dark__walk *walk) {
  at->pair = smallest(at->log_p, walk->lattice.n_optional);
  at->is_done = walk->lattice.n_optional == 0 || !(at->log_p[at->pair] < walk->threshold);
  if (at->is_done) return;
  at->next = at->model;
  dark__set_add(&at->next, at->pair);
}

/* The p-values come from the fit in the block, whose superset sums are the fitted margins. */
static void stand(climber *at, const party *of, size_t table, size_t lane, double hidden) {
  const dark__lanes *lanes = of->crowd->lanes;
  const dark__lattice *lattice = &of->walk->lattice;
  at->model = of->model;
  at->hidden = hidden;
  for (size_t i = 0; i < lattice->n_optional; i++) {
    const uint32_t pair = lattice->terms[i];
    const double margin = counts_of(of, table)->margins[pair], fitted = lanes->block->sums[pair * lanes->kernel->width + lane];
    at->log_p[i] = dark__set_has(&of->model, i) ? INFINITY : dark__log_poisson_tail(margin, fitted);
  }
  choose_next(at, of->walk);
}

static void begin_climbing(party *of, size_t table, size_t lane, const dark__verdict *verdict) {
  climber *at = (climber *)of->walkers + table;
  at->code = verdict->code;
  at->is_done = verdict->code != 0;
  if (!at->is_done) stand(at, of, table, lane, verdict->hidden);
}

static void climb(party *of, size_t table, size_t lane, const dark__verdict *verdict) {
  climber *at = (climber *)of->walkers + table;
  if (verdict->code == 0) {
    stand(at, of, table, lane, verdict->hidden);
    return;
  }
  at->log_p[at->pair] = INFINITY;
  choose_next(at, of->walk);
}

/* Tables for which the model of all pairs has an estimate are done with it. */
static void stay_on_top(party *of, size_t table, size_t lane, const dark__verdict *verdict) {
  (void)lane;
  climber *at = (climber *)of->walkers + table;
  if (verdict->code == 0) *at = (climber){.model = of->model, .hidden = verdict->hidden, .is_done = true};
}

/* Tables under way, all of them. Returns how many. */
static size_t gather_all(party *of) {
  const climber *at = of->walkers;
  size_t n = 0;
  for (size_t i = 0; i < of->crowd->n; i++)
    if (!at[i].is_done) of->group[n++] = i;
  return n;
}

/* Tables that want the first of all wanted models: others may come to want it too, but not later. */
static size_t gather_climbers(dark__term_set *model, party *of) {
  const climber *at = of->walkers;
  size_t n = 0;
  for (size_t i = 0; i < of->crowd->n; i++) {
    if (at[i].is_done) continue;
    const int order = n == 0 ? -1 : dark__set_compare(at[i].next, *model);
    if (order > 0) continue;
    if (order < 0) n = 0;
    *model = at[i].next;
    of->group[n++] = i;
  }
  return n;
}

static dark_status climb_all(party *of) {
  const dark__walk *walk = of->walk;
  dark__term_set model = {{0, 0}};
  dark_status status = DARK_OK;
  if (walk->allow_all_pairs) status = judge(of, dark__lattice_all(&walk->lattice), of->group, gather_all(of), stay_on_top);
  if (status == DARK_OK) status = judge(of, walk->lattice.forced, of->group, gather_all(of), begin_climbing);
  for (size_t n = gather_climbers(&model, of); status == DARK_OK && n > 0; n = gather_climbers(&model, of))
    status = judge(of, model, of->group, n, climb);
  return status;
}

dark_status dark__walk_stepwise(dark_estimate *out, const dark__walk *walk, dark__crowd *crowd, dark_error *err) {
  party of;
  dark_status status = meet(&of, sizeof(climber), walk, crowd, err);
  if (status == DARK_OK) status = climb_all(&of);
  const climber *at = of.walkers;
  for (size_t i = 0; status == DARK_OK && i < crowd->n; i++) {
    if (at[i].code != 0) dark__estimate_fails(&out[i], dark__code_reason(at[i].code));
    else dark__estimate_succeeds(&out[i], at[i].hidden, dark__set_id(at[i].model));
  }
  part(&of);
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
  bool is_done;
} descender;

static spot look(const party *of, size_t table, const dark__verdict *verdict) {
  const dark__counts *counts = counts_of(of, table);
  spot seen = {.model = of->model, .criterion = INFINITY, .hidden = verdict->hidden, .code = verdict->code};
  if (verdict->code == 0)
    seen.criterion = dark__criterion_value(counts, verdict->log_lik, of->n_terms,
                                           dark__criterion_price(of->walk->criterion, counts->margins[0]));
  return seen;
}

/* Strictly better, or tied and earlier in canonical order. */
static bool is_preferred(const spot *a, const spot *b) {
  if (!isfinite(a->criterion)) return false;
  if (!isfinite(b->criterion)) return true;
  const double tolerance = dark__criterion_tolerance(b->criterion);
  if (fabs(a->criterion - b->criterion) > tolerance) return a->criterion < b->criterion;
  return dark__set_compare(a->model, b->model) < 0;
}

static void begin_descent(party *of, size_t table, size_t lane, const dark__verdict *verdict) {
  (void)lane;
  descender *at = (descender *)of->walkers + table;
  at->here = look(of, table, verdict);
  at->is_done = verdict->code != 0;
}

static void look_at_neighbour(party *of, size_t table, size_t lane, const dark__verdict *verdict) {
  (void)lane;
  descender *at = (descender *)of->walkers + table;
  const spot seen = look(of, table, verdict);
  if (is_preferred(&seen, &at->best)) at->best = seen;
}

/* The neighbour that differs by term i; false when there is none. */
static bool toggle(dark__term_set *model, const dark__lattice *lattice, size_t i) {
  if (dark__lattice_can_remove(lattice, *model, i)) dark__set_remove(model, i);
  else if (dark__lattice_can_add(lattice, *model, i)) dark__set_add(model, i);
  else return false;
  return true;
}

/* Look at all neighbours of one model for the group, whose tables stand there, and let each go to its best one. */
static dark_status step_down(party *of, dark__term_set model, size_t n) {
  descender *at = of->walkers;
  dark_status status = DARK_OK;
  for (size_t k = 0; k < n; k++) at[of->group[k]].best = (spot){.criterion = INFINITY};
  for (size_t i = 0; status == DARK_OK && i < of->walk->lattice.n_optional; i++) {
    dark__term_set neighbour = model;
    if (toggle(&neighbour, &of->walk->lattice, i)) status = judge(of, neighbour, of->group, n, look_at_neighbour);
  }
  for (size_t k = 0; status == DARK_OK && k < n; k++) {
    descender *one = &at[of->group[k]];
    const double target = one->here.criterion - dark__criterion_tolerance(one->here.criterion);
    one->is_done = !(one->best.criterion < target);
    if (!one->is_done) one->here = one->best;
  }
  return status;
}

/* The first table under way and all that stand at the same model. */
static size_t gather_descenders(dark__term_set *model, party *of) {
  const descender *at = of->walkers;
  size_t n = 0;
  for (size_t i = 0; i < of->crowd->n; i++) {
    if (at[i].is_done) continue;
    if (n == 0) *model = at[i].here.model;
    if (dark__set_equal(*model, at[i].here.model)) of->group[n++] = i;
  }
  return n;
}

static dark_status descend_all(party *of) {
  dark__term_set model = {{0, 0}};
  for (size_t i = 0; i < of->crowd->n; i++) of->group[i] = i;
  dark_status status = judge(of, of->walk->lattice.forced, of->group, of->crowd->n, begin_descent);
  for (size_t n = gather_descenders(&model, of); status == DARK_OK && n > 0; n = gather_descenders(&model, of))
    status = step_down(of, model, n);
  return status;
}

dark_status dark__walk_downhill(dark_estimate *out, const dark__walk *walk, dark__crowd *crowd, dark_error *err) {
  party of;
  dark_status status = meet(&of, sizeof(descender), walk, crowd, err);
  if (status == DARK_OK) status = descend_all(&of);
  const descender *at = of.walkers;
  for (size_t i = 0; status == DARK_OK && i < crowd->n; i++) {
    if (at[i].here.code != 0) dark__estimate_fails(&out[i], dark__code_reason(at[i].here.code));
    else dark__estimate_succeeds(&out[i], at[i].here.hidden, dark__set_id(at[i].here.model));
  }
  part(&of);
  return status;
}
