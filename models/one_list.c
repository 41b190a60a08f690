/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list on which people appear once or more often. The number of captures y of a person follows

     ztpoisson              Poisson(lambda)
     ztgeom                 geometric with mean lambda: Poisson with exponentially distributed rates
     ztnegbin               negative binomial with mean lambda: Poisson with gamma distributed rates
     oiztpoisson, oiztgeom  the same with an excess of people captured once

   with log lambda = x'beta, and those with y = 0 are not seen: N = sum over the people seen of 1 / P(y > 0 | x). The two that use only people
   captured once or twice, so that what happens to those captured often does not matter:

     chao-regression        N = n + sum over y <= 2 of 1 / (lambda + lambda^2/2), a lower bound when rates differ
     zelterman-regression   N = sum of 1 / (1 - exp(-lambda))

   Sources with the families (onelist/family.h). Where the package singleRcapture 1.1.0 returns a number for a negative binomial whose
   likelihood has no maximum (5 x 10^14 people on its own example), there is no estimate here, for that reason. */

#include "onelist/onelist.h"

#define ONE_LIST(identifier, family_name, method, assumes, when, from)                                                           \
  static dark_status identifier##_plan(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) { \
    (void)config;                                                                                                                \
    return dark__onelist_plan(plan, problem, &(family_name), err);                                                               \
  }                                                                                                                              \
  const dark_estimator dark__##identifier##_estimator = {.name = (method),                                                       \
                                                         .assumption = (assumes),                                                \
                                                         .advice = (when),                                                       \
                                                         .source = (from),                                                       \
                                                         .plan_new = identifier##_plan,                                          \
                                                         DARK__ONELIST_SLOTS}

ONE_LIST(chao_regression, dark__chao_regression_family, "chao-regression",
         "people captured once or twice are captured at random, at a rate that depends on the covariates at most",
         "the usual choice with one list: at worst a lower bound, since people who differ in ways not recorded make it too low",
         "Boehning, Vidal-Diez, Lerdsuwansri, Viwatwongkasem & Arnold 2013, Biometrics 69:1033");

ONE_LIST(zelterman_regression, dark__zelterman_regression_family, "zelterman-regression",
         "people captured once or twice, and those never captured, are captured at random at the same rates",
         "beside chao-regression: near it when few are captured often",
         "Boehning & van der Heijden 2009, Annals of Applied Statistics 3:595");

ONE_LIST(ztpoisson, dark__ztpoisson_family, "ztpoisson",
         "everybody with the same covariates is captured at random at the same rate, and a capture changes nothing",
         "when the covariates explain how people differ; what they leave unexplained makes it too low",
         "van der Heijden, Bustami, Cruyff, Engbersen & van Houwelingen 2003, Statistical Modelling 3:305");

ONE_LIST(ztgeom, dark__ztgeom_family, "ztgeom",
         "rates of capture vary between people as an exponential distribution around what the covariates say",
         "when people differ strongly; compare its AIC with that of ztpoisson",
         "Niwitpong, Boehning, van der Heijden & Holling 2013, Metrika 76:495");

ONE_LIST(ztnegbin, dark__ztnegbin_family, "ztnegbin",
         "rates of capture vary between people as a gamma distribution around what the covariates say",
         "when counts are many and large; often it has no estimate, and then says so",
         "Cruyff & van der Heijden 2008, Biometrical Journal 50:1035");

ONE_LIST(oiztpoisson, dark__oiztpoisson_family, "oiztpoisson",
         "as ztpoisson, but some of the people captured leave after the first capture and cannot be captured again",
         "when far more people were captured once than a second capture of others would suggest",
         "Godwin & Boehning 2017, JRSS C 66:425");

ONE_LIST(oiztgeom, dark__oiztgeom_family, "oiztgeom",
         "as ztgeom, but some of the people captured leave after the first capture and cannot be captured again",
         "when both hold: people differ strongly, and some leave after the first capture",
         "Boehning & Friedl 2021, Statistical Methods & Applications 30:1197");
