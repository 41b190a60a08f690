/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One log-linear model over lists and categories,

     n_wx ~ Poisson(mu_wx),   log mu_wx = alpha_x + sum over terms of effects u(w) z(x),

   w a history, x a stratum: a combination of values of the categories (Bishop, Fienberg & Holland 1975, ch. 6; Tilling & Sterne 1999, Am. J. Epidemiol.
   149:392; van der Heijden et al. 2018, Stat. Methods Med. Res. 27:2514). Strata borrow from each other what they have in common; each has an intercept of its own, unless
   the formula gives the margin of the categories another form. The model is given as a formula, or searched (joint/search/search.h) by AIC or BIC.

   Where we differ from published software: an estimate is extended maximum likelihood, and a stratum whose hidden number the likelihood does not
   determine has none; the choice of a model is repeated in every replicate. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "models/joint/absent.h"
#include "models/joint/explain.h"
#include "models/joint/pairs.h"
#include "models/joint/plan.h"
#include "models/joint/shrink.h"
#include "models/joint/sums.h"
#include "models/joint/suppressed.h"
#include "models/joint/targets.h"

enum { CRITERION, MARGIN, COVER, REFITS, MODELS, BUDGET, CERTIFY, SCALE, N_OPTIONS };

enum { MOST_LISTS = 10 };

static const dark_option options[N_OPTIONS] = {
    [CRITERION] = {"criterion", DARK_OPTION_CHOICE, 0, 0, 1, "aic|bic", "what a search minimises"},
    [MARGIN] =
        {"margin", DARK_OPTION_CHOICE, 0, 0, 2, "written|saturated|formula",
         "people of each combination of categories: as observed unless the formula has a summand of categories alone; always "
         "as observed; always as the formula says"},
    [COVER] = {"cover", DARK_OPTION_REAL, 0.99, 0.5, 1, NULL, "share of the weight of all models that a search refits"},
    [REFITS] = {"refits", DARK_OPTION_WHOLE, 100, 1, 1e6, NULL, "most two-factor models that the search of a table refits"},
    [MODELS] = {"models", DARK_OPTION_WHOLE, 2000, 1, 1e6, NULL, "the same of the observed table, for averages over models"},
    [BUDGET] = {"budget", DARK_OPTION_WHOLE, 2e5, 1, 1e12, NULL, "most nodes of the search of one table"},
    [CERTIFY] = {"certify", DARK_OPTION_WHOLE, 500, 0, 1e9, NULL,
                 "most models fitted to find out whether any is better than the best that the search found"},
    [SCALE] = {"scale", DARK_OPTION_REAL, 0.5, 0.01, 10, NULL,
               "of --pool: the prior's median of the standard deviation over categories, of log odds"}};

/* ---- plan */

static void plan_free(void *plan) {
  dark__joint_plan *mine = plan;
  if (mine == NULL) return;
  dark__joint_search_clear(&mine->found);
  dark__pool_clear(&mine->pooled);
  dark__joint_partial_clear(&mine->partial);
  dark__joint_estimate_clear(&mine->fit);
  dark__joint_design_clear(&mine->design);
  dark__joint_model_clear(&mine->model);
  dark__joint_group_clear(&mine->group);
  free(mine->name);
  free(mine->errors);
  free(mine->targets);
  free(mine->observed);
  free(mine->n_here);
  free(mine->strata);
  free(mine);
}

static dark_status make_room(dark__joint_plan *mine, dark_error *err) {
  const size_t n_strata = mine->group.strata.n_strata, n_cells = n_strata * dark__n_histories(&mine->group.strata);
  mine->observed = calloc(n_cells + 1, sizeof *mine->observed);
  mine->n_here = calloc(n_strata + 1, sizeof *mine->n_here);
  mine->strata = calloc(n_strata + 1, sizeof *mine->strata);
  return mine->observed != NULL && mine->n_here != NULL && mine->strata != NULL ? DARK_OK : dark__fail_memory(err);
}

static void sum_observed(dark__joint_plan *mine) {
  const size_t n_cells = mine->group.strata.n_strata * dark__n_histories(&mine->group.strata);
  for (size_t c = 0; c < n_cells; c++) {
    const double count = mine->observed[c];
    mine->n_people += count;
    if (!mine->group.rule.is_any || mine->group.rule.own[c].n == 0) mine->log_factorials += lgamma(count + 1);
    mine->saturated += count > 0 ? count * log(count) - count : 0;
  }
}

static void take_observed(dark__joint_plan *mine) {
  const size_t n = dark__n_histories(&mine->group.strata);
  for (size_t x = 0; x < mine->group.strata.n_strata; x++) {
    const dark__problem *problem = mine->group.problems[x];
    mine->strata[x] = (dark__joint_stratum){mine, x};
    if (mine->group.drops_missing && mine->group.is_missing[x]) continue;
    mine->n_here[x] = problem->n_observed;
    for (size_t r = 0; r < problem->n_records; r++)
      mine->observed[x * n + problem->records[r].history] += problem->records[r].count;
  }
}

static void take_options(dark__joint_plan *mine, const double *values) {
  mine->criteria = (dark__joint_criteria){.is_bic = values[CRITERION] > 0,
                                          .cover = values[COVER],
                                          .most_refits = (size_t)values[REFITS],
                                          .most_models = (size_t)values[MODELS],
                                          .most_nodes = (size_t)values[BUDGET],
                                          .scale = values[SCALE],
                                          .most_certifying = (size_t)values[CERTIFY]};
}

static dark_status take_formula(dark__joint_plan *mine, const dark__config *config, dark_error *err) {
  mine->is_search = dark__joint_is_auto(config->model);
  if (mine->is_search) return DARK_OK;
  const dark__joint_margin margin = (dark__joint_margin)config->options[MARGIN];
  dark_status status = dark__joint_model_read(&mine->model, config->model, margin, &mine->group, err);
  if (status == DARK_OK) status = dark__joint_model_write(&mine->name, &mine->model, &mine->group, err);
  return status;
}

/* Say which category makes a model too large. */
static dark_status advise(dark_status status, const dark_error *cause, const dark__joint_plan *mine, dark_error *err) {
  size_t largest = 0;
  for (size_t c = 1; c < mine->group.strata.n_categories; c++)
    if (mine->group.n_levels[c] > mine->group.n_levels[largest]) largest = c;
  if (status == DARK_EINTERRUPTED) return dark__fail(err, status, "%s", cause->message);
  if (status != DARK_ELIMIT || mine->group.strata.n_categories == 0)
    return dark__fail(err, status, "--joint: %s", cause->message);
  return dark__fail(err, status, "--joint: %s; category '%s' has %zu values", cause->message, mine->group.categories[largest],
                    mine->group.n_levels[largest]);
}

/* Of all strata thrown together a list is absent for some people and not for others, and a suppressed count is part of a sum. */
static dark_status take_strata(dark__joint_plan *mine, const dark__problems *problems, const dark__config *config,
                               dark_error *err) {
  const bool is_pooled = problems->places[0] == dark_table_n_strata(problems->table);
  const bool has_missing = !is_pooled && config->missing != DARK_MISSING_CATEGORY && dark__joint_has_missing(problems->table);
  const bool is_suppressed = mine->group.rule.is_any;
  mine->refusal = is_pooled && (config->n_absent > 0 || is_suppressed) ? DARK_REASON_NOT_APPLICABLE : DARK_N_REASONS;
  mine->is_partial = is_suppressed;
  if (is_suppressed) return dark__joint_suppressed_check(config, has_missing, err);
  if ((config->n_absent == 0 && !has_missing) || is_pooled) return DARK_OK;
  mine->group.drops_missing = has_missing && config->missing == DARK_MISSING_DROP;
  mine->is_partial = config->n_absent > 0 || !mine->group.drops_missing;
  dark_status status = dark__joint_group_spread(&mine->group, problems->table, has_missing, err);
  if (status == DARK_OK && has_missing && config->missing_odds != NULL)
    status = dark__joint_group_shift(&mine->group, problems->table, config->missing_odds, err);
  if (status != DARK_OK) return status;
  return dark__joint_absent_read(&mine->group, problems->table, config->absent, config->n_absent, err);
}

static dark_status group_plan_new(void **plan, const dark__problems *problems, const dark__config *config, dark_error *err) {
  dark_error cause = DARK_ERROR_INIT;
  dark__joint_plan *mine = *plan = calloc(1, sizeof *mine);
  if (mine == NULL) return dark__fail_memory(err);
  dark_status status = dark__joint_group_make(&mine->group, problems, err);
  if (status == DARK_OK) status = make_room(mine, err);
  if (status != DARK_OK) return status;
  mine->table = problems->table;
  take_options(mine, config->options);
  mine->criteria.is_pooling = config->pool != 0;
  status = take_strata(mine, problems, config, err);
  if (status == DARK_OK) take_observed(mine);
  if (status == DARK_OK) sum_observed(mine);
  if (status == DARK_OK) status = take_formula(mine, config, err);
  if (status != DARK_OK) return status;
  if (mine->is_search || config->pool) status = dark__joint_targets_make(&mine->targets, &mine->n_targets, problems, &cause);
  if (status == DARK_OK) status = dark__joint_observe(mine, &cause);
  if (status == DARK_OK) status = dark__joint_shrink(mine, &cause);
  if (status == DARK_ENOMEM) return dark__fail_memory(err);
  if (status != DARK_OK) return advise(status, &cause, mine, err);
  return mine->is_search && mine->has_fit ? dark__joint_model_write(&mine->name, &mine->model, &mine->group, err) : DARK_OK;
}

static const void *stratum_plan(const void *plan, size_t stratum) { return &((const dark__joint_plan *)plan)->strata[stratum]; }

/* ---- tables */

typedef struct table_space {
  double *counts; /* [n_strata x 2^t] */
  double *n_here; /* [n_strata] */
} table_space;

static void workspace_free(void *workspace) {
  table_space *space = workspace;
  if (space == NULL) return;
  free(space->counts);
  free(space->n_here);
  free(space);
}

static dark_status workspace_new(void **workspace, const void *plan, dark_error *err) {
  const dark__joint_strata *strata = &((const dark__joint_plan *)plan)->group.strata;
  table_space *space = *workspace = calloc(1, sizeof *space);
  if (space != NULL) space->counts = malloc((strata->n_strata * dark__n_histories(strata) + 1) * sizeof *space->counts);
  if (space != NULL) space->n_here = malloc((strata->n_strata + 1) * sizeof *space->n_here);
  if (space != NULL && space->counts != NULL && space->n_here != NULL) return DARK_OK;
  workspace_free(space);
  *workspace = NULL;
  return dark__fail_memory(err);
}

static void load_table(table_space *space, const dark__joint_group *group, const double *weights) {
  dark__joint_group_count(space->counts, group, weights);
  for (size_t x = 0; x < group->strata.n_strata; x++) {
    space->n_here[x] = 0;
    if (group->drops_missing && group->is_missing[x]) continue;
    for (size_t r = group->starts[x]; r < group->starts[x + 1]; r++) space->n_here[x] += weights[r];
  }
}

static dark_status estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                            dark_error *err) {
  const dark__joint_plan *mine = plan;
  table_space *space = workspace;
  const size_t n_strata = mine->group.strata.n_strata;
  dark_status status = DARK_OK;
  for (size_t t = 0; status == DARK_OK && t < n; t++) {
    dark_error cause = DARK_ERROR_INIT;
    load_table(space, &mine->group, weights[t]);
    status = dark__joint_answer(out + t * n_strata, mine, space->counts, space->n_here, &cause);
    for (size_t x = 0; status == DARK_ENUMERIC && x < n_strata; x++)
      dark__estimate_fails(&out[t * n_strata + x], DARK_REASON_NOT_CONVERGED);
    if (status == DARK_ENUMERIC) status = DARK_OK;
    if (status != DARK_OK) return dark__fail(err, status, "%s", cause.message);
  }
  return status;
}

/* ---- words */

/* Whose name is there already. */
static bool is_chosen(const dark__joint_plan *mine, dark_model_id key) {
  const dark_model_id own = dark__joint_key(&mine->model.terms, &mine->group);
  return mine->has_fit && own.bits[0] == key.bits[0] && own.bits[1] == key.bits[1];
}

static void model_name(char *buffer, size_t size, const void *of, dark_model_id key) {
  const dark__joint_plan *mine = ((const dark__joint_stratum *)of)->plan;
  dark__joint_model model = {0};
  char *text = NULL;
  if (!mine->is_search || is_chosen(mine, key)) {
    strncat(buffer, mine->name, size - 1);
    return;
  }
  if (dark__joint_key_read(&model, key, &mine->group, NULL) == DARK_OK &&
      dark__joint_model_write(&text, &model, &mine->group, NULL) == DARK_OK)
    strncat(buffer, text, size - 1);
  free(text);
  dark__joint_model_clear(&model);
}

/* ---- numbers */

static dark_status interval(dark_interval *out, const void *of, const dark_estimate *observed, dark_interval_type type,
                            double level, dark_error *err) {
  const dark__joint_stratum *stratum = of;
  (void)observed;
  return dark__joint_sum_interval(out, stratum->plan, &stratum->x, 1, type, level, err);
}

static dark_interval_type usual_interval(const void *of) {
  const dark__joint_plan *mine = ((const dark__joint_stratum *)of)->plan;
  if (!mine->is_search) return DARK_INTERVAL_PERCENTILE;
  return mine->criteria.is_bic ? DARK_INTERVAL_MATA_BIC : DARK_INTERVAL_MATA_AIC;
}

/* No bound of one table is one for a model of several. */
static dark_status candidate_bound(dark_bound *out, const void *of, dark_model_id model, dark_error *err) {
  (void)of, (void)model, (void)err;
  *out = (dark_bound){0};
  return DARK_OK;
}

const dark_estimator dark__joint_estimator = {
    .name = "joint",
    .assumption = "one model holds in all categories: dependence between lists, and how a category changes the chance to be on a "
                  "list, are shared by all categories unless a term of the model says otherwise",
    .advice = "where numbers are wanted by category: categories borrow from each other, and numbers add up; --joint gives the "
              "model or lets it be searched",
    .source = "Bishop, Fienberg & Holland 1975, Discrete Multivariate Analysis, ch. 6; Tilling & Sterne 1999, Am. J. Epidemiol. "
              "149:392",
    .min_lists = 2,
    .max_lists = MOST_LISTS,
    .options = options,
    .n_options = N_OPTIONS,
    .formula_check = dark__joint_formula_check,
    .group_plan_new = group_plan_new,
    .stratum_plan = stratum_plan,
    .plan_free = plan_free,
    .workspace_new = workspace_new,
    .workspace_free = workspace_free,
    .estimate = estimate,
    .model_name = model_name,
    .candidate_name = model_name,
    .explain = dark__joint_explain,
    .rank = dark__joint_rank,
    .candidate_bound = candidate_bound,
    .intervals = 1u << DARK_INTERVAL_MATA_AIC | 1u << DARK_INTERVAL_MATA_BIC,
    .interval = interval,
    .sum_error = dark__joint_sum_error,
    .sum_interval = dark__joint_sum_interval,
    .complete = dark__joint_complete,
    .pair_limits = dark__joint_pair_limits,
    .sum_shrunken = dark__joint_sum_shrunken,
    .shrinkage = dark__joint_shrinkage,
    .usual_interval = usual_interval};
