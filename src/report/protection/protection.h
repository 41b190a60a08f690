/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PROTECTION_PROTECTION_H
#define DARK__REPORT_PROTECTION_PROTECTION_H

/* The numbers of people that a page has, protected so that small ones cannot be found from the others (disclosure/protect.h). */

#include <stdio.h>

#include "disclosure/protect.h"
#include "report/protection/released.h"

typedef struct dark__protection {
  const dark__source *source;
  dark__release release;
  dark__protected done;
  /* Cells of the release, or DARK__NOBODY, of whom nothing is said: known to any list; on lists set aside only; analysed; recorded in categories
     without an estimate; of each row the people that it is about, and that it leaves out. */
  size_t known, left_out, analysed, unknown;
  size_t *observed, *excluded;    /* [n_rows] */
  bool *has_no_point;             /* [n_rows] a sum whose estimate would tell (estimates.h): its limits are shown alone */
  const dark__released *released; /* [n_released] what was counted in, borrowed */
  size_t n_released;
  dark__arena *arena;
} dark__protection;

/* Of all numbers that a page of `source` has together, beside what was released [n_released] before from the same records (both borrowed): together
   they narrow no small number of any. k from 2. dark__protection_clear also after a failure. Errors: DARK_EDATA (numbers of people that are not whole or do
   not add up; something released that was made with a larger k, is of other people, cannot be related to the source, or gives small numbers away by
   itself), DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__protection_make(dark__protection *protection, const dark__source *source,
                                                  dark__released *released, size_t n_released, double k, bool hides_zeros,
                                                  dark_error *err);
void dark__protection_clear(dark__protection *protection);

/* How many people: the number, or a rounded one; NaN where it is suppressed. 0 for nobody. */
double dark__protected_people(const dark__protection *protection, size_t cell);
bool dark__protection_is_rounded(const dark__protection *protection, size_t cell);
/* Whether some sum has its limits alone. */
bool dark__protection_hides_points(const dark__protection *protection);

/* What does not leave the house, as JSON: the source whole, and what was done to each number. DARK_ENOMEM, DARK_EIO. */
DARK_MUST_CHECK dark_status dark__protection_write(FILE *stream, const dark__protection *protection, dark_error *err);

#endif
