/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_WHAT_IF_H
#define DARK__REPORT_SOURCE_WHAT_IF_H

/* The JSON of `sensitivity`, read back: what an estimate would be if an assumption were another. Rows about one assumption that differ in its value
   alone are one here, from the lowest of their estimates to the highest; of odds ratios and xi values from a half to twice, as far as priors are moved too.
   What one person less would do is not read. */

#include "report/source/checks.h"

typedef enum dark__what_if_kind {
  DARK__IF_LEFT_OUT, /* without list `first` */
  DARK__IF_MERGED,   /* lists `first` and `second` as one */
  DARK__IF_ODDS,     /* an odds ratio between them */
  DARK__IF_XI,       /* an interaction of all lists */
  DARK__IF_PRIOR,    /* option `first` of the method */
  DARK__IF_MISSING,  /* the odds of value `second` among people of whom category `first` is not known */
  DARK__N_WHAT_IFS
} dark__what_if_kind;

typedef struct dark__what_if {
  dark__what_if_kind kind;
  const char *first, *second;     /* borrowed from the document; NULL where the kind has none */
  double least_value, most_value; /* tried; NaN where the kind has none */
  double least, most;             /* estimates of all people; NaN: there is none */
} dark__what_if;

/* What is asked of one category, or of all in one table. */
typedef struct dark__what_if_section {
  const char **columns, **values; /* [n_categories] of the people; "(all)" in the one table of all */
  size_t n_categories;
  double total;         /* the estimate; NaN: none */
  dark__what_if *items; /* [n] what moves the estimate furthest first; those without an estimate are left out */
  size_t n;
} dark__what_if_section;

typedef struct dark__what_ifs_source {
  dark__arena *arena; /* owns all arrays; the document owns all texts */
  dark__what_if_section *sections;
  size_t n;
  dark__checked *checked; /* [n_checked] what was tried where the answer is known, and with fewer people */
  size_t n_checked;
} dark__what_ifs_source;

/* From a document of `sensitivity` (borrowed; it must outlive the source) that messages call `path`. dark__what_ifs_source_clear also after a failure.
   Errors as those of dark__source_read. */
DARK_MUST_CHECK dark_status dark__what_ifs_source_from(dark__what_ifs_source *source, const dark__document *document,
                                                       const char *path, dark_error *err);
void dark__what_ifs_source_clear(dark__what_ifs_source *source);

/* How far it moves an estimate: the larger of both directions on the log scale. */
double dark__what_if_reach(const dark__what_if *of, double total);

/* The section about the people of a row of these results, or NULL: of a stratum, or of all where there are no categories. */
const dark__what_if_section *dark__what_ifs_of(const dark__what_ifs_source *source, const dark_results *results,
                                               const dark_row *row);

/* Whether it was made of the same lists and by the same method as the results: the estimates that both have are the same. DARK_EDATA. */
DARK_MUST_CHECK dark_status dark__what_ifs_check(const dark__what_ifs_source *source, const dark__source *fitted,
                                                 const char *path, dark_error *err);

#endif
