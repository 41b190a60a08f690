/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FIT_EXISTENCE_H
#define DARK__JOINT_FIT_EXISTENCE_H

/* Which means the extended maximum likelihood estimate determines, exactly (Fienberg & Rinaldo 2012, Annals of Statistics 40:996). A direction d of the
   parameters with X_c d = 0 in occupied cells and X_c d <= 0 in empty ones lowers no likelihood. Empty cells that such a direction lowers have
   mean 0 and leave the face; on what is left the estimate exists. A cell that nobody can be seen in is then

     ok            its row is a combination of rows of the face,
     nonid         else, not even of rows of all observable cells: no table of this shape tells its mean,
     zero          else, directions that lower no likelihood lower its mean only,
     inf           or raise it only: the number of people is infinite,
     undetermined  or do both.

   With saturated margins a stratum's intercept takes part in d; it is taken out by differences to one occupied cell of the stratum, and strata
   without people say nothing. */

#include <stdbool.h>

#include <darkfigure/status.h>

#include "joint/design/design.h"

typedef enum dark__cell_kind { DARK__CELL_UNSEEN, DARK__CELL_EMPTY, DARK__CELL_OCCUPIED } dark__cell_kind;

typedef enum dark__hidden_status {
  DARK__HIDDEN_OK,
  DARK__HIDDEN_ZERO,
  DARK__HIDDEN_INF,
  DARK__HIDDEN_UNDETERMINED,
  DARK__HIDDEN_NONID,
  DARK__HIDDEN_NO_RECORDS /* nobody was observed in the stratum, whose margin is saturated */
} dark__hidden_status;

/* "ok", "zero", "inf", "undetermined", "nonid", "no_records". */
const char *dark__hidden_status_name(dark__hidden_status status);

typedef struct dark__joint_existence {
  bool exists;                 /* no cell leaves the face */
  size_t n_face;               /* cells on the face, of strata that say something */
  size_t rank;                 /* of the columns on the face, intercepts of strata included */
  unsigned char *on_face;      /* [n_strata x 2^t] 1: observable and on the face */
  dark__hidden_status *hidden; /* [n_strata]; of several unseen cells the worst, zero only if all are */
} dark__joint_existence;

/* kinds [n_strata x 2^t] of the cells. Clear it also after failure. Errors: DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. Any thread. */
DARK_MUST_CHECK dark_status dark__joint_existence_find(dark__joint_existence *out, const dark__joint_design *design,
                                                       const unsigned char *kinds, dark_error *err);
/* The same when occupied cells are known to tell all columns apart, and so to determine every mean. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_existence_certain(dark__joint_existence *out, const dark__joint_design *design,
                                                          const unsigned char *kinds, dark_error *err);
void dark__joint_existence_clear(dark__joint_existence *of);

#endif
