/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"

#include <inttypes.h>

#include "report/words/assumptions.h"
#include "report/words/dependence.h"
#include "report/words/practice.h"

static const char *resample_name(dark_resample resample) {
  switch (resample) {
    case DARK_RESAMPLE_OBSERVED: return "observed";
    case DARK_RESAMPLE_IMPUTED: return "imputed";
    case DARK_RESAMPLE_PARAMETRIC: return "parametric";
  }
  return "";
}

json_t *dark__json_seed(uint64_t seed) {
  if (seed <= INT64_MAX) return json_integer((json_int_t)seed);
  dark__paper paper = {0};
  dark__paper_add(&paper, "%" PRIu64, seed);
  return dark__json_paper(&paper);
}

void dark__json_put_reasons(dark__json *json, json_t *object, dark_reasons reasons) {
  json_t *array = dark__json_put_array(json, object, "reasons");
  for (int reason = 0; reason < DARK_N_REASONS; reason++)
    if ((reasons & DARK_REASON_BIT(reason)) != 0)
      dark__json_append(json, array, dark__json_text(dark_reason_code((dark_reason)reason)));
}

/* The same record as in CSV, and the inside of its interval. */
static void append_row(dark__json *json, json_t *array, const dark_row *row, const dark_results *results) {
  json_t *object = dark__json_append_object(json, array);
  dark__json_put_levels(json, object, results->categories, row->levels, results->n_categories);
  dark__json_put(json, object, "method", dark__json_text(row->method));
  dark__json_put(json, object, "model", dark__json_text(row->model));
  dark__json_put(json, object, "lists", dark__json_text(row->lists));
  dark__json_put(json, object, "observed", dark__json_count(row->observed));
  dark__json_put(json, object, "excluded", dark__json_count(row->excluded));
  dark__json_put(json, object, "hidden", dark__json_real(row->hidden));
  dark__json_put(json, object, "total", dark__json_real(row->total));
  dark__json_put(json, object, "se", dark__json_real(row->se));
  dark__json_put(json, object, "level", dark__json_real(row->interval.level));
  dark__json_put(json, object, "lower", dark__json_real(row->interval.lower));
  dark__json_put(json, object, "upper", dark__json_real(row->interval.upper));
  dark__json_put(json, object, "interval", dark__json_text(dark_interval_name(row->interval.type)));
  dark__json_put(json, object, "replicates", dark__json_size(row->n_replicates));
  dark__json_put(json, object, "failed", dark__json_size(row->n_failed));
  dark__json_put(json, object, "state", dark__json_text(dark_state_name(row->state)));
  dark__json_put_reasons(json, object, row->reasons);
  dark__json_put_interval(json, object, &row->interval);
}

static void put_rows(dark__json *json, json_t *object, const char *key, const dark_row *rows, size_t n,
                     const dark_results *results) {
  json_t *array = dark__json_put_array(json, object, key);
  for (size_t r = 0; r < n; r++) append_row(json, array, &rows[r], results);
}

/* What published studies would have answered. */
static void put_practice(dark__json *json, const dark_results *results) {
  const dark_results *practice = results->practice;
  if (practice == NULL) return;
  json_t *object = dark__json_put_object(json, json->root, "published_practice");
  dark__json_put(json, object, "method", dark__json_text(practice->asked_method));
  dark__json_put(json, object, "max_order", json_integer(dark__practice_order(practice)));
  dark__json_put(json, object, "replicates", dark__json_size(practice->n_replicates));
  dark__json_put(json, object, "seed", dark__json_seed(practice->seed));
  dark__json_put(json, object, "disagrees", json_boolean(dark__practice_disagrees(results).n_apart > 0));
  put_rows(json, object, "results", practice->rows, practice->n_rows, practice);
}

void dark__json_put_sentences(dark__json *json, dark_reasons used) {
  json_t *object = dark__json_put_object(json, json->root, "reasons");
  for (int reason = 0; reason < DARK_N_REASONS; reason++) {
    if ((used & DARK_REASON_BIT(reason)) == 0) continue;
    dark__json_put(json, object, dark_reason_code((dark_reason)reason),
                   dark__json_text(dark_reason_sentence((dark_reason)reason)));
  }
}

static dark_reasons used_reasons(const dark_results *results) {
  dark_reasons used = 0;
  for (size_t r = 0; r < results->n_rows; r++) used |= results->rows[r].reasons;
  for (size_t r = 0; r < results->n_pooled; r++) used |= results->pooled[r].reasons;
  for (size_t r = 0; results->practice != NULL && r < results->practice->n_rows; r++) used |= results->practice->rows[r].reasons;
  return used;
}

dark_status dark__json_results(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                               dark_error *err) {
  dark__json json;
  dark__json_start(&json, table, run);
  dark__json_put(&json, json.root, "method_asked", dark__json_text(results->asked_method));
  dark__json_put(&json, json.root, "resample", json_string(resample_name(results->resample)));
  dark__json_put(&json, json.root, "replicates", dark__json_size(results->n_replicates));
  dark__json_put(&json, json.root, "seed", dark__json_seed(results->seed));
  json_t *levels = dark__json_put_array(&json, json.root, "levels");
  for (size_t l = 0; l < results->n_levels; l++) dark__json_append(&json, levels, dark__json_real(results->levels[l]));
  dark__json_put(&json, json.root, "lists", dark__json_texts(results->lists, results->n_lists));
  dark__json_put(&json, json.root, "categories", dark__json_texts(results->categories, results->n_categories));
  dark__json_put_supposed(&json, results->dependence, results->n_lists);
  put_rows(&json, json.root, "results", results->rows, results->n_rows, results);
  put_rows(&json, json.root, "pooled", results->pooled, results->n_pooled, results);
  put_practice(&json, results);
  json_t *details = dark__json_put_array(&json, json.root, "details");
  for (size_t d = 0; d < results->n_details; d++) dark__json_append_detail(&json, details, &results->details[d], results, table);
  dark__json_put_sentences(&json, used_reasons(results));
  dark__json_put(&json, json.root, "assumptions", json_string(DARK__ASSUMPTIONS));
  return dark__json_finish(&json, stream, run, err);
}
