/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown of a number of people. */
#include <math.h>

#include "report/protection/protection.h"

double dark__protected_people(const dark__protection *protection, size_t cell) {
  if (cell == DARK__NOBODY) return 0;
  const dark__cell *of = &protection->release.cells[cell];
  return of->display == DARK__SUPPRESSED ? NAN : dark__cell_shown(of);
}

bool dark__protection_is_rounded(const dark__protection *protection, size_t cell) {
  return cell != DARK__NOBODY && protection->release.cells[cell].display == DARK__ROUNDED;
}

bool dark__protection_hides_points(const dark__protection *protection) {
  for (size_t r = 0; r < protection->source->results.n_rows; r++)
    if (protection->has_no_point[r]) return true;
  return false;
}
