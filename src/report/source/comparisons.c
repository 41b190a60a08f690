/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/comparisons.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "report/source/rows.h"

static const char command[] = "study compare --format json";

/* ---- One comparison */

/* May be missing; texts, else it is refused. */
static const dark__node *said_in(dark__reading *reading, const dark__node *object) {
  if (object == NULL || object->kind != DARK__NODE_MAP || dark__map_get(object, "says_in") == NULL) return NULL;
  const dark__node *said = dark__member_object(reading, object, "says_in");
  for (size_t i = 0; i < dark__n_items(said); i++) (void)dark__member_text(reading, said, said->keys[i]->text);
  return said;
}

static void read_side(dark__reading *reading, dark__source_side *side, const dark__node *object, dark__arena *arena) {
  side->data = dark__member_text(reading, object, "data");
  side->scenario = dark__member_text(reading, object, "scenario");
  side->method = dark__member_text(reading, object, "method");
  side->definition = dark__member_text(reading, object, "definition");
  side->says = dark__member_text_or_null(reading, object, "says");
  side->says_in = said_in(reading, object);
  side->observed = side->total = NAN;
  dark__read_categories(reading, &side->columns, &side->values, &side->n_categories, object, arena);
}

static dark__comparison_kind kind_of(dark__reading *reading, const dark__node *object) {
  const char *word = dark__member_text(reading, object, "kind");
  for (int kind = 0; kind < (int)DARK__N_COMPARISON_KINDS; kind++)
    if (strcmp(word, dark__comparison_kind_words[kind]) == 0) return (dark__comparison_kind)kind;
  dark__reading_fail(reading, "kind", "is none that is known here");
  return DARK__OF_ASSUMPTIONS;
}

static bool has_reason(dark__reading *reading, const dark__node *object, dark_reason reason) {
  const dark__node *codes = dark__member_array(reading, object, "reasons");
  for (size_t i = 0; i < dark__n_items(codes); i++)
    if (strcmp(dark__item_text(reading, codes, i, "reasons"), dark_reason_code(reason)) == 0) return true;
  return false;
}

static void read_change(dark__reading *reading, dark__source_comparison *of, const dark__node *level) {
  const dark__node *change = dark__member_object(reading, level, "difference");
  of->level = dark__member_real(reading, level, "level");
  of->difference = dark__member_real(reading, change, "estimate");
  of->lower = dark__member_real(reading, change, "lower");
  of->upper = dark__member_real(reading, change, "upper");
  of->is_unstable = strcmp(dark__member_text(reading, level, "state"), dark_state_name(DARK_STATE_UNSTABLE)) == 0;
  of->is_partial = has_reason(reading, level, DARK_REASON_PART_FAILED);
  of->is_compared = isfinite(of->difference);
  if (of->lower > of->upper) dark__reading_fail(reading, "lower", "is no lower limit");
}

/* Of a comparison that is missing there are no numbers. */
static void read_numbers(dark__reading *reading, dark__source_comparison *of, const dark__node *object) {
  const dark__node *levels = dark__member_array(reading, object, "levels");
  if (dark__n_items(levels) == 0) return;
  of->baseline.observed = dark__member_real(reading, object, "baseline_observed");
  of->baseline.total = dark__member_real(reading, object, "baseline_total");
  of->other.observed = dark__member_real(reading, object, "observed");
  of->other.total = dark__member_real(reading, object, "total");
  of->is_paired = dark__member_flag(reading, object, "paired");
  read_change(reading, of, levels->items[0]);
  const bool has_totals = isfinite(of->baseline.total) && isfinite(of->other.total);
  if (of->is_compared && !has_totals) dark__reading_fail(reading, "difference", "is one of no estimates");
}

static void read_comparison(dark__reading *reading, dark__source_comparison *of, const dark__node *object, dark__arena *arena) {
  of->difference = of->lower = of->upper = of->level = NAN;
  of->kind = kind_of(reading, object);
  read_side(reading, &of->baseline, dark__member_object(reading, object, "baseline"), arena);
  read_side(reading, &of->other, dark__member_object(reading, object, "other"), arena);
  read_numbers(reading, of, object);
}

/* ---- All of them */

static void read_all(dark__reading *reading, dark__comparisons_source *source, const dark__document *document) {
  const dark__node *array = dark__member_array(reading, document->root, "comparisons");
  const size_t n = dark__n_items(array);
  source->items = dark__reading_take(reading, source->arena, n, sizeof *source->items);
  for (size_t i = 0; reading->status == DARK_OK && i < n; i++)
    read_comparison(reading, &source->items[i], array->items[i], source->arena);
  source->n = reading->status == DARK_OK ? n : 0;
}

dark_status dark__comparisons_source_from(dark__comparisons_source *source, const dark__document *document, const char *path,
                                          dark_error *err) {
  *source = (dark__comparisons_source){.arena = dark__arena_new()};
  dark__reading reading = {path, DARK_OK, err, command, "compare.json", "STUDY"};
  if (source->arena == NULL) return dark__fail_memory(err);
  read_all(&reading, source, document);
  return reading.status;
}

void dark__comparisons_source_clear(dark__comparisons_source *source) {
  dark__arena_free(source->arena);
  *source = (dark__comparisons_source){0};
}

const char *dark__side_meaning(bool *is_english, const dark__source_side *side, const char *language) {
  const bool has_languages = side->says_in != NULL;
  const dark__node *own = has_languages ? dark__map_get(side->says_in, language) : NULL;
  const dark__node *english = has_languages ? dark__map_get(side->says_in, "en") : NULL;
  *is_english = own == NULL && (has_languages || side->says == NULL);
  if (own != NULL) return own->text;
  if (!*is_english) return side->says;
  return english != NULL ? english->text : side->definition;
}

static bool same_texts(const char *const *a, const char *const *b, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(a[i], b[i]) != 0) return false;
  return true;
}

bool dark__same_baseline(const dark__source_comparison *a, const dark__source_comparison *b) {
  const dark__source_side *one = &a->baseline, *two = &b->baseline;
  return strcmp(one->data, two->data) == 0 && strcmp(one->scenario, two->scenario) == 0 &&
         strcmp(one->method, two->method) == 0 && one->n_categories == two->n_categories &&
         same_texts(one->columns, two->columns, one->n_categories) && same_texts(one->values, two->values, one->n_categories);
}
