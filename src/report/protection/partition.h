/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PROTECTION_PARTITION_H
#define DARK__REPORT_PROTECTION_PARTITION_H

/* The people of one page, or of several from the same records, as disjoint groups (parts), so fine that every number of each page is of whole
   parts. A page of more categories divides the people of one with fewer; people who are on a list that only some pages have are parts of their own.
   That works where of any two pages one has all categories of the other, and one (the same or the other) all lists of the other, with no more
   categories. */

#include "report/source/source.h"

/* In place of a stratum: on lists set aside only; analysed, but in no category of a row. */
#define DARK__ASIDE SIZE_MAX
#define DARK__OTHERS (SIZE_MAX - 1)

typedef struct dark__view {
  const dark__source *source;
  size_t *strata; /* [n_strata] their rows */
  size_t n_strata;
  size_t *stratum_of; /* [n_parts] which one the part is of, or DARK__ASIDE, DARK__OTHERS */
  double n_others;
} dark__view;

typedef struct dark__partition {
  double *people; /* [n_parts] */
  size_t n_parts;
  dark__view *views; /* [n_views] in the order of the sources */
  size_t n_views;
} dark__partition;

/* Parts of these sources [n], which are borrowed; everything else is the arena's. DARK_EDATA: people that do not add up or are not the same, pages of
   which neither divides the other; the message says what to do. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__partition_make(dark__partition *out, const dark__source *const *sources, size_t n,
                                                 dark__arena *arena, dark_error *err);

/* The list of that name, or n_lists. */
size_t dark__find_list(const dark_results *results, const char *list);

/* How many people of each part, into known [n_parts], surely are on this list; where no page tells, as many as may be: who is to be kept from finding
   something out knows no less. DARK_EDATA: a list of more people than there are. */
DARK_MUST_CHECK dark_status dark__partition_of_list(double *known, const dark__partition *partition, const char *list,
                                                    dark_error *err);

/* Numbers of people of the source do not add up. */
DARK_MUST_CHECK dark_status dark__partition_fail(const dark__source *source, dark_error *err);

#endif
