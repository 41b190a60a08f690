/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_UNTESTABLE_H
#define DARK__REPORT_SOURCE_UNTESTABLE_H

/* The JSON of `sensitivity`, read back as a map of two assumptions that no data can test: the odds ratio of a pair of lists, and xi, the
   interaction of all of them. The hidden number is divided by xi, whatever else is assumed (Aleshin-Guendel, Sadinle & Wakefield 2024),
   so that what is hidden at each odds ratio gives the estimate at each odds ratio and each xi. */

#include "report/source/source.h"

/* People hidden under an odds ratio, xi being 1; NaN: no estimate that can be relied on. */
typedef struct dark__odds_answer {
  double ratio, hidden;
} dark__odds_answer;

typedef struct dark__odds_pair {
  const char *first, *second;
  dark__odds_answer *answers; /* [n] in the order of the file */
  size_t n;
} dark__odds_pair;

typedef struct dark__untestable {
  const char **columns, **values; /* [n_categories] of the people; "(all)" in the one table of all */
  size_t n_categories;
  double observed, total; /* the estimate; NaN: there is none, or it is unstable */
  bool is_unstable;
  double hidden; /* of the estimate, xi being 1 */
  double xi;     /* that the estimate supposes: 1 where `sensitivity` had no --xi */
  double *xis;   /* [n_xis] tried, and 1, from the smallest */
  size_t n_xis;
  dark__odds_pair *pairs; /* [n_pairs] what moves the estimate furthest first; of two lists, whose odds ratio xi is, none */
  size_t n_pairs;
} dark__untestable;

/* source->untestable from the file at `path`, and what is said of program, input, options and lists; there are no rows of results.
   dark__source_clear also after a failure. Errors as those of dark__source_read; DARK_EDATA also where the xis of the file do not divide
   its hidden number. */
DARK_MUST_CHECK dark_status dark__source_read_untestable(dark__source *source, const char *path, dark_error *err);

/* The same of a document that is taken over and that messages call `path`. */
DARK_MUST_CHECK dark_status dark__source_from_untestable(dark__source *source, dark__document *document, const char *path,
                                                         dark_error *err);

/* The estimate. */
double dark__untestable_total(const dark__untestable *of, double hidden, double xi);

#endif
