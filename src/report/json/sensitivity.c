/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/sensitivity.h"
#include "report/json/json.h"
#include "report/words/dependence.h"

static void put_list(dark__json *json, json_t *object, const char *key, size_t list, const dark_table *table) {
  if (list != SIZE_MAX) dark__json_put(json, object, key, dark__json_text(dark_table_list_name(table, list)));
}

/* What the row is about: only what belongs to its analysis. */
static void put_subject(dark__json *json, json_t *object, const dark_sensitivity_row *row, const dark_table *table) {
  dark__paper item = {0};
  dark__add_item(&item, row, table);
  if (row->analysis != DARK_ANALYSIS_ESTIMATE) dark__json_put(json, object, "item", dark__json_paper(&item));
  dark__paper_clear(&item);
  put_list(json, object, "list_a", row->list_a, table);
  put_list(json, object, "list_b", row->list_b, table);
  if (row->option != NULL) dark__json_put(json, object, "option", dark__json_text(row->option));
  if (row->analysis == DARK_ANALYSIS_MISSING_ODDS) {
    dark__json_put(json, object, "category", dark__json_text(dark_table_category_name(table, row->category)));
    dark__json_put(json, object, "level", dark__json_text(dark_table_level_name(table, row->category, row->level)));
  }
  if (row->value == row->value) dark__json_put(json, object, "value", dark__json_real(row->value));
  if (row->analysis == DARK_ANALYSIS_CASE_LEFT_OUT)
    dark__json_put(json, object, "model_changes", json_boolean(row->model_changes));
  if (row->analysis != DARK_ANALYSIS_INTERNAL_CONSISTENCY) return;
  const int recovered = dark__is_answered(row) ? dark__is_recovered(row) : -1;
  dark__json_put(json, object, "known", dark__json_count(row->known));
  dark__json_put(json, object, "known_in_interval", recovered < 0 ? json_null() : json_boolean(recovered));
}

static void put_answer(dark__json *json, json_t *object, const dark_sensitivity_row *row) {
  const dark_row *answer = &row->answer;
  const bool is_drawn = row->analysis == DARK_ANALYSIS_THINNING;
  dark__json_put(json, object, "observed", dark__json_count(answer->observed));
  dark__json_put(json, object, "hidden", dark__json_real(answer->hidden));
  dark__json_put(json, object, "total", dark__json_real(answer->total));
  dark__json_put(json, object, "change_percent", dark__json_real(100 * row->change));
  dark__json_put(json, object, "level", dark__json_real(answer->interval.level));
  dark__json_put(json, object, "lower", dark__json_real(answer->interval.lower));
  dark__json_put(json, object, "upper", dark__json_real(answer->interval.upper));
  dark__json_put(json, object, "interval", json_string(is_drawn ? "draws" : dark_interval_name(answer->interval.type)));
  dark__json_put(json, object, "method", dark__json_text(answer->method));
  dark__json_put(json, object, "model", dark__json_text(answer->model));
  dark__json_put(json, object, "lists", dark__json_text(answer->lists));
  dark__json_put(json, object, "replicates", dark__json_size(answer->n_replicates));
  dark__json_put(json, object, "failed", dark__json_size(answer->n_failed));
  dark__json_put(json, object, "state", dark__json_text(dark_state_name(answer->state)));
  dark__json_put_reasons(json, object, answer->reasons);
  if (row->why != NULL) dark__json_put(json, object, "why", dark__json_text(row->why));
}

static void put_rows(dark__json *json, json_t *section, const dark_sensitivity_section *from, dark_analysis analysis,
                     const dark_table *table) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, from, analysis);
  const bool is_single = analysis == DARK_ANALYSIS_ESTIMATE;
  json_t *array = is_single ? NULL : dark__json_put_array(json, section, dark_analysis_name(analysis));
  for (size_t r = 0; r < n; r++) {
    json_t *object =
        is_single ? dark__json_put_object(json, section, dark_analysis_name(analysis)) : dark__json_append_object(json, array);
    put_subject(json, object, &rows[r], table);
    put_answer(json, object, &rows[r]);
  }
}

static void put_verdict(dark__json *json, json_t *section, const dark_sensitivity_section *from,
                        const dark__sensitivity_subject *of) {
  dark__paper sentences[DARK__MOST_SENTENCES] = {{0}};
  const size_t n = dark__sensitivity_verdict(sentences, from, of);
  json_t *array = dark__json_put_array(json, section, "verdict");
  for (size_t i = 0; i < n; i++) dark__json_append(json, array, dark__json_paper(&sentences[i]));
}

static void append_section(dark__json *json, json_t *array, const dark_sensitivity_section *from,
                           const dark__sensitivity_subject *of) {
  json_t *section = dark__json_append_object(json, array);
  json_t *levels = dark__json_put_object(json, section, "categories");
  dark__json_put_levels(json, levels, of->all->categories, from->levels, of->all->n_categories);
  put_verdict(json, section, from, of);
  for (int a = 0; a < DARK_N_ANALYSES; a++) put_rows(json, section, from, (dark_analysis)a, of->table);
}

/* What the codes mean that this document uses. */
static void put_sentences(dark__json *json, const dark_sensitivity *all) {
  dark_reasons used = 0;
  for (size_t s = 0; s < all->n_sections; s++)
    for (size_t r = 0; r < all->sections[s].n_rows; r++) used |= all->sections[s].rows[r].answer.reasons;
  dark__json_put_sentences(json, used);
}

dark_status dark__json_sensitivity(FILE *stream, const dark_sensitivity *all, const dark_table *table, const dark_run *run,
                                   dark_error *err) {
  const dark__sensitivity_subject of = {all, table};
  dark__json json;
  dark__json_start(&json, table, run);
  dark__json_put(&json, json.root, "method_asked", dark__json_text(all->asked_method));
  dark__json_put(&json, json.root, "replicates", dark__json_size(all->n_replicates));
  dark__json_put(&json, json.root, "thinnings", dark__json_size(all->n_thinnings));
  dark__json_put(&json, json.root, "seed", dark__json_seed(all->seed));
  dark__json_put(&json, json.root, "level", dark__json_real(all->level));
  dark__json_put(&json, json.root, "lists", dark__json_texts(all->lists, all->n_lists));
  dark__json_put(&json, json.root, "categories", dark__json_texts(all->categories, all->n_categories));
  dark__json_put_supposed(&json, all->dependence, all->n_lists);
  json_t *sections = dark__json_put_array(&json, json.root, "sections");
  for (size_t s = 0; s < all->n_sections; s++) append_section(&json, sections, &all->sections[s], &of);
  put_sentences(&json, all);
  return dark__json_finish(&json, stream, run, err);
}
