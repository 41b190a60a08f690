/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_FILE_STUDY_H
#define DARK__STUDY_FILE_STUDY_H

/* The inside of a study. What the file says is kept with the node that says it, for messages about it; file.c reads it, file_<part>.c
   each part of it. */

#include <darkfigure/study.h>

#include "base/keys.h"
#include "study/document/document.h"

/* For which of the data sets or methods something is meant: bools [n], or NULL for all. */
typedef const bool *dark__selection;

typedef struct dark__data_entry {
  dark_study_data data;
  const dark__node *node;
} dark__data_entry;

typedef struct dark__method_entry {
  dark_study_method method;
  const dark__node *node;
  dark__selection on_data;
} dark__method_entry;

/* What a scenario is in the user's words, by language (said.h); none where they name no language. */
typedef struct dark__said {
  const char **languages, **texts; /* [n] */
  size_t n;
} dark__said;

typedef struct dark__scenario_entry {
  dark_study_scenario scenario;
  dark__said said;
  const dark__node *node;
  const dark__node **step_nodes; /* [n_steps] */
  dark__selection on_data, on_methods;
} dark__scenario_entry;

typedef struct dark__comparison_entry {
  dark_study_comparison comparison;
  const dark__node *node;
  const dark__node *baseline_node;
  const dark__node **against_nodes; /* [n_against] */
} dark__comparison_entry;

typedef struct dark__span {
  size_t first, end;
} dark__span;

struct dark_study {
  dark__document *document;
  dark__arena *arena;
  const char *name;
  const char *folder; /* of the study file, with the slash behind it; "" for the current one */
  /* What methods inherit. */
  uint64_t seed;
  bool has_replicates;
  size_t n_replicates;
  const double *levels; /* [n_levels] */
  size_t n_levels;
  dark__data_entry *data;
  size_t n_data;
  dark__method_entry *methods;
  size_t n_methods;
  dark__scenario_entry *scenarios;
  size_t n_scenarios;
  dark__comparison_entry *comparisons;
  size_t n_comparisons;
  /* Names, to find what they name: numbers of the names are indices into data and methods ... */
  dark__keys data_names, method_names;
  /* ... and of scenarios and their groups into spans: scenarios first to end - 1. */
  dark__keys scenario_names;
  dark__span *spans;
  size_t spans_room;
};

/* ---- file.c: the whole, from a document, which the study takes over, also on failure */

DARK_MUST_CHECK dark_status dark__study_from(dark_study **out, dark__document *document, const char *folder, dark_error *err);

/* ---- file_<part>.c: fill the arrays of the study, whose earlier parts are filled; `node` is what the key of the part says, or NULL */

DARK_MUST_CHECK dark_status dark__file_data(dark_study *study, const dark__node *node, dark_error *err);
DARK_MUST_CHECK dark_status dark__file_methods(dark_study *study, const dark__node *node, dark_error *err);
DARK_MUST_CHECK dark_status dark__file_scenarios(dark_study *study, const dark__node *node, dark_error *err);
DARK_MUST_CHECK dark_status dark__file_comparisons(dark_study *study, const dark__node *node, dark_error *err);

/* ---- What is said of a data set or a method wherever keys say it; the map may have others. Of the study only arena and defaults are used. */

/* file/data.c: how to read a table, into initial options. */
DARK_MUST_CHECK dark_status dark__file_read_options(dark_read_options *options, dark_study *study, const dark__node *map,
                                                    dark_error *err);
/* file/method.c: how to estimate and to resample. */
DARK_MUST_CHECK dark_status dark__file_method_read(dark_study_method *method, dark_study *study, const dark__node *map,
                                                   dark_error *err);

/* ---- file/method.c: what a scenario says of estimation too */

/* The method that key `method` of the map names, when it is there; else nothing is changed. */
DARK_MUST_CHECK dark_status dark__file_method_at(const char **method, const dark__node *map, dark_error *err);
/* `model` and `max_order` of the map into the settings. */
DARK_MUST_CHECK dark_status dark__file_search_at(dark_settings *settings, const dark__node *map, dark_error *err);
/* What the method of the settings takes and what it does not; the map has said so. */
DARK_MUST_CHECK dark_status dark__file_check_search(const dark_settings *settings, const dark__node *map, dark_error *err);
/* The interval to make when the method's estimates come from this estimator (NULL: not known yet). */
dark_interval_type dark__method_interval(const dark_study_method *method, const dark_estimator *estimator);

/* ---- file/common.c: what the parts share. Everything is taken from the study's arena or borrowed from its document. */

/* Largest number of levels. */
enum { DARK__MOST_LEVELS = 32 };

/* Zeroed room, or NULL with err filled in. */
void *dark__study_take(dark_study *study, size_t n, size_t size, dark_error *err);
/* Formatted text, or NULL with err filled in. */
const char *dark__study_print(dark_study *study, dark_error *err, const char *format, ...) DARK_PRINTF(3, 4);

/* Names from a list, distinct. */
DARK_MUST_CHECK dark_status dark__file_names(const char *const **names, size_t *n, dark_study *study, const dark__node *node,
                                             const char *what, dark_error *err);
/* What key `key` of the map says, when it is there, else nothing is changed. */
DARK_MUST_CHECK dark_status dark__file_names_at(const char *const **names, size_t *n, dark_study *study, const dark__node *map,
                                                const char *key, dark_error *err);
/* Names of which one may be an empty text in quotes. */
DARK_MUST_CHECK dark_status dark__file_words_at(const char *const **words, size_t *n, dark_study *study, const dark__node *map,
                                                const char *key, dark_error *err);
DARK_MUST_CHECK dark_status dark__file_name_at(const char **name, const dark__node *map, const char *key, dark_error *err);
DARK_MUST_CHECK dark_status dark__file_text_at(const char **text, const dark__node *map, const char *key, dark_error *err);
DARK_MUST_CHECK dark_status dark__file_replicates(bool *has, size_t *n, const dark__node *map, dark_error *err);
DARK_MUST_CHECK dark_status dark__file_levels(const double **levels, size_t *n, dark_study *study, const dark__node *map,
                                              dark_error *err);

/* A map of names to names or lists of names, as groups [*n]. `is_single` allows one name in place of a list of one. Values may be empty
   texts in quotes when `may_be_empty`. */
typedef struct dark__group_rule {
  const char *what;
  bool is_single, may_be_empty;
  size_t least; /* members */
} dark__group_rule;
DARK_MUST_CHECK dark_status dark__file_groups(const dark_group **groups, size_t *n, dark_study *study, const dark__node *node,
                                              const dark__group_rule *rule, dark_error *err);

/* *earlier = number of the name when it was there already, DARK__NONE when it is new. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__file_add_name(size_t *earlier, dark__keys *names, const char *name, dark_error *err);
/* *id = number of the name that the node is; DARK_EUSAGE with the nearest. */
DARK_MUST_CHECK dark_status dark__file_find_name(size_t *id, const dark__keys *names, const dark__node *node, const char *what,
                                                 dark_error *err);
/* Which of the names the list at key `key` of the map selects; NULL when the key is not there. */
DARK_MUST_CHECK dark_status dark__file_selection(dark__selection *out, dark_study *study, const dark__node *map, const char *key,
                                                 const dark__keys *names, dark_error *err);
const char *dark__data_name(const dark_study *study, size_t i);
const char *dark__method_name(const dark_study *study, size_t i);

#endif
