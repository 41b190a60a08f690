/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ONELIST_FAMILY_H
#define DARK__ONELIST_FAMILY_H

/* How often people with the same linear predictor are captured, when those never captured are not seen. A family is the distribution of
   the number of captures y = 0, 1, 2, ... of a person with mean (or rate) lambda = exp(eta), eta = x'beta; some have one parameter
   more, the same for everybody, on a scale without bounds. Pure functions; any thread.

     ztpoisson    P(y) = exp(-lambda) lambda^y / y!                                 van der Heijden et al. 2003, Stat. Modelling 3:305
     ztgeom       P(y) = lambda^y / (1 + lambda)^(y + 1)
     ztnegbin     negative binomial with mean lambda and dispersion a: P(0) = (1 + a lambda)^(-1/a); extra = log a
                                                                                    Cruyff & van der Heijden 2008, Biom. J. 50:1035
     oizt...      a share w of the captured people stop after the first capture: given y > 0, P(1) = w + (1 - w) f(1) and
                  P(y) = (1 - w) f(y) with f that of the family without inflation; extra = logit w
                                                                                    Godwin & Boehning 2017, JRSS C 66:425
     chao-, zelterman-regression    two captures against one: P(2 | 1 or 2) = (lambda/2) / (1 + lambda/2)
                                                                                    Boehning et al. 2013, Biometrics 69:1033 */

#include <stdbool.h>
#include <stddef.h>

/* Log likelihood of one person, given that the person was captured, and its derivatives in eta and in the extra parameter. */
typedef struct dark__likelihood {
  double value, eta, extra, eta_eta, eta_extra, extra_extra;
} dark__likelihood;

/* The extra parameter x, with what all people take from it. */
typedef struct dark__extra {
  double value, up, down; /* x, exp(x), exp(-x) */
  double log_complement;  /* -log(1 + exp(x)): log(1 - w) for x = logit w */
} dark__extra;

dark__extra dark__extra_at(double value);

/* How many people one captured person stands for, 1 / P(captured) or what the estimator has in its place, with the derivatives and the
   variance that remains when the parameters are known. */
typedef struct dark__contribution {
  double value, eta, extra, variance;
} dark__contribution;

typedef struct dark__family {
  const char *name;
  const char *extra_name; /* NULL: no extra parameter */
  /* Of one person, but for what `add_counts` adds. */
  void (*likelihood)(dark__likelihood *out, double y, double eta, const dark__extra *extra);
  /* Add to *sum the part of the likelihood that is the same for all who were captured equally often: people [n] captured y [n] times
     each, y ascending without repetition. NULL: there is none. */
  void (*add_counts)(dark__likelihood *sum, const double *y, const double *people, size_t n, const dark__extra *extra);
  void (*contribution)(dark__contribution *out, double y, double eta, const dark__extra *extra);
  double most_captures; /* larger y say nothing about the parameters; INFINITY: all do */
  bool
      is_bounded; /* Chao's bound bears on its estimates: not on that bound itself, nor where the people captured once are too many */
  /* The family that this one becomes at the lower end of the extra parameter, NULL without one. */
  const struct dark__family *without_extra;
} dark__family;

extern const dark__family dark__ztpoisson_family, dark__ztgeom_family, dark__ztnegbin_family;
extern const dark__family dark__chao_regression_family, dark__zelterman_regression_family;
extern const dark__family dark__oiztpoisson_family, dark__oiztgeom_family;

/* What ztnegbin becomes when its dispersion grows without bound, the mean vanishing with it: the logarithmic series with
   theta = 1 / (1 + exp(-eta)). It has no P(0), and so no population: a likelihood only. */
extern const dark__family dark__log_series_family;

#endif
