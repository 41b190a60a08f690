/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_PART_H
#define DARK__ESTIMATOR_PART_H

/* A part of a plan: one stratum (or the pooled table), and what the estimator of its group derived from the observed table. */

#include "estimator/estimator.h"

typedef struct dark__part {
  dark__problem problem;
  dark_record *records;
  const char **names;
  unsigned *positions, *in_whole, *occasions;
  dark__dependence given;          /* between the lists of the part */
  const dark_estimator *estimator; /* of its group; NULL: nothing can be estimated */
  const void *plan;                /* what slots that speak of one stratum are given: the group's */
  dark_estimate estimate;
  double *completed;   /* [n_records] counts with what is expected of suppressed ones; NULL: nothing is suppressed */
  size_t group, place; /* which group it is in, as its how manieth stratum */
} dark__part;

/* Names and places of all lists of a table; arrays are the caller's to free(). */
typedef struct dark__table_naming {
  dark__naming naming;
  const char **names;
  unsigned *positions, *occasions;
  unsigned n_occasions;
} dark__table_naming;

DARK_MUST_CHECK dark_status dark__table_naming_make(dark__table_naming *out, const dark_table *table, dark_error *err);
void dark__table_naming_clear(dark__table_naming *naming);

/* Records of one stratum, or of all of them added up (stratum = dark_table_n_strata), sorted by history, in table bits.
   *records [*n] is the caller's to free(). Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__collect_records(dark_record **records, size_t *n, const dark_table *table, size_t stratum,
                                                  dark_error *err);

/* Zeroes first: the records and captures of a stratum (stratum = dark_table_n_strata: of all together), in table bits. dark__part_clear also
   after a failure. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__part_collect(dark__part *part, const dark_table *table, size_t stratum, dark_error *err);

/* Keep the lists in `caught` only, which must have all the lists that caught anybody in the part; `given` in table bits. The part must stay
   where it is from now on. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__part_restrict(dark__part *part, uint64_t caught, const dark__table_naming *whole,
                                                const dark__dependence *given, dark_error *err);

/* Parametric resampling fills cells that nobody was observed in: give every history of lists a record. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__part_fill_cells(dark__part *part, dark_error *err);

void dark__part_clear(dark__part *part);

#endif
