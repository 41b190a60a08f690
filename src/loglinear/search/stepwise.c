/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>
#include <math.h>

#include "lattice/common.h"
#include "loglinear/search/party.h"
#include "numeric/poisson_tail.h"

/* A block takes no more than this share of further terms for the sake of its last lanes. */
enum { MOST_MORE = 5 };

/* One table on its way forward. */
typedef struct climber {
  dark__term_set model, next; /* where it is, and what it wants to try */
  size_t pair;                /* that next has more */
  double hidden;
  double log_p[DARK__MAX_OPTIONAL]; /* of pairs outside the model; infinite for those inside or given up */
  bool is_done;
  int code; /* of the smallest model */
} climber;

/* Values of log p this near each other are tied: pairs of lists of equal sizes often are, and rounding is not to choose between them. */
static bool is_tied(double a, double b) { return a == b || fabs(a - b) <= 1e-9 * fabs(b); }

/* The first of those with the smallest value. */
static size_t smallest(const double *values, size_t n) {
  size_t least = 0, first = 0;
  for (size_t i = 1; i < n; i++)
    if (values[i] < values[least]) least = i;
  while (!is_tied(values[first], values[least])) first++;
  return first;
}

/* It is done when no pair is below the threshold. */
static void choose_next(climber *at, const dark__walk *walk) {
  at->pair = smallest(at->log_p, walk->lattice.n_optional);
  at->is_done = walk->lattice.n_optional == 0 || !(at->log_p[at->pair] < walk->threshold);
  if (at->is_done) return;
  at->next = at->model;
  dark__set_add(&at->next, at->pair);
}

/* The margin of H is a weighted sum of counts, sum n_w n, and no Poisson variable: the normal tail on the nearer side. */
static double log_common_tail(const dark__party *of, size_t lane, double margin) {
  const dark__block *block = of->crowd->lanes->block;
  double mean = 0, variance = 0;
  for (size_t cell = 1; cell < (size_t)1 << block->n_lists; cell++) {
    const double expected = block->common[cell] * block->means[cell * block->width + lane];
    mean += expected;
    variance += block->common[cell] * expected;
  }
  return variance > 0 ? gsl_sf_log_erfc(fabs(margin - mean) / sqrt(2 * variance)) - M_LN2 : INFINITY;
}

/* log p of a pair, or infinity where it is not below the threshold. */
static double log_tail(const dark__party *of, double margin, double fitted) {
  return dark__poisson_tail_is_usual(margin, fitted, of->usual) ? INFINITY : dark__log_poisson_tail(margin, fitted);
}

/* The p-values come from the fit in the block, whose superset sums are the fitted margins. */
static void stand(climber *at, const dark__party *of, const dark__task *task, double hidden) {
  const dark__lanes *lanes = of->crowd->lanes;
  const dark__lattice *lattice = &of->walk->lattice;
  at->model = task->model;
  at->hidden = hidden;
  const uint32_t common = dark__common_term(lattice->n_lists);
  for (size_t i = 0; i < lattice->n_optional; i++) {
    const uint32_t pair = lattice->terms[i];
    const double margin = dark__party_counts(of, task->table)->margins[pair];
    const double fitted = lanes->block->sums[pair * lanes->kernel->width + task->lane];
    at->log_p[i] = !dark__lattice_can_add(lattice, task->model, i) ? INFINITY
                   : pair == common                                ? log_common_tail(of, task->lane, margin)
                                                                   : log_tail(of, margin, fitted);
  }
  choose_next(at, of->walk);
}

static void begin_climbing(dark__party *of, const dark__task *task, const dark__verdict *verdict) {
  climber *at = (climber *)of->walkers + task->table;
  at->code = verdict->code;
  at->is_done = verdict->code != 0;
  if (!at->is_done) stand(at, of, task, verdict->hidden);
}

static void climb(dark__party *of, const dark__task *task, const dark__verdict *verdict) {
  climber *at = (climber *)of->walkers + task->table;
  if (verdict->code == 0) {
    stand(at, of, task, verdict->hidden);
    return;
  }
  at->log_p[at->pair] = INFINITY;
  choose_next(at, of->walk);
}

/* Tables for which the model of all pairs has an estimate are done with it. */
static void stay_on_top(dark__party *of, const dark__task *task, const dark__verdict *verdict) {
  climber *at = (climber *)of->walkers + task->table;
  if (verdict->code == 0) *at = (climber){.model = task->model, .hidden = verdict->hidden, .is_done = true};
}

/* Tables under way, all of them. Returns how many. */
static size_t gather_all(dark__party *of) {
  const climber *at = of->walkers;
  size_t n = 0;
  for (size_t i = 0; i < of->crowd->n; i++)
    if (!at[i].is_done) of->group[n++] = i;
  return n;
}

/* Tables that want the first of all wanted models: others may come to want it too, but not later. */
static size_t gather_climbers(dark__term_set *model, dark__party *of) {
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

/* Lanes that would be left over are for tables that want nearly the same as tables [n] want: every lane of a block goes through the terms of
   all. Returns how many there are with them. */
static size_t fill_lanes(dark__term_set model, dark__party *of, size_t n) {
  const climber *at = of->walkers;
  const size_t width = of->crowd->lanes->kernel->width, n_terms = dark__party_terms(of, model),
               end = (n + width - 1) / width * width;
  dark__term_set all = model;
  for (size_t i = 0; n > 0 && n < end && i < of->crowd->n; i++) {
    if (at[i].is_done || dark__set_equal(at[i].next, model)) continue;
    const dark__term_set joined = dark__set_join(all, at[i].next);
    if (dark__party_terms(of, joined) > n_terms + n_terms / MOST_MORE) continue;
    all = joined;
    of->group[n++] = i;
  }
  return n;
}

static dark_status climb_all(dark__party *of) {
  const dark__walk *walk = of->walk;
  dark__term_set model = {{0, 0}};
  dark_status status = DARK_OK;
  const dark__term_set top = dark__lattice_distinct(&walk->lattice, dark__lattice_all(&walk->lattice));
  of->usual = dark__poisson_tail_usual(walk->threshold);
  if (walk->allow_all_pairs && dark__set_inside(walk->lattice.forced, top))
    status = dark__party_judge(of, top, of->group, gather_all(of), stay_on_top);
  if (status == DARK_OK) status = dark__party_judge(of, walk->lattice.forced, of->group, gather_all(of), begin_climbing);
  of->arrive = climb;
  for (size_t n = gather_climbers(&model, of); status == DARK_OK && n > 0; n = gather_climbers(&model, of)) {
    const size_t n_all = fill_lanes(model, of, n);
    for (size_t k = 0; status == DARK_OK && k < n_all; k++)
      status = dark__party_want(of, of->group[k], ((climber *)of->walkers)[of->group[k]].next);
    if (status == DARK_OK) status = dark__party_serve(of);
  }
  return status;
}

dark_status dark__walk_stepwise(dark_estimate *out, const dark__walk *walk, dark__crowd *crowd, dark_error *err) {
  dark__party of;
  dark_status status = dark__party_meet(&of, sizeof(climber), walk, crowd, err);
  if (status == DARK_OK) status = climb_all(&of);
  const climber *at = of.walkers;
  for (size_t i = 0; status == DARK_OK && i < crowd->n; i++) {
    if (at[i].code != 0) dark__estimate_fails(&out[i], dark__code_reason(at[i].code));
    else dark__estimate_succeeds(&out[i], at[i].hidden, dark__set_id(at[i].model));
  }
  dark__party_part(&of);
  return status;
}
