/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/figure/scale.h"

#include <math.h>

static const double log_from = 30, margin = 0.02, room_beside_zero = 0.15;

static void add_tick(dark__scale *scale, double tick, size_t *n) {
  if (tick < scale->from || tick > scale->to * (1 + 1e-9)) return;
  if (*n < DARK__MOST_TICKS) scale->ticks[*n] = tick;
  ++*n;
}

/* The next power of ten, or of the thirds and halves of them, that is not above `value`. */
static double decade_below(double value) { return pow(10, floor(log10(value) + 1e-12)); }

/* Ticks at `steps [n]` times each `stride`-th power of ten. Returns how many there are, kept or not. */
static size_t try_log(dark__scale *scale, const double *steps, size_t n_steps, double stride) {
  size_t n = 0;
  for (double decade = decade_below(scale->from); decade <= scale->to; decade *= stride) /* NOLINT: powers of ten are exact */
    for (size_t s = 0; s < n_steps; s++) add_tick(scale, decade * steps[s], &n);
  return n;
}

static void put_log_ticks(dark__scale *scale) {
  static const double dense[] = {1, 3}, sparse[] = {1};
  size_t n = try_log(scale, dense, 2, 10);
  if (n > DARK__MOST_TICKS) n = try_log(scale, sparse, 1, 10);
  for (double stride = 100; n > DARK__MOST_TICKS; stride *= 10) n = try_log(scale, sparse, 1, stride); /* NOLINT: likewise */
  scale->n_ticks = n;
}

/* 1, 2 or 5 times a power of ten, and whole people. */
static double step_for(double range) {
  const double rough = range / (DARK__MOST_TICKS - 1), decade = decade_below(rough), times = rough / decade;
  const double step = decade * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
  return fmax(step, 1);
}

static void put_linear_ticks(dark__scale *scale) {
  const double step = step_for(scale->to);
  size_t n = 0;
  for (int i = 0; i < DARK__MOST_TICKS; i++) add_tick(scale, i * step, &n);
  scale->n_ticks = n;
}

dark__scale dark__scale_of(double least, double most) {
  if (!(least > 0) || !(most >= least) || !isfinite(most)) least = most = 1;
  dark__scale scale = {.is_log = most > log_from * least, .to = most};
  if (scale.is_log) scale.from = least;
  if (scale.is_log) put_log_ticks(&scale);
  else put_linear_ticks(&scale);
  return scale;
}

dark__scale dark__scale_from_zero(double most) {
  dark__scale scale = {.to = most > 0 && isfinite(most) ? most : 1};
  put_linear_ticks(&scale);
  return scale;
}

/* At zero and at multiples of `step`. Returns how many there are, kept or not. */
static size_t try_steps(dark__scale *scale, double step) {
  size_t n = 0;
  for (int i = -DARK__MOST_TICKS; i <= DARK__MOST_TICKS; i++) add_tick(scale, i * step, &n);
  return n;
}

/* Numbers have a sign, and need more room than those of people. Of steps twice as long there is always one beside zero. */
dark__scale dark__scale_around_zero(double least, double most) {
  const double down = isfinite(least) ? fmin(least, 0) : 0, up = isfinite(most) ? fmax(most, 0) : 0;
  const double range = up > down ? up - down : 1, room = room_beside_zero * range;
  dark__scale scale = {.is_change = true, .from = fmin(down, -room), .to = fmax(up, room)};
  double step = step_for((scale.to - scale.from) / 2);
  while ((scale.n_ticks = try_steps(&scale, step)) >= DARK__MOST_TICKS) step *= 2;
  return scale;
}

/* Ticks at whole powers of `base`: 1 is one of them. Returns how many there are, kept or not. */
static int try_powers(dark__scale *scale, double base) {
  const double slack = 1e-9;
  const int first = (int)ceil(log(scale->from) / log(base) - slack), last = (int)floor(log(scale->to) / log(base) + slack);
  scale->n_ticks = 0;
  for (int power = first; power <= last && scale->n_ticks < DARK__MOST_TICKS; power++)
    scale->ticks[scale->n_ticks++] = pow(base, power);
  return last - first + 1;
}

dark__scale dark__scale_around_one(double least, double most) {
  const bool is_usable = least > 0 && most >= least && isfinite(most);
  dark__scale scale = {
      .is_log = true, .is_ratio = true, .from = is_usable ? fmin(least, 0.5) : 0.5, .to = is_usable ? fmax(most, 2) : 2};
  int n = try_powers(&scale, 2);
  if (n > DARK__MOST_TICKS) n = try_powers(&scale, 4);
  for (double base = 10; n > DARK__MOST_TICKS; base *= 10) n = try_powers(&scale, base); /* NOLINT: powers of ten are exact */
  return scale;
}

double dark__scale_place(const dark__scale *scale, double value) {
  const double share = scale->is_log ? log(fmax(value, scale->from) / scale->from) / log(scale->to / scale->from)
                                     : (value - scale->from) / (scale->to - scale->from);
  return margin + (1 - 2 * margin) * fmin(fmax(share, 0), 1);
}
