/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_SIGHTINGS_H
#define DARK__TABLE_TALLY_SIGHTINGS_H

/* The different sightings of a file of one-list data while it is read: numbers of captures and values of covariates. */

#include <darkfigure/captures.h>

#include "table/columns/categories.h"

/* What the column of counts is called where lists are counted. */
#define DARK__OCCASIONS "occasions"

typedef struct dark__sightings {
  size_t column;            /* of counts of captures */
  const char *name;         /* of that column; NULL: the file has lists instead. Borrowed from the header */
  unsigned n_occasions;     /* 0: not known */
  bool are_of_lists;        /* captures are lists that a person is on, known when the file is read */
  dark__categories columns; /* covariates and their values in the order of arrival */
  dark__keys keys;          /* of each sighting: captures, then numbers of values, as uint32_t */
  uint32_t *key;            /* [1 + number of covariates] of the row in hand */
} dark__sightings;

/* From options whose columns dark__columns_claim has found; does nothing when they ask for no counts of captures. DARK_EUSAGE: options
   that make no sense with counts of captures, or without them. DARK_ENOMEM. Frees nothing on failure. */
dark_status dark__sightings_begin(dark__sightings *sightings, const dark__header *header, const dark_read_options *options,
                                  dark_error *err);

/* *history = 1 + the number of the row's sighting, in the order of arrival. DARK_EDATA: a count that is no whole number of captures or 0, a
   missing value; DARK_ENOMEM. */
dark_status dark__sightings_find(uint32_t *history, dark__sightings *sightings, const dark__row *row, const dark__header *header,
                                 dark_error *err);

/* *history of somebody without covariates who was captured so often. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__sightings_of(uint32_t *history, dark__sightings *sightings, uint32_t captures, dark_error *err);

/* Sorted copy of what was seen; ranks [keys.n]: where each sighting went. *out is the caller's even on failure
   (dark__captures_free). DARK_ENOMEM. */
dark_status dark__sightings_sort(dark_captures **out, uint32_t *ranks, const dark__sightings *sightings, dark_error *err);

void dark__sightings_free(dark__sightings *sightings);

/* NULL is allowed. */
void dark__captures_free(dark_captures *captures);

#endif
