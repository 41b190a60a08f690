/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_REASON_H
#define DARKFIGURE_REASON_H

/* Why there is no estimate, or what a reader must know about one. Codes are part of the CSV contract: never renamed. */

#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

DARK_PUBLIC_BEGIN

/* X(constant, code, sentence). The order is the order in which codes are printed. */
#define DARK_REASONS(X)                                                                                                          \
  X(DARK_REASON_NO_RECORDS, "no_records", "nobody was recorded here, so nothing can be said about how many are unseen")          \
  X(DARK_REASON_ONE_LIST, "one_list", "only one list caught anybody; an estimate needs overlaps between lists")                  \
  X(DARK_REASON_NO_OVERLAP, "no_overlap", "no person is on more than one list, so the data set no upper limit to the number")    \
  X(DARK_REASON_LIST_COVERS_ALL, "list_covers_all",                                                                              \
    "one list holds everybody observed, so the other lists cannot show how many that list misses")                               \
  X(DARK_REASON_NO_MLE, "no_mle",                                                                                                \
    "the maximum likelihood estimate does not exist: combinations of lists that the model needs are empty")                      \
  X(DARK_REASON_NOT_IDENTIFIABLE, "not_identifiable",                                                                            \
    "the model has more effects than the occupied combinations of lists can tell apart")                                         \
  X(DARK_REASON_HIDDEN_ZERO, "hidden_zero",                                                                                      \
    "combinations of lists that the model needs are empty here, so that it finds nobody unseen, which is no estimate")           \
  X(DARK_REASON_HIDDEN_INFINITE, "hidden_infinite",                                                                              \
    "combinations of lists that the model needs are empty here, so that the data set no upper limit to the number unseen")       \
  X(DARK_REASON_HIDDEN_UNDETERMINED, "hidden_undetermined",                                                                      \
    "combinations of lists that the model needs are empty, so that any number of unseen people fits the data equally well")      \
  X(DARK_REASON_NO_MODEL, "no_model", "no candidate model has an estimate on these data")                                        \
  X(DARK_REASON_SINGLE_COUNT, "single_count",                                                                                    \
    "everybody was captured the same number of times, and only differences tell how many were never captured")                   \
  X(DARK_REASON_AT_INFINITY, "at_infinity",                                                                                      \
    "too few people were captured again (overall, or with some value of a covariate): the data set no upper limit to the "       \
    "number")                                                                                                                    \
  X(DARK_REASON_NOBODY_ONCE, "nobody_once",                                                                                      \
    "nobody was captured exactly once (overall, or with some value of a covariate), so that the method finds no rate of "        \
    "capture; "                                                                                                                  \
    "chao-bc says how many are unseen")                                                                                          \
  X(DARK_REASON_DISPERSION, "dispersion_infinite",                                                                               \
    "the likelihood grows with the spread of the rates without bound, and the number of people with it")                         \
  X(DARK_REASON_TOO_FEW_LISTS, "too_few_lists", "fewer lists caught anybody than the method needs")                              \
  X(DARK_REASON_NO_PAIRS, "nobody_on_two_lists",                                                                                 \
    "nobody is on exactly two lists, or was captured exactly twice, so the formula sets no limit to the number")                 \
  X(DARK_REASON_NEGATIVE, "negative_estimate",                                                                                   \
    "the formula gives fewer people than were observed, or has no solution: these data contradict what the method assumes")      \
  X(DARK_REASON_IMPOSSIBLE, "impossible_scenario",                                                                               \
    "the scenario takes more people from some combination of lists than there are, so that a corrected count would be negative") \
  X(DARK_REASON_CATEGORY_MISSING, "category_missing",                                                                            \
    "people of whom a category is not known are counted in the categories that they may be in")                                  \
  X(DARK_REASON_CATEGORY_DROPPED, "category_dropped",                                                                            \
    "people of whom a category is not known were left out: biased, since what is missing mostly depends on the lists")           \
  X(DARK_REASON_BORROWED, "borrowed",                                                                                            \
    "the lists say hardly anything of the number in a category by itself (fewer than three people are on two of them, or one "   \
    "has everybody): it is supposed that they catch its people as they catch the others")                                        \
  X(DARK_REASON_COUNTS_SUPPRESSED, "counts_suppressed",                                                                          \
    "some counts are suppressed: a number that agrees with what is known of them counts as observed, and what the model "        \
    "expects beyond it as hidden")                                                                                               \
  X(DARK_REASON_SUPPRESSED_AT_ZERO, "suppressed_at_zero",                                                                        \
    "the model expects nobody in some of the suppressed counts, which may be 0: that is the limit of what it can say, and "      \
    "the standard error takes it for certain")                                                                                   \
  X(DARK_REASON_NOT_CONVERGED, "not_converged", "the fit found no maximum of the likelihood")                                    \
  X(DARK_REASON_SEARCH_INCOMPLETE, "search_incomplete",                                                                          \
    "a search among models ran out of its budget, so that a better model may have been missed; see --set budget, with --joint "  \
    "--set models")                                                                                                              \
  X(DARK_REASON_PART_FAILED, "part_without_estimate", "it is of the categories that can be estimated; the others come on top")   \
  X(DARK_REASON_INDEPENDENCE_UNTESTABLE, "independence_untestable",                                                              \
    "with two lists their independence cannot be tested, and the estimate rests on it")                                          \
  X(DARK_REASON_ORDER2_ONLY, "order2_only", "with six lists only pairwise models were searched")                                 \
  X(DARK_REASON_BELOW_CHAO, "below_chao_bound",                                                                                  \
    "the estimate lies below Chao's lower bound by more than chance: what the model leaves out (that people differ in how "      \
    "easily they are detected, or dependence) may hide more of them")                                                            \
  X(DARK_REASON_LARGE_BIAS, "large_bias", "the bias to be expected of the estimate is more than a tenth of it")                  \
  X(DARK_REASON_NO_HETEROGENEITY, "no_heterogeneity",                                                                            \
    "people do not differ more in how often they were caught than by chance, so the model without such differences was fitted")  \
  X(DARK_REASON_NO_STANDARD_ERROR, "no_standard_error",                                                                          \
    "the method has no standard error by formula, and so no interval without replicates")                                        \
  X(DARK_REASON_LIMIT_IN_TAIL, "limit_in_tail", "a limit is read off the ten most extreme replicates")                           \
  X(DARK_REASON_MONTE_CARLO, "monte_carlo_error", "another seed would move a limit by more than about ten percent")              \
  X(DARK_REASON_REPLICATES_FAILED, "replicates_failed", "more than 5% of the replicates have no estimate")                       \
  X(DARK_REASON_HEAVY_TAIL, "heavy_tail", "a limit lies beyond ten times the estimate")                                          \
  X(DARK_REASON_UPPER_UNBOUNDED, "upper_unbounded",                                                                              \
    "the upper limit is unbounded: the data, or too many replicates without an estimate, set none")                              \
  X(DARK_REASON_LOWER_UNBOUNDED, "lower_unbounded", "so many replicates have no estimate that the lower limit is lost too")      \
  X(DARK_REASON_BCA_BIAS, "bca_bias_undefined", "all replicates lie on one side of the estimate, so BCa has no bias correction") \
  X(DARK_REASON_BCA_ACCELERATION, "bca_acceleration_undefined",                                                                  \
    "leaving out one case leaves no estimate or too extreme a change, so BCa has no acceleration")                               \
  X(DARK_REASON_PARAMETRIC, "parametric_too_narrow",                                                                             \
    "replicates are drawn from the selected model as if it were known to be true: too narrow after selection")                   \
  X(DARK_REASON_NO_REPLICATES, "no_replicates", "this resampling needs a fitted model that is not to be had here")               \
  X(DARK_REASON_LOWER_ONLY, "lower_limit_only", "the data give a lower limit only")                                              \
  X(DARK_REASON_LOWER_AT_OBSERVED, "lower_at_observed",                                                                          \
    "the data do not rule out that nobody is unseen: the lower limit is the number observed")                                    \
  X(DARK_REASON_CONDITIONAL, "conditional_on_model", "the interval takes the model that a search chose for true: too narrow")    \
  X(DARK_REASON_OUTSIDE, "outside_interval",                                                                                     \
    "the difference lies outside its interval: most replicates lead to other models than the data do")                           \
  X(DARK_REASON_TOTALS_DIFFER, "totals_differ",                                                                                  \
    "categories estimated apart and all people in one table give totals that differ by more than their uncertainty: categories " \
    "differ in how they are detected, or small ones get too simple models; --joint auto fits one model that allows for both")    \
  X(DARK_REASON_NOT_OFFERED, "interval_not_offered", "the method has no interval of the type asked for")                         \
  X(DARK_REASON_NOT_APPLICABLE, "not_applicable", "the method, model or options asked for do not go with these lists")

typedef enum dark_reason {
#define X(constant, code, sentence) constant,
  DARK_REASONS(X)
#undef X
      DARK_N_REASONS
} dark_reason;

/* A set of reasons: bit r stands for reason r. */
typedef uint64_t dark_reasons;
#define DARK_REASON_BIT(reason) (UINT64_C(1) << (reason))

/* The code and the sentence of one reason, "" for what is none; static storage, never NULL; any thread. */
const char *dark_reason_code(dark_reason reason);
const char *dark_reason_sentence(dark_reason reason);

/* Write the codes of `reasons`, joined by ';', into `buffer [size]`; truncated if it does not fit. Returns `buffer`, which may be NULL. */
char *dark_reasons_write(char *buffer, size_t size, dark_reasons reasons);

DARK_PUBLIC_END

#endif
