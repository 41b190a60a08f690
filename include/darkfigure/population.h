/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_POPULATION_H
#define DARKFIGURE_POPULATION_H

/* A population of known size, from which lists are drawn: for tests, for planning, for finding out how often an interval covers.
   For each stratum it holds how many people there are and how probable each of the 2^t capture histories is; history 0 is being on no
   list. A population is immutable and may be shared by any number of threads. */

#include <stdint.h>

#include <darkfigure/table.h>

DARK_PUBLIC_BEGIN

/* Most people of a population: a Poisson number of that mean still stays below DARK_MAX_COUNT. */
#define DARK_MAX_PEOPLE 4000000000.0
/* Most probabilities that a population holds: strata times 2^lists (half a gigabyte). */
#define DARK_MAX_PROBABILITIES 67108864u

/* ---- Probabilities of capture histories from what is known of lists */

/* The odds ratio of lists a and b (0-based, a != b) given every other list: how many times the odds of being on one are raised by being
   on the other. 1: independent; 0: nobody is on both. */
typedef struct dark_odds_ratio {
  size_t a, b;
  double value; /* finite, >= 0 */
} dark_odds_ratio;

/* Referrals to the absorbing list: it receives this share of the people whom list `from` caught, or, for DARK_ANY_LIST, of the people
   whom any other list caught, once. */
typedef struct dark_referral {
  size_t from;
  double share; /* 0..1 */
} dark_referral;

#define DARK_ANY_LIST ((size_t)-1)

/* How people are caught. All arrays are borrowed for the duration of a call and may be NULL when their length is 0. */
typedef struct dark_capture_model {
  size_t n_lists;        /* 1..DARK_MAX_LISTS */
  const double *margins; /* [n_lists] probability of being on each list, 0..1 */
  const dark_odds_ratio *odds_ratios;
  size_t n_odds_ratios; /* a pair that is not among them has 1; one that is there twice is refused */
  const dark_referral *referrals;
  size_t n_referrals;       /* 0: no absorbing list */
  size_t absorbing;         /* the list that receives the referrals */
  const char *const *names; /* [n_lists] how messages call the lists; NULL: "list 1", "list 2", ... */
} dark_capture_model;

/* Probabilities of all capture histories:

     log p(x) = c + sum_i theta_i x_i + sum_{i<j} log(odds ratio of i and j) x_i x_j,      x in {0,1}^t,

   the log-linear model with pairwise effects (Fienberg 1972), whose main effects theta are the only ones with the margins asked for
   (dual of a strictly convex problem; Newton's method after a few rounds of iterative proportional fitting). With referrals that is how
   people are caught directly; each of them is then on the absorbing list as well with probability
   1 - (1 - share of any)^{[caught by another list]} prod_i (1 - share_i)^{x_i}, and the direct share of that list is found so that its
   margin, referrals included, is the one stated (where several would do, one of them).

   probabilities [2^n_lists], bit i of the index = list i of the model; they add up to 1, margins hold to 1e-10 relative.
   Errors: DARK_EUSAGE (numbers out of range, a pair or referral twice, and what no population can have: the message says why in words,
   for example an odds ratio of 0 with margins that add up to more than 1, referrals beyond the margin of the absorbing list, or margins
   so near to the impossible that they cannot be met to 1e-10), DARK_ELIMIT, DARK_ENOMEM, DARK_ENUMERIC. Any thread. */
DARK_MUST_CHECK dark_status dark_capture_probabilities(double *probabilities, const dark_capture_model *model, dark_error *err);

/* ---- Populations */

typedef struct dark_population dark_population;

/* How many people a stratum has in a drawing: exactly as many as stated, or a Poisson number of that mean. */
typedef enum dark_population_size { DARK_POPULATION_FIXED, DARK_POPULATION_POISSON } dark_population_size;

typedef struct dark_population_stratum {
  const char *const *levels;   /* [n_categories] its values */
  double people;               /* >= 0 */
  const double *probabilities; /* [2^n_lists] >= 0, sum 1 within 1e-9; bit i of the index = lists[i] as given */
} dark_population_stratum;

/* Make a population from any probabilities: of dark_capture_probabilities, mixtures of them (latent classes), or any other truth.
   lists [n_lists], categories [n_categories], strata [n_strata] in any order, each combination of levels once. Combinations of levels
   that are not among them have no people. Without categories there is one stratum. Copies everything.
   Errors: DARK_EUSAGE (names that are empty, repeated or not UTF-8; a level "(all)"; a stratum twice; probabilities that are none),
   DARK_ELIMIT (lists, strata, people, probabilities), DARK_ENOMEM. Any thread. */
DARK_MUST_CHECK dark_status dark_population_new(dark_population **out, const char *const *lists, size_t n_lists,
                                                const char *const *categories, size_t n_categories,
                                                const dark_population_stratum *strata, size_t n_strata, dark_error *err);

/* How to read a population from a file. Strings are borrowed for the duration of the call; an array may be NULL when its length is 0. */
typedef struct dark_population_options {
  int version; /* DARK_POPULATION_OPTIONS_INIT sets it */
  const char *const
      *lists; /* [n_lists] columns with the margin of a list; none: the columns whose first record is a number from 0 to 1
                               and that no other option names */
  size_t n_lists;
  const char *const *by; /* [n_by] category columns; none: all columns that are nothing else */
  size_t n_by;
  const char *const *ignore; /* [n_ignore] columns not to look at */
  size_t n_ignore;
  dark_population_size size; /* DARK_POPULATION_FIXED: the people of a stratum must be a whole number */
  char delimiter;            /* 0: detected from the header among comma, semicolon and tab */
} dark_population_options;

/* The current version; this one and all before it, from 1, are accepted. */
#define DARK_POPULATION_OPTIONS_VERSION 1
#define DARK_POPULATION_OPTIONS_INIT \
  { .version = DARK_POPULATION_OPTIONS_VERSION }

/* Read the description of a population from a CSV file (path "-": standard input), one row a stratum:

     people        how many there are
     LIST          probability of being on the list, referrals included
     LIST:LIST     odds ratio of the two given all other lists; empty: 1
     LIST>LIST     share of the people of the first list who are referred to the second, the absorbing list; empty: 0
     *>LIST        share of the people of any other list who are referred to it, once; empty: 0
     class         latent class: rows that differ in nothing else are a mixture, in which `people` counts those of each class
   and categories. Referrals are independent of each other; odds ratios are of people caught directly.

   Notes of the reader are notes of the population's shape (dark_table_note). options NULL: the defaults. dark_population_free it.
   Errors: DARK_EUSAGE (unknown column, contradictory options), DARK_EDATA ("file:line:field: 'value' ...", also what
   dark_capture_probabilities refuses), DARK_ELIMIT, DARK_EIO, DARK_ENOMEM, DARK_ENUMERIC. Any thread, on different files. */
DARK_MUST_CHECK dark_status dark_population_read_csv(dark_population **out, const char *path,
                                                     const dark_population_options *options, dark_error *err);

/* NULL is allowed. */
void dark_population_free(dark_population *population);

/* Of everything below that has no status: NULL or NaN where there is no such population, stratum or list. Any thread. */

/* Lists (sorted by name), categories and strata (the full cross of levels) of the population as an empty table; every table that is
   drawn has the same, with the same numbers. Owned by the population. */
const dark_table *dark_population_shape(const dark_population *population);

/* People of a stratum (the mean, if their number is Poisson), 0 for a combination that the population does not have. */
double dark_population_people(const dark_population *population, size_t stratum);
/* [2^n_lists] probabilities of a stratum, bit l of the index = list l of the shape; NULL for a combination that is not there. Owned by
   the population. */
const double *dark_population_probabilities(const dark_population *population, size_t stratum);
/* Probability of being on a list of the shape, and of being on any list; 0 for a combination that is not there. */
double dark_population_margin(const dark_population *population, size_t stratum, size_t list);
double dark_population_observed(const dark_population *population, size_t stratum);

/* ---- Drawing */

/* What one drawing gave. */
typedef struct dark_sample {
  dark_table *table; /* the people on lists: shape of the population, lists that caught nobody included */
  double *people;    /* [n_strata of the table] the truth: people on lists and on none */
} dark_sample;

/* Draw the people of every stratum: their number, then their histories (multinomial, by conditional binomials). Stratum by stratum the
   drawing is a pure function of (seed, the stratum's own values, its people and probabilities, number): another stratum more or less, or
   columns in another order, change nothing. `number` tells drawings of one seed apart.
   dark_sample_free it. Errors: DARK_EUSAGE (fixed, and people that are no whole number), DARK_ELIMIT (more than DARK_MAX_COUNT people
   on lists), DARK_ENOMEM. Any thread, also several on one population. */
DARK_MUST_CHECK dark_status dark_population_draw(dark_sample **out, const dark_population *population, dark_population_size size,
                                                 uint64_t seed, uint64_t number, dark_error *err);

/* NULL is allowed. */
void dark_sample_free(dark_sample *sample);

DARK_PUBLIC_END

#endif
