/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/halt.h"

/* A subset so much better than the origin of weights becomes the origin: their sum must stay within what doubles hold. */
static const double FARTHEST = 200;
/* After how many nodes it is asked whether to go on. */
enum { STRIDE = 64 };

/* ---- the form */

static double loss_of(double estimate, double pivot) { return pivot > 0 ? estimate * estimate / pivot : 0; }

double dark__open_remove(dark__open_form *of) {
  const double *row = of->variance;
  const double pivot = row[0], estimate = of->estimate[0];
  for (size_t i = 1; pivot > 0 && i < of->n; i++) {
    const double share = row[i] / pivot;
    double *other = of->variance + i * of->stride;
    of->estimate[i] -= share * estimate;
#pragma omp simd
    for (size_t j = i; j < of->n; j++) other[j] -= share * row[j];
  }
  of->variance += of->stride + 1;
  of->estimate++;
  of->n--;
  return loss_of(estimate, pivot);
}

/* The same into memory of its own, [(n - 1)^2] and [n - 1]. */
static dark__open_form remove_into(double *variance, double *estimate, const dark__open_form *of) {
  const size_t n = of->n - 1;
  const double *row = of->variance + 1, pivot = of->variance[0], first = of->estimate[0];
  for (size_t i = 0; i < n; i++) {
    const double share = pivot > 0 ? row[i] / pivot : 0;
    const double *from = of->variance + (i + 1) * of->stride + 1;
    double *to = variance + i * n;
    estimate[i] = of->estimate[i + 1] - share * first;
#pragma omp simd
    for (size_t j = i; j < n; j++) to[j] = from[j] - share * row[j];
  }
  return (dark__open_form){variance, estimate, n, n};
}

/* A part of a form, copied. */
static dark__open_form copy_part(double *variance, double *estimate, size_t stride, const dark__open_form *of, size_t first,
                                 size_t n) {
  for (size_t i = 0; i < n; i++)
    memcpy(variance + i * stride + i, of->variance + (first + i) * (of->stride + 1), (n - i) * sizeof *variance);
  memcpy(estimate, of->estimate + first, n * sizeof *estimate);
  return (dark__open_form){variance, estimate, n, stride};
}

double dark__open_loss(const dark__open_form *of, size_t first, size_t df, double *work) {
  if (df == 1) return loss_of(of->estimate[first], of->variance[first * (of->stride + 1)]);
  dark__open_form part = copy_part(work, work + df * df, df, of, first, df);
  double loss = 0;
  while (part.n > 0) loss += dark__open_remove(&part);
  return loss;
}

/* ---- nodes */

typedef struct node {
  dark__open_form form; /* of the undecided terms; or, when the last one is still to be removed, with it */
  size_t n_decided;
  bool is_removal;
  uint64_t in;
  double loss, price;
} node;

typedef struct walking {
  dark__tally *tally;
  const dark__opening *from;
  node waiting[DARK__MOST_OPTIONAL + 2];
  size_t n_waiting;
  double log_bounds[DARK__MOST_OPTIONAL + 1]; /* of terms from here on, product of 1 + exp(-price / 2) */
  size_t offsets[DARK__MOST_OPTIONAL + 1];    /* in memory, of the form behind the removal of a term */
  double *memory, *work;
  const dark__floor *floor; /* NULL: none is looked at */
} walking;

/* At most what all subsets of a node weigh. */
static double weight_of(const walking *of, const node *at) {
  return exp((of->tally->origin - at->loss - at->price) / 2 + of->log_bounds[at->n_decided]);
}

bool dark__tally_is_settled(const dark__tally *of) { return of->best.n == of->best.most && of->kept < of->cover * of->weight; }

/* May one of them weigh as much as the cut, and be one of the best? What is undecided costs so much at least. */
static bool may_matter(const walking *of, const node *at, double undecided) {
  const dark__tally *tally = of->tally;
  const double loss = at->loss + at->price + undecided;
  return (tally->least - loss) / 2 >= tally->log_cut && !(dark__tally_is_settled(tally) && loss > tally->best.heap[0].loss);
}

static void move_origin(dark__tally *tally, double loss) {
  const double share = exp((loss - tally->origin) / 2);
  tally->weight *= share;
  tally->kept *= share;
  tally->missed *= share;
  tally->origin = loss;
}

static dark_status meet(walking *of, const node *leaf, dark_error *err) {
  dark__tally *tally = of->tally;
  const double loss = leaf->loss + leaf->price;
  if (loss < tally->origin - FARTHEST) move_origin(tally, loss);
  const double worst = tally->best.n < tally->best.most ? INFINITY : fmax(loss, tally->best.heap[0].loss);
  const double weight = exp((tally->origin - loss) / 2);
  tally->weight += weight;
  tally->kept += weight - exp((tally->origin - worst) / 2);
  tally->least = fmin(tally->least, loss);
  return dark__best_add(&tally->best, (dark__subset){leaf->in, loss}, err);
}

/* The form of a node whose removal is due. */
static void remove_last(walking *of, node *at) {
  const size_t last = at->n_decided - 1, df = of->from->terms[last].df, n = at->form.n;
  double *level = of->memory + of->offsets[last];
  dark__open_form form = remove_into(level, level + n * n, &at->form);
  while (form.n > n - df) dark__open_remove(&form);
  at->form = form;
  at->is_removal = false;
}

static void branch(walking *of, node at) {
  const dark__open_term *term = &of->from->terms[at.n_decided];
  node with = at, without = at;
  with.n_decided = without.n_decided = at.n_decided + 1;
  without.is_removal = true;
  without.loss += dark__open_loss(&at.form, 0, term->df, of->work);
  with.in |= term->bit;
  with.price += term->price;
  with.form.variance += term->df * (at.form.stride + 1);
  with.form.estimate += term->df;
  with.form.n -= term->df;
  of->waiting[of->n_waiting++] = without;
  of->waiting[of->n_waiting++] = with;
}

static bool is_twin(const walking *of, const node *leaf) { return of->from->twin != 0 && (of->from->twin & ~leaf->in) == 0; }

static dark_status leave(walking *of, const node *at, bool is_beyond) {
  of->tally->is_complete = of->tally->is_complete && !is_beyond;
  of->tally->missed += weight_of(of, at);
  return DARK_OK;
}

/* At least what the undecided terms cost; each leaves, or stays for its price. */
static double floor_of(const walking *of, const node *at) {
  const double *estimate = at->form.estimate;
  double sum = 0;
  for (size_t t = at->n_decided; t < of->from->n_terms; t++) {
    const size_t df = of->from->terms[t].df;
    const double *inverse = of->floor->inverses + of->floor->starts[t];
    double loss = 0;
    for (size_t i = 0; i < df; i++)
      for (size_t j = 0; j < df; j++) loss += estimate[i] * inverse[i * df + j] * estimate[j];
    sum += fmin(fmax(loss, 0), of->from->terms[t].price);
    estimate += df;
  }
  return sum;
}

static dark_status visit(walking *of, node at, dark_error *err) {
  dark__tally *tally = of->tally;
  const bool is_beyond = tally->n_nodes >= tally->most_nodes;
  if (is_beyond || !may_matter(of, &at, 0)) return leave(of, &at, is_beyond);
  if (at.n_decided == of->from->n_terms) {
    tally->n_nodes++;
    return is_twin(of, &at) ? DARK_OK : meet(of, &at, err);
  }
  if (at.is_removal) remove_last(of, &at);
  tally->n_nodes++;
  if (of->floor != NULL && !may_matter(of, &at, floor_of(of, &at))) return leave(of, &at, false);
  branch(of, at);
  return DARK_OK;
}

/* ---- the walk: depth first, with a term before without it */

static dark_status take_memory(walking *of, dark_error *err) {
  size_t total = 0, longest = 1, n = of->from->form.n;
  for (size_t t = 0; t < of->from->n_terms; t++) {
    const size_t df = of->from->terms[t].df;
    of->offsets[t] = total;
    total += n * (n + 1);
    n -= df;
    if (df > longest) longest = df;
  }
  of->memory = malloc((total + 1) * sizeof *of->memory);
  of->work = malloc(longest * (longest + 1) * sizeof *of->work);
  return of->memory == NULL || of->work == NULL ? dark__fail_memory(err) : DARK_OK;
}

static void bound(walking *of) {
  of->log_bounds[of->from->n_terms] = 0;
  for (size_t t = of->from->n_terms; t-- > 0;)
    of->log_bounds[t] = of->log_bounds[t + 1] + log1p(exp(-of->from->terms[t].price / 2));
}

dark_status dark__walk_run(dark__tally *tally, const dark__opening *from, const dark__floor *floor, dark_error *err) {
  walking of = {.tally = tally, .from = from, .floor = floor};
  dark_status status = take_memory(&of, err);
  bound(&of);
  of.waiting[of.n_waiting++] = (node){from->form, 0, false, from->in, from->loss, from->price};
  for (size_t n = 0; status == DARK_OK && of.n_waiting > 0; n++) {
    if (n % STRIDE == 0) status = dark__halt_check(err);
    if (status == DARK_OK) status = visit(&of, of.waiting[--of.n_waiting], err);
  }
  free(of.memory);
  free(of.work);
  return status;
}
