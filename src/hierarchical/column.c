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

/* A point of a column: the effects at the mode, and how they go on from there outwards, per step. */
typedef struct point {
  double effects[DARK__HIERARCHY_MOST_EFFECTS], slope[DARK__HIERARCHY_MOST_EFFECTS];
} point;

static void keep(point *kept, const dark__mode *mode, double step) {
  for (size_t i = 0; i < mode->hierarchy->n_effects; i++)
    kept->effects[i] = mode->effects[i], kept->slope[i] = step * mode->slope[i];
}

/* Where to look for the next mode: on the cubic through the last point, `here`, and the one behind it, with their slopes (Hermite); on a line while
   there is none behind. */
static void extrapolate(dark__mode *mode, const point *behind, const point *here) {
  for (size_t i = 0; i < mode->hierarchy->n_effects; i++) {
    const double along = here->effects[i] + here->slope[i];
    mode->effects[i] =
        behind == NULL ? along : 5 * (behind->effects[i] - here->effects[i]) + 2 * behind->slope[i] + 3 * here->slope[i] + along;
  }
}

/* The mode one step on from `here`: by the cubic, or where that leads nowhere along the line. NaN: not found. */
static double find_next(dark__mode *mode, const dark__scales *scales, double log_hidden, const point *behind, const point *here) {
  extrapolate(mode, behind, here);
  const double value = dark__mode_find(mode, scales, log_hidden);
  if (!isnan(value) || behind == NULL) return value;
  extrapolate(mode, NULL, here);
  return dark__mode_find(mode, scales, log_hidden);
}

/* Leap to the top: there the expected hidden number is the hidden number, d log f / d log h = h (log mu_0 - log h) but for terms of order one.
   With v = d log mu_0 / d log h the variance is 1 / (h (1 - v)). Leaves the middle in *near and in the mode, its value in *value, and returns the
   standard deviation there, NaN when a mode is not found. */
static double find_middle(dark__mode *mode, const dark__scales *scales, dark__foothold *near, double *value) {
  double log_hidden = bounded(near->log_hidden), sd = NAN;
  memcpy(mode->effects, near->effects, mode->hierarchy->n_effects * sizeof *near->effects);
  for (int leaps = 0;; leaps++) {
    *value = dark__mode_find(mode, scales, log_hidden);
    if (isnan(*value)) return NAN;
    const double slack = fmax(1 - mode->slope[0], 1e-14);
    sd = fmin(fmax(1 / sqrt(mode->hidden * slack), 1e-7), 4);
    const double excess = mode->effects[0] - mode->hierarchy->log_xi - log_hidden,
                 wanted = bounded(log_hidden + fmin(fmax(excess / slack, -2), 2));
    if (fabs(wanted - log_hidden) < NEAR_TOP * sd || leaps + 1 == MOST_LEAPS) break;
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

/* One side of a column: the last two points of the way outwards, from the middle on. */
typedef struct side {
  int direction;
  point points[2]; /* point k at [|k| % 2] */
} side;

static point *point_of(side *going, int k) { return &going->points[(k < 0 ? -k : k) % 2]; }

/* Points on one side, outwards. False: a mode was not found. */
static bool walk(dark__column *column, dark__mode *mode, const dark__scales *scales, side *going, double depth, double *best) {
  const int direction = going->direction;
  int *end = direction > 0 ? &column->last : &column->first;
  for (int k = direction;; k += direction) {
    const double log_hidden = column->middle + k * column->step;
    if (direction < 0 && log_hidden < dark__least_log_hidden - 1e-9) return true;
    if (k > DARK__COLUMN_ARM || k < -DARK__COLUMN_ARM || log_hidden > dark__most_log_hidden) break;
    const point *behind = k != direction ? point_of(going, k) : NULL;
    const double value = find_next(mode, scales, log_hidden, behind, point_of(going, k - direction));
    if (isnan(value)) return false;
    keep(point_of(going, k), mode, direction * column->step);
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
  double value;
  const double sd = find_middle(mode, scales, near, &value);
  if (isnan(sd)) return false;
  side up = {.direction = 1}, down = {.direction = -1};
  *column = (dark__column){.middle = near->log_hidden, .step = find_step(near->log_hidden, sd), .highest = value};
  column->values[DARK__COLUMN_ARM] = value;
  *best = fmax(*best, value);
  keep(point_of(&up, 0), mode, column->step);
  keep(point_of(&down, 0), mode, -column->step);
  return walk(column, mode, scales, &up, depth, best) && walk(column, mode, scales, &down, depth, best);
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
