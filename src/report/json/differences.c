/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"

#include "base/error.h"
#include "report/json/json.h"
#include "study/file/said.h"

typedef struct json_writer {
  dark__json json;
  dark__study_differences *differences;
  json_t *comparisons;
} json_writer;

/* Only of words that name their languages. */
static void put_said(dark__json *json, json_t *side, const dark__said *said) {
  if (said->n == 0) return;
  json_t *object = dark__json_put_object(json, side, "says_in");
  for (size_t i = 0; i < said->n; i++) dark__json_put(json, object, said->languages[i], dark__json_text(said->texts[i]));
}

static void put_side(json_writer *writer, json_t *object, const char *key, size_t task, const dark_group *category, size_t n) {
  dark__json *json = &writer->json;
  const dark_study *study = writer->differences->study;
  const dark_task *item = dark_tasks_at(writer->differences->tasks, task);
  json_t *side = dark__json_put_object(json, object, key);
  dark__json_put(json, side, "data", dark__json_text(dark_study_data_at(study, item->data)->name));
  dark__json_put(json, side, "scenario", dark__json_text(dark_study_scenario_at(study, item->scenario)->name));
  dark__json_put(json, side, "says", dark__json_text(dark_study_scenario_at(study, item->scenario)->says));
  put_said(json, side, dark__said_at(study, item->scenario));
  dark__json_put(json, side, "definition", dark__json_text(dark_study_scenario_at(study, item->scenario)->definition));
  dark__json_put(json, side, "method", dark__json_text(dark_study_method_at(study, item->method)->name));
  json_t *categories = dark__json_put_object(json, side, "categories");
  for (size_t i = 0; i < n; i++) dark__json_put(json, categories, category[i].name, dark__json_text(category[i].members[0]));
}

static dark_status put_compared(void *context, const dark__compared *compared, dark_error *err) {
  json_writer *writer = context;
  dark__json *json = &writer->json;
  const dark__comparison *of = compared->of;
  (void)err;
  dark__differences_count(writer->differences, compared);
  json_t *object = dark__json_append_object(json, writer->comparisons);
  dark__json_put(json, object, "kind",
                 dark__json_text(dark__comparison_kind_words[dark__comparison_kind_of(writer->differences, of)]));
  put_side(writer, object, "baseline", of->baseline, of->baseline_category, of->n_baseline_category);
  put_side(writer, object, "other", of->other, of->other_category, of->n_other_category);
  dark__json_put(json, object, "missing", dark__json_text(compared->missing));
  if (compared->n_levels > 0) dark__json_put_contrast(json, object, &compared->contrasts[0]);
  json_t *levels = dark__json_put_array(json, object, "levels");
  for (size_t l = 0; l < compared->n_levels; l++) dark__json_append_contrast(json, levels, &compared->contrasts[l]);
  return DARK_OK;
}

dark_status dark__differences_json(FILE *stream, dark__study_differences *differences, dark_error *err) {
  json_writer writer = {.json = {.root = json_object()}, .differences = differences};
  dark__json *json = &writer.json;
  dark__json_put_program(json);
  dark__json_put(json, json->root, "command", dark__json_text("study compare"));
  dark__json_put(json, json->root, "study", dark__json_text(dark_study_name(differences->study)));
  dark__json_put(json, json->root, "plan_sha256", dark__json_text(dark_tasks_sha256(differences->tasks)));
  writer.comparisons = dark__json_put_array(json, json->root, "comparisons");
  const dark_status status = dark__compare_each(differences->comparisons, differences->tasks, differences->store,
                                                differences->levels, differences->n_levels, put_compared, &writer, err);
  if (status == DARK_OK) return dark__json_write(json, stream, err);
  json_decref(json->root);
  return status;
}
