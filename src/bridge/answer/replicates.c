/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicates of each row of the estimates. */
#include <math.h>

#include "bridge/answer/fit.h"
#include "resample/interval/sum.h"

enum { MOST_NAME = 4096 };

static const char *level_of(const dark_plan *plan, size_t target, size_t category) {
  const char *level = dark_plan_target_level(plan, target, category);
  return level == NULL ? "(all)" : level;
}

/* Total and model of replicate r; sums have no model. */
static void put_replicate(dark_frame *frame, const dark_replicates *replicates, const dark__sum *sum, size_t r) {
  char name[MOST_NAME];
  const size_t part = sum->parts[0];
  const dark_model_id *models = sum->n_parts == 1 ? dark_replicates_models(replicates, part) : NULL;
  dark__frame_put_size(frame, r + 1);
  dark__frame_put_real(frame, sum->values[r]);
  if (models == NULL || !isfinite(sum->values[r])) dark__frame_put_text(frame, NULL);
  else dark__frame_put_text(frame, dark_plan_model_name(name, sizeof name, dark_replicates_plan(replicates), part, models[r]));
}

static dark_status put_target(dark_frame *frame, const dark_replicates *replicates, size_t target, dark_error *err) {
  const dark_plan *plan = dark_replicates_plan(replicates);
  const size_t n_categories = dark_table_n_categories(dark_plan_table(plan));
  size_t n_parts = 0;
  const size_t *parts = dark_plan_target_parts(plan, target, &n_parts);
  dark__sum sum;
  const dark_status status = dark__sum_make(&sum, replicates, parts, n_parts, err);
  for (size_t r = 0; status == DARK_OK && isfinite(sum.estimate) && r < dark_replicates_n(replicates); r++) {
    for (size_t c = 0; c < n_categories; c++) dark__frame_put_text(frame, level_of(plan, target, c));
    put_replicate(frame, replicates, &sum, r);
  }
  dark__sum_clear(&sum);
  return status;
}

static dark_status fill(dark_frame *frame, const dark_answer *answer, const dark_replicates *replicates, dark_error *err) {
  const dark_results *results = dark__answer_fit(answer)->results;
  dark_status status = DARK_OK;
  dark__frame_categories(frame, results->categories, results->n_categories);
  dark__frame_wholes(frame, "replicate");
  dark__frame_reals(frame, "total");
  dark__frame_texts(frame, "model");
  const size_t n_targets = replicates == NULL ? 0 : dark_plan_n_targets(dark_replicates_plan(replicates));
  for (size_t t = 0; status == DARK_OK && t < n_targets; t++) status = put_target(frame, replicates, t, err);
  return status;
}

dark_status dark__fill_replicates(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  return fill(frame, answer, dark__answer_fit(answer)->replicates, err);
}

dark_status dark__fill_practice_replicates(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  return fill(frame, answer, dark__answer_fit(answer)->practice.replicates, err);
}
