/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_TALLY_H
#define DARK_COVERAGE_TALLY_H

/* Outcomes of a design counted up: one tally per target, method and level. */

#include "coverage/store.h"

typedef struct tally {
  char target[MOST_NAME], method[MOST_NAME];
  double level;
  size_t n; /* tables */
  size_t verdicts[N_VERDICTS];
  size_t n_unstable, n_unstable_held; /* of the tables with an interval */
  size_t n_flagged;                   /* of those with an estimate: it is said to lie below Chao's bound */
  size_t n_right, n_right_flagged;    /* of those whose model has all effects of the truth */
  size_t n_partial;                   /* sums that leave out categories without an estimate */
  double score;                       /* sum over all tables of outcome_score */
  double *log_widths;                 /* [tables with an interval] log(upper / lower); infinite where unbounded */
  double *log_biases;                 /* [tables with an estimate] log(total / truth) */
} tally;

typedef struct tallies {
  const design *of;
  tally *items;
  size_t n, room;
  size_t n_tables, n_most; /* tables read, and room for them in each tally */
  struct {
    char method[MOST_NAME];
    double seconds;
  } * times;
  size_t n_times;
} tallies;

/* Count the blocks of a design that are in the store among the first `n_blocks`. *out is zeroed first; tallies_clear it whatever comes
   back. Errors: those of store_read, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status tallies_read(tallies *out, const store *in, const design *of, size_t n_blocks, dark_error *err);
/* Count one outcome; the start of tallies_read, open to tests. `n_most`: most outcomes a tally will see. */
void tallies_start(tallies *out, const design *of, size_t n_most);
DARK_MUST_CHECK dark_status tallies_add(tallies *to, const outcome *what, dark_error *err);
void tallies_clear(tallies *of);

/* NULL when there is none. */
const tally *tally_find(const tallies *in, const char *target, const char *name, double level);
/* Processor seconds per table of a method, NaN when unknown. */
double tallies_seconds(const tallies *in, const char *name);

/* A share of `n` tables, NaN of none, with its Monte Carlo standard error; that of none or all counts half a table more, so as not to
   be zero. */
typedef struct share {
  double value, error;
  size_t n;
} share;

share share_of(size_t n_hits, size_t n);
size_t tally_n_estimates(const tally *of);
size_t tally_n_intervals(const tally *of);
share tally_coverage(const tally *of); /* of the tables with an interval */
share tally_missed(const tally *of, verdict side);
share tally_coverage_stable(const tally *of); /* of the tables with an interval that is not called unstable */
share tally_coverage_unstable(const tally *of);
/* Share of all tables, those without an interval too, whose interval held the truth; mean of outcome_score. */
share tally_held(const tally *of);
double tally_score(const tally *of);
/* Medians; NaN of nothing. The tally's values are sorted in place. */
double tally_log_width(tally *of);
double tally_log_bias(tally *of);

#endif
