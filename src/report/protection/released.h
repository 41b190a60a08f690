/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PROTECTION_RELEASED_H
#define DARK__REPORT_PROTECTION_RELEASED_H

/* What was handed on before, from the same records: a page, by its private file (report/protection/private.c), or all that `fit` wrote. */

#include "disclosure/release.h"
#include "report/source/source.h"

typedef struct dark__released {
  dark__source source;
  double k; /* of its protection; 0: everything was shown */
  /* How each number was shown, as cells without people; which one, or DARK__NOBODY where it is of nobody. As in dark__protection. */
  dark__cell *cells;
  size_t n_cells;
  size_t known, left_out, analysed, unknown;
  size_t *observed, *excluded; /* [n_rows of the results] */
} dark__released;

/* Read the file at `path`, which is borrowed. dark__released_clear also after a failure. DARK_EDATA, where it is neither; DARK_ELIMIT, DARK_EIO,
   DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__released_read(dark__released *released, const char *path, dark_error *err);
void dark__released_clear(dark__released *released);

#endif
