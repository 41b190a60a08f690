/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "base/error.h"

void tallies_start(tallies *out, const design *of, size_t n_most) { *out = (tallies){.of = of, .n_most = n_most}; }

void tallies_clear(tallies *of) {
  for (size_t i = 0; i < of->n; i++) {
    free(of->items[i].log_widths);
    free(of->items[i].log_biases);
  }
  free(of->items);
  free(of->times);
  *of = (tallies){0};
}

static bool is_of(const tally *one, const char *target, const char *name, double level) {
  return one->level == level && strcmp(one->target, target) == 0 && strcmp(one->method, name) == 0;
}

const tally *tally_find(const tallies *in, const char *target, const char *name, double level) {
  for (size_t i = 0; i < in->n; i++)
    if (is_of(&in->items[i], target, name, level)) return &in->items[i];
  return NULL;
}

static dark_status add_tally(tallies *to, const outcome *what, dark_error *err) {
  if (to->n == to->room) {
    const size_t room = 2 * to->room + 16;
    tally *items = realloc(to->items, room * sizeof *items);
    if (items == NULL) return dark__fail_memory(err);
    to->items = items;
    to->room = room;
  }
  tally *one = &to->items[to->n++];
  *one = (tally){.level = what->level,
                 .log_widths = malloc((to->n_most + 1) * sizeof *one->log_widths),
                 .log_biases = malloc((to->n_most + 1) * sizeof *one->log_biases)};
  memcpy(one->target, what->target, sizeof one->target);
  memcpy(one->method, what->method, sizeof one->method);
  return one->log_widths == NULL || one->log_biases == NULL ? dark__fail_memory(err) : DARK_OK;
}

size_t tally_n_estimates(const tally *of) { return of->n - of->verdicts[NO_ESTIMATE]; }
size_t tally_n_intervals(const tally *of) { return tally_n_estimates(of) - of->verdicts[NO_INTERVAL]; }

static void count(tally *one, const outcome *what) {
  const verdict said = outcome_verdict(what);
  const bool has_interval = said != NO_ESTIMATE && said != NO_INTERVAL;
  const bool is_unstable = has_interval && what->state == DARK_STATE_UNSTABLE;
  if (said != NO_ESTIMATE) one->log_biases[tally_n_estimates(one)] = log(what->total / what->truth);
  if (has_interval) one->log_widths[tally_n_intervals(one)] = log(outcome_upper(what) / what->lower);
  one->score += outcome_score(what);
  one->n++;
  one->verdicts[said]++;
  one->n_unstable += is_unstable ? 1 : 0;
  one->n_unstable_held += is_unstable && said == HELD ? 1 : 0;
  const bool is_right = said != NO_ESTIMATE && what->has_truth == 1;
  const bool is_flagged = said != NO_ESTIMATE && (what->reasons & DARK_REASON_BIT(DARK_REASON_BELOW_CHAO)) != 0;
  one->n_flagged += is_flagged ? 1 : 0;
  one->n_right += is_right ? 1 : 0;
  one->n_right_flagged += is_right && is_flagged ? 1 : 0;
  one->n_partial += (what->reasons & DARK_REASON_BIT(DARK_REASON_PART_FAILED)) != 0 ? 1 : 0;
}

dark_status tallies_add(tallies *to, const outcome *what, dark_error *err) {
  tally *one = NULL;
  for (size_t i = 0; one == NULL && i < to->n; i++)
    if (is_of(&to->items[i], what->target, what->method, what->level)) one = &to->items[i];
  if (one == NULL) {
    const dark_status status = add_tally(to, what, err);
    if (status != DARK_OK) return status;
    one = &to->items[to->n - 1];
  }
  if (one->n == to->n_most) return dark__fail(err, DARK_EDATA, "a block of %s repeats a table", to->of->name);
  count(one, what);
  return DARK_OK;
}

/* ---- Reading a store */

static dark_status on_outcome(void *context, const outcome *what, dark_error *err) { return tallies_add(context, what, err); }

static dark_status on_seconds(void *context, const char *name, double seconds, dark_error *err) {
  tallies *to = context;
  size_t i = 0;
  while (i < to->n_times && strcmp(to->times[i].method, name) != 0) i++;
  if (i == to->n_times) {
    void *times = realloc(to->times, (to->n_times + 1) * sizeof *to->times);
    if (times == NULL) return dark__fail_memory(err);
    to->times = times;
    to->times[i].seconds = 0;
    snprintf(to->times[i].method, sizeof to->times[i].method, "%s", name);
    to->n_times++;
  }
  to->times[i].seconds += seconds;
  return DARK_OK;
}

dark_status tallies_read(tallies *out, const store *in, const design *of, size_t n_blocks, dark_error *err) {
  const store_reader reader = {on_outcome, on_seconds, out};
  tallies_start(out, of, n_blocks * BLOCK_TABLES);
  for (size_t block = 0; block < n_blocks; block++) {
    if (!store_has(in, of, block)) continue;
    const dark_status status = store_read(in, of, block, &reader, err);
    if (status != DARK_OK) return status;
    out->n_tables += BLOCK_TABLES;
  }
  return DARK_OK;
}

double tallies_seconds(const tallies *in, const char *name) {
  for (size_t i = 0; i < in->n_times; i++)
    if (strcmp(in->times[i].method, name) == 0) return in->times[i].seconds / (double)in->n_tables;
  return NAN;
}

/* ---- Figures */

share share_of(size_t n_hits, size_t n) {
  if (n == 0) return (share){NAN, NAN, 0};
  double hits = (double)n_hits;
  if (n_hits == 0) hits = 0.5;
  if (n_hits == n) hits = (double)n - 0.5;
  const double p = hits / (double)n;
  return (share){(double)n_hits / (double)n, sqrt(p * (1 - p) / (double)n), n};
}

share tally_missed(const tally *of, verdict side) { return share_of(of->verdicts[side], tally_n_intervals(of)); }
share tally_coverage(const tally *of) { return tally_missed(of, HELD); }
share tally_coverage_unstable(const tally *of) { return share_of(of->n_unstable_held, of->n_unstable); }
share tally_coverage_stable(const tally *of) {
  return share_of(of->verdicts[HELD] - of->n_unstable_held, tally_n_intervals(of) - of->n_unstable);
}

static double median(double *values, size_t n) {
  if (n == 0) return NAN;
  gsl_sort(values, 1, n);
  return gsl_stats_median_from_sorted_data(values, 1, n);
}

share tally_held(const tally *of) { return share_of(of->verdicts[HELD], of->n); }
double tally_score(const tally *of) { return of->n > 0 ? of->score / (double)of->n : NAN; }

double tally_log_width(tally *of) { return median(of->log_widths, tally_n_intervals(of)); }
double tally_log_bias(tally *of) { return median(of->log_biases, tally_n_estimates(of)); }
