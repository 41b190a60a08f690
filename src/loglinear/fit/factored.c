/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/factored.h"

#include <math.h>
#include <string.h>

#include "lattice/common.h"
#include "lattice/transform.h"
#include "loglinear/fit/fit_constants.h"
#include "numeric/cholesky.h"
#include "numeric/exponential.h"

/* Fewer lists are fitted as fast cell by cell, eight tables at a time; so are components that together have this share of all cells. */
enum { FEWEST_LISTS = 11, LEAST_GAIN = 8 };

/* What is added to a count before its logarithm is taken, to start from. */
static const double ADDED = 0.1;

bool dark__factored_is_possible(unsigned n_lists, const dark__dependence *given) {
  return n_lists >= FEWEST_LISTS && n_lists <= DARK__MOST_COMPONENTS && given == NULL;
}

bool dark__factored_is_worth(const uint32_t *terms, size_t n_terms, const dark__counts *counts) {
  const unsigned n_lists = counts->n_lists;
  dark__components parts;
  if (!dark__factored_is_possible(n_lists, counts->given) || n_terms > DARK__MAX_TERMS) return false;
  if (dark__has_common(terms, n_terms, n_lists)) return false;
  dark__components_find(&parts, terms, n_terms, n_lists);
  return parts.n_cells <= ((size_t)1 << n_lists) / LEAST_GAIN;
}

/* ---- places */

static void place_term(dark__factored *of, size_t i, uint32_t term) {
  size_t c = 0;
  while (term != 0 && (of->parts.of[c].lists & term) == 0) c++;
  of->part[i] = (uint8_t)c;
  of->cell[i] = (uint32_t)(of->parts.of[c].first + dark__component_cell(&of->parts.of[c], term));
}

void dark__factored_take_apart(dark__fit_space *space, const dark__fit_request *request) {
  dark__components_find(&space->factored.parts, request->terms, request->n_terms, space->n_lists);
  for (size_t i = 0; i < space->n_kept; i++) place_term(&space->factored, i, space->kept[i]);
  for (size_t i = 0; i < space->n_emptied; i++) place_term(&space->factored, space->n_kept + i, space->emptied[i]);
}

typedef void transform(double *values, unsigned n_lists);

static void transform_parts(double *values, const dark__components *parts, transform *sums) {
  for (size_t c = 0; c < parts->n; c++) sums(values + parts->of[c].first, parts->of[c].n_lists);
}

/* Linear predictors of the cells of components, without the intercept: it comes first among the kept terms. */
static void predict(double *values, const dark__fit_space *space, const double *coefficients, double emptied) {
  const dark__factored *of = &space->factored;
  memset(values, 0, of->parts.n_cells * sizeof *values);
  for (size_t i = 1; i < space->n_kept; i++) values[of->cell[i]] = coefficients[i];
  for (size_t i = space->n_kept; i < space->n_kept + space->n_emptied; i++) values[of->cell[i]] = emptied;
  transform_parts(values, &of->parts, dark__subset_sums);
}

/* ---- sums */

/* From values in space->sums that are 1 in every empty cell: the share of each cell's superset sum in that of all, and the product of these sums
   less 1, which rounding would spoil when it is taken from their product. */
static double make_shares(dark__fit_space *space) {
  dark__components *parts = &space->factored.parts;
  double excess = 0;
  for (size_t c = 0; c < parts->n; c++) {
    dark__component *part = &parts->of[c];
    double *sums = space->sums + part->first;
    sums[0] = 0;
    dark__superset_sums(sums, part->n_lists);
    part->excess = sums[0];
    sums[0] = 1;
    for (size_t u = 1; u >> part->n_lists == 0; u++) sums[u] /= 1 + part->excess;
    excess += part->excess + excess * part->excess;
  }
  return excess;
}

static void set_people(dark__factored *of, double unseen, double excess) {
  of->total = unseen * (1 + excess);
  of->observed = unseen * excess;
}

static double margin(const dark__newton *at, size_t i) {
  const dark__factored *of = &at->space->factored;
  return i == 0 ? of->observed : of->total * at->space->sums[of->cell[i]];
}

/* Terms of one component have the union of their cells. */
static double joint_margin(const dark__fit_space *space, size_t i, size_t j) {
  const dark__factored *of = &space->factored;
  if (of->part[i] != of->part[j]) return of->total * space->sums[of->cell[i]] * space->sums[of->cell[j]];
  const size_t first = of->parts.of[of->part[i]].first;
  return of->total * space->sums[first + ((of->cell[i] - first) | (of->cell[j] - first))];
}

void dark__factored_gather(const dark__newton *at) {
  const size_t n = at->space->n_kept;
  for (size_t i = 0; i < n; i++) {
    at->space->information[i * n] = margin(at, i);
    for (size_t j = 1; j <= i; j++) at->space->information[i * n + j] = joint_margin(at->space, i, j);
  }
}

double dark__factored_margin(const dark__fit_space *space, uint32_t set) {
  const dark__factored *of = &space->factored;
  if (set == 0) return of->observed;
  double people = of->total;
  for (size_t c = 0; c < of->parts.n; c++)
    if ((of->parts.of[c].lists & set) != 0)
      people *= space->sums[of->parts.of[c].first + dark__component_cell(&of->parts.of[c], set)];
  return people;
}

/* ---- the start */

/* Kept cells are counted as means are summed: 0.1 people in each of them. */
static void spread_added(dark__fit_space *space) {
  const size_t n_cells = space->factored.parts.n_cells;
  memset(space->coefficients, 0, space->n_kept * sizeof *space->coefficients);
  predict(space->effects, space, space->coefficients, DARK__MINUS_INFINITY_EFFECT);
  for (size_t u = 0; u < n_cells; u++) space->sums[u] = space->effects[u] < DARK__SURELY_EMPTIED ? 0 : 1;
  set_people(&space->factored, ADDED, make_shares(space));
}

/* Weighted sums of log(n + 0.1): as if all kept cells were unobserved, and what the others have more. No emptied cell is observed. */
static void sum_logs(const dark__newton *at, double *sums) {
  const dark__fit_space *space = at->space;
  for (size_t i = 0; i < space->n_kept; i++) sums[i] = log(ADDED) * margin(at, i);
  for (uint32_t cell = 1; cell >> space->n_lists == 0; cell++) {
    const double weight = at->counts->cells[cell] + ADDED;
    if (!(weight > ADDED)) continue;
    const double more = weight * log(weight) - ADDED * log(ADDED);
    for (size_t i = 0; i < space->n_kept; i++)
      if ((space->kept[i] & cell) == space->kept[i]) sums[i] += more;
  }
}

static void start_from_data(const dark__newton *at) {
  dark__fit_space *space = at->space;
  const size_t n = space->n_kept;
  spread_added(space);
  dark__factored_gather(at);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++) space->information[i * n + j] += at->counts->margins[space->kept[i] | space->kept[j]];
  sum_logs(at, space->coefficients);
  dark__cholesky_factor(space->information, n, DARK__ALIASED_PIVOT);
  dark__cholesky_solve(space->information, n, space->coefficients);
}

/* ---- the form */

static double evaluate(const dark__newton *at) {
  dark__fit_space *space = at->space;
  predict(space->effects, space, space->coefficients, DARK__MINUS_INFINITY_EFFECT);
  for (size_t u = 0; u < space->factored.parts.n_cells; u++) space->means[u] = dark__exp(space->effects[u]);
  memcpy(space->sums, space->means, space->factored.parts.n_cells * sizeof *space->sums);
  set_people(&space->factored, dark__exp(space->coefficients[0]), make_shares(space));
  double log_lik = -space->factored.observed;
  for (size_t i = 0; i < space->n_kept; i++) log_lik += space->coefficients[i] * at->counts->margins[space->kept[i]];
  return log_lik;
}

/* The smallest sum of values, one of each component, its empty cell's 0 or that of a kept cell, not all of them 0. */
typedef struct least {
  double sum;      /* of what is below 0 */
  double smallest; /* of all values */
} least;

static void add_part(least *of, double smallest) {
  of->sum += fmin(smallest, 0);
  of->smallest = fmin(of->smallest, smallest);
}

static double least_sum(const least *of) { return of->smallest < 0 ? of->sum : of->smallest; }

/* Smallest and largest step, and smallest linear predictor, of the kept cells of components. */
static void measure_part(least *down, least *up, least *predictor, const dark__fit_space *space, const dark__component *part) {
  double low = INFINITY, high = -INFINITY, rarest = INFINITY;
  for (size_t u = part->first + 1; u < part->first + ((size_t)1 << part->n_lists); u++) {
    if (space->effects[u] < DARK__SURELY_EMPTIED) continue;
    low = fmin(low, space->change[u]);
    high = fmax(high, space->change[u]);
    rarest = fmin(rarest, space->effects[u]);
  }
  add_part(down, low);
  add_part(up, -high);
  add_part(predictor, rarest);
}

static dark__reach measure_step(const dark__newton *at) {
  dark__fit_space *space = at->space;
  least down = {0, INFINITY}, up = {0, INFINITY}, predictor = {0, INFINITY};
  predict(space->change, space, space->step, 0);
  for (size_t c = 0; c < space->factored.parts.n; c++) measure_part(&down, &up, &predictor, space, &space->factored.parts.of[c]);
  return (dark__reach){.least = fmin(0, space->step[0] + least_sum(&down)),
                       .most = fmax(0, space->step[0] - least_sum(&up)),
                       .smallest_mean = dark__exp(space->coefficients[0] + least_sum(&predictor))};
}

/* The people of mu u, by cell of components as shares of everybody, into the place of the means. Returns the share of all. */
static double share_changes(dark__fit_space *space) {
  double all = 0;
  for (size_t c = 0; c < space->factored.parts.n; c++) {
    const dark__component *part = &space->factored.parts.of[c];
    double *changes = space->means + part->first;
    for (size_t u = 0; u >> part->n_lists == 0; u++) changes[u] *= space->change[part->first + u] / (1 + part->excess);
    dark__superset_sums(changes, part->n_lists);
    all += changes[0];
  }
  return all;
}

static bool step_meets_margins(const dark__newton *at) {
  dark__fit_space *space = at->space;
  const dark__factored *of = &space->factored;
  const double first = 1 + space->step[0], all = first + share_changes(space);
  const double everybody = of->total * all - (of->total - of->observed) * first;
  if (!dark__newton_is_met(everybody, at->counts->margins[space->kept[0]])) return false;
  for (size_t i = 1; i < space->n_kept; i++) {
    const double others = all - space->means[of->parts.of[of->part[i]].first];
    const double people = of->total * (space->sums[of->cell[i]] * others + space->means[of->cell[i]]);
    if (!dark__newton_is_met(people, at->counts->margins[space->kept[i]])) return false;
  }
  return true;
}

const dark__newton_form dark__factored_form = {.start = start_from_data,
                                               .evaluate = evaluate,
                                               .gather_information = dark__factored_gather,
                                               .margin = margin,
                                               .measure_step = measure_step,
                                               .step_meets_margins = step_meets_margins};
