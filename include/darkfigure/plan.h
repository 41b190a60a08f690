/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_PLAN_H
#define DARKFIGURE_PLAN_H

/* A plan is everything derived once from the observed table: which estimator serves each stratum, its candidate models and warm
   starts, and the targets: each stratum, each margin over categories, the total. Immutable; shared by all threads. */

#include <stdint.h>

#include <darkfigure/estimator.h>
#include <darkfigure/interval.h>
#include <darkfigure/reason.h>
#include <darkfigure/table.h>

DARK_PUBLIC_BEGIN

typedef struct dark_plan dark_plan;

typedef enum dark_resample { DARK_RESAMPLE_OBSERVED, DARK_RESAMPLE_IMPUTED, DARK_RESAMPLE_PARAMETRIC } dark_resample;

/* May the models searched have the common dependence H, one log odds ratio that all pairs of lists share which the model leaves out (Darroch's form of
   people who differ: Darroch, Fienberg, Glonek & Junker 1993, J. Am. Stat. Assoc. 88:1137)? It is one more effect, written "[12,3]+H", and is
   offered where at least two pairs are left out. */
typedef enum dark_common_dependence {
  DARK_COMMON_USUAL,  /* as the method does by itself */
  DARK_COMMON_NO,     /* no model has it */
  DARK_COMMON_SEARCH, /* models are searched with and without */
  DARK_COMMON_ALWAYS  /* every model has it */
} dark_common_dependence;

/* "no", "search", "always"; "usual" for DARK_COMMON_USUAL; "" for anything else. Static storage. */
const char *dark_common_dependence_name(dark_common_dependence common);

/* Of dark_missing (table.h): "model", "category", "drop"; "usual" for DARK_MISSING_USUAL; "" for anything else. Static storage. */
const char *dark_missing_name(dark_missing missing);

/* The odds of being on one list are `value` times as high for people on the other as for people not on it, given all other lists
   (Gerritse, van der Heijden & Bakker 2015, J. Off. Stat. 31:357). */
typedef struct dark_fixed_odds {
  const char *lists[2]; /* names; or lists[0] is a pair, "A:B", "A*B" or by places in the input "[12]", and lists[1] NULL */
  double value;         /* from 1e-6 to 1e6 */
} dark_fixed_odds;

/* What is supposed of the dependence between lists instead of being estimated. All zero: nothing. Honoured by log-linear methods
   (independence, fixed, bic, stepwise, downhill, saturated, averaged) in everything that a plan does; refused by others.

   A pair with an odds ratio, 1 included, is in no candidate model, nor is any term that contains it; means are multiplied by the odds ratio
   where a history has both lists. Forced interactions are in every candidate model, with all inside them.
   xi is a departure from the assumption that says how many are hidden, that there is no interaction of all lists: the hidden number is what
   the model gives, divided by xi (Aleshin-Guendel, Sadinle & Wakefield 2021, arXiv 2101.09304).
   Where a list caught nobody in a stratum, its odds ratios say nothing there, and a forced interaction is that of the other lists. */
typedef struct dark_dependence {
  const dark_fixed_odds *odds_ratios; /* [n_odds_ratios] no pair twice */
  size_t n_odds_ratios;
  const char *const
      *forced; /* [n_forced] "A:B", "A*B:C", "[12,34]": of two or more lists, fewer than all, without a pair of the above */
  size_t n_forced;
  double xi; /* from 1e-6 to 1e6; 0: not given, 1 */
} dark_dependence;

/* A departure from missing at random: among people of whom the category is not known the odds of the value against all others are `odds` times
   what the model says. */
typedef struct dark_missing_odds {
  const char *category, *value; /* names in the table */
  double odds;                  /* from 1e-6 to 1e6 */
} dark_missing_odds;

typedef struct dark_settings {
  int version;
  const char *method;     /* name of an estimator, or "auto" (NULL means that) */
  const char *model;      /* for `fixed`: "[12,23]" or "[A*B,C]"; for `joint` a formula, "A*B + C*year", or "auto"; else NULL */
  unsigned max_order;     /* largest interaction order of the candidates, to DARK_MAX_LISTS; 0: the method's default */
  const char *const *set; /* [n_set] "OPTION=VALUE" */
  size_t n_set;
  dark_resample resample;     /* how replicates will be drawn (parametric resampling needs cells that nobody was observed in) */
  int ordered;                /* 1: the input's order of the lists is their order in time, which some methods need */
  dark_dependence dependence; /* copied */
  dark_common_dependence common_dependence; /* of lists; with fewer than two pairs that it could speak for it changes nothing */
  /* For `joint`: [n_absent] "LIST:COLUMN=VALUE", a list that did not exist where a category has that value. Nobody may be on it there. */
  const char *const *absent;
  size_t n_absent;
  dark_missing missing; /* values of categories; for `joint`, others know no more than that they are a category */
  const dark_missing_odds *missing_odds; /* for `joint` and DARK_MISSING_MODEL; copied; NULL: none */
  int pool; /* 1: for `joint`, effects that differ by category are also shrunken, beside the estimates (dark_shrunken) */
} dark_settings;

/* The current version; this one and all before it, from 1, are accepted. */
#define DARK_SETTINGS_VERSION 1
#define DARK_SETTINGS_INIT \
  { .version = DARK_SETTINGS_VERSION }

/* Which model an estimate came from: a key that dark_plan_model_name turns into words. Equal keys, equal models. */
typedef struct dark_model_id {
  uint64_t bits[2];
} dark_model_id;

/* One estimate. Either `reason` is DARK_N_REASONS and `total` and `hidden` are people (hidden >= 0, total = observed + hidden), or
   `reason` says why there is none and both are NaN. */
typedef struct dark_estimate {
  double total, hidden;
  dark_model_id model;
  dark_reason reason;
  int is_incomplete; /* 1: the search for the model ran out of budget; the best model met so far gave the estimate */
} dark_estimate;

/* Make a plan for `table` (borrowed: it must outlive the plan). The observed table is estimated on the way.
   Strata in which an estimate is hopeless (nobody, one list, no overlap, one list covering everybody) get their reason instead of an
   estimator. Lists that caught nobody in a stratum are left out there. Both are judged of all strata together where the method estimates
   them together, as a group; it then says itself which of them have no estimate.
   A stratum on which the method does not converge has none either (DARK_REASON_NOT_CONVERGED); the others stand.
   Errors: DARK_EUSAGE (settings of another version or with texts that are NULL, unknown method or option, a model that makes no sense, too
   many or too few lists for the method, a method for lists in order of time without settings->ordered, a dependence that makes no sense,
   contradicts the model or is not for the method), DARK_ELIMIT (too many candidate models), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_plan_new(dark_plan **out, const dark_table *table, const dark_settings *settings,
                                          dark_error *err);
void dark_plan_free(dark_plan *plan);

/* Of everything below that has no status: NULL, NaN or 0 where there is no such plan, part, target or category. Any thread. */

/* A part is a stratum of the table; when the table has categories the last part is the pooled table, all categories thrown together
   (shown beside the summed total, part of no target). */
size_t dark_plan_n_parts(const dark_plan *plan);
/* The index of the pooled part, or dark_plan_n_parts when there is none. */
size_t dark_plan_pooled_part(const dark_plan *plan);
/* The estimate on the observed table, the estimator (NULL when there is none), and how many lists the part has. */
const dark_estimate *dark_plan_estimate(const dark_plan *plan, size_t part);
const dark_estimator *dark_plan_estimator(const dark_plan *plan, size_t part);
size_t dark_plan_n_lists(const dark_plan *plan, size_t part);
/* Search order used by the part's method, 0 where it has none. */
unsigned dark_plan_max_order(const dark_plan *plan, size_t part);
double dark_plan_n_observed(const dark_plan *plan, size_t part);
/* The records the part's weights refer to: [*n_records], sorted by history; owned by the plan. Lists of a part are the table's lists
   that caught somebody there, or in a part that is estimated together with it, still sorted by name. NULL where n_records is. */
const dark_record *dark_plan_records(const dark_plan *plan, size_t part, size_t *n_records);
const dark_table *dark_plan_table(const dark_plan *plan);
/* How replicates of this plan are to be drawn. */
dark_resample dark_plan_resample(const dark_plan *plan);

/* What the plan supposes of dependence between lists: in odds_ratios both names of each pair, in the input's order; forced interactions by
   names, "A*B"; xi is 1 where none was given. Owned by the plan. */
const dark_dependence *dark_plan_dependence(const dark_plan *plan);
/* 1 when an odds ratio or xi other than 1 bears on the estimate of a part; 0 when it is what the model says by itself. */
int dark_plan_departs(const dark_plan *plan, size_t part);

/* Write the name of a model ("[12,3]", or "[A*B,C]" with more than nine lists) into buffer [size]; "" for an estimator without one
   and for a part that is not there. Returns `buffer`, which may be NULL. */
char *dark_plan_model_name(char *buffer, size_t size, const dark_plan *plan, size_t part, dark_model_id model);

/* Mutable memory of one thread working on a plan (borrowed: it must outlive the workspace). Create, use and free it in the same thread.
   It serves all parts, and holds what the one estimated last needs: taking another part, that is not estimated together with it, exchanges
   that, so that a caller with many parts does best to finish one before the next. Errors: DARK_EUSAGE (no plan), DARK_ENOMEM. */
typedef struct dark_workspace dark_workspace;
DARK_MUST_CHECK dark_status dark_workspace_new(dark_workspace **out, const dark_plan *plan, dark_error *err);
void dark_workspace_free(dark_workspace *workspace);

/* Estimate one part from `weights` [n_records of the part] (people, >= 0, not all of them zero); parts that are estimated together with it stay
   as they were observed. Pure: the same bits every time, whatever
   the workspace was used for before. Errors: DARK_EUSAGE (no such part, a part without an estimator, a workspace of another plan),
   DARK_ENOMEM; an estimate that does not exist, or to which the method does not converge, is a result. */
DARK_MUST_CHECK dark_status dark_estimate_part(dark_estimate *out, const dark_plan *plan, size_t part, dark_workspace *workspace,
                                               const double *weights, dark_error *err);

/* Estimate n tables of one part: the same bits as n calls of dark_estimate_part, faster where the estimator fits several at once.
   weights [n] tables as above, out [n]. Errors as above. */
DARK_MUST_CHECK dark_status dark_estimate_tables(dark_estimate *out, const dark_plan *plan, size_t part,
                                                 dark_workspace *workspace, const double *const *weights, size_t n,
                                                 dark_error *err);

/* A target is a stratum, a margin or the total: a sum over parts. The first targets are the strata in table order; then the margins,
   with more and more categories summed over; the last is the total (the only target of a table without categories). */
size_t dark_plan_n_targets(const dark_plan *plan);
/* [*n_parts] parts of a target; owned by the plan; NULL where n_parts is. */
const size_t *dark_plan_target_parts(const dark_plan *plan, size_t target, size_t *n_parts);
/* The level of a category in a target, or NULL when the target sums over it. */
const char *dark_plan_target_level(const dark_plan *plan, size_t target, size_t category);

/* What people ask of a fitted model. Arrays are owned by the explanation. */
typedef struct dark_term {
  char name[128];     /* "intercept", "A", "A*B" */
  double coefficient; /* -infinity for an empty margin */
  double se;          /* NaN where there is none */
} dark_term;

/* The people with one value of a covariate, under the model of all. */
typedef struct dark_level {
  const char *covariate, *value; /* borrowed from the table */
  double observed, total;
  double se; /* of the total, given the model */
} dark_level;

/* A lower bound of the hidden number that does not rest on the model, and how far the estimate lies below it (Chao 1987, Biometrics 43:783). Of
   lists: sum of a_j a_k / (1 + sum of n_jk) over the pairs of lists that the model leaves out and nothing is supposed of, a_j people being on
   list j alone and n_jk on j and k and no other. Of counts of captures: f1 (f1 - 1) / {2 (f2 + 1)}. It holds where people differ, or where the
   dependence between the lists of these pairs is positive on the whole; that an estimate does not lie below it is no evidence for the model. */
typedef struct dark_bound {
  size_t n_pairs; /* that it is made from; 1 for counts of captures; 0: there is none, and what follows means nothing */
  double hidden;  /* the bound: people unseen */
  double error; /* standard error of log(hidden / estimate), given the model; 0 when the two are the same thing in other words */
  double z;     /* log(hidden / estimate) / error; NaN when that is nothing */
} dark_bound;

typedef struct dark_explanation {
  int has_model;    /* 0: a closed formula without fitted counts, or an average; only se is meaningful */
  int is_average;   /* 1: an average over n_candidates models */
  char priors[512]; /* what a posterior supposes beforehand, in words without a final stop; "": the estimate is no posterior's */
  dark_model_id model;
  dark_reasons reasons; /* what a reader must know about the estimate */
  size_t n_parameters;  /* with the intercept and the minus-infinity effects */
  size_t n_minus_infinity;
  double log_lik, deviance, pearson, aic, bic;
  size_t df;          /* kept cells minus finite parameters */
  double se;          /* of the hidden number given the model (Rivest & Levesque 2001, eq. 5), NaN where there is
                           none; of an average or a posterior the standard deviation of the log, times the hidden number */
  dark_bound bound;   /* none of an average: its models leave out different pairs */
  dark_term *terms;   /* [n_parameters] */
  dark_level *levels; /* [n_levels] population of each value of each factor among the covariates of one-list data */
  size_t n_levels;
  double *fitted;          /* [2^lists of the part], index = history; [0] is the hidden number; formulas fit their own
                              counts; NULL when the method fits none */
  int is_selected;         /* 1: a search chose the model from the data */
  size_t n_candidates;     /* models that the search decides between; 1 for a given model, 0 when too many to count */
  int is_complete;         /* 0: the search ran out of budget, and ... */
  double missed_criterion; /* ... a model that it did not reach may have a criterion as small as this, ... */
  double missed_gap;       /* ... better than that of the chosen model by no more than this; 0: none is better */
  double criterion;        /* of the chosen model; NaN where nothing is searched by criterion */
  size_t n_nodes;          /* of a branch-and-bound search of the observed table, else 0 */
  /* Of a search whose best model was held against bounds of all others that it decides between: whether none has a smaller criterion; else by how
     much at most one may be better, INFINITY: nothing bounds it, and 0 where that was not asked; by how much one is better that was met
     meanwhile, 0: none is; and how many models were fitted for it. */
  int is_certified;
  double certified_gap, certified_met;
  size_t n_certifying;
  /* Of a search that fits the most promising models exactly, in every table as in this one: how many it fitted, and what share of the weight of all that
     it decides between these have, as far as it knows; and below how many of those that weigh 0.1% of the best or more it looked for no further interactions. n_fitted is 0
     of others. */
  size_t n_fitted, n_unexpanded;
  double fitted_weight;
} dark_explanation;

/* A total with effects that differ by category taken for exchangeable deviations, shrunken towards each other by as much as the data say. NaN where there is
   none. Limits at the level asked for, given the model. */
typedef struct dark_shrunken {
  double total, lower, upper;
} dark_shrunken;

/* How strongly: [0] of effects of one list, [1] of two. */
typedef struct dark_shrinkage {
  size_t n_effects[2]; /* that differ by category */
  double sd[2];        /* of the deviations over categories, on the scale of log odds; NaN without such effects */
  double n_effective;  /* effects that are left of all of them together */
} dark_shrinkage;

/* Explain a part's estimate on the observed table. Errors: DARK_ENOMEM, DARK_ENUMERIC; DARK_EUSAGE when the part is not
   there or has no estimate. */
DARK_MUST_CHECK dark_status dark_plan_explain(dark_explanation *out, const dark_plan *plan, size_t part, dark_error *err);
void dark_explanation_clear(dark_explanation *explanation);

/* An interval for the total of one part that needs no replicates, at `level` (0 < level < 1). Log-normal where the method has a standard
   error, the other types where it offers them. When the part has no estimate, or none of this type can be had, *out has type NONE, NaN
   limits and the reasons; so too when the method does not converge. A limit that the data do not set is NaN, with its reason.
   Errors: DARK_EUSAGE (level, part, a type that needs replicates or is none), DARK_ENOMEM. Any thread. */
DARK_MUST_CHECK dark_status dark_plan_interval(dark_interval *out, const dark_plan *plan, size_t part, dark_interval_type type,
                                               double level, dark_error *err);
/* 1 when the part's method offers intervals of this type; 0 for a part without a method and for what is no type. */
int dark_plan_offers(const dark_plan *plan, size_t part, dark_interval_type type);
/* The interval to use when nobody says: percentile, or where the methods of all parts have intervals of their own that need no replicates, the first
   part's (dark_results_new gives parts that lack it their own beside it); none without a plan. */
dark_interval_type dark_plan_usual_interval(const dark_plan *plan);
/* The method by which published studies estimate, with the choice of a model repeated in every replicate and percentile intervals, where
   the plan has a method beside whose answer that one belongs; NULL where it has none, and without a plan. */
const char *dark_plan_practice(const dark_plan *plan);

/* One candidate model of a search. */
typedef struct dark_candidate {
  dark_model_id model;
  size_t n_parameters, n_minus_infinity;
  double criterion;                          /* what the method minimises: BIC, or AIC when asked for */
  double deviance, log_lik, aic, bic, total; /* NaN where code is not 0 */
  dark_bound bound;                          /* for dark_plan_candidate_bound to fill in; of none until then */
  int code;                                  /* 0 fine, 1 no extended maximum likelihood estimate, 2 not identifiable, 3 both */
} dark_candidate;

/* The best `n` candidate models of a part by the method's criterion, ties in canonical order, none worse than the best by more than
   `within` (INFINITY: no limit). When there are fewer with an estimate, the others follow as far as n reaches, unless `within` is finite or
   there are more than 100,000 models. *candidates [*n_candidates] is the caller's to free().
   Errors: DARK_EUSAGE for methods that do not rank models, and for a `within` that is no number, DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark_plan_rank(dark_candidate **candidates, size_t *n_candidates, const dark_plan *plan, size_t part,
                                           size_t n, double within, dark_error *err);

/* Of a candidate that dark_plan_rank gave: its name, as dark_plan_model_name writes the chosen model (which of a method that fits one model, or
   averages, is none of the candidates); and the bound that goes with it on the observed table, code being 0. Any thread.
   Errors of the second: DARK_EUSAGE for a part without candidates, DARK_ENOMEM, DARK_ENUMERIC. */
char *dark_plan_candidate_name(char *buffer, size_t size, const dark_plan *plan, size_t part, dark_model_id model);
DARK_MUST_CHECK dark_status dark_plan_candidate_bound(dark_bound *out, const dark_plan *plan, size_t part, dark_model_id model,
                                                      dark_error *err);

/* Existence and identifiability of one log-linear model on the whole table (strata pooled). */
typedef struct dark_check {
  char model[512];
  int code; /* as in dark_candidate */
  size_t n_parameters, n_minus_infinity;
  char reason[1024]; /* for people: what is missing in the data; never empty */
} dark_check;

/* Errors: DARK_EUSAGE (a model that makes no sense for these lists, or one list with counts of captures), DARK_EDATA (a table
   without people), DARK_ELIMIT (more than 4096 effects), DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark_check_model(dark_check *out, const dark_table *table, const char *model, dark_error *err);

DARK_PUBLIC_END

#endif
