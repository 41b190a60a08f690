/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_SOURCE_H
#define DARK__REPORT_SOURCE_SOURCE_H

/* What a page is made from: the JSON of `fit`, read back into the results that it was written from. It is read as studies are, by the strict
   reader of study/document. */

#include <stdbool.h>
#include <stdint.h>

#include <darkfigure/residents.h>
#include <darkfigure/result.h>

#include "result/arena.h"
#include "study/document/document.h"

/* Pairs of lists, and how many people of one category are on both. */
typedef struct dark__source_overlap {
  const char *first, *second;
  double n_both;
} dark__source_overlap;

/* What is known of a category beside its row. */
typedef struct dark__source_detail {
  const char **levels; /* [n_categories of the results] */
  double sample_coverage;
  double lowest, highest; /* estimates of the models within `distance` of the best by `criterion`; NaN: none were ranked */
  double distance;
  const char *criterion;
  double *list_sizes;             /* [n_lists of the results] people of the category on each list */
  dark__source_overlap *overlaps; /* [n_overlaps] */
  size_t n_overlaps;
} dark__source_detail;

/* How many people are on some lists and on no others: bit l is list l of the results. */
typedef struct dark__source_history {
  uint64_t lists;
  double people;
} dark__source_history;

/* A candidate model: what it estimates, and by how much its criterion is above that of the best. NaN: it has no estimate. */
typedef struct dark__source_model {
  const char *name;
  double total, difference;
} dark__source_model;

/* The models of one table, where the source is of models (source/models.h). */
typedef struct dark__source_models {
  dark__source_model *items; /* [n] in the order of the file: the best first */
  size_t n, n_estimated;
  const char *criterion; /* "AIC" or "BIC"; NULL: no model has an estimate */
  double low,
      high;      /* models with a twentieth of the weight estimate fewer than the first, with a twentieth more than the second */
  double weight; /* of all of them together, that of the best being 1 */
} dark__source_models;

typedef struct dark__source {
  dark__document *document;  /* owns all texts */
  const dark__node *root;    /* what `fit` wrote: the document, or a part of it */
  dark__arena *arena;        /* owns all arrays */
  const char *path;          /* of the JSON; borrowed */
  const char *study, *store; /* paths, where it is the answer of a study (cli/study/answer.h); borrowed; NULL: of `fit` */
  const char *version, *gsl_version, *instruction_set;
  const dark__node *files, *notes, *options; /* arrays, and an object of texts and arrays of texts */
  double n_people, n_left_out;               /* analysed; known to lists that were set aside only */
  /* Of the results: categories, lists, rows, pooled, levels, seed, replicates, the method asked for, and the rows of practice. The rest, details
     among it, is not filled in. A limit that is not there is NaN; an upper limit that the data do not set is infinite. */
  dark_results results, practice;
  dark_resident_rate *rates; /* [n_rows] of the results, where `fit` had --residents; else NULL */
  bool has_practice, disagrees;
  dark__source_detail *details; /* [n_details] of strata; of the one table where there are no categories */
  size_t n_details;
  dark__source_history *histories; /* [n_histories] most people first; NULL where there are none in the document */
  size_t n_histories;
  const char **not_applicable; /* [n_not_applicable] methods that do not go with the lists, where the source is of methods */
  size_t n_not_applicable;
  dark__source_models models;
  const struct dark__untestable
      *untestable; /* [n_untestable] where the source is of what cannot be tested (source/untestable.h) */
  size_t n_untestable;
  const struct dark__checked
      *checked; /* [n_checked] where the source is of lists of known size and fewer people (source/checks.h) */
  size_t n_checked;
} dark__source;

/* Read the file at `path` ("-": standard input). dark__source_clear also after a failure. Errors: DARK_EDATA, where it is not what
   `fit --format json` writes; DARK_ELIMIT (DARK__DOCUMENT_BYTES), DARK_EIO, DARK_ENOMEM. No value of the file is part of a message. */
DARK_MUST_CHECK dark_status dark__source_read(dark__source *source, const char *path, dark_error *err);
/* The same of a document that is taken over and that messages call `path`. */
DARK_MUST_CHECK dark_status dark__source_from(dark__source *source, dark__document *document, const char *path, dark_error *err);
/* The same of the private file of a page (report/protection/private.c), where *private becomes its root; of what `fit` wrote that is NULL. */
DARK_MUST_CHECK dark_status dark__source_read_private(dark__source *source, const dark__node **private, const char *path,
                                                      dark_error *err);
void dark__source_clear(dark__source *source);

/* Lists that were in the input but not in the estimate: values of --drop-list and --absorbing. */
size_t dark__source_n_set_aside(const dark__source *source);
/* Value i of an option, or NULL behind the last. An option that was not given has the value "". */
const char *dark__source_option(const dark__source *source, const char *name, size_t i);

/* The path, the hash and the list of a file of the input; NULL where there is none. */
typedef struct dark__source_file {
  const char *path, *sha256, *list;
} dark__source_file;
size_t dark__source_n_files(const dark__source *source);
dark__source_file dark__source_file_at(const dark__source *source, size_t i);

/* The row of practice for row r, or NULL. */
const dark_row *dark__source_practice(const dark__source *source, size_t r);
/* The detail of a row, or NULL. */
const dark__source_detail *dark__source_detail_of(const dark__source *source, const dark_row *row);

#endif
