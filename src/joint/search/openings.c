/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/openings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/halt.h"
#include "joint/search/weed.h"
#include "numeric/cholesky.h"

/* A column that others make up to this share of its diagonal is one of them. */
static const double ALIASED = 1e-10;
/* A column with a smaller share in another one, both scaled, has none. */
static const double NO_PART = 1e-6;
/* Terms that say the same for each list in many ways at once would take memory for each combination of them. */
enum { MOST_OPENINGS = 1024 };

typedef struct part {
  uint64_t in, undecided;
  uint64_t twin; /* subsets with all of these are met elsewhere; 0: none are */
} part;

typedef struct opening_up {
  const dark__subset_problem *problem;
  dark__openings *out;
  double *products; /* [n_columns] r */
  double *factor;   /* [n_columns^2] */
  double *inverse;  /* [n_columns^2] */
  double *solution; /* [n_columns] */
  size_t *columns;  /* [n_columns] */
  double whole;     /* b' M b */
  bool has_order;
  part waiting[2 * DARK__MOST_OPTIONAL + 2];
  size_t n_waiting;
} opening_up;

static uint64_t bit(size_t term) { return UINT64_C(1) << term; }

static size_t df_of(const dark__subset_problem *of, size_t term) { return of->starts[term + 1] - of->starts[term]; }

static double price_of(const dark__subset_problem *of, uint64_t terms) {
  double df = 0;
  for (size_t t = 0; t < of->n_terms; t++) df += (terms & bit(t)) != 0 ? (double)df_of(of, t) : 0;
  return of->price * df;
}

/* ---- a model's form */

static size_t list_term(size_t *columns, size_t n, const dark__subset_problem *of, size_t term) {
  for (size_t j = of->starts[term]; j < of->starts[term + 1]; j++) columns[n++] = j;
  return n;
}

size_t dark__subset_columns(size_t *columns, const dark__subset_problem *of, uint64_t terms) {
  size_t n = 0;
  while (n < of->n_fixed) {
    columns[n] = n;
    n++;
  }
  for (size_t t = 0; t < of->n_terms; t++)
    if ((terms & bit(t)) != 0) n = list_term(columns, n, of, t);
  return n;
}

static void factor_columns(double *factor, const dark__subset_problem *of, const size_t *columns, size_t n) {
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++) factor[i * n + j] = of->information[columns[i] * of->n_columns + columns[j]];
  dark__cholesky_factor(factor, n, ALIASED);
}

/* The inverse of the lower right corner of a factor from `first`, lower triangle into inverse [u x u]. */
static void invert_corner(double *inverse, const double *factor, size_t n, size_t first) {
  const size_t u = n - first;
  for (size_t j = 0; j < u; j++)
    for (size_t i = j; i < u; i++) {
      const double *row = factor + (first + i) * n + first;
      double sum = i == j ? 1 : 0;
      for (size_t k = j; k < i; k++) sum -= row[k] * inverse[k * u + j];
      inverse[i * u + j] = sum * row[i];
    }
}

/* V = (L L')^-1 of that corner. */
static void fill_variance(double *variance, const double *inverse, size_t u) {
  memset(variance, 0, u * u * sizeof *variance);
  for (size_t k = 0; k < u; k++)
    for (size_t i = 0; i <= k; i++)
      for (size_t j = i; j <= k; j++) variance[i * u + j] += inverse[k * u + i] * inverse[k * u + j];
}

/* Make room, the form's n and terms being known. */
static dark_status take_opening(dark__opening *out, size_t n_columns, size_t n_terms, dark_error *err) {
  *out = (dark__opening){.n_terms = n_terms};
  out->form = (dark__open_form){.n = n_columns, .stride = n_columns};
  out->form.variance = malloc((n_columns * n_columns + 1) * sizeof *out->form.variance);
  out->form.estimate = malloc((n_columns + 1) * sizeof *out->form.estimate);
  out->terms = malloc((n_terms + 1) * sizeof *out->terms);
  const bool is_complete = out->form.variance != NULL && out->form.estimate != NULL && out->terms != NULL;
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

static void free_opening(dark__opening *of) {
  free(of->form.variance);
  free(of->form.estimate);
  free(of->terms);
}

/* From the factor of the settled columns and, behind them, the open ones. */
static dark_status fill_opening(dark__opening *out, opening_up *of, part at, size_t n_settled, size_t n, dark_error *err) {
  const dark__subset_problem *problem = of->problem;
  dark_status status = take_opening(out, n - n_settled, (size_t)__builtin_popcountll(at.undecided), err);
  if (status != DARK_OK) return status;
  double explained = 0;
  for (size_t i = 0; i < n; i++) of->solution[i] = of->products[of->columns[i]];
  dark__cholesky_solve(of->factor, n, of->solution);
  for (size_t i = 0; i < n; i++) explained += of->solution[i] * of->products[of->columns[i]];
  invert_corner(of->inverse, of->factor, n, n_settled);
  fill_variance(out->form.variance, of->inverse, n - n_settled);
  memcpy(out->form.estimate, of->solution + n_settled, (n - n_settled) * sizeof *of->solution);
  out->in = at.in;
  out->twin = at.twin;
  out->loss = fmax(of->whole - explained, 0);
  out->price = price_of(problem, at.in);
  for (size_t i = 0, next = 0; i < problem->n_terms; i++) {
    const size_t t = of->out->order[i], df = df_of(problem, t);
    if ((at.undecided & bit(t)) != 0) out->terms[next++] = (dark__open_term){bit(t), df, problem->price * (double)df};
  }
  return DARK_OK;
}

/* ---- the order of terms: a term is as strong as its worth in what weeding leaves of the first opening is far from its price */

/* Terms that are not open there come first. */
static void sort_terms(opening_up *of, const dark__opening *from, const double *worth) {
  double strength[DARK__MOST_OPTIONAL];
  for (size_t t = 0; t < of->problem->n_terms; t++) {
    strength[t] = INFINITY;
    for (size_t i = 0; i < from->n_terms; i++)
      if (from->terms[i].bit == bit(t)) strength[t] = fabs(worth[i]);
    size_t place = t;
    for (; place > 0 && strength[of->out->order[place - 1]] < strength[t]; place--)
      of->out->order[place] = of->out->order[place - 1];
    of->out->order[place] = t;
  }
  of->has_order = true;
}

static dark_status find_order(opening_up *of, const dark__opening *from, dark_error *err) {
  double worth[DARK__MOST_OPTIONAL];
  const dark_status status = dark__weed(&of->out->good, worth, from, err);
  if (status == DARK_OK) sort_terms(of, from, worth);
  return status;
}

/* ---- opening up */

/* The first of the columns that depends on those before it, or n. */
static size_t find_aliased(const double *factor, size_t n) {
  size_t i = 0;
  while (i < n && factor[i * n + i] != 0) i++;
  return i;
}

static uint64_t term_of(const dark__subset_problem *of, size_t column) {
  size_t t = 0;
  while (column >= of->starts[t + 1]) t++;
  return bit(t);
}

/* The terms of one column each whose combination the aliased column is, itself among them; 0 when others have a part in it. */
static uint64_t find_ring(opening_up *of, size_t n, size_t aliased) {
  const dark__subset_problem *problem = of->problem;
  const double *row = of->factor + aliased * n;
  uint64_t ring = term_of(problem, of->columns[aliased]);
  memcpy(of->solution, row, aliased * sizeof *of->solution);
  for (size_t i = aliased; i-- > 0;) {
    of->solution[i] *= of->factor[i * n + i];
    for (size_t k = 0; k < i; k++) of->solution[k] -= of->factor[i * n + k] * of->solution[i];
  }
  const size_t whole = problem->n_columns + 1;
  const double size = problem->information[of->columns[aliased] * whole];
  for (size_t i = 0; i < aliased; i++) {
    const size_t column = of->columns[i];
    if (fabs(of->solution[i]) * sqrt(problem->information[column * whole] / size) < NO_PART) continue;
    if (column < problem->n_fixed) return 0;
    ring |= term_of(problem, column);
  }
  for (size_t t = 0; t < problem->n_terms; t++)
    if ((ring & bit(t)) != 0 && df_of(problem, t) != 1) return 0;
  return ring;
}

/* With and without a term of what depends on each other. Of a ring any one may be out and the model is the same: it is met where the first one is. */
static void split(opening_up *of, part at, uint64_t ring, uint64_t term) {
  const uint64_t rest = at.undecided & ~term;
  const bool is_first = (ring & at.in) == 0;
  of->waiting[of->n_waiting++] = (part){at.in | term, rest, at.twin};
  of->waiting[of->n_waiting++] = (part){at.in, rest, is_first || ring == 0 ? at.twin : ring & ~term};
}

static dark_status keep_opening(opening_up *of, part at, size_t n_settled, size_t n, dark_error *err) {
  void *grown = dark__array_grow(of->out->openings, &of->out->capacity, of->out->n + 1, sizeof *of->out->openings);
  if (grown == NULL) return dark__fail_memory(err);
  of->out->openings = grown;
  return fill_opening(&of->out->openings[of->out->n++], of, at, n_settled, n, err);
}

static dark_status open_part(opening_up *of, part at, dark_error *err) {
  const size_t n_settled = dark__subset_columns(of->columns, of->problem, at.in);
  size_t n = n_settled;
  for (size_t i = 0; i < of->problem->n_terms; i++)
    if ((at.undecided & bit(of->out->order[i])) != 0) n = list_term(of->columns, n, of->problem, of->out->order[i]);
  factor_columns(of->factor, of->problem, of->columns, n);
  const size_t aliased = find_aliased(of->factor, n);
  of->out->is_complete = of->out->n < MOST_OPENINGS;
  if (!of->out->is_complete) of->n_waiting = 0;
  else if (aliased == n) return keep_opening(of, at, n_settled, n, err);
  if (aliased < n_settled || !of->out->is_complete) return DARK_OK;
  const uint64_t ring = find_ring(of, n, aliased), open = ring & at.undecided;
  split(of, at, ring, open != 0 ? open & -open : term_of(of->problem, of->columns[aliased]));
  return DARK_OK;
}

static dark_status open_all(opening_up *of, dark_error *err) {
  const size_t n = of->problem->n_terms;
  dark_status status = DARK_OK;
  of->waiting[of->n_waiting++] = (part){0, n == 64 ? UINT64_MAX : bit(n) - 1, 0};
  while (status == DARK_OK && of->n_waiting > 0) {
    status = dark__halt_check(err);
    if (status == DARK_OK) status = open_part(of, of->waiting[--of->n_waiting], err);
    if (status == DARK_OK && of->out->n == 1 && !of->has_order) break;
  }
  return status;
}

/* The first opening tells the order in which terms are decided; then all are made in that order. */
static dark_status open_in_order(opening_up *of, dark_error *err) {
  for (size_t t = 0; t < of->problem->n_terms; t++) of->out->order[t] = t;
  dark_status status = open_all(of, err);
  if (status != DARK_OK || of->out->n == 0) return status;
  status = find_order(of, &of->out->openings[0], err);
  free_opening(&of->out->openings[0]);
  of->out->n = of->n_waiting = 0;
  return status == DARK_OK ? open_all(of, err) : status;
}

dark_status dark__openings_find(dark__openings *out, const dark__subset_problem *problem, dark_error *err) {
  const size_t p = problem->n_columns;
  *out = (dark__openings){0};
  opening_up of = {.problem = problem, .out = out};
  of.products = calloc(p + 1, sizeof *of.products);
  of.factor = malloc((p * p + 1) * sizeof *of.factor);
  of.inverse = malloc((p * p + 1) * sizeof *of.inverse);
  of.solution = malloc((p + 1) * sizeof *of.solution);
  of.columns = malloc((p + 1) * sizeof *of.columns);
  const bool is_complete =
      of.products != NULL && of.factor != NULL && of.inverse != NULL && of.solution != NULL && of.columns != NULL;
  dark_status status = is_complete ? DARK_OK : dark__fail_memory(err);
  for (size_t i = 0; status == DARK_OK && i < p; i++) {
    for (size_t j = 0; j < p; j++) of.products[i] += problem->information[i * p + j] * problem->estimate[j];
    of.whole += of.products[i] * problem->estimate[i];
  }
  if (status == DARK_OK) status = open_in_order(&of, err);
  free(of.products);
  free(of.factor);
  free(of.inverse);
  free(of.solution);
  free(of.columns);
  return status;
}

void dark__openings_clear(dark__openings *of) {
  for (size_t i = 0; i < of->n; i++) free_opening(&of->openings[i]);
  free(of->openings);
  *of = (dark__openings){0};
}
