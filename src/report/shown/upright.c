/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shown/upright.h"

#include <math.h>

/* An upper limit so many times the largest estimate would leave nothing to be seen of the others. */
enum { FAR_ABOVE = 4 };
enum { HEIGHT = DARK__UPRIGHT_HEIGHT };

/* ---- The axis */

static void widen(double *most, double people) {
  if (isfinite(people) && !(*most >= people)) *most = people;
}

void dark__upright_widen(dark__upright_span *of, const dark__mark *mark) {
  const bool is_stable = isfinite(mark->estimate);
  widen(&of->recorded, mark->recorded);
  widen(&of->estimate, mark->estimate);
  widen(is_stable ? &of->estimate : &of->range, mark->lower);
  widen(is_stable ? &of->limit : &of->range, mark->upper);
}

static double most_of(const dark__upright_span *of) {
  const double stable = fmin(of->limit, FAR_ABOVE * of->estimate);
  return of->estimate > 0 ? fmax(of->recorded, fmax(of->estimate, stable)) : fmax(of->recorded, of->range);
}

dark__scale dark__upright_scale(const dark__upright_span *of) { return dark__scale_from_zero(most_of(of)); }

bool dark__is_beyond(const dark__scale *scale, const dark__mark *mark) {
  const double end = scale->to * (1 + 1e-9);
  return mark->lower > end || (mark->upper > end && isfinite(mark->upper));
}

double dark__upright_down(const dark__scale *scale, double people) { return HEIGHT * (1 - dark__scale_place(scale, people)); }
