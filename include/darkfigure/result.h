/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_RESULT_H
#define DARKFIGURE_RESULT_H

/* Results: one tidy row per target and level, and a nested detail per part for people who look closer. Plain data; writers only
   format. All strings and arrays are owned by the results. */

#include <darkfigure/goodness.h>
#include <darkfigure/replicates.h>

DARK_PUBLIC_BEGIN

typedef enum dark_state { DARK_STATE_OK, DARK_STATE_PARTIAL, DARK_STATE_UNSTABLE, DARK_STATE_NO_ESTIMATE } dark_state;
/* "ok", "partial", "unstable", "no_estimate"; "" for what is none of them. Never NULL. */
const char *dark_state_name(dark_state state);

/* One row of `fit --format csv`. NaN numbers are absent. */
typedef struct dark_row {
  size_t target;       /* of the plan; dark_plan_n_targets for a pooled row */
  const char **levels; /* [n_categories] value, or "(all)" */
  const char *method;  /* the method used; "mixed" for a sum over strata with different ones; the one asked for if none ran */
  const char *model;   /* the chosen model, "" for sums and formulas */
  const char *lists;   /* names of all the table's lists joined by '+', in the input's order: digits of `model` refer to it */
  double observed;     /* people in the categories that have an estimate (all people in a row without one) */
  double excluded;     /* people in categories without an estimate */
  double hidden, total, se;
  dark_interval interval; /* lower, upper, level; refers to total */
  size_t n_replicates, n_failed;
  dark_state state;
  dark_reasons reasons;
} dark_row;

/* Two answers set against each other, at one level. NaN numbers are absent. */
typedef struct dark_contrast {
  double baseline_observed, baseline_total, other_observed, other_total; /* people */
  double difference, ratio;                                              /* other - baseline, other / baseline */
  double level;
  double difference_lower, difference_upper, ratio_lower, ratio_upper;
  dark_interval_type interval; /* of a study PERCENTILE or BCA */
  size_t n_replicates;
  size_t n_failed;      /* of them, without an estimate on either side */
  int is_paired;        /* 1: estimated together, or replicate for replicate from the same people; 0: independent */
  dark_state state;     /* unstable when an interval is not to be relied on */
  dark_reasons reasons; /* of the estimates on both sides, and of the intervals */
} dark_contrast;

/* Two values of one category, all others being summed over. */
typedef struct dark_category_contrast {
  const char *category, *baseline, *other; /* names in the table */
  dark_contrast of;
} dark_category_contrast;

typedef struct dark_residual {
  uint64_t history;                  /* bit l = list l of the table, sorted by name */
  double observed, fitted, residual; /* Pearson residual (observed - fitted) / sqrt(fitted) */
} dark_residual;

typedef struct dark_win {
  const char *model;
  size_t n;         /* replicates in which this model was chosen */
  size_t n_extreme; /* of them, how many lie beyond ten times the estimate */
} dark_win;

typedef struct dark_overlap {
  size_t list_a, list_b;         /* lists of the table, sorted by name */
  double n_both;                 /* n11 */
  double coverage_a, coverage_b; /* implied coverage n11 / n(b) of list a among list b, and n11 / n(a); NaN for an empty list */
} dark_overlap;

typedef struct dark_influence {
  uint64_t history; /* one case less of this history (bits as in dark_residual) ... */
  double total;     /* ... gives this total; NaN: no estimate */
} dark_influence;

/* Of how many people on these lists and no others a category is not known. */
typedef struct dark_missing_share {
  size_t category;        /* of the table */
  uint64_t history;       /* bits as in dark_residual; 0: of all people */
  double people, missing; /* missing > 0; as many as people: the category was never known of that history */
} dark_missing_share;

/* A suppressed count, and what the model says of it. */
typedef struct dark_suppressed_count {
  size_t stratum;
  uint64_t history; /* bits as in dark_residual */
  uint64_t least, most;
  double
      expected; /* people, given the model and all that is known; 0: it lies at the boundary, its mean being 0; NaN: no model was fitted */
} dark_suppressed_count;

typedef struct dark_range {
  double distance;        /* units of BIC (or of the criterion asked for) from the best model: 2, 6, 10 */
  double lowest, highest; /* total over usable models within that distance */
  size_t n_models;
  int is_cut; /* 1: there are more such models than were looked at */
} dark_range;

/* What is known of one part: a stratum or the pooled table. */
typedef struct dark_detail {
  size_t part;
  const char **levels; /* [n_categories] values; "(all)" for the pooled table */
  const char *method;
  const char *model;
  dark_estimate estimate;
  double observed;
  /* That explanation.fitted is about, bit l = list l of the table: those that caught anybody here, or in the strata that are estimated together
     with this one. */
  uint64_t lists;
  int has_explanation;
  unsigned max_order; /* largest interaction order of the candidates; 0 where the method has none */
  dark_explanation explanation;
  double chao_lower_bound; /* people observed and explanation.bound.hidden; NaN when there is none */
  double sample_coverage;  /* Chao & Tsay's C; NaN where undefined */
  dark_interval
      conditional; /* log-normal interval of the chosen model alone, at the first level; type NONE if absent, or averaged */
  dark_residual *residuals;
  size_t n_residuals; /* the largest first, at most 5 */
  dark_win *wins;
  size_t n_wins;      /* most frequent first: the first ten, and all with extreme replicates */
  size_t n_extreme;   /* replicates beyond ten times the estimate */
  double *list_sizes; /* [n_lists of the results] people on each list, in the input's order */
  dark_overlap *overlaps;
  size_t n_overlaps; /* all pairs of lists that caught somebody here */
  dark_influence *influences;
  size_t n_influences;   /* most influential first */
  const char *criterion; /* "BIC" or "AIC": what the ranges are in */
  dark_range ranges[3];
  size_t n_ranges; /* 0 when no catalogue of models was ranked */
  const char **empty_lists;
  size_t n_empty_lists;   /* lists of the table that caught nobody here, in the input's order */
  dark_goodness goodness; /* whether the table contradicts the model; n_draws is 0 where that was not tested */
  /* Strata that one model was fitted to together: how many, this one included, and a number that is the same for all of them. */
  size_t n_together, group;
} dark_detail;

typedef struct dark_results {
  size_t n_categories;
  const char **categories; /* [n_categories] column names */
  dark_row *rows;
  size_t n_rows; /* strata, margins, total; within a target the levels in the order given */
  dark_row *pooled;
  size_t n_pooled; /* one row per level, 0 rows without categories */
  dark_detail *details;
  size_t n_details; /* one per part of the plan */
  size_t n_levels;
  double *levels;
  const char **lists;
  size_t n_lists;           /* names in the input's order */
  const char *asked_method; /* as asked for, e.g. "auto" */
  dark_resample resample;
  size_t n_replicates;
  uint64_t seed;
  const dark_dependence *dependence; /* that the estimates suppose; owned by the plan; NULL: none */
  const struct dark_results
      *practice; /* as published studies estimate: the same rows by another method; as given; NULL: not known */
  /* [n_missing] Where a model says in which categories people may be of whom one is not known, or leaves them out: by category; in it all people
     first, then the histories of which anybody lacks it, most people before fewer. None elsewhere. */
  dark_missing_share *missing;
  size_t n_missing;
  /* [n_rows] beside the rows, where settings->pool asked for it; else NULL */
  dark_shrunken *shrunken;
  dark_shrinkage *shrinkage; /* how strongly; NULL where shrunken is */
  /* [n_suppressed] by stratum and history; what they hold together is in dark_table_suppression. None where all counts were given. */
  dark_suppressed_count *suppressed;
  size_t n_suppressed;
  /* [n_contrasts] that were asked for: within a pair of values the levels in the order given */
  dark_category_contrast *contrasts;
  size_t n_contrasts;
  void *memory; /* private */
} dark_results;

typedef struct dark_result_options {
  int version;
  /* With replicates: PERCENTILE or BCA. Without: any other type; sums of parts are put together from their intervals (MOVER:
     Zou & Donner 2008); PERCENTILE or BCA, or no type, mean LOG_NORMAL then. */
  dark_interval_type interval;
  const double *levels;
  size_t n_levels; /* each in (0,1) */
  uint64_t seed;   /* to be shown with the results */
  const char *asked_method;
  const dark_goodness *goodness; /* [n_parts of the plan] what dark_goodness_test said, copied; NULL: nothing was tested */
  /* Results of the same table at the same levels by the method of dark_plan_practice, to be shown beside; must outlive the results. NULL: none */
  const dark_results *practice;
  /* [n_contrasts] pairs of values of a category that are to be set against each other: "COLUMN=A,B" is B against A, "COLUMN=A,B,C" each of the others against
     A, "COLUMN" each value against the one before it. Names may have commas. */
  const char *const *contrasts;
  size_t n_contrasts;
} dark_result_options;

/* The current version; this one and all before it, from 1, are accepted. */
#define DARK_RESULT_OPTIONS_VERSION 1
#define DARK_RESULT_OPTIONS_INIT \
  { .version = DARK_RESULT_OPTIONS_VERSION, .interval = DARK_INTERVAL_PERCENTILE }

/* Put results together. `replicates` may be NULL: then se is the analytic standard error given the model, where the method has one, and
   the interval is one that needs no replicates (dark_plan_interval).
   With replicates, se is the standard deviation of the replicates, absent when any of them has no estimate.
   A contrast comes from the same replicates as the totals; without replicates, where the values were estimated together, from their joint distribution over
   the same models, else from the intervals of the two totals, which are independent then (MOVER: Zou & Donner 2008; of the ratio Donner & Zou
   2012, Stat. Methods Med. Res. 21:347).
   What does not converge is left out and says so (DARK_REASON_NOT_CONVERGED); the rest stands.
   Borrowed: plan and replicates must outlive the results. Errors: DARK_EUSAGE (options of another version, without a level, with one that is
   not within (0,1), with an interval that is none or does not go with replicates; replicates of another plan; results of practice with other
   rows or levels; a contrast of no category or value that the table has, or of one value with itself), DARK_ELIMIT (more than 1,000 contrasts), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_results_new(dark_results **out, const dark_plan *plan, const dark_replicates *replicates,
                                             const dark_result_options *options, dark_error *err);
void dark_results_free(dark_results *results);

/* 1 when at least one row has an estimate, 0 also without results. */
int dark_results_any(const dark_results *results);

/* What the lists themselves say, before any model, for each stratum and for the whole table. */
typedef struct dark_description {
  const char **levels; /* [n_categories] value or "(all)" */
  double observed;
  double *list_sizes; /* [n_lists] lists in the input's order */
  double *overlaps;   /* [n_lists x n_lists] people on both, same order; the diagonal holds the sizes */
  double
      *captures; /* [n_captures] f1, f2, ...: people on exactly 1, 2, ... lists, or captured so often; of counts of captures the
                              DARK_MAX_LISTS-th stands for as many or more */
  size_t n_captures;       /* lists of the table, or DARK_MAX_LISTS with counts of captures */
  double sample_coverage;  /* NaN where undefined */
  double chao_lower_bound; /* people in all, as dark_bound over all pairs of lists; NaN where undefined */
  dark_reason obstacle;    /* why no estimate can be had at all, or DARK_N_REASONS */
  const char *absorbing;   /* list that looks as if the others referred people to it (see --absorbing); NULL: none does */
  char verdict[1024];      /* in words: what can be estimated and what cannot, and why */
} dark_description;

typedef struct dark_descriptions {
  size_t n_categories;
  const char **categories;
  size_t n_lists;
  const char **lists; /* in the input's order */
  dark_description *items;
  size_t n_items; /* strata, then the whole table */
  void *memory;
} dark_descriptions;

/* Errors: DARK_ENOMEM. `table` must outlive the descriptions. */
DARK_MUST_CHECK dark_status dark_describe(dark_descriptions **out, const dark_table *table, dark_error *err);
void dark_descriptions_free(dark_descriptions *descriptions);

DARK_PUBLIC_END

#endif
