/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/absorbing.h"

#include <math.h>

#include "numeric/root.h"

static const double STANDS_OUT = 2.33, TIMES_THE_ODDS = 3, MOST_PEOPLE = 1e12;

/* What one list says of itself; `pull` is R, -infinity where it cannot be had. */
typedef struct stance {
  double pull, variance;
  double within, without;
} stance;

/* The lists but one, and the people on any of them. */
typedef struct others {
  const dark__margins *margins;
  size_t left_out;
  double n;
} others;

static bool is_among(const others *of, size_t list) { return list != of->left_out && dark__margins_has(of->margins, list); }

/* People observed less those expected to be, if `people` are there and lists are independent. */
static double excess_of(const others *of, double people) {
  double missed = 1;
  for (size_t l = 0; l < of->margins->n_lists; l++)
    if (is_among(of, l)) missed *= 1 - of->margins->sizes[l] / people;
  return of->n - people * (1 - missed);
}

static double excess(double people, void *context) { return excess_of(context, people); }

/* People in all by independence, and the variance of that: N / {1 / product of q + k - 1 - sum of 1 / q}, q the shares missed. */
static double variance_of(const others *of, double people) {
  double product = 1, sum = 0, k = 0;
  for (size_t l = 0; l < of->margins->n_lists; l++) {
    if (!is_among(of, l)) continue;
    const double missed = 1 - of->margins->sizes[l] / people;
    product *= missed;
    sum += 1 / missed;
    k++;
  }
  return people / (1 / product + k - 1 - sum);
}

/* *people is NaN where lists do not overlap. */
static dark_status count_people(double *people, others *of, dark_error *err) {
  double sizes = 0, largest = 0, low, high;
  *people = NAN;
  for (size_t l = 0; l < of->margins->n_lists; l++) {
    if (!is_among(of, l)) continue;
    sizes += of->margins->sizes[l];
    largest = fmax(largest, of->margins->sizes[l]);
  }
  if (!(sizes > of->n) || !(largest < of->n)) return DARK_OK;
  low = of->n * (1 + 1e-12);
  for (high = 2 * low; excess_of(of, high) > 0; high *= 2)
    if (high > MOST_PEOPLE) return DARK_OK;
  return dark__root_find(people, excess, of, low, high, "the number of independent lists", err);
}

static dark_status find_stance(stance *out, const dark__margins *margins, size_t list, dark_error *err) {
  const double alone = margins->alone[list], both = margins->sizes[list] - alone;
  others of = {margins, list, margins->n_observed - alone};
  double people;
  *out = (stance){.pull = -INFINITY};
  if (!dark__margins_has(margins, list)) return DARK_OK;
  const dark_status status = count_people(&people, &of, err);
  const double missed = people - of.n;
  if (status != DARK_OK || !(missed > alone) || !(alone > 0) || !(both > 0) || !(of.n > both)) return status;
  *out = (stance){.pull = log(both / (of.n - both)) - log(alone / (missed - alone)),
                  .variance = 1 / both + 1 / (of.n - both) + 1 / alone + variance_of(&of, people) / pow(missed - alone, 2),
                  .within = both / of.n,
                  .without = alone / missed};
  return DARK_OK;
}

static double odds(double share) { return share / (1 - share); }

/* Whether each of the other lists has sent people there. */
static bool is_fed_by_all(const dark__margins *margins, size_t list, double without) {
  for (size_t l = 0; l < margins->n_lists; l++)
    if (l != list && dark__margins_has(margins, l) &&
        !(odds(margins->overlaps[l][list] / margins->sizes[l]) > TIMES_THE_ODDS * odds(without)))
      return false;
  return true;
}

dark_status dark__absorbing_find(dark__absorbing *out, const dark__margins *margins, dark_error *err) {
  stance first = {.pull = -INFINITY}, second = first;
  size_t list = 0;
  *out = (dark__absorbing){.is_found = false};
  if (margins->has_captures || dark__margins_n_caught(margins) < 3) return DARK_OK;
  for (size_t l = 0; l < margins->n_lists; l++) {
    stance own;
    const dark_status status = find_stance(&own, margins, l, err);
    if (status != DARK_OK) return status;
    if (own.pull > first.pull) second = first, first = own, list = l;
    else if (own.pull > second.pull) second = own;
  }
  if (!isfinite(second.pull)) return DARK_OK;
  const double distance = first.pull - second.pull, error = sqrt(first.variance + second.variance);
  out->is_found = distance > STANDS_OUT * error && is_fed_by_all(margins, list, first.without);
  out->list = list;
  out->within = first.within;
  out->without = first.without;
  return DARK_OK;
}
