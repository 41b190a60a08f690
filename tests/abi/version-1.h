/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers as they were with version 1 of all public structs, without their comments: what a program was compiled against that is not compiled again.
   Never changed. A struct that grows gets a file beside this one. */

#ifndef DARKFIGURE_ARROW_H
#define DARKFIGURE_ARROW_H
#include <stdint.h>
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4
struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};
#endif
#endif
#ifndef DARKFIGURE_STATUS_H
#define DARKFIGURE_STATUS_H
#include <stddef.h>
#if defined(__GNUC__)
#define DARK_MUST_CHECK __attribute__((warn_unused_result))
#define DARK_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define DARK_MUST_CHECK
#define DARK_PRINTF(text, first)
#endif
#if defined(__cplusplus)
#define DARK_PUBLIC_BEGIN extern "C" {
#define DARK_PUBLIC_END }
#elif defined(__GNUC__)
#define DARK_PUBLIC_BEGIN _Pragma("GCC visibility push(default)")
#define DARK_PUBLIC_END _Pragma("GCC visibility pop")
#else
#define DARK_PUBLIC_BEGIN
#define DARK_PUBLIC_END
#endif
#define DARK_STATUSES(X)                                        \
  X(DARK_OK, "done")                                            \
  X(DARK_EUSAGE, "an argument, option or model makes no sense") \
  X(DARK_EDATA, "the input data are malformed")                 \
  X(DARK_EIO, "a file cannot be opened, read or written")       \
  X(DARK_ENOMEM, "memory is exhausted")                         \
  X(DARK_ELIMIT, "the task exceeds a documented limit")         \
  X(DARK_ENUMERIC, "a numerical library failed unexpectedly")   \
  X(DARK_EINTERRUPTED, "the caller asked to stop")
DARK_PUBLIC_BEGIN
typedef enum dark_status {
#define X(name, text) name,
  DARK_STATUSES(X)
#undef X
} dark_status;
typedef struct dark_error {
  dark_status status;
  char message[1024];
} dark_error;
#define DARK_ERROR_INIT \
  { DARK_OK, "" }
const char *dark_status_text(dark_status status);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_REQUEST_H
#define DARKFIGURE_REQUEST_H
#include <stdint.h>
DARK_PUBLIC_BEGIN
typedef struct dark_request dark_request;
#define DARK_KEY_KINDS(X)        \
  X(DARK_KEY_TEXT, "text")       \
  X(DARK_KEY_WORD, "word")       \
  X(DARK_KEY_WHOLE, "whole")     \
  X(DARK_KEY_REAL, "real")       \
  X(DARK_KEY_FLAG, "flag")       \
  X(DARK_KEY_TEXTS, "texts")     \
  X(DARK_KEY_REALS, "reals")     \
  X(DARK_KEY_OPTIONS, "options") \
  X(DARK_KEY_GROUPS, "groups")
typedef enum dark_key_kind {
#define X(constant, name) constant,
  DARK_KEY_KINDS(X)
#undef X
      DARK_N_KEY_KINDS
} dark_key_kind;
const char *dark_key_kind_name(dark_key_kind kind);
DARK_MUST_CHECK dark_status dark_request_new(dark_request **out, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_parse(dark_request **out, const char *json, size_t n, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_copy(dark_request **out, const dark_request *request, dark_error *err);
void dark_request_free(dark_request *request);
DARK_MUST_CHECK dark_status dark_request_set_text(dark_request *request, const char *key, const char *value, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_set_whole(dark_request *request, const char *key, uint64_t value, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_set_real(dark_request *request, const char *key, double value, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_set_flag(dark_request *request, const char *key, int value, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_set_texts(dark_request *request, const char *key, const char *const *values, size_t n,
                                                   dark_error *err);
DARK_MUST_CHECK dark_status dark_request_set_reals(dark_request *request, const char *key, const double *values, size_t n,
                                                   dark_error *err);
DARK_MUST_CHECK dark_status dark_request_put_text(dark_request *request, const char *key, const char *member, const char *value,
                                                  dark_error *err);
DARK_MUST_CHECK dark_status dark_request_put_real(dark_request *request, const char *key, const char *member, double value,
                                                  dark_error *err);
DARK_MUST_CHECK dark_status dark_request_put_texts(dark_request *request, const char *key, const char *member,
                                                   const char *const *values, size_t n, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_unset(dark_request *request, const char *key, dark_error *err);
int dark_request_has(const dark_request *request, const char *key);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_TABLE_H
#define DARKFIGURE_TABLE_H
#include <stdint.h>
DARK_PUBLIC_BEGIN
#define DARK_MAX_TABLE_LISTS 64
#define DARK_MAX_LISTS 16
#define DARK_MAX_COUNT 4294967295u
#define DARK_MAX_STRATA 10000
typedef struct dark_table dark_table;
typedef enum dark_conflict { DARK_CONFLICT_STOP, DARK_CONFLICT_FIRST, DARK_CONFLICT_MISSING } dark_conflict;
typedef enum dark_missing { DARK_MISSING_USUAL, DARK_MISSING_MODEL, DARK_MISSING_CATEGORY, DARK_MISSING_DROP } dark_missing;
typedef struct dark_read_options {
  int version;
  const char *const *lists;
  size_t n_lists;
  const char *count;
  const char *const *by;
  size_t n_by;
  const char *const *where;
  size_t n_where;
  const char *const *ignore;
  size_t n_ignore;
  const char *const *drop_lists;
  size_t n_drop_lists;
  const char *const *absorbing;
  size_t n_absorbing;
  const char *const *merge_lists;
  size_t n_merge_lists;
  const char *const *expect;
  size_t n_expect;
  char delimiter;
  int drop_unlisted;
  dark_conflict conflict;
  const char *count_of_captures;
  const char *const *covariates;
  size_t n_covariates;
  const char *const *yes;
  size_t n_yes;
  const char *const *no;
  size_t n_no;
  const char *history;
  unsigned occasions;
  int force_count;
  const char *encoding;
  const char *date;
  const char *period;
  const char *date_form;
  const char *long_key;
  char thousands;
  const char *long_list;
  const char *suppressed;
  const uint64_t *suppressed_total;
  dark_missing missing;
} dark_read_options;
#define DARK_READ_OPTIONS_VERSION 1
#define DARK_READ_OPTIONS_INIT \
  { .version = DARK_READ_OPTIONS_VERSION }
DARK_MUST_CHECK dark_status dark_table_read_csv(dark_table **out, const char *path, const dark_read_options *options,
                                                dark_error *err);
DARK_MUST_CHECK dark_status dark_table_new(dark_table **out, const char *const *names, size_t n_lists, const uint32_t *histories,
                                           const double *counts, size_t n, dark_error *err);
typedef struct dark_category {
  const char *name;
  const char *const *levels;
  size_t n_levels;
} dark_category;
DARK_MUST_CHECK dark_status dark_table_new_empty(dark_table **out, const char *const *lists, size_t n_lists,
                                                 const dark_category *categories, size_t n_categories, dark_error *err);
typedef struct dark_cell {
  size_t stratum;
  uint64_t history;
  double count;
} dark_cell;
DARK_MUST_CHECK dark_status dark_table_new_like(dark_table **out, const dark_table *like, const dark_cell *cells, size_t n,
                                                dark_error *err);
void dark_table_free(dark_table *table);
size_t dark_table_n_lists(const dark_table *table);
const char *dark_table_list_name(const dark_table *table, size_t list);
size_t dark_table_list_position(const dark_table *table, size_t list);
size_t dark_table_n_occasions(const dark_table *table);
size_t dark_table_list_occasion(const dark_table *table, size_t list);
size_t dark_table_n_categories(const dark_table *table);
const char *dark_table_category_name(const dark_table *table, size_t category);
size_t dark_table_n_levels(const dark_table *table, size_t category);
const char *dark_table_level_name(const dark_table *table, size_t category, size_t level);
size_t dark_table_n_strata(const dark_table *table);
size_t dark_table_stratum_level(const dark_table *table, size_t stratum, size_t category);
typedef struct dark_record {
  uint64_t history;
  double count;
} dark_record;
const dark_record *dark_table_records(const dark_table *table, size_t stratum, size_t *n_records);
double dark_table_n_observed(const dark_table *table, size_t stratum);
double dark_table_n_people(const dark_table *table);
size_t dark_table_n_notes(const dark_table *table);
const char *dark_table_note(const dark_table *table, size_t note);
int dark_table_note_is_warning(const dark_table *table, size_t note);
const char *dark_table_path(const dark_table *table);
const char *dark_table_sha256(const dark_table *table);
int dark_table_is_of_people(const dark_table *table);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_DATA_H
#define DARKFIGURE_DATA_H
#include <stdint.h>
DARK_PUBLIC_BEGIN
typedef struct dark_data dark_data;
DARK_MUST_CHECK dark_status dark_data_new(dark_data **out, size_t n_rows, dark_error *err);
void dark_data_free(dark_data *data);
DARK_MUST_CHECK dark_status dark_data_add_bytes(dark_data *data, const char *name, const int8_t *values, const uint8_t *valid,
                                                dark_error *err);
DARK_MUST_CHECK dark_status dark_data_add_ints(dark_data *data, const char *name, const int32_t *values, const uint8_t *valid,
                                               dark_error *err);
DARK_MUST_CHECK dark_status dark_data_add_wholes(dark_data *data, const char *name, const int64_t *values, const uint8_t *valid,
                                                 dark_error *err);
DARK_MUST_CHECK dark_status dark_data_add_reals(dark_data *data, const char *name, const double *values, const uint8_t *valid,
                                                dark_error *err);
DARK_MUST_CHECK dark_status dark_data_add_texts(dark_data *data, const char *name, const char *const *values,
                                                const uint8_t *valid, dark_error *err);
DARK_MUST_CHECK dark_status dark_data_add_codes(dark_data *data, const char *name, const int32_t *codes, int32_t first,
                                                const char *const *levels, size_t n_levels, const uint8_t *valid,
                                                dark_error *err);
DARK_MUST_CHECK dark_status dark_data_from_arrow(dark_data **out, struct ArrowSchema *schema, struct ArrowArray *array,
                                                 dark_error *err);
DARK_MUST_CHECK dark_status dark_table_from_data(dark_table **out, const dark_data *data, const dark_request *request,
                                                 dark_error *err);
DARK_MUST_CHECK dark_status dark_table_from_file(dark_table **out, const char *path, const dark_request *request,
                                                 dark_error *err);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_LINK_H
#define DARKFIGURE_LINK_H
DARK_PUBLIC_BEGIN
#define DARK_MAX_LIST_FILES 64
typedef struct dark_list_file {
  const char *name;
  const char *path;
  const char *key;
} dark_list_file;
DARK_MUST_CHECK dark_status dark_table_link_csv(dark_table **out, const char *key, const dark_list_file *files, size_t n_files,
                                                const dark_read_options *options, dark_error *err);
typedef struct dark_linked_file {
  char *list, *path;
  char *key;
  char sha256[65];
  uint64_t n_rows;
  uint64_t n_people;
} dark_linked_file;
typedef struct dark_linked_column {
  char *name;
  uint64_t n_contradictory;
  uint64_t n_filled;
} dark_linked_column;
typedef struct dark_link {
  char *key;
  dark_conflict conflict;
  dark_linked_file *files;
  size_t n_files;
  dark_linked_column *columns;
  size_t n_columns;
  uint64_t n_people;
  uint64_t on_lists[DARK_MAX_LIST_FILES];
  uint64_t n_contradictory;
  uint64_t n_alike;
} dark_link;
const dark_link *dark_table_link(const dark_table *table);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_POPULATION_H
#define DARKFIGURE_POPULATION_H
#include <stdint.h>
DARK_PUBLIC_BEGIN
#define DARK_MAX_PEOPLE 4000000000.0
#define DARK_MAX_PROBABILITIES 67108864u
typedef struct dark_odds_ratio {
  size_t a, b;
  double value;
} dark_odds_ratio;
typedef struct dark_referral {
  size_t from;
  double share;
} dark_referral;
#define DARK_ANY_LIST ((size_t)-1)
typedef struct dark_capture_model {
  size_t n_lists;
  const double *margins;
  const dark_odds_ratio *odds_ratios;
  size_t n_odds_ratios;
  const dark_referral *referrals;
  size_t n_referrals;
  size_t absorbing;
  const char *const *names;
} dark_capture_model;
DARK_MUST_CHECK dark_status dark_capture_probabilities(double *probabilities, const dark_capture_model *model, dark_error *err);
typedef struct dark_population dark_population;
typedef enum dark_population_size { DARK_POPULATION_FIXED, DARK_POPULATION_POISSON } dark_population_size;
typedef struct dark_population_stratum {
  const char *const *levels;
  double people;
  const double *probabilities;
} dark_population_stratum;
DARK_MUST_CHECK dark_status dark_population_new(dark_population **out, const char *const *lists, size_t n_lists,
                                                const char *const *categories, size_t n_categories,
                                                const dark_population_stratum *strata, size_t n_strata, dark_error *err);
typedef struct dark_population_options {
  int version;
  const char *const *lists;
  size_t n_lists;
  const char *const *by;
  size_t n_by;
  const char *const *ignore;
  size_t n_ignore;
  dark_population_size size;
  char delimiter;
} dark_population_options;
#define DARK_POPULATION_OPTIONS_VERSION 1
#define DARK_POPULATION_OPTIONS_INIT \
  { .version = DARK_POPULATION_OPTIONS_VERSION }
DARK_MUST_CHECK dark_status dark_population_read_csv(dark_population **out, const char *path,
                                                     const dark_population_options *options, dark_error *err);
void dark_population_free(dark_population *population);
const dark_table *dark_population_shape(const dark_population *population);
double dark_population_people(const dark_population *population, size_t stratum);
const double *dark_population_probabilities(const dark_population *population, size_t stratum);
double dark_population_margin(const dark_population *population, size_t stratum, size_t list);
double dark_population_observed(const dark_population *population, size_t stratum);
typedef struct dark_sample {
  dark_table *table;
  double *people;
} dark_sample;
DARK_MUST_CHECK dark_status dark_population_draw(dark_sample **out, const dark_population *population, dark_population_size size,
                                                 uint64_t seed, uint64_t number, dark_error *err);
void dark_sample_free(dark_sample *sample);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_RESIDENTS_H
#define DARKFIGURE_RESIDENTS_H
DARK_PUBLIC_BEGIN
typedef struct dark_residents dark_residents;
DARK_MUST_CHECK dark_status dark_residents_read(dark_residents **out, const char *path, dark_error *err);
void dark_residents_free(dark_residents *residents);
DARK_MUST_CHECK dark_status dark_residents_check(const dark_residents *residents, const dark_table *table, dark_error *err);
typedef struct dark_resident_rate {
  double residents;
  double rate, lower, upper;
} dark_resident_rate;
dark_resident_rate dark_residents_rate(const dark_residents *residents, const char *const *categories, const char *const *levels,
                                       size_t n, double total, double lower, double upper);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_CAPTURES_H
#define DARKFIGURE_CAPTURES_H
DARK_PUBLIC_BEGIN
#define DARK_MAX_CAPTURES 1000000u
#define DARK_MAX_OCCASIONS 64u
typedef struct dark_covariate {
  char *name;
  char **values;
  size_t n_values;
  double *numbers;
} dark_covariate;
typedef struct dark_captures {
  char *column;
  dark_covariate *covariates;
  size_t n_covariates;
  uint32_t *captures;
  uint32_t *values;
  size_t n_sightings;
  unsigned n_occasions;
} dark_captures;
const dark_captures *dark_table_captures(const dark_table *table);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_ESTIMATOR_H
#define DARKFIGURE_ESTIMATOR_H
DARK_PUBLIC_BEGIN
typedef struct dark_estimator dark_estimator;
typedef enum dark_option_type { DARK_OPTION_REAL, DARK_OPTION_WHOLE, DARK_OPTION_CHOICE } dark_option_type;
typedef struct dark_option {
  const char *name;
  dark_option_type type;
  double initial;
  double least, most;
  const char *choices;
  const char *help;
} dark_option;
const dark_estimator *dark_estimator_at(size_t index);
const dark_estimator *dark_estimator_find(const char *name);
const char *dark_estimator_nearest(const char *name);
const char *dark_estimator_name(const dark_estimator *estimator);
const char *dark_estimator_assumption(const dark_estimator *estimator);
const char *dark_estimator_advice(const dark_estimator *estimator);
const char *dark_estimator_source(const dark_estimator *estimator);
unsigned dark_estimator_min_lists(const dark_estimator *estimator);
unsigned dark_estimator_max_lists(const dark_estimator *estimator);
int dark_estimator_is_one_list(const dark_estimator *estimator);
int dark_estimator_takes_captures(const dark_estimator *estimator, const dark_captures *captures);
const dark_option *dark_estimator_options(const dark_estimator *estimator, size_t *n_options);
int dark_estimator_takes_dependence(const dark_estimator *estimator);
const char *dark_method_choose(size_t n_lists, unsigned *max_order);
const char *dark_method_choose_one_list(void);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_REASON_H
#define DARKFIGURE_REASON_H
#include <stddef.h>
#include <stdint.h>
DARK_PUBLIC_BEGIN
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
typedef uint64_t dark_reasons;
#define DARK_REASON_BIT(reason) (UINT64_C(1) << (reason))
const char *dark_reason_code(dark_reason reason);
const char *dark_reason_sentence(dark_reason reason);
char *dark_reasons_write(char *buffer, size_t size, dark_reasons reasons);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_INTERVAL_H
#define DARKFIGURE_INTERVAL_H
DARK_PUBLIC_BEGIN
typedef enum dark_interval_type {
  DARK_INTERVAL_NONE,
  DARK_INTERVAL_PERCENTILE,
  DARK_INTERVAL_BCA,
  DARK_INTERVAL_LOG_NORMAL,
  DARK_INTERVAL_EXACT,
  DARK_INTERVAL_PROFILE,
  DARK_INTERVAL_MATA_AIC,
  DARK_INTERVAL_MATA_BIC,
  DARK_INTERVAL_CREDIBLE,
  DARK_INTERVAL_MIXTURE,
  DARK_N_INTERVALS,
  DARK_INTERVAL_MIXED
} dark_interval_type;
const char *dark_interval_name(dark_interval_type type);
int dark_interval_needs_replicates(dark_interval_type type);
typedef struct dark_interval {
  dark_interval_type type;
  double level;
  double lower, upper;
  double probability_lower, probability_upper;
  double monte_carlo_lower, monte_carlo_upper;
  double z0, acceleration;
  double likeliest;
  size_t n_models;
  double missed_weight;
  size_t n_failed;
  dark_reasons reasons;
  int unstable;
} dark_interval;
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_PLAN_H
#define DARKFIGURE_PLAN_H
#include <stdint.h>
DARK_PUBLIC_BEGIN
typedef struct dark_plan dark_plan;
typedef enum dark_resample { DARK_RESAMPLE_OBSERVED, DARK_RESAMPLE_IMPUTED, DARK_RESAMPLE_PARAMETRIC } dark_resample;
typedef enum dark_common_dependence {
  DARK_COMMON_USUAL,
  DARK_COMMON_NO,
  DARK_COMMON_SEARCH,
  DARK_COMMON_ALWAYS
} dark_common_dependence;
const char *dark_common_dependence_name(dark_common_dependence common);
const char *dark_missing_name(dark_missing missing);
typedef struct dark_fixed_odds {
  const char *lists[2];
  double value;
} dark_fixed_odds;
typedef struct dark_dependence {
  const dark_fixed_odds *odds_ratios;
  size_t n_odds_ratios;
  const char *const *forced;
  size_t n_forced;
  double xi;
} dark_dependence;
typedef struct dark_missing_odds {
  const char *category, *value;
  double odds;
} dark_missing_odds;
typedef struct dark_settings {
  int version;
  const char *method;
  const char *model;
  unsigned max_order;
  const char *const *set;
  size_t n_set;
  dark_resample resample;
  int ordered;
  dark_dependence dependence;
  dark_common_dependence common_dependence;
  const char *const *absent;
  size_t n_absent;
  dark_missing missing;
  const dark_missing_odds *missing_odds;
  int pool;
} dark_settings;
#define DARK_SETTINGS_VERSION 1
#define DARK_SETTINGS_INIT \
  { .version = DARK_SETTINGS_VERSION }
typedef struct dark_model_id {
  uint64_t bits[2];
} dark_model_id;
typedef struct dark_estimate {
  double total, hidden;
  dark_model_id model;
  dark_reason reason;
  int is_incomplete;
} dark_estimate;
DARK_MUST_CHECK dark_status dark_plan_new(dark_plan **out, const dark_table *table, const dark_settings *settings,
                                          dark_error *err);
void dark_plan_free(dark_plan *plan);
size_t dark_plan_n_parts(const dark_plan *plan);
size_t dark_plan_pooled_part(const dark_plan *plan);
const dark_estimate *dark_plan_estimate(const dark_plan *plan, size_t part);
const dark_estimator *dark_plan_estimator(const dark_plan *plan, size_t part);
size_t dark_plan_n_lists(const dark_plan *plan, size_t part);
unsigned dark_plan_max_order(const dark_plan *plan, size_t part);
double dark_plan_n_observed(const dark_plan *plan, size_t part);
const dark_record *dark_plan_records(const dark_plan *plan, size_t part, size_t *n_records);
const dark_table *dark_plan_table(const dark_plan *plan);
dark_resample dark_plan_resample(const dark_plan *plan);
const dark_dependence *dark_plan_dependence(const dark_plan *plan);
int dark_plan_departs(const dark_plan *plan, size_t part);
char *dark_plan_model_name(char *buffer, size_t size, const dark_plan *plan, size_t part, dark_model_id model);
typedef struct dark_workspace dark_workspace;
DARK_MUST_CHECK dark_status dark_workspace_new(dark_workspace **out, const dark_plan *plan, dark_error *err);
void dark_workspace_free(dark_workspace *workspace);
DARK_MUST_CHECK dark_status dark_estimate_part(dark_estimate *out, const dark_plan *plan, size_t part, dark_workspace *workspace,
                                               const double *weights, dark_error *err);
DARK_MUST_CHECK dark_status dark_estimate_tables(dark_estimate *out, const dark_plan *plan, size_t part,
                                                 dark_workspace *workspace, const double *const *weights, size_t n,
                                                 dark_error *err);
size_t dark_plan_n_targets(const dark_plan *plan);
const size_t *dark_plan_target_parts(const dark_plan *plan, size_t target, size_t *n_parts);
const char *dark_plan_target_level(const dark_plan *plan, size_t target, size_t category);
typedef struct dark_term {
  char name[128];
  double coefficient;
  double se;
} dark_term;
typedef struct dark_level {
  const char *covariate, *value;
  double observed, total;
  double se;
} dark_level;
typedef struct dark_bound {
  size_t n_pairs;
  double hidden;
  double error;
  double z;
} dark_bound;
typedef struct dark_explanation {
  int has_model;
  int is_average;
  char priors[512];
  dark_model_id model;
  dark_reasons reasons;
  size_t n_parameters;
  size_t n_minus_infinity;
  double log_lik, deviance, pearson, aic, bic;
  size_t df;
  double se;
  dark_bound bound;
  dark_term *terms;
  dark_level *levels;
  size_t n_levels;
  double *fitted;
  int is_selected;
  size_t n_candidates;
  int is_complete;
  double missed_criterion;
  double missed_gap;
  double criterion;
  size_t n_nodes;
  int is_certified;
  double certified_gap, certified_met;
  size_t n_certifying;
  size_t n_fitted, n_unexpanded;
  double fitted_weight;
} dark_explanation;
typedef struct dark_shrunken {
  double total, lower, upper;
} dark_shrunken;
typedef struct dark_shrinkage {
  size_t n_effects[2];
  double sd[2];
  double n_effective;
} dark_shrinkage;
DARK_MUST_CHECK dark_status dark_plan_explain(dark_explanation *out, const dark_plan *plan, size_t part, dark_error *err);
void dark_explanation_clear(dark_explanation *explanation);
DARK_MUST_CHECK dark_status dark_plan_interval(dark_interval *out, const dark_plan *plan, size_t part, dark_interval_type type,
                                               double level, dark_error *err);
int dark_plan_offers(const dark_plan *plan, size_t part, dark_interval_type type);
dark_interval_type dark_plan_usual_interval(const dark_plan *plan);
const char *dark_plan_practice(const dark_plan *plan);
typedef struct dark_candidate {
  dark_model_id model;
  size_t n_parameters, n_minus_infinity;
  double criterion;
  double deviance, log_lik, aic, bic, total;
  dark_bound bound;
  int code;
} dark_candidate;
DARK_MUST_CHECK dark_status dark_plan_rank(dark_candidate **candidates, size_t *n_candidates, const dark_plan *plan, size_t part,
                                           size_t n, double within, dark_error *err);
char *dark_plan_candidate_name(char *buffer, size_t size, const dark_plan *plan, size_t part, dark_model_id model);
DARK_MUST_CHECK dark_status dark_plan_candidate_bound(dark_bound *out, const dark_plan *plan, size_t part, dark_model_id model,
                                                      dark_error *err);
typedef struct dark_check {
  char model[512];
  int code;
  size_t n_parameters, n_minus_infinity;
  char reason[1024];
} dark_check;
DARK_MUST_CHECK dark_status dark_check_model(dark_check *out, const dark_table *table, const char *model, dark_error *err);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_REPLICATES_H
#define DARKFIGURE_REPLICATES_H
DARK_PUBLIC_BEGIN
typedef struct dark_replicates dark_replicates;
typedef struct dark_resamples {
  size_t n_replicates;
  uint64_t *histories;
  size_t n_columns;
  double *counts;
} dark_resamples;
DARK_MUST_CHECK dark_status dark_resamples_read_csv(dark_resamples *out, const char *path, const dark_table *table,
                                                    dark_error *err);
void dark_resamples_clear(dark_resamples *resamples);
#define DARK_MAX_REPLICATES 100000000u
#define DARK_MAX_THREADS 1024
typedef struct dark_bootstrap_options {
  int version;
  size_t n_replicates;
  uint64_t seed;
  int n_threads;
  const dark_resamples *resamples;
  int (*progress)(void *context, double share, size_t n_tables);
  void *context;
} dark_bootstrap_options;
#define DARK_BOOTSTRAP_OPTIONS_VERSION 1
#define DARK_BOOTSTRAP_OPTIONS_INIT \
  { .version = DARK_BOOTSTRAP_OPTIONS_VERSION, .n_replicates = 1000, .seed = 1 }
size_t dark_replicates_advised(const dark_table *table);
DARK_MUST_CHECK dark_status dark_bootstrap(dark_replicates **out, const dark_plan *plan, const dark_bootstrap_options *options,
                                           dark_error *err);
void dark_replicates_free(dark_replicates *replicates);
size_t dark_replicates_n(const dark_replicates *replicates);
const dark_plan *dark_replicates_plan(const dark_replicates *replicates);
const double *dark_replicates_part(const dark_replicates *replicates, size_t part);
const dark_model_id *dark_replicates_models(const dark_replicates *replicates, size_t part);
size_t dark_replicates_n_incomplete(const dark_replicates *replicates, size_t part);
const double *dark_replicates_jackknife(const dark_replicates *replicates, size_t part);
DARK_MUST_CHECK dark_status dark_interval_compute(dark_interval *out, const dark_replicates *replicates, size_t target,
                                                  dark_interval_type type, double level, dark_error *err);
DARK_MUST_CHECK dark_status dark_interval_compute_part(dark_interval *out, const dark_replicates *replicates, size_t part,
                                                       dark_interval_type type, double level, dark_error *err);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_GOODNESS_H
#define DARKFIGURE_GOODNESS_H
DARK_PUBLIC_BEGIN
typedef struct dark_goodness {
  size_t n_draws;
  size_t n_compared;
  size_t n_as_far;
  double p;
} dark_goodness;
DARK_MUST_CHECK dark_status dark_goodness_test(dark_goodness *out, const dark_plan *plan, const dark_bootstrap_options *options,
                                               dark_error *err);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_RESULT_H
#define DARKFIGURE_RESULT_H
DARK_PUBLIC_BEGIN
typedef enum dark_state { DARK_STATE_OK, DARK_STATE_PARTIAL, DARK_STATE_UNSTABLE, DARK_STATE_NO_ESTIMATE } dark_state;
const char *dark_state_name(dark_state state);
typedef struct dark_row {
  size_t target;
  const char **levels;
  const char *method;
  const char *model;
  const char *lists;
  double observed;
  double excluded;
  double hidden, total, se;
  dark_interval interval;
  size_t n_replicates, n_failed;
  dark_state state;
  dark_reasons reasons;
} dark_row;
typedef struct dark_contrast {
  double baseline_observed, baseline_total, other_observed, other_total;
  double difference, ratio;
  double level;
  double difference_lower, difference_upper, ratio_lower, ratio_upper;
  dark_interval_type interval;
  size_t n_replicates;
  size_t n_failed;
  int is_paired;
  dark_state state;
  dark_reasons reasons;
} dark_contrast;
typedef struct dark_category_contrast {
  const char *category, *baseline, *other;
  dark_contrast of;
} dark_category_contrast;
typedef struct dark_residual {
  uint64_t history;
  double observed, fitted, residual;
} dark_residual;
typedef struct dark_win {
  const char *model;
  size_t n;
  size_t n_extreme;
} dark_win;
typedef struct dark_overlap {
  size_t list_a, list_b;
  double n_both;
  double coverage_a, coverage_b;
} dark_overlap;
typedef struct dark_influence {
  uint64_t history;
  double total;
} dark_influence;
typedef struct dark_missing_share {
  size_t category;
  uint64_t history;
  double people, missing;
} dark_missing_share;
typedef struct dark_suppressed_count {
  size_t stratum;
  uint64_t history;
  uint64_t least, most;
  double expected;
} dark_suppressed_count;
typedef struct dark_range {
  double distance;
  double lowest, highest;
  size_t n_models;
  int is_cut;
} dark_range;
typedef struct dark_detail {
  size_t part;
  const char **levels;
  const char *method;
  const char *model;
  dark_estimate estimate;
  double observed;
  uint64_t lists;
  int has_explanation;
  unsigned max_order;
  dark_explanation explanation;
  double chao_lower_bound;
  double sample_coverage;
  dark_interval conditional;
  dark_residual *residuals;
  size_t n_residuals;
  dark_win *wins;
  size_t n_wins;
  size_t n_extreme;
  double *list_sizes;
  dark_overlap *overlaps;
  size_t n_overlaps;
  dark_influence *influences;
  size_t n_influences;
  const char *criterion;
  dark_range ranges[3];
  size_t n_ranges;
  const char **empty_lists;
  size_t n_empty_lists;
  dark_goodness goodness;
  size_t n_together, group;
} dark_detail;
typedef struct dark_results {
  size_t n_categories;
  const char **categories;
  dark_row *rows;
  size_t n_rows;
  dark_row *pooled;
  size_t n_pooled;
  dark_detail *details;
  size_t n_details;
  size_t n_levels;
  double *levels;
  const char **lists;
  size_t n_lists;
  const char *asked_method;
  dark_resample resample;
  size_t n_replicates;
  uint64_t seed;
  const dark_dependence *dependence;
  const struct dark_results *practice;
  dark_missing_share *missing;
  size_t n_missing;
  dark_shrunken *shrunken;
  dark_shrinkage *shrinkage;
  dark_suppressed_count *suppressed;
  size_t n_suppressed;
  dark_category_contrast *contrasts;
  size_t n_contrasts;
  void *memory;
} dark_results;
typedef struct dark_result_options {
  int version;
  dark_interval_type interval;
  const double *levels;
  size_t n_levels;
  uint64_t seed;
  const char *asked_method;
  const dark_goodness *goodness;
  const dark_results *practice;
  const char *const *contrasts;
  size_t n_contrasts;
} dark_result_options;
#define DARK_RESULT_OPTIONS_VERSION 1
#define DARK_RESULT_OPTIONS_INIT \
  { .version = DARK_RESULT_OPTIONS_VERSION, .interval = DARK_INTERVAL_PERCENTILE }
DARK_MUST_CHECK dark_status dark_results_new(dark_results **out, const dark_plan *plan, const dark_replicates *replicates,
                                             const dark_result_options *options, dark_error *err);
void dark_results_free(dark_results *results);
int dark_results_any(const dark_results *results);
typedef struct dark_description {
  const char **levels;
  double observed;
  double *list_sizes;
  double *overlaps;
  double *captures;
  size_t n_captures;
  double sample_coverage;
  double chao_lower_bound;
  dark_reason obstacle;
  const char *absorbing;
  char verdict[1024];
} dark_description;
typedef struct dark_descriptions {
  size_t n_categories;
  const char **categories;
  size_t n_lists;
  const char **lists;
  dark_description *items;
  size_t n_items;
  void *memory;
} dark_descriptions;
DARK_MUST_CHECK dark_status dark_describe(dark_descriptions **out, const dark_table *table, dark_error *err);
void dark_descriptions_free(dark_descriptions *descriptions);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_SENSITIVITY_H
#define DARKFIGURE_SENSITIVITY_H
DARK_PUBLIC_BEGIN
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
const char *dark_analysis_name(dark_analysis analysis);
typedef struct dark_sensitivity_row {
  dark_analysis analysis;
  size_t list_a, list_b;
  uint64_t history;
  double value;
  double known;
  double change;
  int model_changes;
  dark_row answer;
  const char *why;
  const char *option;
  size_t category, level;
} dark_sensitivity_row;
typedef struct dark_sensitivity_section {
  size_t part;
  const char **levels;
  double observed;
  dark_sensitivity_row *rows;
  size_t n_rows;
} dark_sensitivity_section;
typedef struct dark_sensitivity {
  size_t n_categories, n_lists;
  const char **categories, **lists;
  dark_sensitivity_section *sections;
  size_t n_sections;
  double level;
  size_t n_replicates, n_thinnings;
  uint64_t seed;
  const char *asked_method;
  const dark_dependence *dependence;
  void *memory;
} dark_sensitivity;
typedef struct dark_sensitivity_options {
  int version;
  dark_interval_type interval;
  double level;
  size_t n_replicates;
  size_t n_thinnings;
  uint64_t seed;
  int n_threads;
  int (*progress)(void *context, double share, size_t n_tables);
  void *context;
} dark_sensitivity_options;
#define DARK_SENSITIVITY_OPTIONS_VERSION 1
#define DARK_SENSITIVITY_OPTIONS_INIT \
  { .version = DARK_SENSITIVITY_OPTIONS_VERSION, .level = 0.95, .n_thinnings = 200, .seed = 1 }
DARK_MUST_CHECK dark_status dark_sensitivity_new(dark_sensitivity **out, const dark_table *table, const dark_settings *settings,
                                                 const dark_sensitivity_options *options, dark_error *err);
void dark_sensitivity_free(dark_sensitivity *sensitivity);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_REPORT_H
#define DARKFIGURE_REPORT_H
#include <stdio.h>
DARK_PUBLIC_BEGIN
typedef struct dark_run {
  const char *command;
  const char *const *options;
  size_t n_options;
  const char *path;
  const char *sha256;
  int has_hashes;
  int n_threads;
  double seconds;
  const dark_dependence *dependence;
  const dark_explanation *chosen;
  const dark_residents *residents;
} dark_run;
typedef enum dark_format {
  DARK_FORMAT_TABLE,
  DARK_FORMAT_CSV,
  DARK_FORMAT_JSON,
  DARK_FORMAT_MARKDOWN,
  DARK_FORMAT_XLSX
} dark_format;
DARK_MUST_CHECK dark_status dark_report_results(FILE *stream, dark_format format, const dark_results *results,
                                                const dark_table *table, const dark_run *run, dark_error *err);
DARK_MUST_CHECK dark_status dark_report_descriptions(FILE *stream, dark_format format, const dark_descriptions *descriptions,
                                                     const dark_table *table, const dark_run *run, dark_error *err);
DARK_MUST_CHECK dark_status dark_report_candidates(FILE *stream, dark_format format, const dark_candidate *candidates,
                                                   const char *const *names, size_t n, const dark_table *table,
                                                   const dark_run *run, dark_error *err);
DARK_MUST_CHECK dark_status dark_report_check(FILE *stream, dark_format format, const dark_check *check, const dark_table *table,
                                              const dark_run *run, dark_error *err);
DARK_MUST_CHECK dark_status dark_report_sensitivity(FILE *stream, dark_format format, const dark_sensitivity *sensitivity,
                                                    const dark_table *table, const dark_run *run, dark_error *err);
typedef enum dark_people_form { DARK_PEOPLE_ROWS, DARK_PEOPLE_COUNTS } dark_people_form;
DARK_MUST_CHECK dark_status dark_report_people(FILE *stream, const dark_table *table, dark_people_form form,
                                               int (*go_on)(void *context), void *context, dark_error *err);
DARK_MUST_CHECK dark_status dark_report_truth(FILE *stream, const dark_population *population, const dark_sample *sample,
                                              dark_error *err);
const char *dark_version(void);
const char *dark_gsl_version(void);
const char *dark_instruction_set(void);
DARK_MUST_CHECK dark_status dark_instruction_set_check(dark_error *err);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_ANSWER_H
#define DARKFIGURE_ANSWER_H
#include <stdint.h>
DARK_PUBLIC_BEGIN
typedef struct dark_watch {
  int version;
  int (*progress)(void *context, const char *stage, double share);
  void *context;
} dark_watch;
#define DARK_WATCH_VERSION 1
#define DARK_WATCH_INIT \
  { .version = DARK_WATCH_VERSION }
typedef struct dark_answer dark_answer;
DARK_MUST_CHECK dark_status dark_answer_fit(dark_answer **out, const dark_table *table, const dark_request *request,
                                            const dark_watch *watch, dark_error *err);
DARK_MUST_CHECK dark_status dark_answer_models(dark_answer **out, const dark_table *table, const dark_request *request,
                                               const dark_watch *watch, dark_error *err);
DARK_MUST_CHECK dark_status dark_answer_check(dark_answer **out, const dark_table *table, const dark_request *request,
                                              const dark_watch *watch, dark_error *err);
DARK_MUST_CHECK dark_status dark_answer_describe(dark_answer **out, const dark_table *table, const dark_request *request,
                                                 const dark_watch *watch, dark_error *err);
DARK_MUST_CHECK dark_status dark_answer_methods(dark_answer **out, const dark_table *table, const dark_request *request,
                                                const dark_watch *watch, dark_error *err);
DARK_MUST_CHECK dark_status dark_answer_sensitivity(dark_answer **out, const dark_table *table, const dark_request *request,
                                                    const dark_watch *watch, dark_error *err);
DARK_MUST_CHECK dark_status dark_catalogue_new(dark_answer **out, dark_error *err);
void dark_answer_free(dark_answer *answer);
int dark_answer_has_estimate(const dark_answer *answer);
const char *dark_answer_frame_name(const dark_answer *answer, size_t i);
DARK_MUST_CHECK dark_status dark_answer_write(char **text, size_t *length, const dark_answer *answer, dark_format format,
                                              dark_error *err);
void dark_text_free(char *text);
typedef struct dark_frame dark_frame;
typedef enum dark_column_type { DARK_COLUMN_REAL, DARK_COLUMN_WHOLE, DARK_COLUMN_TEXT, DARK_N_COLUMN_TYPES } dark_column_type;
DARK_MUST_CHECK dark_status dark_answer_frame(dark_frame **out, const dark_answer *answer, const char *name, dark_error *err);
void dark_frame_free(dark_frame *frame);
size_t dark_frame_n_rows(const dark_frame *frame);
size_t dark_frame_n_columns(const dark_frame *frame);
const char *dark_frame_column_name(const dark_frame *frame, size_t column);
dark_column_type dark_frame_column_type(const dark_frame *frame, size_t column);
size_t dark_frame_find_column(const dark_frame *frame, const char *name);
const double *dark_frame_reals(const dark_frame *frame, size_t column);
const int64_t *dark_frame_wholes(const dark_frame *frame, size_t column);
const char *const *dark_frame_texts(const dark_frame *frame, size_t column);
DARK_MUST_CHECK dark_status dark_frame_export(const dark_frame *frame, struct ArrowSchema *schema, struct ArrowArray *array,
                                              dark_error *err);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_STUDY_H
#define DARKFIGURE_STUDY_H
DARK_PUBLIC_BEGIN
typedef struct dark_study dark_study;
typedef struct dark_study_data {
  const char *name;
  size_t line;
  const char *path;
  const char *key;
  const dark_list_file *files;
  size_t n_files;
  dark_read_options options;
  int ordered;
} dark_study_data;
typedef struct dark_study_method {
  const char *name;
  size_t line;
  dark_settings settings;
  int has_interval;
  dark_interval_type interval;
  const double *levels;
  size_t n_levels;
  uint64_t seed;
  int has_replicates;
  size_t n_replicates;
  int has_resample;
} dark_study_method;
typedef enum dark_step_kind {
  DARK_STEP_WHERE,
  DARK_STEP_REGROUP,
  DARK_STEP_SPLIT_LISTS,
  DARK_STEP_DROP_LISTS,
  DARK_STEP_MERGE_LISTS,
  DARK_STEP_LINKAGE,
  DARK_STEP_SCOPE,
  DARK_STEP_DETECTION,
  DARK_STEP_ODDS_RATIO,
  DARK_STEP_XI,
  DARK_N_STEPS
} dark_step_kind;
const char *dark_step_name(dark_step_kind kind);
typedef struct dark_group {
  const char *name;
  const char *const *members;
  size_t n_members;
} dark_group;
typedef enum dark_rate_base { DARK_RATE_OF_PAIRS, DARK_RATE_OF_UNMATCHED, DARK_RATE_OF_LINKS } dark_rate_base;
typedef struct dark_rate {
  double rate;
  double a, b;
  dark_rate_base base;
} dark_rate;
typedef enum dark_placement { DARK_PLACEMENT_ALONE, DARK_PLACEMENT_ALL } dark_placement;
typedef struct dark_step {
  dark_step_kind kind;
  size_t line;
  const char *const *lists;
  size_t n_lists;
  const char *column;
  const dark_group *groups;
  size_t n_groups;
  double value;
  dark_rate missed, wrong;
  dark_placement placement;
} dark_step;
typedef struct dark_study_scenario {
  const char *name;
  const char *group;
  size_t line;
  const char *says;
  const char *definition;
  const dark_step *steps;
  size_t n_steps;
  const char *method, *model;
  unsigned max_order;
  dark_dependence dependence;
} dark_study_scenario;
typedef struct dark_study_side {
  size_t line;
  const char *scenario;
  const char *data, *method;
  const dark_group *category;
  size_t n_category;
} dark_study_side;
typedef struct dark_study_comparison {
  dark_study_side baseline;
  const dark_study_side *against;
  size_t n_against;
} dark_study_comparison;
DARK_MUST_CHECK dark_status dark_study_read(dark_study **out, const char *path, dark_error *err);
void dark_study_free(dark_study *study);
const char *dark_study_name(const dark_study *study);
const char *dark_study_sha256(const dark_study *study);
const dark_study_data *dark_study_data_at(const dark_study *study, size_t i);
const dark_study_method *dark_study_method_at(const dark_study *study, size_t i);
const dark_study_scenario *dark_study_scenario_at(const dark_study *study, size_t i);
const dark_study_comparison *dark_study_comparison_at(const dark_study *study, size_t i);
size_t dark_study_n_data(const dark_study *study);
size_t dark_study_n_methods(const dark_study *study);
size_t dark_study_n_scenarios(const dark_study *study);
size_t dark_study_n_comparisons(const dark_study *study);
#define DARK_MAX_TASKS 1000000
typedef struct dark_tasks dark_tasks;
typedef struct dark_task {
  char id[65];
  size_t data, scenario, method;
  size_t same_as;
  dark_settings settings;
  dark_interval_type interval;
  size_t n_lists;
  size_t n_parts;
  double n_people;
  size_t n_replicates;
  double seconds;
} dark_task;
typedef struct dark_task_pair {
  size_t comparison, against;
  size_t baseline_task, task;
} dark_task_pair;
DARK_MUST_CHECK dark_status dark_tasks_new(dark_tasks **out, const dark_study *study, dark_error *err);
void dark_tasks_free(dark_tasks *tasks);
size_t dark_tasks_n(const dark_tasks *tasks);
const dark_task *dark_tasks_at(const dark_tasks *tasks, size_t i);
const dark_table *dark_tasks_table(const dark_tasks *tasks, size_t data);
size_t dark_tasks_n_pairs(const dark_tasks *tasks);
const dark_task_pair *dark_tasks_pair(const dark_tasks *tasks, size_t i);
size_t dark_tasks_n_notes(const dark_tasks *tasks);
const char *dark_tasks_note(const dark_tasks *tasks, size_t i);
const char *dark_tasks_sha256(const dark_tasks *tasks);
DARK_MUST_CHECK dark_status dark_tasks_deal(size_t *shards, const dark_tasks *tasks, size_t n_shards, dark_error *err);
typedef struct dark_run_options {
  int version;
  const char *store;
  int n_threads;
  size_t shard, n_shards;
  int (*progress)(void *context, double share, size_t n_tables);
  void *context;
} dark_run_options;
#define DARK_RUN_OPTIONS_VERSION 1
#define DARK_RUN_OPTIONS_INIT \
  { .version = DARK_RUN_OPTIONS_VERSION, .shard = 1, .n_shards = 1 }
typedef struct dark_run_state {
  size_t n_tasks, n_done, n_failed;
} dark_run_state;
DARK_MUST_CHECK dark_status dark_study_run(dark_run_state *out, const dark_tasks *tasks, const dark_run_options *options,
                                           dark_error *err);
DARK_PUBLIC_END
#endif
#ifndef DARKFIGURE_SUPPRESSION_H
#define DARKFIGURE_SUPPRESSION_H
DARK_PUBLIC_BEGIN
#define DARK_MAX_SUPPRESSED 10000u
#define DARK_MAX_SUPPRESSED_TOTAL 1048576u
typedef struct dark_suppressed_cell {
  size_t stratum;
  uint64_t history;
  uint64_t least, most;
} dark_suppressed_cell;
typedef struct dark_suppression {
  dark_suppressed_cell *cells;
  size_t n;
  int has_total;
  uint64_t total;
  uint64_t least, most;
  int is_rule;
} dark_suppression;
const dark_suppression *dark_table_suppression(const dark_table *table);
DARK_PUBLIC_END
#endif
