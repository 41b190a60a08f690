/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_ESTIMATOR_H
#define DARK__ESTIMATOR_ESTIMATOR_H

/* The contract every estimator fulfils. To add one: a file in models/ that defines `const dark_estimator dark__<name>_estimator`,
   one line in models/estimators.def, a test file, a paragraph in the manual. */

#include <stdbool.h>

#include <darkfigure/captures.h>
#include <darkfigure/plan.h>

#include "estimator/pair.h"
#include "lattice/dependence.h"
#include "lattice/model_name.h"

/* What an estimator sees of the data: one stratum, lists that caught nobody left out. Borrowed; outlives every plan made from it. */
typedef struct dark__problem {
  unsigned n_lists;
  const dark_record *records; /* [n_records] sorted by history, bits = lists of this problem; counts may be 0 */
  size_t n_records;
  double n_observed;
  dark__naming naming;           /* names and input places of the problem's lists */
  dark__naming whole;            /* the same for all lists of the table, which a --model speaks of */
  const unsigned *in_whole;      /* [n_lists] where each list of the problem stands in `whole` */
  const dark__dependence *given; /* between the lists of the problem; NULL: nothing */
  dark_common_dependence common; /* may models have it? Never DARK_COMMON_USUAL */
  const dark_captures *captures; /* of one-list data, which histories then refer to; NULL: lists */
  unsigned n_occasions;      /* lists of the input, also those that caught nobody, which counts where lists are alike; of one-list
                                    data occasions of capture, 0: no limit is known */
  const unsigned *occasions; /* [n_lists] 0-based place among them */
} dark__problem;

/* Whether all 2^n_lists histories can be looked at one by one, in arrays that they are the index of. With counts of captures there are none; with
   more lists there are too many, and whoever has `max_lists` beyond DARK_MAX_LISTS goes by the records alone. */
static inline bool dark__problem_has_cells(const dark__problem *problem) {
  return problem->captures == NULL && problem->n_lists <= DARK_MAX_LISTS;
}

/* What an estimator that serves several strata at once sees: strata of one table, all with the same lists, those that caught anybody in any of
   them. A stratum may have nobody, or whatever else stands in the way of an estimate by itself. Arrays are borrowed and outlive every plan; the
   struct itself does not. */
typedef struct dark__problems {
  const dark__problem *const *strata; /* [n] */
  size_t n;
  const size_t
      *starts; /* [n + 1] where the records of each stratum begin in the weights of a table; the last: how many there are */
  const dark_table *table; /* whose categories tell the strata apart, */
  const size_t *places;    /* [n] as which of its strata; its number of strata: all thrown together, in a group of their own */
} dark__problems;

/* What the user asked of it, checked against the estimator's option table. */
typedef struct dark__config {
  const char *model;         /* NULL: none given */
  unsigned max_order;        /* 0: the estimator's default */
  const char *const *absent; /* [n_absent] "LIST:COLUMN=VALUE": lists that did not exist there; of estimators with formulas */
  size_t n_absent;
  dark_missing missing;                  /* values of categories; of estimators with formulas */
  const dark_missing_odds *missing_odds; /* NULL: none */
  int pool;
  const double *options; /* [n_options] in the order of the option table; a choice is the index of its word */
  const void *variant;   /* the estimator's own */
} dark__config;

/* What reports, and tests of recovery, must know of an estimator. */
enum {
  DARK__EQUAL_LISTS = 1, /* assumes that lists are equally likely to catch */
  DARK__ONE_SIDED = 2,   /* people who do not differ lie on the boundary of its parameters, so that estimates then err upwards */
  DARK__LOWER_BOUND = 4, /* estimates a lower bound: that it lies below another one says nothing */
  DARK__HAS_PRIORS = 8,  /* those of its options that are real numbers are scales of priors */
  /* needs of lists only on how many each person is: takes counts of captures with the number of occasions, and also without */
  DARK__COUNTS_ONLY = 16,
  DARK__UNLIMITED = 32
};

/* A constant struct per estimator. Slots that say "may be NULL" are optional: absent means not offered. A plan is immutable and shared
   by threads; a workspace belongs to one thread.

   An estimator serves groups of strata. Most serve each stratum apart, by `plan_new`: their groups have one stratum, and where the estimate
   is hopeless they are never asked. One that serves all strata together has `group_plan_new` instead, and says itself which strata have no
   estimate, and why. `plan_free`, `workspace_new` and `estimate` are given the plan of the group; all slots behind them, which speak of one
   stratum, what `stratum_plan` makes of it. */
struct dark_estimator {
  const char *name, *assumption, *advice, *source;
  unsigned min_lists, max_lists;
  const dark_option *options;
  size_t n_options;
  int takes_model; /* a --model is needed */
  int takes_max_order;
  int takes_common;                    /* honours problem->common, */
  dark_common_dependence usual_common; /* which is this when nobody says; USUAL stands for NO */
  int takes_dependence;                /* honours problem->given in all it does: refused otherwise where something is given */
  int is_one_list;                     /* takes counts of captures instead of lists */
  int needs_order; /* list order means time: refused unless settings->ordered; problem->naming.positions gives the order. Only first
                          captures count, so that nobody need be on two lists */
  unsigned traits;     /* bits DARK__EQUAL_LISTS ... */
  const void *variant; /* constants that tell the members of a family apart, handed to plan_new in the config; may be NULL */

  /* One of the two. Everything derived once from the observed table, estimate included. Errors: any status. */
  dark_status (*plan_new)(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err);
  dark_status (*group_plan_new)(void **plan, const dark__problems *problems, const dark__config *config, dark_error *err);
  /* What of the plan is about one stratum of it; owned by the plan. NULL where groups have one stratum: the plan itself. */
  const void *(*stratum_plan)(const void *plan, size_t stratum);
  void (*plan_free)(void *plan);
  /* May be NULL: no model is given as a formula over lists and categories. The names and the form of the model of settings, or of "auto" or NULL, which are
     searched, and of lists that did not exist everywhere, for any table with these lists and categories, people or not. DARK_EUSAGE, DARK_ELIMIT,
     DARK_ENOMEM. */
  dark_status (*formula_check)(const dark_settings *settings, const dark_table *table, dark_error *err);
  /* May be NULL for an estimator that needs no memory. */
  dark_status (*workspace_new)(void **workspace, const void *plan, dark_error *err);
  void (*workspace_free)(void *workspace);
  /* Any number of tables: weights [n], each of somebody and [records of the group], stratum behind stratum. Of out [n x strata], table by table,
     `hidden` and `model` or `reason` are filled in, `total` by the caller. A table that is not solved has no estimate, for the reason
     DARK_REASON_NOT_CONVERGED; it does not stop the others, and every table has the same bits whatever comes with it. A stratum of several in
     which a table has nobody has none either, for DARK_REASON_NO_RECORDS. Pure. See estimator/tables.h. Errors: DARK_ENOMEM, DARK_ELIMIT. */
  dark_status (*estimate)(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                          dark_error *err);
  /* May be NULL: no models, no orders. */
  void (*model_name)(char *buffer, size_t size, const void *plan, dark_model_id model);
  unsigned (*max_order)(const void *plan);
  /* May be NULL. `observed`: the estimate on the observed table, which exists. */
  dark_status (*explain)(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err);
  /* The deviance of the model of an estimate on the table that it was made from, weights [n_records of the problem]. May be NULL: estimates
     come from no model with a deviance. Pure. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
  dark_status (*deviance)(double *out, const void *plan, const dark_estimate *estimate, const double *weights, dark_error *err);
  /* May be NULL: no catalogue of models. */
  dark_status (*rank)(dark_candidate **candidates, size_t *n_candidates, const void *plan, size_t n, double within,
                      dark_error *err);
  /* Of the models that `rank` gives: its name, and its bound on the observed table, where it has an estimate. May be NULL where rank is. */
  void (*candidate_name)(char *buffer, size_t size, const void *plan, dark_model_id model);
  dark_status (*candidate_bound)(dark_bound *out, const void *plan, dark_model_id model, dark_error *err);
  /* Intervals that need no replicates, beside the log-normal one, which `explain` gives: bits 1 << dark_interval_type of what
     `interval` offers. *out is empty and has its level; limits of the total, reasons, and type unless there is none are filled in. */
  unsigned intervals;
  dark_status (*interval)(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                          double level, dark_error *err);
  /* Of strata that were estimated together, the `plan` of the group: places [n] > 1 of those in it that have an estimate. The standard error of their
     hidden people together, given the model, NaN where there is none; and an interval for their total, as `interval` makes of one. May be NULL: not
     known without replicates. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
  dark_status (*sum_error)(double *out, const void *plan, const size_t *places, size_t n, dark_error *err);
  dark_status (*sum_interval)(dark_interval *out, const void *plan, const size_t *places, size_t n, dark_interval_type type,
                              double level, dark_error *err);
  /* Of pairs [n] of such sums: out [n x n_levels], which says "not offered" before, limits of the difference of their totals and of the ratio, as sum_interval
     makes of one. May be NULL: not known without replicates. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
  dark_status (*pair_limits)(dark__pair_limits *out, const void *plan, const dark__pair_of_sums *pairs, size_t n,
                             dark_interval_type type, const double *levels, size_t n_levels, dark_error *err);
  /* Of the same strata, n >= 1: their total with effects that differ by category shrunken; and how strongly, of the whole plan: false when nobody asked, no effects when the
     model has none. NULL where config->pool is not
     offered. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
  dark_status (*sum_shrunken)(dark_shrunken *out, const void *plan, const size_t *places, size_t n, double level,
                              dark_error *err);
  bool (*shrinkage)(dark_shrinkage *out, const void *plan);
  /* May be NULL: tables with suppressed counts (darkfigure/suppression.h) are refused. The observed counts [n_records of the problem] with
     what is expected of the suppressed ones. A table that is given to `estimate` has whole counts, of which the estimator suppresses those
     that would have been. */
  dark_status (*complete)(double *counts, const void *plan, dark_error *err);
  /* May be NULL: percentile. The interval to use when nobody says. */
  dark_interval_type (*usual_interval)(const void *plan);
  /* The method by which published studies would have estimated instead, from replicates in which the choice of a model is repeated, and whose answer
     stands beside this one's in reports. NULL: none. */
  const char *practice;
  /* The same estimates on tables of more than DARK_MAX_LISTS lists, by other means: what stands here serves them. NULL: it does so itself, up to
     max_lists. */
  const dark_estimator *beyond;
};

/* Which one serves so many lists. */
static inline const dark_estimator *dark__estimator_for(const dark_estimator *estimator, size_t n_lists) {
  return estimator->beyond != NULL && n_lists > DARK_MAX_LISTS ? estimator->beyond : estimator;
}

/* Whether the estimator has intervals of this type, and DARK_EUSAGE naming those that it has. NULL offers none. */
bool dark__estimator_offers(const dark_estimator *estimator, dark_interval_type type);
dark_status dark__fail_not_offered(const dark_estimator *estimator, dark_interval_type wanted, dark_error *err);

/* No estimate, for a reason. */
static inline void dark__estimate_fails(dark_estimate *out, dark_reason reason) {
  *out = (dark_estimate){.total = __builtin_nan(""), .hidden = __builtin_nan(""), .reason = reason};
}

/* `hidden` people under a model. */
static inline void dark__estimate_succeeds(dark_estimate *out, double hidden, dark_model_id model) {
  *out = (dark_estimate){.hidden = hidden, .model = model, .reason = DARK_N_REASONS};
}

/* Fill values [n_options] with defaults, then with the "NAME=VALUE" pairs. Errors: DARK_EUSAGE, naming the option and its values. */
DARK_MUST_CHECK dark_status dark__options_read(double *values, const dark_estimator *estimator, const char *const *set,
                                               size_t n_set, dark_error *err);

#endif
