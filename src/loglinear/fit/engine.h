/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_ENGINE_H
#define DARK__LOGLINEAR_FIT_ENGINE_H

/* What the log-linear estimators share: memory of one thread, and one model judged on one table. */

#include "estimator/estimator.h"
#include "lattice/terms.h"
#include "loglinear/fit/existence.h"
#include "loglinear/fit/fit.h"

/* Memory of one thread for one problem. */
typedef struct dark__engine {
  const dark__problem *problem;
  uint32_t *histories; /* [n_records] */
  dark__counts counts;
  dark__fit_space space;
  uint32_t terms[DARK__MAX_TERMS]; /* for expanding a model of a lattice */
} dark__engine;

DARK_MUST_CHECK dark_status dark__engine_new(dark__engine **out, const dark__problem *problem, size_t max_terms, dark_error *err);
void dark__engine_free(dark__engine *engine);

/* Load a table: weights [n_records of the problem]. */
void dark__engine_load(dark__engine *engine, const double *weights);
/* Load the observed table. */
DARK_MUST_CHECK dark_status dark__engine_load_observed(dark__engine *engine, dark_error *err);

/* One model on the loaded table. */
typedef struct dark__verdict {
  bool worthless; /* given up: it cannot lift the log-likelihood above the floor */
  int code;       /* existence and identifiability; 0 when the estimate exists and is unique */
  double log_lik; /* without factorials; NaN unless code is 0 */
  double hidden;  /* NaN unless code is 0 */
} dark__verdict;

/* Judge a finished fit of a model to a table: by the fit itself where that is a proof, else by linear programme and rank. A fit that
   failed although the estimate exists is DARK_ENUMERIC. Errors: also DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__judge_fit(dark__verdict *out, const dark__fit *fit, const uint32_t *terms, size_t n_terms,
                                            const dark__counts *counts, dark_error *err);

/* Fit a model and make sure that the estimate exists and is unique (dark__judge_fit).
   After code 0 the fit stays in engine->space. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__engine_judge(dark__verdict *out, dark__engine *engine, const dark__fit_request *request,
                                               dark_error *err);

/* What a parameter costs. */
typedef enum dark__criterion { DARK__CRITERION_BIC, DARK__CRITERION_AIC } dark__criterion;

/* log(people observed) for BIC, 2 for AIC. */
double dark__criterion_price(dark__criterion criterion, double n_observed);

/* -2 log-likelihood with factorials plus price times n_parameters, which counts the intercept and -infinity effects (Silverman, Chan &
   Vincent 2024). */
double dark__criterion_value(const dark__counts *counts, double log_lik, size_t n_parameters, double price);

/* Criteria this near each other are tied. */
double dark__criterion_tolerance(double value);

/* A model id is the set of optional terms. */
static inline dark_model_id dark__set_id(dark__term_set set) { return (dark_model_id){{set.bits[0], set.bits[1]}}; }
static inline dark__term_set dark__id_set(dark_model_id id) { return (dark__term_set){{id.bits[0], id.bits[1]}}; }

/* The reason that goes with an existence code. */
dark_reason dark__code_reason(int code);

/* The option table entry `criterion=bic|aic`. */
#define DARK__CRITERION_OPTION \
  { "criterion", DARK_OPTION_CHOICE, DARK__CRITERION_BIC, 0, 1, "bic|aic", "what makes a model better" }

#endif
