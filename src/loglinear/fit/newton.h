/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_NEWTON_H
#define DARK__LOGLINEAR_FIT_NEWTON_H

/* The iteration of fit.h: Newton's method with its damping, its bound and its end. What it asks about the means of the lattice can be answered
   cell by cell (fit.c) or by the products that a model falls into (factored.c). */

#include "loglinear/fit/fit.h"

/* How far a step moves the linear predictors of the kept cells: 0 is always within `least` and `most`. */
typedef struct dark__reach {
  double least, most;   /* change of the linear predictor */
  double smallest_mean; /* over kept cells */
} dark__reach;

/* A fit under way: the kept terms of the space, whose coefficients [n_kept] are where it is. */
typedef struct dark__newton {
  const struct dark__newton_form *form;
  dark__fit_space *space;
  const dark__counts *counts;
} dark__newton;

/* What the means are made of. */
typedef struct dark__newton_form {
  /* First coefficients from the data alone: weighted least squares of log((n + 0.1) / b) with weights n + 0.1, as generalised linear model
     software starts. */
  void (*start)(const dark__newton *at);
  /* Means and their sums at the coefficients of the space. Returns the log-likelihood. */
  double (*evaluate)(const dark__newton *at);
  /* Of the last evaluation: the lower triangle of space->information [n_kept x n_kept], and the fitted margin of kept term i. */
  void (*gather_information)(const dark__newton *at);
  double (*margin)(const dark__newton *at, size_t i);
  /* Of space->step [n_kept], at the last evaluation. */
  dark__reach (*measure_step)(const dark__newton *at);
  /* Does the table mu (1 + u) have the observed margins? Always, unless an unknown was left out for a vanishing pivot although its column is
     independent, as happens when fitted means run to zero. After measure_step; may overwrite the sums of the means. */
  bool (*step_meets_margins)(const dark__newton *at);
} dark__newton_form;

/* From the coefficients set, to the end; floor and loose of the request. */
dark__fit dark__newton_iterate(const dark__newton *at, const dark__fit_request *request);

/* A margin of a step that is as good as the observed one. */
bool dark__newton_is_met(double found, double observed);

#endif
