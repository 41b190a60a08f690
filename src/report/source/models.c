/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/models.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "report/source/member.h"
#include "report/source/rows.h"
#include "report/words/names.h"
#include "report/words/rows.h"

static const char command[] = "models --format json";
static const double tail = 0.05, rounding = 1e-9;

bool dark__is_of_models(const dark__document *document) { return dark__is_written_by(document->root, "models"); }

double dark__model_weight(const dark__source_model *model) { return isnan(model->difference) ? 0 : exp(-model->difference / 2); }

/* ---- One model */

static const char *member_of(const char *criterion) { return strcmp(criterion, "AIC") == 0 ? "aic" : "bic"; }

/* Codes other than 0 have no estimate, and no number that could be taken for one is read of them. */
static void read_model(dark__reading *reading, dark__source_model *model, const dark__node *object, const dark__source *source) {
  const char *criterion = source->models.criterion;
  const bool has_estimate = dark__member_count(reading, object, "code") == 0;
  *model = (dark__source_model){dark__member_text(reading, object, "model"), NAN, NAN};
  if (!has_estimate || reading->status != DARK_OK) return;
  if (criterion == NULL) {
    dark__reading_fail(reading, "criterion", "is none, but a model has an estimate");
    return;
  }
  model->total = dark__member_real(reading, object, "total");
  model->difference = dark__member_real(reading, object, member_of(criterion));
  if (isnan(model->difference)) dark__reading_fail(reading, member_of(criterion), "does not go with the code of its model");
  if (isnan(model->total)) model->difference = NAN;
  if (model->total < source->n_people * (1 - rounding)) dark__reading_fail(reading, "total", "is below what was observed");
}

/* ---- All of them */

static double best_of(const dark__source_models *models) {
  double best = INFINITY;
  for (size_t i = 0; i < models->n; i++) best = fmin(best, models->items[i].difference);
  return best;
}

static void compare(dark__source_models *models) {
  const double best = best_of(models);
  for (size_t i = 0; i < models->n; i++) {
    models->items[i].difference -= best;
    models->weight += dark__model_weight(&models->items[i]);
    if (!isnan(models->items[i].total)) models->n_estimated++;
  }
}

static int by_total(const void *a, const void *b) {
  const double first = ((const dark__source_model *)a)->total, second = ((const dark__source_model *)b)->total;
  return (first > second) - (first < second);
}

/* Of models by their totals, the first at which `share` of the weight is reached. */
static double quantile(const dark__source_model *sorted, size_t n, double share) {
  double sum = 0;
  size_t i = 0;
  while (i + 1 < n && (sum += dark__model_weight(&sorted[i])) < share) i++;
  return sorted[i].total;
}

static void find_limits(dark__reading *reading, dark__source *source) {
  dark__source_models *models = &source->models;
  dark__source_model *sorted = dark__reading_take(reading, source->arena, models->n_estimated, sizeof *sorted);
  size_t n = 0;
  models->low = models->high = NAN;
  for (size_t i = 0; sorted != NULL && i < models->n; i++)
    if (!isnan(models->items[i].total)) sorted[n++] = models->items[i];
  if (n == 0) return;
  qsort(sorted, n, sizeof *sorted, by_total);
  models->low = quantile(sorted, n, tail * models->weight);
  models->high = quantile(sorted, n, (1 - tail) * models->weight);
}

static void read_criterion(dark__reading *reading, dark__source_models *models, const dark__node *root) {
  models->criterion = dark__member_text_or_null(reading, root, "criterion");
  if (models->criterion == NULL || strcmp(models->criterion, "AIC") == 0 || strcmp(models->criterion, "BIC") == 0) return;
  dark__reading_fail(reading, "criterion", "is none that is known here");
}

static void read_candidates(dark__reading *reading, dark__source *source) {
  dark__source_models *models = &source->models;
  const dark__node *array = dark__member_array(reading, source->root, "candidates");
  const size_t n = dark__n_items(array);
  read_criterion(reading, models, source->root);
  models->items = dark__reading_take(reading, source->arena, n, sizeof *models->items);
  for (; reading->status == DARK_OK && models->n < n; models->n++)
    read_model(reading, &models->items[models->n], array->items[models->n], source);
  if (reading->status != DARK_OK) return;
  compare(models);
  find_limits(reading, source);
}

dark_status dark__source_from_models(dark__source *source, dark__document *document, const char *path, dark_error *err) {
  *source = (dark__source){.path = path, .document = document, .root = document->root, .arena = dark__arena_new()};
  dark__reading reading = {path, DARK_OK, err, command, "models.json", "FILE"};
  if (source->arena == NULL) return dark__fail_memory(err);
  source->results.asked_method = "";
  dark__read_frame(&reading, source);
  dark__read_texts(&reading, &source->results.lists, &source->results.n_lists,
                   dark__member_array(&reading, document->root, "lists"), source->arena, "lists");
  if (reading.status == DARK_OK) read_candidates(&reading, source);
  return reading.status;
}

dark_status dark__source_read_models(dark__source *source, const char *path, dark_error *err) {
  dark__document *document = NULL;
  *source = (dark__source){0};
  const dark_status status =
      dark__read_source_document(&document, path, "plot models reads what 'darkfigure models --format json' writes", err);
  if (status != DARK_OK) return status;
  return dark__is_of_models(document) ? dark__source_from_models(source, document, path, err)
                                      : dark__source_from(source, document, path, err);
}

/* ---- Of whom they are */

static bool has_condition(const dark__source *source, const char *condition) {
  const char *own;
  for (size_t i = 0; source != NULL && (own = dark__source_option(source, "where", i)) != NULL; i++)
    if (strcmp(own, condition) == 0) return true;
  return false;
}

const char *dark__models_condition(const dark__source *models, const dark__source *fitted, size_t i) {
  const char *condition;
  for (size_t at = 0; (condition = dark__source_option(models, "where", at)) != NULL; at++)
    if (condition[0] != '\0' && !has_condition(fitted, condition) && i-- == 0) return condition;
  return NULL;
}

static bool is_level(const char *condition, const char *category, const char *level) {
  const size_t n = strlen(category);
  return strncmp(condition, category, n) == 0 && condition[n] == '=' && strcmp(condition + n + 1, level) == 0;
}

static bool is_of_people(const dark_row *row, const dark__source *models, const dark__source *fitted) {
  const dark_results *results = &fitted->results;
  size_t n = 0, n_levels = 0;
  const char *condition;
  for (size_t c = 0; c < results->n_categories; c++) n_levels += dark__is_all(row->levels[c]) ? 0 : 1;
  for (; (condition = dark__models_condition(models, fitted, n)) != NULL; n++) {
    bool is_met = false;
    for (size_t c = 0; c < results->n_categories; c++)
      if (is_level(condition, results->categories[c], row->levels[c])) is_met = true;
    if (!is_met) return false;
  }
  return n == n_levels && row->observed + row->excluded == models->n_people;
}

const dark_row *dark__models_row(const dark__source *models, const dark__source *fitted) {
  for (size_t r = 0; r < fitted->results.n_rows; r++)
    if (is_of_people(&fitted->results.rows[r], models, fitted)) return &fitted->results.rows[r];
  return NULL;
}
