/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hierarchical/column.h"

#include <math.h>
#include <string.h>

const double dark__least_log_hidden = -0.69314718055994531, dark__most_log_hidden = 34.538776394910684;

/* Points lie so many standard deviations apart. */
static const double SPACING = 0.8;
/* The middle need not be the top: it is good when the next step is shorter than so many standard deviations. */
static const double NEAR_TOP = 0.3;
enum { MOST_LEAPS = 60 };
/* Points on each side of the middle, as far as there may be any: a cubic is laid through four, also where the least number is the top. */
enum { FEWEST = 3 };

static double bounded(double x) { return fmin(fmax(x, dark__least_log_hidden), dark__most_log_hidden); }

static void save(dark__foothold *near, const dark__mode *mode, double log_hidden) {
  near->log_hidden = log_hidden;
  memcpy(near->effects, mode->effects, mode->hierarchy->n_effects * sizeof *near->effects);
}

static void shift(dark__mode *mode, double distance) {
  for (size_t i = 0; i < mode->hierarchy->n_effects; i++) mode->effects[i] += distance * mode->slope[i];
}

/* Leap to the top: there the expected hidden number is the hidden number, d log f / d log h = h (log mu_0 - log h) but for terms of order one.
   With v = d log mu_0 / d log h the variance is 1 / (h (1 - v)). Leaves the middle in *near, and returns the standard deviation there, NaN when a
   mode is not found. */
static double find_middle(dark__mode *mode, const dark__scales *scales, dark__foothold *near) {
  double log_hidden = bounded(near->log_hidden), sd = NAN;
  memcpy(mode->effects, near->effects, mode->hierarchy->n_effects * sizeof *near->effects);
  for (int leaps = 0; leaps < MOST_LEAPS; leaps++) {
    if (isnan(dark__mode_find(mode, scales, log_hidden))) return NAN;
    const double slack = fmax(1 - mode->slope[0], 1e-14);
    sd = fmin(fmax(1 / sqrt(mode->hidden * slack), 1e-7), 4);
    const double excess = mode->effects[0] - mode->hierarchy->log_xi - log_hidden,
                 wanted = bounded(log_hidden + fmin(fmax(excess / slack, -2), 2));
    if (fabs(wanted - log_hidden) < NEAR_TOP * sd) break;
    shift(mode, wanted - log_hidden);
    log_hidden = wanted;
  }
  save(near, mode, log_hidden);
  return sd;
}

/* A step with which a point falls on the least number, so that the column ends there exactly. */
static double find_step(double middle, double sd) {
  const double step = SPACING * sd, steps = ceil((middle - dark__least_log_hidden) / step);
  return steps > 0 && steps < DARK__COLUMN_ARM ? (middle - dark__least_log_hidden) / steps : step;
}

static double value_at(const dark__column *column, int k) { return column->values[k + DARK__COLUMN_ARM]; }

/* Points on one side, outwards. False: a mode was not found. */
static bool walk(dark__column *column, dark__mode *mode, const dark__scales *scales, int direction, double depth, double *best) {
  int *end = direction > 0 ? &column->last : &column->first;
  for (int k = direction;; k += direction) {
    const double log_hidden = column->middle + k * column->step;
    if (direction < 0 && log_hidden < dark__least_log_hidden - 1e-9) return true;
    if (k > DARK__COLUMN_ARM || k < -DARK__COLUMN_ARM || log_hidden > dark__most_log_hidden) break;
    shift(mode, direction * column->step);
    const double value = dark__mode_find(mode, scales, log_hidden);
    if (isnan(value)) return false;
    column->values[k + DARK__COLUMN_ARM] = value;
    *end = k;
    column->highest = fmax(column->highest, value);
    *best = fmax(*best, value);
    if (k > -FEWEST && k < FEWEST) continue;
    if (value < *best - depth && value < value_at(column, k - direction)) return true;
  }
  column->is_cut = true;
  return true;
}

bool dark__column_make(dark__column *column, dark__mode *mode, const dark__scales *scales, double depth, double *best,
                       dark__foothold *near) {
  const double sd = find_middle(mode, scales, near);
  if (isnan(sd)) return false;
  column->middle = near->log_hidden;
  column->step = find_step(column->middle, sd);
  column->first = column->last = 0;
  column->is_cut = false;
  for (int direction = 1; direction >= -1; direction -= 2) {
    memcpy(mode->effects, near->effects, mode->hierarchy->n_effects * sizeof *near->effects);
    const double value = dark__mode_find(mode, scales, column->middle);
    if (isnan(value)) return false;
    column->highest = direction > 0 ? value : fmax(column->highest, value);
    column->values[DARK__COLUMN_ARM] = value;
    *best = fmax(*best, value);
    if (!walk(column, mode, scales, direction, depth, best)) return false;
  }
  return true;
}

double dark__column_at(const dark__column *column, double log_hidden) {
  const double place = (log_hidden - column->middle) / column->step;
  if (!(place >= column->first - 1e-9 && place <= column->last + 1e-9)) return -INFINITY;
  if (column->last - column->first < 3) return -INFINITY;
  int k = (int)floor(place) - 1;
  if (k < column->first) k = column->first;
  if (k > column->last - 3) k = column->last - 3;
  const double *y = column->values + k + DARK__COLUMN_ARM, u = place - k;
  return -y[0] * (u - 1) * (u - 2) * (u - 3) / 6 + y[1] * u * (u - 2) * (u - 3) / 2 - y[2] * u * (u - 1) * (u - 3) / 2 +
         y[3] * u * (u - 1) * (u - 2) / 6;
}
