/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_CAPTURE_CAPTURE_H
#define DARK__RESAMPLE_CAPTURE_CAPTURE_H

/* Capture probabilities from margins, odds ratios and referrals, each part in a file: capture.c has the whole, check.c refuses what is no model,
   referral.c finds the direct share of the absorbing list, tilt.c solves for margins, exclusion.c knows what cannot be. */

#include <darkfigure/population.h>

/* The part of a model that a message is about, so that a reader of files can name the column. */
typedef enum dark__blame_kind {
  DARK__BLAME_MARGIN,     /* index: list */
  DARK__BLAME_ODDS_RATIO, /* index: in odds_ratios */
  DARK__BLAME_REFERRAL    /* index: in referrals */
} dark__blame_kind;

typedef struct dark__blame {
  dark__blame_kind kind;
  size_t index;
} dark__blame;

/* dark_capture_probabilities, which also tells the part to blame when the status is DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__capture_solve(double *probabilities, dark__blame *blame, const dark_capture_model *model,
                                                dark_error *err);

/* How messages call list i of a model; `room` [64] is used when it has no name. */
const char *dark__list_called(char room[64], const dark_capture_model *model, size_t i);

/* Refuse numbers out of range, pairs and referrals that are none or come twice, and odds ratios that are impossible or mean nothing.
   DARK_EUSAGE with *blame, DARK_ELIMIT, DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__capture_check(dark__blame *blame, const dark_capture_model *model, dark_error *err);

#endif
