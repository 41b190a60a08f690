/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"

#include <inttypes.h>
#include <string.h>

#include "base/halt.h"
#include "report/words/assumptions.h"
#include "report/words/dependence.h"
#include "report/words/names.h"
#include "report/words/practice.h"
#include "report/words/rates.h"
#include "report/words/rows.h"

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

void dark__json_put_rate(dark__json *json, json_t *object, const dark_resident_rate *rate) {
  dark__json_put(json, object, "residents", dark__json_real(rate->residents));
  dark__json_put(json, object, "rate", dark__json_real(rate->rate));
  dark__json_put(json, object, "rate_lower", dark__json_real(rate->lower));
  dark__json_put(json, object, "rate_upper", dark__json_real(rate->upper));
}

/* The same record as in CSV, and the inside of its interval. */
static void append_row(dark__json *json, json_t *array, const dark_row *row, const dark_results *results, const dark_run *run) {
  json_t *object = dark__json_append_object(json, array);
  dark__json_put_levels(json, object, results->categories, row->levels, results->n_categories);
  dark__json_put(json, object, "method", dark__json_text(row->method));
  dark__json_put(json, object, "model", dark__json_text(row->model));
  dark__json_put(json, object, "lists", dark__json_text(row->lists));
  dark__json_put(json, object, "observed", dark__json_count(row->observed));
  dark__json_put(json, object, "excluded", dark__json_count(row->excluded));
  const dark__parts parts = dark__row_parts(results, row);
  dark__json_put(json, object, "categories_summed", dark__json_size(parts.n));
  dark__json_put(json, object, "categories_estimated", dark__json_size(parts.n_estimated));
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
  const dark_resident_rate rate = dark__row_rate(results, row, run);
  if (run->residents != NULL) dark__json_put_rate(json, object, &rate);
  dark__json_put_interval(json, object, &row->interval);
}

static void put_rows(dark__json *json, json_t *object, const char *key, const dark_row *rows, size_t n,
                     const dark_results *results, const dark_run *run) {
  json_t *array = dark__json_put_array(json, object, key);
  for (size_t r = 0; r < n && !dark__halt_is_asked(); r++) append_row(json, array, &rows[r], results, run);
}

/* What published studies would have answered. */
static void put_practice(dark__json *json, const dark_results *results, const dark_run *run) {
  const dark_results *practice = results->practice;
  if (practice == NULL) return;
  json_t *object = dark__json_put_object(json, json->root, "published_practice");
  dark__json_put(json, object, "method", dark__json_text(practice->asked_method));
  dark__json_put(json, object, "max_order", json_integer(dark__practice_order(practice)));
  dark__json_put(json, object, "replicates", dark__json_size(practice->n_replicates));
  dark__json_put(json, object, "seed", dark__json_seed(practice->seed));
  dark__json_put(json, object, "disagrees", json_boolean(dark__practice_disagrees(results).n_apart > 0));
  put_rows(json, object, "results", practice->rows, practice->n_rows, practice, run);
}

/* Beside the rows, in their order. */
static void put_shrunken(dark__json *json, const dark_results *results) {
  const dark_shrinkage *of = results->shrinkage;
  if (of == NULL) return;
  json_t *object = dark__json_put_object(json, json->root, "shrunken");
  dark__json_put(json, object, "effects", dark__json_size(of->n_effects[0] + of->n_effects[1]));
  dark__json_put(json, object, "effects_left", dark__json_real(of->n_effective));
  dark__json_put(json, object, "sd_lists", dark__json_real(of->sd[0]));
  dark__json_put(json, object, "sd_pairs", dark__json_real(of->sd[1]));
  json_t *array = dark__json_put_array(json, object, "results");
  for (size_t r = 0; r < results->n_rows; r++) {
    json_t *row = dark__json_append_object(json, array);
    dark__json_put_levels(json, row, results->categories, results->rows[r].levels, results->n_categories);
    dark__json_put(json, row, "level", dark__json_real(results->rows[r].interval.level));
    dark__json_put(json, row, "total", dark__json_real(results->shrunken[r].total));
    dark__json_put(json, row, "lower", dark__json_real(results->shrunken[r].lower));
    dark__json_put(json, row, "upper", dark__json_real(results->shrunken[r].upper));
  }
}

/* Of how many people categories are missing; "on" is null for all of them. */
static void put_missing(dark__json *json, const dark_results *results, const dark_table *table) {
  if (results->n_missing == 0) return;
  json_t *array = dark__json_put_array(json, json->root, "missing");
  for (size_t i = 0; i < results->n_missing; i++) {
    const dark_missing_share *share = &results->missing[i];
    dark__paper name = {0};
    json_t *object = dark__json_append_object(json, array);
    dark__json_put(json, object, "category", dark__json_text(results->categories[share->category]));
    if (share->history != 0) dark__add_history(&name, table, share->history);
    dark__json_put(json, object, "on", share->history != 0 ? dark__json_paper(&name) : json_null());
    dark__json_put(json, object, "people", dark__json_count(share->people));
    dark__json_put(json, object, "missing", dark__json_count(share->missing));
    dark__json_put(json, object, "never_known", json_boolean(share->history != 0 && share->missing >= share->people));
  }
}

/* What the model makes of suppressed counts. */
static void put_suppressed(dark__json *json, const dark_results *results, const dark_table *table) {
  if (results->n_suppressed == 0) return;
  json_t *array = dark__json_put_array(json, json->root, "suppressed");
  for (size_t i = 0; i < results->n_suppressed; i++) {
    const dark_suppressed_count *count = &results->suppressed[i];
    dark__paper name = {0};
    json_t *object = dark__json_append_object(json, array);
    for (size_t c = 0; c < results->n_categories; c++) {
      const size_t level = dark_table_stratum_level(table, count->stratum, c);
      dark__json_put(json, object, results->categories[c], dark__json_text(dark_table_level_name(table, c, level)));
    }
    dark__add_history(&name, table, count->history);
    dark__json_put(json, object, "on", dark__json_paper(&name));
    dark__json_put(json, object, "least", dark__json_count((double)count->least));
    dark__json_put(json, object, "most", dark__json_count((double)count->most));
    dark__json_put(json, object, "expected", dark__json_real(count->expected));
  }
}

static dark_reasons used_reasons(const dark_results *results) {
  dark_reasons used = 0;
  for (size_t r = 0; r < results->n_rows; r++) used |= results->rows[r].reasons;
  for (size_t r = 0; r < results->n_pooled; r++) used |= results->pooled[r].reasons;
  for (size_t i = 0; i < results->n_contrasts; i++) used |= results->contrasts[i].of.reasons;
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
  put_rows(&json, json.root, "results", results->rows, results->n_rows, results, run);
  put_rows(&json, json.root, "pooled", results->pooled, results->n_pooled, results, run);
  put_practice(&json, results, run);
  put_shrunken(&json, results);
  put_missing(&json, results, table);
  put_suppressed(&json, results, table);
  dark__json_put_category_contrasts(&json, results);
  if (run->command != NULL && strcmp(run->command, "fit") == 0) dark__json_put_histories(&json, table);
  json_t *details = dark__json_put_array(&json, json.root, "details");
  for (size_t d = 0; d < results->n_details && !dark__halt_is_asked(); d++)
    dark__json_append_detail(&json, details, &results->details[d], results, table);
  dark__json_put_sentences(&json, used_reasons(results));
  dark__json_put(&json, json.root, "assumptions", json_string(DARK__ASSUMPTIONS));
  return dark__json_finish(&json, stream, run, err);
}
