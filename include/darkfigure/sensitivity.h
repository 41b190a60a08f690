/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_SENSITIVITY_H
#define DARKFIGURE_SENSITIVITY_H

/* How far an estimate depends on each list, on each pair of lists, on single people and on what is assumed: the same question asked of
   many tables that differ a little from the observed one, or under assumptions that differ a little from those of the method. */

#include <darkfigure/result.h>

DARK_PUBLIC_BEGIN

/* X(constant, code). Codes are part of the CSV contract; rows of a section stand in this order. */
#define DARK_ANALYSES(X)                                        \
  X(DARK_ANALYSIS_ESTIMATE, "estimate")                         \
  X(DARK_ANALYSIS_LIST_LEFT_OUT, "list_left_out")               \
  X(DARK_ANALYSIS_LISTS_MERGED, "lists_merged")                 \
  X(DARK_ANALYSIS_CASE_LEFT_OUT, "case_left_out")               \
  X(DARK_ANALYSIS_XI, "xi")                                     \
  X(DARK_ANALYSIS_ODDS_RATIO, "odds_ratio")                     \
  X(DARK_ANALYSIS_PRIOR, "prior")                               \
  X(DARK_ANALYSIS_MISSING_ODDS, "missing_odds")                 \
  X(DARK_ANALYSIS_INTERNAL_CONSISTENCY, "internal_consistency") \
  X(DARK_ANALYSIS_THINNING, "thinning")

typedef enum dark_analysis {
#define X(constant, code) constant,
  DARK_ANALYSES(X)
#undef X
      DARK_N_ANALYSES
} dark_analysis;

/* The code of an analysis, "" for what is none. Never NULL; static storage; any thread. */
const char *dark_analysis_name(dark_analysis analysis);

/* One answer. What it is about:
   ESTIMATE              the observed table;
   LIST_LEFT_OUT         the table without list_a, and so without the people who are on it alone: what `fit --drop-list` gives;
   LISTS_MERGED          list_a and list_b as one list;
   CASE_LEFT_OUT         one person less of `history`, as in the jackknife;
   XI                    the hidden number divided by value: a departure from the assumption that there is no interaction of all lists
                         (Aleshin-Guendel, Sadinle & Wakefield 2024, Biometrics 80:ujad030); what `fit --xi` gives, and for methods that
                         do not take xi the estimate and its limits with the hidden number divided;
   ODDS_RATIO            odds ratio `value` between list_a and list_b given the other lists (dark_dependence in plan.h);
   PRIOR                 the option `option` of a method with priors set to value, half and twice what it is: what `fit --set` gives;
   MISSING_ODDS          among people of whom a category is not known, of a method that says where they may be: the odds of a level against all others
                         value times what they would be at random (dark_missing_odds in plan.h);
   INTERNAL_CONSISTENCY  the people on list_a alone taken for hidden, and estimated from those who are on other lists as well, whose total,
                         the size of list_a, is `known` (Binette & Steorts 2021, arXiv:2112.01594);
   THINNING              each observed person kept with probability `value`, many times: answer.observed is the median number kept;
                         answer.total is the median of the estimates, each multiplied by people observed / people kept, so that a total that
                         does not depend on how many are observed stays where it is; the limits hold the middle 90% of them.
                         Draws without an estimate count as larger than any. */
typedef struct dark_sensitivity_row {
  dark_analysis analysis;
  size_t list_a, list_b; /* lists of the table, sorted by name; SIZE_MAX: none */
  uint64_t history;      /* of CASE_LEFT_OUT, else 0: bit l = list l of the table, or the sighting of one-list data */
  double value;          /* of XI, ODDS_RATIO, PRIOR, MISSING_ODDS and THINNING, else NaN */
  double known;          /* of INTERNAL_CONSISTENCY, else NaN */
  double change;      /* (total - reference) / reference; reference is the estimate, or what is known; NaN where there is none */
  int model_changes;  /* CASE_LEFT_OUT: 1 when another model is chosen without the case */
  dark_row answer;    /* total, interval, model, state and reasons; levels are those of the section */
  const char *why;    /* what a method says that cannot be used here; NULL where that is not so */
  const char *option; /* of PRIOR, else NULL; static storage */
  size_t category, level; /* of MISSING_ODDS, of the table; else SIZE_MAX */
} dark_sensitivity_row;

/* The answers about one stratum, or about all in one table. */
typedef struct dark_sensitivity_section {
  size_t part;         /* of a plan for the table */
  const char **levels; /* [n_categories]; "(all)" for the pooled table */
  double observed;
  dark_sensitivity_row *rows; /* [n_rows] the first is the estimate; the only one when there is none */
  size_t n_rows;
} dark_sensitivity_section;

typedef struct dark_sensitivity {
  size_t n_categories, n_lists;
  const char **categories, **lists; /* lists in the input's order */
  dark_sensitivity_section *sections;
  size_t n_sections; /* strata in table order, then the pooled table when there are categories */
  double level;
  size_t n_replicates, n_thinnings;
  uint64_t seed;
  const char *asked_method;
  const dark_dependence *dependence; /* that all answers suppose but for what a row varies; never NULL */
  void *memory;                      /* private */
} dark_sensitivity;

typedef struct dark_sensitivity_options {
  int version;
  dark_interval_type
      interval; /* with replicates percentile or bca; without, any other, or NONE: the method's own, else log-normal */
  double level; /* in (0,1) */
  size_t
      n_replicates; /* for each estimate, each list left out, each pair merged, each odds ratio, each list's own size; 0: none */
  size_t n_thinnings; /* draws of each share of the people; 0: none */
  uint64_t seed;
  int n_threads; /* as in dark_bootstrap_options */
  /* As in dark_bootstrap_options. */
  int (*progress)(void *context, double share, size_t n_tables);
  void *context;
} dark_sensitivity_options;

/* The current version; this one and all before it, from 1, are accepted. */
#define DARK_SENSITIVITY_OPTIONS_VERSION 1
#define DARK_SENSITIVITY_OPTIONS_INIT \
  { .version = DARK_SENSITIVITY_OPTIONS_VERSION, .level = 0.95, .n_thinnings = 200, .seed = 1 }

/* Ask all of it of `table` (borrowed; must outlive the answers) by the method of `settings` (borrowed for the call).
   A question that the method cannot be asked (too few lists, a given model of all lists) is a row without an estimate, with
   DARK_REASON_NOT_APPLICABLE and why. One-list data have no questions about lists.
   Errors: those of dark_plan_new for the observed table; DARK_EUSAGE (options of another version, level, interval,
   threads), DARK_ELIMIT (more than DARK_MAX_REPLICATES replicates or draws), DARK_ENOMEM, DARK_ENUMERIC, DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark_sensitivity_new(dark_sensitivity **out, const dark_table *table, const dark_settings *settings,
                                                 const dark_sensitivity_options *options, dark_error *err);
/* NULL is allowed. */
void dark_sensitivity_free(dark_sensitivity *sensitivity);

DARK_PUBLIC_END

#endif
