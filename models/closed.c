/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log-linear models of a closed population, k = number of lists of history w, hidden = exp(gamma):

     m0      log mu_w = gamma + beta k
     mt      log mu_w = gamma + sum of beta_j over lists j in w
     mh-*    m0 + tau h(k)
     mth-*   mt + tau h(k)

   with h(k) = theta^k - 1 (poisson), k^2/2 (darroch), log(a) - log(a + k) (gamma); for chao, t - 2 columns max(k - j + 1, 0) with effects
   eta_j >= 0. Otis et al. (1978); Darroch et al. (1993); Rivest & Levesque (2001); Rivest & Baillargeon (2007). Poisson maximum
   likelihood on all 2^t - 1 cells, BIC with the people observed. Where we differ from Rcapture: fits are converged to the last digits,
   and a maximum that lies at infinity is no estimate instead of a number like 10^11. */

#include "closed/closed.h"
#include "closed/assumptions.h"

enum { MH_LISTS = 3 };

static const dark_option theta[] = {{"theta", DARK_OPTION_REAL, 2, 1.01, 10, NULL, "base of the Poisson column theta^k - 1"}};
static const dark_option a[] = {{"a", DARK_OPTION_REAL, 3.5, 0.1, 1000, NULL, "the a of the gamma column log(a) - log(a + k)"}};

/* The estimator's model, with the parameter that was asked for. */
static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  dark__closed_model model = *(const dark__closed_model *)config->variant;
  if (model.heterogeneity == DARK__HETEROGENEITY_POISSON || model.heterogeneity == DARK__HETEROGENEITY_GAMMA)
    model.parameter = config->options[0];
  return dark__closed_new(plan, problem, &model, err);
}

#define FAMILY .max_lists = DARK_MAX_TABLE_LISTS, .plan_new = plan_new, DARK__CLOSED_SLOTS, DARK__CLOSED_PROFILE
#define MODEL(differ, shape) \
  .variant = &(const dark__closed_model) { .lists_differ = (differ), .heterogeneity = DARK__HETEROGENEITY_##shape }

const dark_estimator dark__m0_estimator = {.name = "m0",
                                           .assumption = DARK__ASSUMES_ALL_ALIKE,
                                           .advice = "as a yardstick; lists of equal reach are rare",
                                           .source = "Darroch 1958, Biometrika 45:343; Otis et al. 1978, Wildl. Monogr. 62",
                                           .min_lists = 2,
                                           .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY,
                                           MODEL(0, NONE),
                                           FAMILY};

const dark_estimator dark__mt_estimator = {.name = "mt",
                                           .assumption = DARK__ASSUMES_LISTS_DIFFER,
                                           .advice = "as a yardstick, and the same as independence",
                                           .source = "Darroch 1958, Biometrika 45:343; Otis et al. 1978, Wildl. Monogr. 62",
                                           .min_lists = 2,
                                           MODEL(1, NONE),
                                           FAMILY};

const dark_estimator dark__mh_chao_estimator = {
    .name = "mh-chao",
    .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_CHAO,
    .advice = "chao as a model, with the constraints that heterogeneity puts on all numbers of lists",
    .source = "Chao 1987, Biometrics 43:783; Rivest & Baillargeon 2007, Biometrics 63:999",
    .min_lists = MH_LISTS,
    .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY | DARK__ONE_SIDED | DARK__LOWER_BOUND,
    MODEL(0, CHAO),
    FAMILY};

const dark_estimator dark__mh_poisson_estimator = {.name = "mh-poisson",
                                                   .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_POISSON,
                                                   .advice = "the mildest correction for heterogeneity; " DARK__HARD_TO_TELL,
                                                   .source = "Rivest & Levesque 2001, Can. J. Stat. 29:555",
                                                   .min_lists = MH_LISTS,
                                                   .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY,
                                                   .options = theta,
                                                   .n_options = 1,
                                                   MODEL(0, POISSON),
                                                   FAMILY};

const dark_estimator dark__mh_darroch_estimator = {.name = "mh-darroch",
                                                   .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_DARROCH,
                                                   .advice = "a correction between poisson and gamma; " DARK__HARD_TO_TELL,
                                                   .source = "Darroch et al. 1993, JASA 88:1137",
                                                   .min_lists = MH_LISTS,
                                                   .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY,
                                                   MODEL(0, DARROCH),
                                                   FAMILY};

const dark_estimator dark__mh_gamma_estimator = {.name = "mh-gamma",
                                                 .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_GAMMA,
                                                 .advice = "the strongest correction for heterogeneity; " DARK__HARD_TO_TELL,
                                                 .source = "Rivest & Baillargeon 2007, Biometrics 63:999",
                                                 .min_lists = MH_LISTS,
                                                 .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY,
                                                 .options = a,
                                                 .n_options = 1,
                                                 MODEL(0, GAMMA),
                                                 FAMILY};

const dark_estimator dark__mth_chao_estimator = {
    .name = "mth-chao",
    .assumption = DARK__ASSUMES_BOTH_DIFFER DARK__SHAPE_CHAO,
    .advice = "as a floor under other estimates where lists differ in size, as they do",
    .source = "Chao 1987, Biometrics 43:783; Rivest & Baillargeon 2007, Biometrics 63:999",
    .min_lists = MH_LISTS,
    .traits = DARK__ONE_SIDED | DARK__LOWER_BOUND,
    MODEL(1, CHAO),
    FAMILY};

const dark_estimator dark__mth_poisson_estimator = {.name = "mth-poisson",
                                                    .assumption = DARK__ASSUMES_BOTH_DIFFER DARK__SHAPE_POISSON,
                                                    .advice = "the mildest correction for heterogeneity; " DARK__HARD_TO_TELL,
                                                    .source = "Rivest & Levesque 2001, Can. J. Stat. 29:555",
                                                    .min_lists = MH_LISTS,
                                                    .options = theta,
                                                    .n_options = 1,
                                                    MODEL(1, POISSON),
                                                    FAMILY};

const dark_estimator dark__mth_darroch_estimator = {.name = "mth-darroch",
                                                    .assumption = DARK__ASSUMES_BOTH_DIFFER DARK__SHAPE_DARROCH,
                                                    .advice = "a correction between poisson and gamma; " DARK__HARD_TO_TELL,
                                                    .source = "Darroch et al. 1993, JASA 88:1137",
                                                    .min_lists = MH_LISTS,
                                                    MODEL(1, DARROCH),
                                                    FAMILY};

const dark_estimator dark__mth_gamma_estimator = {.name = "mth-gamma",
                                                  .assumption = DARK__ASSUMES_BOTH_DIFFER DARK__SHAPE_GAMMA,
                                                  .advice = "the strongest correction for heterogeneity; " DARK__HARD_TO_TELL,
                                                  .source = "Rivest & Baillargeon 2007, Biometrics 63:999",
                                                  .min_lists = MH_LISTS,
                                                  .options = a,
                                                  .n_options = 1,
                                                  MODEL(1, GAMMA),
                                                  FAMILY};
