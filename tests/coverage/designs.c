/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "coverage/design.h"

#define UK6 "uk-trafficking-2013-six-lists"
#define UK5 "uk-trafficking-2013-five-lists"
#define NED6 "netherlands-trafficking-2010-2015-six-lists"
#define NED5 "netherlands-trafficking-2010-2015-five-lists"
#define NEW8 "new-orleans-trafficking-185-eight-lists"
#define NEW5 "new-orleans-trafficking-185-five-lists"
#define WEST "western-us-trafficking"
#define KOSOVO "kosovo-killings-1999"

#define PAIRS5 "[12,13,14,15,23,24,25,34,35,45]"
#define PAIRS6 "[12,13,14,15,16,23,24,25,26,34,35,36,45,46,56]"
#define PAIRS8 "[12,13,14,15,16,17,18,23,24,25,26,27,28,34,35,36,37,38,45,46,47,48,56,57,58,67,68,78]"

enum {
  QUICK = TRAIT_QUICK,
  DETAILED = TRAIT_DETAILED,
  INDEPENDENT = TRAIT_INDEPENDENT,
  ORDER = TRAIT_ORDER,
  BOUND = TRAIT_BOUND,
  COMMON = TRAIT_COMMON,
  SUMS = TRAIT_SUMS | TRAIT_COMMON
};

#define FITTED(...) \
  .fitted = &(const fitted_truth) { __VA_ARGS__ }
#define BY_BIC(data, most) FITTED(.file = (data), .method = "bic", .max_order = (most))
#define BY_STEPWISE(data, option) FITTED(.file = (data), .method = "stepwise", .set = (option))
#define ALL_PAIRS(data, pairs) FITTED(.file = (data), .method = "fixed", .model = (pairs))
#define NO_PAIRS(data) FITTED(.file = (data), .method = "independence")
#define CHOICE(of, least, most) .family = (of), .floor = (least), .widest = (most)
#define MADE(...) .made = &(const made_truth){__VA_ARGS__}, .n_made = 1

/* The synthetic truths below share these lists. */
#define FOUR_LISTS .n_lists = 4, .margins = {0.12, 0.10, 0.06, 0.04}, .odds = {{0, 1, 3}}, .n_odds = 1
#define PILOT_THREE .margins = {0.12, 0.10, 0.14}
#define PILOT_FOUR .margins = {0.10, 0.08, 0.12, 0.06}
#define PILOT_FIVE .margins = {0.03, 0.06, 0.09, 0.07, 0.04}
#define FIVE_LISTS .n_lists = 5, .margins = {0.008, 0.047, 0.097, 0.067, 0.028}

/* One stratum for each size, with independent lists and with an odds ratio of 3 between A and B. */
#define STRATUM(size, word, tie, ...) \
  { .levels = {size, tie}, .observed = word, __VA_ARGS__ }
#define TIED .odds = {{0, 1, 3}}, .n_odds = 1
#define STRATA(...)                                                                                 \
  {                                                                                                 \
    STRATUM("n030", 30, "free", __VA_ARGS__), STRATUM("n030", 30, "tied", __VA_ARGS__, TIED),       \
        STRATUM("n060", 60, "free", __VA_ARGS__), STRATUM("n060", 60, "tied", __VA_ARGS__, TIED),   \
        STRATUM("n120", 120, "free", __VA_ARGS__), STRATUM("n120", 120, "tied", __VA_ARGS__, TIED), \
        STRATUM("n400", 400, "free", __VA_ARGS__), STRATUM("n400", 400, "tied", __VA_ARGS__, TIED)  \
  }

static const made_truth three_list_strata[] = STRATA(.n_lists = 3, .margins = {0.25, 0.18, 0.12});
static const made_truth four_list_strata[] = STRATA(.n_lists = 4, .margins = {0.20, 0.15, 0.10, 0.08});
static const made_truth five_list_strata[] = STRATA(.n_lists = 5, .margins = {0.15, 0.12, 0.10, 0.08, 0.05});

/* Categories of 30 to 1,500 people, whose sum counts: with independent lists, and with weak dependence of all pairs, which nobody selects. */
#define CATEGORY(size, n, odds) \
  { .levels = {size, "all"}, .people = (n), .n_lists = 4, .margins = {0.20, 0.16, 0.24, 0.12}, .odds_elsewhere = (odds) }
#define TWO_CATEGORIES(odds) \
  { CATEGORY("n1500", 1500, odds), CATEGORY("n0300", 300, odds) }
#define FIVE_CATEGORIES(odds)                                                                                                \
  {                                                                                                                          \
    CATEGORY("n1500", 1500, odds), CATEGORY("n0600", 600, odds), CATEGORY("n0250", 250, odds), CATEGORY("n0100", 100, odds), \
        CATEGORY("n0030", 30, odds)                                                                                          \
  }
static const made_truth two_free[] = TWO_CATEGORIES(1), two_weak[] = TWO_CATEGORIES(1.5);
static const made_truth five_free[] = FIVE_CATEGORIES(1), five_weak[] = FIVE_CATEGORIES(1.5);

#define STRATA_OF(which) .made = (which), .n_made = sizeof(which) / sizeof(which)[0]

const design coverage_designs[] = {
    /* The pilot's eight, and the Netherlands. */
    {"kosovo", "Kosovo, best model of order 2 by BIC", SPAN_IN, QUICK | DETAILED | BOUND, 2, BY_BIC(KOSOVO, 2)},
    {"kosovo-3", "Kosovo, best model of order 3 by BIC", SPAN_IN, QUICK | DETAILED | BOUND, 3, BY_BIC(KOSOVO, 3)},
    {"western", "Western US, five lists, best model by BIC and by stepwise selection", SPAN_IN, QUICK | DETAILED | BOUND, 2,
     BY_STEPWISE(WEST, "p=0.02")},
    {"uk5-stepwise", "United Kingdom, five lists, stepwise model", SPAN_IN, QUICK | DETAILED | BOUND, 2,
     BY_STEPWISE(UK5, "p=0.02")},
    {"uk5-bic", "United Kingdom, five lists, best model of order 2 by BIC", SPAN_IN, QUICK | DETAILED | BOUND, 2, BY_BIC(UK5, 2)},
    {"four-600", "4 lists with margins .12, .10, .06, .04; odds ratio of A and B 3", SPAN_IN, QUICK | DETAILED | BOUND, 2,
     MADE(.people = 600, FOUR_LISTS)},
    {"four-150", "4 lists with margins .14, .10, .07, .05; odds ratio of A and B 3", SPAN_IN, QUICK | DETAILED, 2,
     MADE(.people = 150, .n_lists = 4, .margins = {0.14, 0.10, 0.07, 0.05}, .odds = {{0, 1, 3}}, .n_odds = 1)},
    {"three-300", "3 lists with margins .25, .20, .15; odds ratio of A and B 2.5", SPAN_IN, QUICK | DETAILED | BOUND, 2,
     MADE(.people = 300, .n_lists = 3, .margins = {0.25, 0.20, 0.15}, .odds = {{0, 1, 2.5}}, .n_odds = 1)},
    {"ned5-bic", "Netherlands, five lists, best model of order 3 by BIC", SPAN_IN, QUICK | BOUND, 3, BY_BIC(NED5, 3)},

    /* Chan, Silverman & Vincent (2021, section 4.3): seven tables, four generators each; those that coincide are among the twins. */
    {"uk5-pairs", "United Kingdom, five lists, all pairs", SPAN_IN, 0, 2, ALL_PAIRS(UK5, PAIRS5)},
    {"uk5-main", "United Kingdom, five lists, independent", SPAN_IN, INDEPENDENT | BOUND, 2, NO_PAIRS(UK5)},
    {"uk5-p001", "United Kingdom, five lists, stepwise at p = 0.001", SPAN_IN, 0, 2, BY_STEPWISE(UK5, "p=0.001")},
    {"uk6-pairs", "United Kingdom, six lists, all pairs", SPAN_IN, COMMON, 2, ALL_PAIRS(UK6, PAIRS6)},
    {"uk6-main", "United Kingdom, six lists, independent", SPAN_IN, INDEPENDENT | BOUND | COMMON, 2, NO_PAIRS(UK6)},
    {"uk6-p001", "United Kingdom, six lists, stepwise at p = 0.001", SPAN_IN, COMMON, 2, BY_STEPWISE(UK6, "p=0.001")},
    {"uk6-p05", "United Kingdom, six lists, stepwise at p = 0.05", SPAN_IN, COMMON, 2, BY_STEPWISE(UK6, "p=0.05")},
    {"ned5-pairs", "Netherlands, five lists, all pairs", SPAN_IN, BOUND | COMMON, 2, ALL_PAIRS(NED5, PAIRS5),
     CHOICE("published", 93, 1.35)},
    {"ned5-main", "Netherlands, five lists, independent", SPAN_IN, INDEPENDENT, 2, NO_PAIRS(NED5)},
    {"ned5-p001", "Netherlands, five lists, stepwise at p = 0.001", SPAN_IN, 0, 2, BY_STEPWISE(NED5, "p=0.001")},
    {"ned5-p05", "Netherlands, five lists, stepwise at p = 0.05", SPAN_IN, 0, 2, BY_STEPWISE(NED5, "p=0.05")},
    {"ned6-pairs", "Netherlands, six lists, all pairs", SPAN_IN, COMMON, 2, ALL_PAIRS(NED6, PAIRS6)},
    {"ned6-main", "Netherlands, six lists, independent", SPAN_IN, INDEPENDENT | COMMON, 2, NO_PAIRS(NED6)},
    {"ned6-p001", "Netherlands, six lists, stepwise at p = 0.001", SPAN_IN, COMMON, 2, BY_STEPWISE(NED6, "p=0.001")},
    {"ned6-p05", "Netherlands, six lists, stepwise at p = 0.05", SPAN_IN, COMMON, 2, BY_STEPWISE(NED6, "p=0.05")},
    {"neworl5-pairs", "New Orleans (185 people), five lists, all pairs", SPAN_IN, 0, 2, ALL_PAIRS(NEW5, PAIRS5)},
    {"neworl5-main", "New Orleans (185 people), five lists, independent", SPAN_IN, QUICK | INDEPENDENT, 2, NO_PAIRS(NEW5)},
    {"neworl8-pairs", "New Orleans (185 people), eight lists, all pairs", SPAN_IN, 0, 2, ALL_PAIRS(NEW8, PAIRS8)},
    {"neworl8-main", "New Orleans (185 people), eight lists, independent", SPAN_IN, INDEPENDENT, 2, NO_PAIRS(NEW8)},
    {"neworl8-p05", "New Orleans (185 people), eight lists, stepwise at p = 0.05", SPAN_IN, 0, 2, BY_STEPWISE(NEW8, "p=0.05")},
    {"western-pairs", "Western US, five lists, all pairs", SPAN_IN, BOUND | COMMON, 2, ALL_PAIRS(WEST, PAIRS5),
     CHOICE("published", 90, 4)},
    {"western-main", "Western US, five lists, independent", SPAN_IN, QUICK | INDEPENDENT, 2, NO_PAIRS(WEST)},
    {"western-p05", "Western US, five lists, stepwise at p = 0.05", SPAN_IN, 0, 2, BY_STEPWISE(WEST, "p=0.05")},

    /* Effects that are there and too weak to be selected. */
    {"weak-pairs-1.2", "as four-600, and every other pair with odds ratio 1.2", SPAN_NEAR, QUICK | DETAILED, 2,
     MADE(.people = 600, FOUR_LISTS, .odds_elsewhere = 1.2)},
    {"weak-pairs-1.5", "as four-600, and every other pair with odds ratio 1.5", SPAN_NEAR, QUICK | DETAILED, 2,
     MADE(.people = 600, FOUR_LISTS, .odds_elsewhere = 1.5)},
    {"weak-pairs-2", "as four-600, and every other pair with odds ratio 2", SPAN_NEAR, QUICK | DETAILED, 2,
     MADE(.people = 600, FOUR_LISTS, .odds_elsewhere = 2)},
    {"weak-pairs-uk", "5 lists with margins .008, .047, .097, .067, .028; odds ratios A:B 4, B:C 0.5, every other pair 1.5",
     SPAN_NEAR, QUICK | DETAILED, 2,
     MADE(.people = 12000, FIVE_LISTS, .odds = {{0, 1, 4}, {1, 2, 0.5}}, .n_odds = 2, .odds_elsewhere = 1.5)},
    {"three-way", "as four-600, but on A, B and C together twice as often (bic of order 2 cannot say so)", SPAN_NEAR,
     QUICK | DETAILED, 2, MADE(.people = 600, FOUR_LISTS, .three_way = 2)},
    {"three-way-6000", "the truth of three-way with ten times the people", SPAN_NEAR, QUICK | DETAILED, 2,
     MADE(.people = 6000, FOUR_LISTS, .three_way = 2)},

    /* No model that is searched is true. */
    {"kosovo-3-order-2", "the truth of kosovo-3, searched at order 2", SPAN_OUT, QUICK | DETAILED | ORDER, 2, BY_BIC(KOSOVO, 3)},
    {"latent-600", "4 lists, margins as four-600; a quarter of the people is six times likelier to be on each", SPAN_OUT,
     QUICK | DETAILED | BOUND, 2,
     MADE(.people = 600, .n_lists = 4, .margins = {0.12, 0.10, 0.06, 0.04}, .share_often = 0.25, .times_often = 6)},
    {"latent-12000", "5 lists, margins as weak-pairs-uk; a quarter of the people is 3.5 times likelier to be on each", SPAN_OUT,
     QUICK | DETAILED | BOUND, 2, MADE(.people = 12000, FIVE_LISTS, .share_often = 0.25, .times_often = 3.5)},
    {"absorbing-600", "4 lists with margins .12, .09, .06, .10; D receives 30% of the people on any other", SPAN_OUT,
     QUICK | DETAILED, 2, MADE(.people = 600, .n_lists = 4, .margins = {0.12, 0.09, 0.06, 0.10}, .referral = 0.3)},
    {"absorbing-6000", "the truth of absorbing-600 with ten times the people", SPAN_OUT, QUICK | DETAILED | BOUND, 2,
     MADE(.people = 6000, .n_lists = 4, .margins = {0.12, 0.09, 0.06, 0.10}, .referral = 0.3)},
    {"false-links-kosovo", "the truth of kosovo with 3% false links", SPAN_OUT, QUICK | DETAILED, 2, BY_BIC(KOSOVO, 2),
     .false_links = 0.03},
    {"false-links-600", "the truth of four-600 with 3% false links", SPAN_OUT, QUICK | DETAILED, 2,
     MADE(.people = 600, FOUR_LISTS), .false_links = 0.03},
    {"false-links-uk5", "the truth of uk5-stepwise with 3% false links", SPAN_OUT, QUICK, 2, BY_STEPWISE(UK5, "p=0.02"),
     .false_links = 0.03},

    /* A second pilot's, in which what is done unasked failed: dependence that is weak and everywhere, people who differ. */
    {"ind4", "4 lists with margins .12, .10, .07, .05, independent", SPAN_IN, INDEPENDENT | BOUND | COMMON, 3,
     MADE(.people = 2000, .n_lists = 4, .margins = {0.12, 0.10, 0.07, 0.05}), CHOICE("strong", 93, 1.55)},
    {"three3", "3 lists with margins .22, .17, .12; odds ratio A:B 2.5", SPAN_IN, BOUND | COMMON, 2,
     MADE(.people = 1000, .n_lists = 3, .margins = {0.22, 0.17, 0.12}, .odds = {{0, 1, 2.5}}, .n_odds = 1),
     CHOICE("three lists", 93, 1.2)},
    {"pair5", "5 lists with margins .05, .08, .07, .05, .03; odds ratio A:B 3", SPAN_IN, BOUND | COMMON, 3,
     MADE(.people = 5000, .n_lists = 5, .margins = {0.05, 0.08, 0.07, 0.05, 0.03}, .odds = {{0, 1, 3}}, .n_odds = 1),
     CHOICE("strong", 93, 1.2)},
    {"three5", "5 lists with margins .010, .045, .09, .065, .03; odds ratios A:C 4, B:D 0.35, C:E 3", SPAN_IN, BOUND | COMMON, 3,
     MADE(.people = 11000, .n_lists = 5, .margins = {0.010, 0.045, 0.09, 0.065, 0.03},
          .odds = {{0, 2, 4}, {1, 3, 0.35}, {2, 4, 3}}, .n_odds = 3),
     CHOICE("strong", 93, 1.2)},
    {"all6", "4 lists with margins .10, .08, .12, .06; odds ratios of all pairs between 0.93 and 3.5", SPAN_IN, BOUND | COMMON, 3,
     MADE(.people = 5000, .n_lists = 4, PILOT_FOUR,
          .odds = {{0, 1, 1.383}, {0, 2, 3.497}, {0, 3, 3.181}, {1, 2, 0.944}, {1, 3, 1.096}, {2, 3, 0.933}}, .n_odds = 6),
     CHOICE("strong", 93, 1.2)},
    {"all10", "5 lists with margins .03, .06, .09, .07, .04; odds ratios of all pairs between 0.67 and 3.4", SPAN_IN,
     BOUND | COMMON, 3,
     MADE(.people = 9000, .n_lists = 5, PILOT_FIVE,
          .odds = {{0, 1, 1.351},
                   {0, 2, 1.664},
                   {0, 3, 1.114},
                   {0, 4, 0.724},
                   {1, 2, 0.982},
                   {1, 3, 0.674},
                   {1, 4, 1.408},
                   {2, 3, 3.449},
                   {2, 4, 0.956},
                   {3, 4, 0.874}},
          .n_odds = 10),
     CHOICE("strong", 93, 1.2)},
    {"sparse4", "4 lists with margins .03, .04, .05, .02; odds ratios A:B 4, C:D 0.2", SPAN_IN, BOUND | COMMON, 3,
     MADE(.people = 1500, .n_lists = 4, .margins = {0.03, 0.04, 0.05, 0.02}, .odds = {{0, 1, 4}, {2, 3, 0.2}}, .n_odds = 2),
     CHOICE("sparse", 93, 4)},
    {"sparse5", "5 lists with margins .02, .03, .05, .04, .015; odds ratio A:E 8", SPAN_IN, BOUND | COMMON, 3,
     MADE(.people = 1500, .n_lists = 5, .margins = {0.02, 0.03, 0.05, 0.04, 0.015}, .odds = {{0, 4, 8}}, .n_odds = 1),
     CHOICE("sparse", 93, 4)},
    {"triple4",
     "4 lists with margins about .15, .12, .15, .08; odds ratios A:B 2.5, A:C 1.6, B:C 2, C:D 0.4; A, B and C together 0.35",
     SPAN_IN, BOUND | COMMON, 3,
     MADE(.people = 6000, .n_lists = 4, .margins = {0.15, 0.12, 0.15, 0.08},
          .odds = {{0, 1, 2.5}, {0, 2, 1.6}, {1, 2, 2}, {2, 3, 0.4}}, .n_odds = 4, .three_way = 0.35),
     CHOICE("triple", 93, 1.2)},
    {"seven", "7 lists with margins .03, .05, .06, .05, .04, .03, .02; odds ratios A:B 3, C:D 0.3, E:F 4", SPAN_IN,
     BOUND | COMMON, 2,
     MADE(.people = 6000, .n_lists = 7, .margins = {0.03, 0.05, 0.06, 0.05, 0.04, 0.03, 0.02},
          .odds = {{0, 1, 3}, {2, 3, 0.3}, {4, 5, 4}}, .n_odds = 3)},
    {"ref4", "4 lists with margins .10, .08, .12, .06; odds ratios of A with each other list 1.8", SPAN_NEAR, BOUND | COMMON, 3,
     MADE(.people = 3000, .n_lists = 4, PILOT_FOUR, .odds = {{0, 1, 1.8}, {0, 2, 1.8}, {0, 3, 1.8}}, .n_odds = 3),
     CHOICE("weak", 93, 1.2)},
    {"weak4", "4 lists with margins .10, .08, .12, .06; odds ratios of all pairs 1.5", SPAN_NEAR, BOUND | COMMON, 3,
     MADE(.people = 3000, .n_lists = 4, PILOT_FOUR, .odds_elsewhere = 1.5), CHOICE("weak", 93, 1.2)},
    {"weak5", "5 lists with margins .03, .06, .09, .07, .04; odds ratios of all pairs 1.5", SPAN_NEAR, BOUND | COMMON, 3,
     MADE(.people = 6000, .n_lists = 5, PILOT_FIVE, .odds_elsewhere = 1.5), CHOICE("weak", 93, 1.2)},
    {"lnorm4", "4 lists with margins .10, .08, .12, .06; people differ, log odds normal with standard deviation 1", SPAN_OUT,
     BOUND | COMMON, 3, MADE(.people = 3000, .n_lists = 4, PILOT_FOUR, .spread = 1), CHOICE("log-normal", 93, 1.2)},
    {"lnorm5", "5 lists with margins .03, .06, .09, .07, .04; people differ, log odds normal with standard deviation 1", SPAN_OUT,
     BOUND | COMMON, 3, MADE(.people = 4000, .n_lists = 5, PILOT_FIVE, .spread = 1), CHOICE("log-normal", 93, 1.2)},
    {"latent4", "4 lists with margins .10, .08, .12, .06; a quarter of the people is four times likelier to be on each", SPAN_OUT,
     BOUND | COMMON, 3, MADE(.people = 3000, .n_lists = 4, PILOT_FOUR, .share_often = 0.25, .times_often = 4),
     CHOICE("classes", 90, 1.2)},
    {"latent5", "5 lists with margins .03, .06, .09, .07, .04; a quarter of the people is four times likelier to be on each",
     SPAN_OUT, BOUND | COMMON, 3, MADE(.people = 4000, .n_lists = 5, PILOT_FIVE, .share_often = 0.25, .times_often = 4),
     CHOICE("classes", 77, 1.2)},
    {"absorb4",
     "4 lists, A, B, C with margins .12, .09, .06; D reaches .05 by itself and receives 30% of the people on any other", SPAN_OUT,
     BOUND | COMMON, 3, MADE(.people = 3000, .n_lists = 4, .margins = {0.12, 0.09, 0.06, 0.120466}, .referral = 0.3),
     CHOICE("absorbing", 0, 0)},

    /* The same with three lists, and dependence of other kinds. */
    {"weak3", "3 lists with margins .12, .10, .14; odds ratios of all pairs 1.5", SPAN_NEAR, COMMON, 2,
     MADE(.people = 3000, .n_lists = 3, PILOT_THREE, .odds_elsewhere = 1.5), CHOICE("three lists", 88, 1.2)},
    {"lnorm3", "3 lists with margins .12, .10, .14; people differ, log odds normal with standard deviation 1", SPAN_OUT, COMMON,
     2, MADE(.people = 3000, .n_lists = 3, PILOT_THREE, .spread = 1), CHOICE("three lists", 86, 1.2)},
    {"latent3", "3 lists with margins .12, .10, .14; a quarter of the people is four times likelier to be on each", SPAN_OUT,
     COMMON, 2, MADE(.people = 3000, .n_lists = 3, PILOT_THREE, .share_often = 0.25, .times_often = 4),
     CHOICE("three lists", 80, 1.2)},
    {"thirds4", "4 lists with margins .10, .08, .12, .06; odds ratios of all pairs 2/3", SPAN_NEAR, COMMON, 3,
     MADE(.people = 3000, .n_lists = 4, PILOT_FOUR, .odds_elsewhere = 2.0 / 3), CHOICE("other odds ratios", 90, 1.2)},
    {"unequal4", "4 lists with margins .10, .08, .12, .06; odds ratios of the pairs 1.2, 2, 1.5, 1.8, 1.3, 2.2", SPAN_NEAR,
     COMMON, 3,
     MADE(.people = 3000, .n_lists = 4, PILOT_FOUR,
          .odds = {{0, 1, 1.2}, {0, 2, 2}, {0, 3, 1.5}, {1, 2, 1.8}, {1, 3, 1.3}, {2, 3, 2.2}}, .n_odds = 6),
     CHOICE("other odds ratios", 93, 1.2)},

    /* Two lists, where only an exact interval keeps its level. */
    /* On which nothing was chosen. */
    {"fresh-unequal4", "4 lists with margins .08, .11, .06, .09; odds ratios of the pairs 1.7, 1.1, 2.4, 1.3, 1.6, 1.9",
     SPAN_NEAR, COMMON, 3,
     MADE(.people = 4000, .n_lists = 4, .margins = {0.08, 0.11, 0.06, 0.09},
          .odds = {{0, 1, 1.7}, {0, 2, 1.1}, {0, 3, 2.4}, {1, 2, 1.3}, {1, 3, 1.6}, {2, 3, 1.9}}, .n_odds = 6)},
    {"fresh-reach4",
     "4 lists with margins .10, .08, .09, .07; A and B reach 40% of the people twice as often as the rest, C and D half as often",
     SPAN_OUT, COMMON, 3,
     MADE(.people = 4000, .n_lists = 4, .margins = {0.10, 0.08, 0.09, 0.07}, .share_often = 0.4, .times_often = 2, .often_on = 3,
          .times_elsewhere = 0.5)},
    {"fresh-classes5",
     "5 lists with margins .04, .07, .05, .08, .03; 30% of the people are three times likelier to be on each; odds ratio A:B 2 "
     "within both",
     SPAN_OUT, COMMON, 3,
     MADE(.people = 5000, .n_lists = 5, .margins = {0.04, 0.07, 0.05, 0.08, 0.03}, .odds = {{0, 1, 2}}, .n_odds = 1,
          .share_often = 0.3, .times_often = 3)},
    {"fresh-ind3", "3 lists with margins .15, .10, .08, independent", SPAN_IN, COMMON | INDEPENDENT, 2,
     MADE(.people = 1500, .n_lists = 3, .margins = {0.15, 0.10, 0.08})},
    {"fresh-weak3", "3 lists with margins .15, .10, .08; odds ratios of all pairs 1.4", SPAN_NEAR, COMMON, 2,
     MADE(.people = 4000, .n_lists = 3, .margins = {0.15, 0.10, 0.08}, .odds_elsewhere = 1.4)},

    {"two-5", "2 lists with margins .16, .16, independent: about five people on both", SPAN_IN, 0, 1,
     MADE(.people = 200, .n_lists = 2, .margins = {0.16, 0.16})},
    {"two-22", "2 lists with margins .15, .15, independent: about 22 people on both", SPAN_IN, 0, 1,
     MADE(.people = 1000, .n_lists = 2, .margins = {0.15, 0.15})},

    {"strata-3", "3 lists with margins .25, .18, .12", SPAN_STRATA, QUICK, 2, STRATA_OF(three_list_strata)},
    {"strata-4", "4 lists with margins .20, .15, .10, .08", SPAN_STRATA, QUICK, 2, STRATA_OF(four_list_strata)},
    {"strata-5", "5 lists with margins .15, .12, .10, .08, .05", SPAN_STRATA, 0, 2, STRATA_OF(five_list_strata)},
    {"sum-two-free", "2 categories of 1,500 and 300 people; 4 lists with margins .20, .16, .24, .12, independent", SPAN_STRATA,
     SUMS, 2, STRATA_OF(two_free)},
    {"sum-two-weak", "as sum-two-free; odds ratios of all pairs 1.5", SPAN_STRATA, SUMS, 2, STRATA_OF(two_weak)},
    {"sum-five-free", "5 categories of 1,500, 600, 250, 100 and 30 people; lists as sum-two-free", SPAN_STRATA, SUMS, 2,
     STRATA_OF(five_free)},
    {"sum-five-weak", "as sum-five-free; odds ratios of all pairs 1.5", SPAN_STRATA, SUMS, 2, STRATA_OF(five_weak)},
};
const size_t n_coverage_designs = sizeof coverage_designs / sizeof coverage_designs[0];

const twin coverage_twins[] = {
    {"United Kingdom, five lists, stepwise at p = 0.05", "uk5-stepwise", BY_STEPWISE(UK5, "p=0.05")},
    {"New Orleans, five lists, stepwise at p = 0.001", "neworl5-main", BY_STEPWISE(NEW5, "p=0.001")},
    {"New Orleans, five lists, stepwise at p = 0.05", "neworl5-main", BY_STEPWISE(NEW5, "p=0.05")},
    {"New Orleans, eight lists, stepwise at p = 0.001", "neworl8-main", BY_STEPWISE(NEW8, "p=0.001")},
    {"Western US, five lists, stepwise at p = 0.001", "western", BY_STEPWISE(WEST, "p=0.001")},
};
const size_t n_coverage_twins = sizeof coverage_twins / sizeof coverage_twins[0];

const design *design_find(const char *name) {
  for (size_t i = 0; i < n_coverage_designs; i++)
    if (strcmp(coverage_designs[i].name, name) == 0) return &coverage_designs[i];
  return NULL;
}

const char *span_name(span of) {
  static const char *const names[] = {"in span", "near span", "out of span", "strata"};
  return (size_t)of < N_SPANS ? names[of] : "";
}
