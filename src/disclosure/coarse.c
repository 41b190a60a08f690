/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclosure/coarse.h"

#include <math.h>

double dark__coarse_unit(double people, double k) {
  double unit = 1;
  while (isfinite(people) && people >= unit * 100) unit *= 10;
  return fmax(unit, k);
}

double dark__coarse(double people, double k, double known) {
  if (!isfinite(people)) return people;
  const double unit = dark__coarse_unit(people, k);
  const double shown = floor(people / unit + 0.5) * unit;
  return shown < known ? known : shown;
}
