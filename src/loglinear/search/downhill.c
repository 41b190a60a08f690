/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "loglinear/search/party.h"

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

static spot look(const dark__party *of, const dark__task *task, const dark__verdict *verdict) {
  const dark__counts *counts = dark__party_counts(of, task->table);
  spot seen = {.model = task->model, .criterion = INFINITY, .hidden = verdict->hidden, .code = verdict->code};
  if (verdict->code == 0)
    seen.criterion = dark__criterion_value(counts, verdict->log_lik, dark__party_terms(of, task->model),
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

static void begin_descent(dark__party *of, const dark__task *task, const dark__verdict *verdict) {
  descender *at = (descender *)of->walkers + task->table;
  at->here = look(of, task, verdict);
  at->is_done = verdict->code != 0;
}

static void look_at_neighbour(dark__party *of, const dark__task *task, const dark__verdict *verdict) {
  descender *at = (descender *)of->walkers + task->table;
  const spot seen = look(of, task, verdict);
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
static dark_status step_down(dark__party *of, dark__term_set model, size_t n) {
  descender *at = of->walkers;
  dark_status status = DARK_OK;
  of->arrive = look_at_neighbour;
  for (size_t k = 0; k < n; k++) at[of->group[k]].best = (spot){.criterion = INFINITY};
  for (size_t i = 0; status == DARK_OK && i < of->walk->lattice.n_optional; i++) {
    dark__term_set neighbour = model;
    if (!toggle(&neighbour, &of->walk->lattice, i)) continue;
    for (size_t k = 0; status == DARK_OK && k < n; k++) status = dark__party_want(of, of->group[k], neighbour);
  }
  if (status == DARK_OK) status = dark__party_serve(of);
  for (size_t k = 0; status == DARK_OK && k < n; k++) {
    descender *one = &at[of->group[k]];
    const double target = one->here.criterion - dark__criterion_tolerance(one->here.criterion);
    one->is_done = !(one->best.criterion < target);
    if (!one->is_done) one->here = one->best;
  }
  return status;
}

/* The first table under way and all that stand at the same model. */
static size_t gather_descenders(dark__term_set *model, dark__party *of) {
  const descender *at = of->walkers;
  size_t n = 0;
  for (size_t i = 0; i < of->crowd->n; i++) {
    if (at[i].is_done) continue;
    if (n == 0) *model = at[i].here.model;
    if (dark__set_equal(*model, at[i].here.model)) of->group[n++] = i;
  }
  return n;
}

static dark_status descend_all(dark__party *of) {
  dark__term_set model = {{0, 0}};
  for (size_t i = 0; i < of->crowd->n; i++) of->group[i] = i;
  dark_status status = dark__party_judge(of, of->walk->lattice.forced, of->group, of->crowd->n, begin_descent);
  for (size_t n = gather_descenders(&model, of); status == DARK_OK && n > 0; n = gather_descenders(&model, of))
    status = step_down(of, model, n);
  return status;
}

dark_status dark__walk_downhill(dark_estimate *out, const dark__walk *walk, dark__crowd *crowd, dark_error *err) {
  dark__party of;
  dark_status status = dark__party_meet(&of, sizeof(descender), walk, crowd, err);
  if (status == DARK_OK) status = descend_all(&of);
  const descender *at = of.walkers;
  for (size_t i = 0; status == DARK_OK && i < crowd->n; i++) {
    if (at[i].here.code != 0) dark__estimate_fails(&out[i], dark__code_reason(at[i].here.code));
    else dark__estimate_succeeds(&out[i], at[i].here.hidden, dark__set_id(at[i].here.model));
  }
  dark__party_part(&of);
  return status;
}
