/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two answers set against each other. */
#include "report/json/json.h"

static void put_change(dark__json *json, json_t *object, const char *key, double value, double lower, double upper) {
  json_t *change = dark__json_put_object(json, object, key);
  dark__json_put(json, change, "estimate", dark__json_real(value));
  dark__json_put(json, change, "lower", dark__json_real(lower));
  dark__json_put(json, change, "upper", dark__json_real(upper));
}

void dark__json_append_contrast(dark__json *json, json_t *array, const dark_contrast *of) {
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "level", dark__json_real(of->level));
  dark__json_put(json, object, "interval", dark__json_text(dark_interval_name(of->interval)));
  put_change(json, object, "difference", of->difference, of->difference_lower, of->difference_upper);
  put_change(json, object, "ratio", of->ratio, of->ratio_lower, of->ratio_upper);
  dark__json_put(json, object, "state", dark__json_text(dark_state_name(of->state)));
  dark__json_put_reasons(json, object, of->reasons);
}

void dark__json_put_contrast(dark__json *json, json_t *object, const dark_contrast *of) {
  dark__json_put(json, object, "baseline_observed", dark__json_real(of->baseline_observed));
  dark__json_put(json, object, "baseline_total", dark__json_real(of->baseline_total));
  dark__json_put(json, object, "observed", dark__json_real(of->other_observed));
  dark__json_put(json, object, "total", dark__json_real(of->other_total));
  dark__json_put(json, object, "paired", json_boolean(of->is_paired));
  dark__json_put(json, object, "replicates", dark__json_size(of->n_replicates));
  dark__json_put(json, object, "failed", dark__json_size(of->n_failed));
}

void dark__json_put_category_contrasts(dark__json *json, const dark_results *results) {
  if (results->n_contrasts == 0) return;
  json_t *array = dark__json_put_array(json, json->root, "contrasts");
  for (size_t i = 0; i < results->n_contrasts; i += results->n_levels) {
    const dark_category_contrast *contrast = &results->contrasts[i];
    json_t *object = dark__json_append_object(json, array);
    dark__json_put(json, object, "category", dark__json_text(contrast->category));
    dark__json_put(json, object, "baseline", dark__json_text(contrast->baseline));
    dark__json_put(json, object, "other", dark__json_text(contrast->other));
    dark__json_put_contrast(json, object, &contrast->of);
    json_t *levels = dark__json_put_array(json, object, "levels");
    for (size_t l = 0; l < results->n_levels; l++) dark__json_append_contrast(json, levels, &contrast[l].of);
  }
}
