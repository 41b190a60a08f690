/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimators from the people on exactly one and exactly two lists, f1 and f2; t lists, n people, A = (t - 1)/t, r = f1/f2.

     chao        hidden = A f1^2 / (2 f2)               var = f2 (A r^2/2 + A^2 r^3 + A^2 r^4/4)
     chao-bc     hidden = A f1 (f1 - 1) / {2 (f2 + 1)}
                 var = A f1 (f1 - 1)/{2 (f2 + 1)} + A^2 f1 (2 f1 - 1)^2/{4 (f2 + 1)^2} + A^2 f1^2 f2 (f1 - 1)^2/{4 (f2 + 1)^4}
     mh-chao-bc  the same number                        var = A f1 (f1 - 1)/{2 (f2 + 1)}
                                              + A^2 f1 (f1 - 1)(f1^2 + 4 f1 f2 + 3 f1 - 6 f2 - 6)/{4 (f2 + 1)^2 (f2 + 2)}
     zelterman   N = n / P, P = 1 - exp(-lambda), lambda = 2 f2/f1
                 var = n (1 - P)/P^2 + (n/P^2)^2 {lambda dP/dlambda}^2 (1/f1 + 1/f2)

   f1 and f2 may also be people captured once and twice on one list; without a known number of occasions t is infinite and A = 1.

   Chao (1987, 1989), Rivest & Levesque (2001), Zelterman (1988), Boehning (2008). A belongs to a finite number of
   lists; with A = 1 (finite=no) the formulas are those of counts without an upper limit. Zelterman's estimator was published for such counts
   only, and finite=no is what people mean by its name; its binomial form (finite=yes) has odds 2 f2/{(t - 1) f1} of being on a list and
   P = 1 - (1 + odds)^-t, which is right for t equal lists where exp(-lambda) is not. */

#include <math.h>

#include "closed/assumptions.h"
#include "closed/formula.h"

/* Option `finite`, whose first word is the default. */
static const dark_option finite_first[] = {
    {"finite", DARK_OPTION_CHOICE, 0, 0, 1, "yes|no", "count that there are so many lists and no more: the factor (t - 1)/t"}};
static const dark_option finite_last[] = {{"finite", DARK_OPTION_CHOICE, 0, 0, 1, "no|yes",
                                           "count that there are so many lists and no more: one chance for each of them"}};

/* What the formulas are made of. */
typedef struct frequencies {
  double n, t, f1, f2;
} frequencies;

static frequencies count(const dark__problem *problem, const double *weights) {
  dark__tally tally;
  dark__tally_count(&tally, problem, weights);
  return (frequencies){tally.n, tally.n_occasions == 0 ? (double)INFINITY : tally.n_occasions, tally.captures[1],
                       tally.captures[2]};
}

static double square(double x) { return x * x; }

static double finite_factor(frequencies of) { return isinf(of.t) ? 1 : (of.t - 1) / of.t; }

static double factor(frequencies of, const double *options) { return options[0] == 0 ? finite_factor(of) : 1; }

static dark__formula_value chao(const dark__problem *problem, const double *weights, const double *options) {
  const frequencies of = count(problem, weights);
  const double a = factor(of, options), r = of.f1 / of.f2;
  if (!(of.f2 > 0)) return dark__formula_fails(DARK_REASON_NO_PAIRS);
  return (dark__formula_value){.hidden = a * of.f1 * r / 2,
                               .variance = of.f2 * (a * r * r / 2 + a * a * r * r * r + square(a * r * r) / 4),
                               .reason = DARK_N_REASONS};
}

static double corrected_hidden(frequencies of, double a) { return a * of.f1 * fmax(of.f1 - 1, 0) / (2 * (of.f2 + 1)); }

static dark__formula_value chao_bc(const dark__problem *problem, const double *weights, const double *options) {
  const frequencies of = count(problem, weights);
  const double a = factor(of, options), hidden = corrected_hidden(of, a), f1 = of.f1, f2 = of.f2;
  const double by_f1 = a * a * f1 * square(2 * f1 - 1) / (4 * square(f2 + 1));
  const double by_f2 = square(a * f1 * (f1 - 1)) * f2 / (4 * square(square(f2 + 1)));
  return (dark__formula_value){.hidden = hidden, .variance = hidden + by_f1 + by_f2, .reason = DARK_N_REASONS};
}

static dark__formula_value mh_chao_bc(const dark__problem *problem, const double *weights, const double *options) {
  const frequencies of = count(problem, weights);
  const double a = finite_factor(of), hidden = corrected_hidden(of, a), f1 = of.f1, f2 = of.f2;
  const double rest = f1 * (f1 - 1) * (f1 * f1 + 4 * f1 * f2 + 3 * f1 - 6 * f2 - 6) / (4 * square(f2 + 1) * (f2 + 2));
  (void)options;
  return (dark__formula_value){.hidden = hidden, .variance = fmax(0, hidden + a * a * rest), .reason = DARK_N_REASONS};
}

/* 1/P - 1 without cancellation, and (lambda dP/dlambda) / P^2; lambda or the odds may be infinite. */
static dark__formula_value zelterman(const dark__problem *problem, const double *weights, const double *options) {
  const frequencies of = count(problem, weights);
  if (!(of.f2 > 0)) return dark__formula_fails(DARK_REASON_NO_PAIRS);
  if (!(of.f1 > 0)) return (dark__formula_value){0, 0, DARK_N_REASONS};
  const int is_binomial = options[0] == 1 && isfinite(of.t);
  const double rate = 2 * of.f2 / of.f1, odds = rate / (of.t - 1);
  const double exponent = is_binomial ? of.t * log1p(odds) : rate; /* exp(-exponent) = 1 - P */
  const double slope = is_binomial ? of.t * odds / (1 + odds) : rate;
  const double unseen = exp(-exponent), seen = -expm1(-exponent);
  return (dark__formula_value){.hidden = of.n * unseen / seen,
                               .variance = of.n * unseen / square(seen) +
                                           square(of.n * unseen * slope / square(seen)) * (1 / of.f1 + 1 / of.f2),
                               .reason = DARK_N_REASONS};
}

/* Counts of captures will do, and need no limit. */
#define COUNTS (DARK__COUNTS_ONLY | DARK__UNLIMITED)

#define FAMILY .max_lists = DARK_MAX_TABLE_LISTS, .n_options = 1, DARK__FORMULA_SLOTS

const dark_estimator dark__chao_estimator = {
    .name = "chao",
    .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_CHAO,
    .advice = "as a floor under every other estimate; few or no people on two lists make it very uncertain",
    .source = "Chao 1987, Biometrics 43:783; Chao 1989, Biometrics 45:427",
    .min_lists = 2,
    .options = finite_first,
    .variant = &(dark__formula *const){chao},
    .traits = DARK__EQUAL_LISTS | DARK__LOWER_BOUND | COUNTS,
    FAMILY};

const dark_estimator dark__chao_bc_estimator = {.name = "chao-bc",
                                                .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_CHAO,
                                                .advice =
                                                    "chao with less bias when few people are on two lists; also when nobody is",
                                                .source = "Chao 1989, Biometrics 45:427",
                                                .min_lists = 2,
                                                .options = finite_first,
                                                .variant = &(dark__formula *const){chao_bc},
                                                .traits = DARK__EQUAL_LISTS | DARK__LOWER_BOUND | COUNTS,
                                                FAMILY};

const dark_estimator dark__zelterman_estimator = {
    .name = "zelterman",
    .assumption = "people who are on one or two lists are like those on none, and lists are equally likely to catch",
    .advice =
        "when many lists catch few people each and some people are far easier to catch; with few lists use --set finite=yes",
    .source = "Zelterman 1988, J. Stat. Plan. Inference 18:225; Boehning 2008, Stat. Methodol. 5:410",
    .min_lists = 2,
    .options = finite_last,
    .variant = &(dark__formula *const){zelterman},
    .traits = DARK__EQUAL_LISTS | COUNTS,
    FAMILY};

const dark_estimator dark__mh_chao_bc_estimator = {
    .name = "mh-chao-bc",
    .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_CHAO,
    .advice = "chao-bc with finite=yes and another standard error: mh-chao without its constraints, with less bias",
    .source = "Rivest & Levesque 2001, Can. J. Stat. 29:555",
    .min_lists = 3,
    .max_lists = DARK_MAX_TABLE_LISTS,
    .traits = DARK__EQUAL_LISTS | DARK__LOWER_BOUND | DARK__COUNTS_ONLY,
    .variant = &(dark__formula *const){mh_chao_bc},
    DARK__FORMULA_SLOTS};
