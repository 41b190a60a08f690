/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/scene/recount.h"

#include <math.h>

#include <gsl/gsl_randist.h>

#include "base/keys.h"

/* Rounding may leave this much less than nobody. */
static const double NOBODY = 1e-9;

/* Number of the record of a history, or DARK__NONE. */
static size_t find(const dark__recount_records *records, uint32_t history) {
  size_t low = 0, high = records->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (records->histories[middle] < history) low = middle + 1;
    else high = middle;
  }
  return low < records->n && records->histories[low] == history ? low : DARK__NONE;
}

static bool has_all(uint32_t history, uint32_t lists) { return (history & lists) == lists; }

static double count_people(const double *counts, const dark__recount_records *records, uint32_t lists) {
  double people = 0;
  for (size_t i = 0; i < records->n; i++)
    if (has_all(records->histories[i], lists)) people += counts[i];
  return people;
}

/* Take people from a record; false when there are not so many. */
static bool take(double *counts, size_t record, double people) {
  if (record == DARK__NONE) return people <= NOBODY;
  counts[record] -= people;
  if (counts[record] < -NOBODY * (1 + fabs(people))) return false;
  counts[record] = fmax(counts[record], 0);
  return true;
}

/* ---- linkage */

static double rate_of(const dark_rate *rate, const gsl_rng *random) {
  return random != NULL && rate->a > 0 ? gsl_ran_beta(random, rate->a, rate->b) : rate->rate;
}

/* What a record with both lists can gain at most: the people who are on the first and not on the second. */
static double room_for(const double *counts, const dark__recount_records *records, size_t i, uint32_t second) {
  const size_t without = find(records, records->histories[i] & ~second);
  return without == DARK__NONE ? 0 : counts[without];
}

/* Move `people` from the record without the second list to the one with it, or back when there are fewer than 0. */
static void join(double *counts, const dark__recount_records *records, size_t i, uint32_t second, double people) {
  const size_t without = find(records, records->histories[i] & ~second);
  counts[i] += people;
  if (without != DARK__NONE) counts[without] -= people;
}

/* Share `gain` out among the records with both lists in proportion to their people, none gaining more than there is room for. False when
   there is not so much room. */
static bool share_out(double *counts, const dark__recount_records *records, const dark__recount *step, double gain) {
  const uint32_t both = step->first | step->second;
  for (size_t round = 0; round <= records->n && gain > NOBODY * (1 + gain); round++) {
    double open = 0, shared = 0;
    for (size_t i = 0; i < records->n; i++)
      if (has_all(records->histories[i], both) && room_for(counts, records, i, step->second) > 0) open += counts[i];
    if (!(open > 0)) return false;
    for (size_t i = 0; i < records->n; i++) {
      const double room = has_all(records->histories[i], both) ? room_for(counts, records, i, step->second) : 0;
      if (!(room > 0)) continue;
      const double people = fmin(room, gain * counts[i] / open);
      join(counts, records, i, step->second, people);
      shared += people;
    }
    gain -= shared;
  }
  return gain <= NOBODY * (1 + gain);
}

static bool relink(double *counts, const dark__recount_records *records, const dark__recount *step, const gsl_rng *random) {
  const double linked = 1 - rate_of(&step->step->missed, random), wrong = rate_of(&step->step->wrong, random);
  const uint32_t both = step->first | step->second;
  const double links = count_people(counts, records, both), second = count_people(counts, records, step->second);
  const bool is_of_links = step->step->wrong.base == DARK_RATE_OF_LINKS;
  if (!is_of_links && !(linked > wrong)) return false;
  const double pairs = is_of_links ? (1 - wrong) * links / linked : (links - wrong * second) / (linked - wrong);
  if (!(pairs >= 0)) return false;
  if (links == 0) return pairs == 0;
  if (pairs > links && !share_out(counts, records, step, pairs - links)) return false;
  for (size_t i = 0; i < records->n && pairs < links; i++)
    if (has_all(records->histories[i], both)) join(counts, records, i, step->second, counts[i] * (pairs / links - 1));
  return take(counts, find(records, step->second), pairs - links);
}

/* ---- scope */

/* Of `people`, how many stay when each goes with probability `p`. Whole people are drawn, a fraction of one is multiplied. */
static double thin(double people, double p, const gsl_rng *random) {
  const double whole = floor(people);
  if (random == NULL) return people * (1 - p);
  return gsl_ran_binomial(random, 1 - p, (unsigned)whole) + (people - whole) * (1 - p);
}

static bool narrow(double *counts, const dark__recount_records *records, const dark__recount *step, const gsl_rng *random) {
  const double share = step->step->value, people = count_people(counts, records, step->first);
  if (step->step->placement == DARK_PLACEMENT_ALONE) {
    const size_t alone = find(records, step->first);
    if (share * people == 0) return true;
    if (alone == DARK__NONE || share * people > counts[alone]) return false;
    counts[alone] = thin(counts[alone], share * people / counts[alone], random);
    return true;
  }
  for (size_t i = 0; i < records->n; i++)
    if (has_all(records->histories[i], step->first)) counts[i] = thin(counts[i], share, random);
  return true;
}

/* ---- detection */

/* Probability to move when odds become k times as large: from not being on the list to it, and back for k < 1. */
static double moving(double odds, double k) {
  const double before = odds / (1 + odds), after = k * odds / (1 + k * odds);
  if (!isfinite(odds)) return 0;
  return k >= 1 ? (after - before) / (1 - before) : 1 - (odds > 0 ? after / before : 1);
}

static void move(double *counts, size_t from, size_t to, double p, const gsl_rng *random) {
  const double before = counts[from];
  counts[from] = thin(before, p, random);
  if (to != DARK__NONE) counts[to] += before - counts[from];
}

static bool detect(double *counts, const dark__recount_records *records, const dark__recount *step,
                   const dark__detection *detection, const gsl_rng *random) {
  const double k = step->step->value;
  for (size_t i = records->n;
       i-- > 0;) { /* before somebody moves to it, a record without the list gives: those with it are larger */
    const uint32_t history = records->histories[i];
    const size_t other = find(records, history ^ step->first);
    const bool is_on = (history & step->first) != 0;
    if (is_on != (k < 1)) continue;
    const size_t without = is_on ? other : i;
    const double odds = history == step->first  ? detection->hidden_odds
                        : without == DARK__NONE ? (double)INFINITY
                                                : detection->odds[without];
    move(counts, i, other, moving(odds, k), random);
  }
  const size_t alone = find(records, step->first);
  if (k > 1 && alone != DARK__NONE && detection->hidden > 0) {
    const double hidden = detection->hidden, p = moving(detection->hidden_odds, k);
    counts[alone] += hidden - thin(hidden, p, random);
  }
  return true;
}

/* ---- any */

void dark__recount_close(uint32_t *histories, size_t *n, const dark__recount *step) {
  const size_t n_before = *n;
  if (step->first == 0) return;
  for (size_t i = 0; i < n_before; i++) {
    const uint32_t history = histories[i];
    if (step->kind == DARK_STEP_LINKAGE && step->second != 0 && has_all(history, step->first | step->second))
      histories[(*n)++] = history & ~step->second;
    if (step->kind == DARK_STEP_DETECTION && (history ^ step->first) != 0) histories[(*n)++] = history ^ step->first;
  }
  if (step->kind == DARK_STEP_LINKAGE && step->second != 0) histories[(*n)++] = step->second;
  if (step->kind == DARK_STEP_DETECTION) histories[(*n)++] = step->first;
}

bool dark__recount_apply(double *counts, const dark__recount_records *records, const dark__recount *step,
                         const dark__detection *detection, const gsl_rng *random) {
  const bool needs_second = step->kind == DARK_STEP_LINKAGE;
  if (step->first == 0 || (needs_second && step->second == 0)) return true;
  switch (step->kind) {
    case DARK_STEP_LINKAGE: return relink(counts, records, step, random);
    case DARK_STEP_SCOPE: return narrow(counts, records, step, random);
    case DARK_STEP_DETECTION: return detect(counts, records, step, detection, random);
    default: return true;
  }
}
