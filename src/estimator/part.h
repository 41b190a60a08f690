/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_PART_H
#define DARK__ESTIMATOR_PART_H

/* A part of a plan: one stratum (or the pooled table), the estimator that serves it and what that derived from the observed table. */

#include "estimator/estimator.h"

typedef struct dark__part {
  dark__problem problem;
  dark_record *records;
  const char **names;
  unsigned *positions, *in_whole;
  const dark_estimator *estimator; /* NULL: nothing can be estimated */
  double *options;
  void *plan;
  dark__dependence given; /* between the lists of the part */
  dark_estimate estimate;
} dark__part;

/* Names and places of all lists of a table; arrays are the caller's to free(). */
typedef struct dark__table_naming {
  dark__naming naming;
  const char **names;
  unsigned *positions;
} dark__table_naming;

DARK_MUST_CHECK dark_status dark__table_naming_make(dark__table_naming *out, const dark_table *table, dark_error *err);
void dark__table_naming_clear(dark__table_naming *naming);

/* Records of one stratum, or of all of them added up (stratum = dark_table_n_strata), sorted by history, in table bits.
   *records [*n] is the caller's to free(). Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__collect_records(dark_record **records, size_t *n, const dark_table *table, size_t stratum,
                                                  dark_error *err);

/* What all parts of a plan have in common. */
typedef struct dark__part_request {
  const dark__naming *whole;
  const dark__dependence *given; /* in table bits */
  const dark_captures *captures; /* NULL: lists */
  const dark_settings *settings;
} dark__part_request;

/* Build a part from records in table bits (with `captures`: in sightings), which it takes over (also when it fails). It must stay where it
   is. Errors: any status of the estimator's plan. */
DARK_MUST_CHECK dark_status dark__part_make(dark__part *part, dark_record *records, size_t n_records,
                                            const dark__part_request *request, dark_error *err);
void dark__part_clear(dark__part *part);

#endif
