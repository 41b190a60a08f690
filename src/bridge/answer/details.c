/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of each stratum, and of all people in one table. */
#include <math.h>

#include "bridge/answer/fit.h"

static const dark_results *results_of(const dark_answer *answer) { return dark__answer_fit(answer)->results; }

static void begin(dark_frame *frame, const dark_results *results) {
  dark__frame_categories(frame, results->categories, results->n_categories);
}

static void put_numbers(dark_frame *frame, const double *numbers, size_t n) {
  for (size_t i = 0; i < n; i++) dark__frame_put_real(frame, numbers[i]);
}

/* ---- details: a row a part */

/* What the fitted model says of itself; nothing where there is none. */
static void put_explanation(dark_frame *frame, const dark_detail *detail) {
  const dark_explanation *of = &detail->explanation;
  const bool has = detail->has_explanation != 0, has_model = has && of->has_model != 0;
  const double absent = (double)NAN;
  const double numbers[] = {has_model ? of->log_lik : absent, has_model ? of->deviance : absent, has_model ? of->pearson : absent,
                            has_model ? of->aic : absent,     has_model ? of->bic : absent,      has ? of->criterion : absent};
  dark__frame_put_real(frame, has ? of->se : absent);
  put_numbers(frame, numbers, sizeof numbers / sizeof numbers[0]);
  dark__frame_put_size(frame, has_model ? of->df : SIZE_MAX);
  dark__frame_put_size(frame, has_model ? of->n_parameters : SIZE_MAX);
  dark__frame_put_size(frame, has_model ? of->n_minus_infinity : SIZE_MAX);
  dark__frame_put_size(frame, has ? of->n_candidates : SIZE_MAX);
  dark__frame_put_size(frame, has ? of->is_average != 0 : SIZE_MAX);
  dark__frame_put_size(frame, has ? of->is_complete != 0 : SIZE_MAX);
  dark__frame_put_text(frame, has && of->priors[0] != '\0' ? of->priors : NULL);
}

static void put_detail(dark_frame *frame, const dark_results *results, const dark_detail *detail) {
  const bool is_tested = detail->goodness.n_draws > 0;
  const bool has_estimate = detail->estimate.reason == DARK_N_REASONS;
  const double numbers[] = {detail->observed, detail->estimate.hidden, detail->estimate.total};
  const double others[] = {detail->chao_lower_bound, detail->sample_coverage, is_tested ? detail->goodness.p : (double)NAN};
  dark__frame_put_levels(frame, detail->levels, results->n_categories);
  dark__frame_put_text(frame, detail->method);
  dark__frame_put_text(frame, detail->model);
  put_numbers(frame, numbers, 3);
  dark__frame_put_static(frame, has_estimate ? NULL : dark_reason_code(detail->estimate.reason));
  dark__frame_put_size(frame, detail->max_order);
  put_explanation(frame, detail);
  put_numbers(frame, others, 3);
  dark__frame_put_size(frame, is_tested ? detail->goodness.n_compared : SIZE_MAX);
}

dark_status dark__fill_details(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_results *results = results_of(answer);
  (void)err;
  begin(frame, results);
  dark__frame_texts(frame, "method,model");
  dark__frame_reals(frame, "observed,hidden,total");
  dark__frame_texts(frame, "reason");
  dark__frame_wholes(frame, "max_order");
  dark__frame_reals(frame, "se,log_lik,deviance,pearson,aic,bic,criterion");
  dark__frame_wholes(frame, "df,parameters,minus_infinity,candidates,is_average,is_complete");
  dark__frame_texts(frame, "priors");
  dark__frame_reals(frame, "chao_lower_bound,sample_coverage,fit_p");
  dark__frame_wholes(frame, "fit_draws");
  for (size_t d = 0; d < results->n_details; d++) put_detail(frame, results, &results->details[d]);
  return DARK_OK;
}

/* ---- models: how often each was chosen in the replicates */

dark_status dark__fill_models(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_results *results = results_of(answer);
  (void)err;
  begin(frame, results);
  dark__frame_texts(frame, "model");
  dark__frame_wholes(frame, "replicates,extreme");
  for (size_t d = 0; d < results->n_details; d++) {
    const dark_detail *detail = &results->details[d];
    for (size_t w = 0; w < detail->n_wins; w++) {
      dark__frame_put_levels(frame, detail->levels, results->n_categories);
      dark__frame_put_text(frame, detail->wins[w].model);
      dark__frame_put_size(frame, detail->wins[w].n);
      dark__frame_put_size(frame, detail->wins[w].n_extreme);
    }
  }
  return DARK_OK;
}

/* ---- ranges: totals of the models near the best */

dark_status dark__fill_ranges(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_results *results = results_of(answer);
  (void)err;
  begin(frame, results);
  dark__frame_texts(frame, "criterion");
  dark__frame_reals(frame, "distance,lowest,highest");
  dark__frame_wholes(frame, "models,is_cut");
  for (size_t d = 0; d < results->n_details; d++) {
    const dark_detail *detail = &results->details[d];
    for (size_t r = 0; r < detail->n_ranges; r++) {
      const dark_range *range = &detail->ranges[r];
      dark__frame_put_levels(frame, detail->levels, results->n_categories);
      dark__frame_put_text(frame, detail->criterion);
      put_numbers(frame, (const double[]){range->distance, range->lowest, range->highest}, 3);
      dark__frame_put_size(frame, range->n_models);
      dark__frame_put_size(frame, range->is_cut != 0);
    }
  }
  return DARK_OK;
}

/* ---- overlaps: pairs of lists */

dark_status dark__fill_overlaps(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_results *results = results_of(answer);
  (void)err;
  begin(frame, results);
  dark__frame_texts(frame, "list_a,list_b");
  dark__frame_reals(frame, "both,coverage_a,coverage_b");
  for (size_t d = 0; d < results->n_details; d++) {
    const dark_detail *detail = &results->details[d];
    for (size_t i = 0; i < detail->n_overlaps; i++) {
      const dark_overlap *overlap = &detail->overlaps[i];
      dark__frame_put_levels(frame, detail->levels, results->n_categories);
      dark__frame_put_text(frame, dark_table_list_name(answer->table, overlap->list_a));
      dark__frame_put_text(frame, dark_table_list_name(answer->table, overlap->list_b));
      put_numbers(frame, (const double[]){overlap->n_both, overlap->coverage_a, overlap->coverage_b}, 3);
    }
  }
  return DARK_OK;
}
