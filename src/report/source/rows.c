/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/rows.h"

#include <math.h>
#include <string.h>

#include "base/error.h"

void dark__read_categories(dark__reading *reading, const char ***columns, const char ***values, size_t *n,
                           const dark__node *object, dark__arena *arena) {
  const dark__node *categories = dark__member_object(reading, object, "categories");
  const size_t n_there = dark__n_items(categories);
  *columns = dark__reading_take(reading, arena, n_there, sizeof **columns);
  *values = dark__reading_take(reading, arena, n_there, sizeof **values);
  for (size_t c = 0; reading->status == DARK_OK && c < n_there; c++) {
    (*columns)[c] = categories->keys[c]->text;
    (*values)[c] = dark__member_text(reading, categories, categories->keys[c]->text);
  }
  *n = reading->status == DARK_OK ? n_there : 0;
}

void dark__read_texts(dark__reading *reading, const char ***texts, size_t *n, const dark__node *array, dark__arena *arena,
                      const char *name) {
  const size_t n_texts = dark__n_items(array);
  *n = 0;
  *texts = dark__reading_take(reading, arena, n_texts, sizeof **texts);
  for (size_t i = 0; *texts != NULL && i < n_texts; i++) (*texts)[i] = dark__item_text(reading, array, i, name);
  if (*texts != NULL) *n = n_texts;
}

static const char **levels_of(dark__reading *reading, const dark__node *object, const dark__source *source) {
  const dark_results *results = &source->results;
  const char **levels = dark__reading_take(reading, source->arena, results->n_categories, sizeof *levels);
  for (size_t c = 0; levels != NULL && c < results->n_categories; c++)
    levels[c] = dark__member_text(reading, object, results->categories[c]);
  return levels;
}

dark_state dark__read_state(dark__reading *reading, const dark__node *object) {
  const char *name = dark__member_text(reading, object, "state");
  for (int s = 0; s <= (int)DARK_STATE_NO_ESTIMATE; s++)
    if (strcmp(dark_state_name((dark_state)s), name) == 0) return (dark_state)s;
  dark__reading_fail(reading, "state", "is none that is known here");
  return DARK_STATE_NO_ESTIMATE;
}

static dark_reasons reason_of(dark__reading *reading, const char *code) {
  for (int r = 0; r < DARK_N_REASONS; r++)
    if (strcmp(dark_reason_code((dark_reason)r), code) == 0) return DARK_REASON_BIT(r);
  dark__reading_fail(reading, "reasons", "holds a code that is not known here");
  return 0;
}

static dark_reasons reasons_of(dark__reading *reading, const dark__node *object) {
  const dark__node *codes = dark__member_array(reading, object, "reasons");
  dark_reasons reasons = 0;
  for (size_t i = 0; i < dark__n_items(codes); i++) reasons |= reason_of(reading, dark__item_text(reading, codes, i, "reasons"));
  return reasons;
}

static dark_interval_type type_of(dark__reading *reading, const dark__node *object) {
  const char *name = dark__member_text(reading, object, "interval");
  for (int type = 0; type <= (int)DARK_INTERVAL_MIXED; type++)
    if (strcmp(dark_interval_name((dark_interval_type)type), name) == 0) return (dark_interval_type)type;
  dark__reading_fail(reading, "interval", "is none that is known here");
  return DARK_INTERVAL_NONE;
}

static void read_interval(dark__reading *reading, dark_row *row, const dark__node *object) {
  dark_interval *interval = &row->interval;
  interval->type = type_of(reading, object);
  interval->level = dark__member_real(reading, object, "level");
  interval->lower = dark__member_real(reading, object, "lower");
  interval->upper = dark__member_real(reading, object, "upper");
  interval->unstable = dark__member_flag(reading, dark__member_object(reading, object, "interval_detail"), "unstable");
  const dark_reasons open = DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED) | DARK_REASON_BIT(DARK_REASON_LOWER_ONLY);
  if (isnan(interval->upper) && (row->reasons & open) != 0) interval->upper = INFINITY;
  if (interval->lower > interval->upper || interval->lower < 0) dark__reading_fail(reading, "lower", "is no lower limit");
}

/* A row that says that it has an estimate and has none would be taken for the number zero. */
static void check_row(dark__reading *reading, const dark_row *row) {
  const bool has_total = isfinite(row->total) && isfinite(row->hidden);
  if (row->state == DARK_STATE_NO_ESTIMATE ? has_total : !has_total)
    dark__reading_fail(reading, "total", "does not go with its state");
  if (has_total && (row->total < row->observed || row->hidden < 0))
    dark__reading_fail(reading, "total", "is below what was observed");
}

static void read_row(dark__reading *reading, dark_row *row, const dark__node *object, const dark__source *source) {
  row->levels = levels_of(reading, object, source);
  row->method = dark__member_text(reading, object, "method");
  row->model = dark__member_text(reading, object, "model");
  row->lists = dark__member_text(reading, object, "lists");
  row->observed = dark__member_count(reading, object, "observed");
  row->excluded = dark__member_count(reading, object, "excluded");
  row->hidden = dark__member_real(reading, object, "hidden");
  row->total = dark__member_real(reading, object, "total");
  row->se = dark__member_real(reading, object, "se");
  row->state = dark__read_state(reading, object);
  row->reasons = reasons_of(reading, object);
  read_interval(reading, row, object);
  check_row(reading, row);
}

/* Rows of one target, one per level, follow each other. */
static bool is_new_target(const dark_row *row, const dark_row *before, size_t n_categories) {
  for (size_t c = 0; c < n_categories; c++)
    if (strcmp(row->levels[c], before->levels[c]) != 0) return true;
  return false;
}

void dark__read_rows(dark__reading *reading, dark_row **rows, size_t *n, const dark__node *object, const char *name,
                     const dark__source *source) {
  const dark__node *array = dark__member_array(reading, object, name);
  const size_t n_rows = dark__n_items(array);
  dark_row *read = dark__reading_take(reading, source->arena, n_rows, sizeof *read);
  for (size_t r = 0; reading->status == DARK_OK && r < n_rows; r++) {
    read_row(reading, &read[r], array->items[r], source);
    if (reading->status != DARK_OK) return;
    read[r].target = r == 0 ? 0 : read[r - 1].target;
    if (r > 0 && is_new_target(&read[r], &read[r - 1], source->results.n_categories)) read[r].target++;
  }
  *rows = read;
  *n = reading->status == DARK_OK ? n_rows : 0;
}

/* Either all rows have a rate, or none. */
void dark__read_rates(dark__reading *reading, dark__source *source) {
  const dark__node *array = dark__member_array(reading, source->root, "results");
  if (reading->status != DARK_OK || dark__map_get(array->items[0], "rate") == NULL) return;
  source->rates = dark__reading_take(reading, source->arena, array->n, sizeof *source->rates);
  for (size_t r = 0; reading->status == DARK_OK && r < array->n; r++)
    source->rates[r] = (dark_resident_rate){.residents = dark__member_real(reading, array->items[r], "residents"),
                                            .rate = dark__member_real(reading, array->items[r], "rate"),
                                            .lower = dark__member_real(reading, array->items[r], "rate_lower"),
                                            .upper = dark__member_real(reading, array->items[r], "rate_upper")};
}

/* ---- Details */

static void read_overlaps(dark__reading *reading, dark__source_detail *detail, const dark__node *object, dark__arena *arena) {
  const dark__node *overlaps = dark__member_array(reading, object, "overlaps");
  const size_t n = dark__n_items(overlaps);
  detail->overlaps = dark__reading_take(reading, arena, n, sizeof *detail->overlaps);
  for (size_t i = 0; detail->overlaps != NULL && i < n; i++) {
    const dark__node *item = overlaps->items[i], *lists = dark__member_array(reading, item, "lists");
    detail->overlaps[i] =
        (dark__source_overlap){dark__item_text(reading, lists, 0, "lists"), dark__item_text(reading, lists, 1, "lists"),
                               dark__member_count(reading, item, "both")};
  }
  if (detail->overlaps != NULL) detail->n_overlaps = n;
}

static void read_list_sizes(dark__reading *reading, dark__source_detail *detail, const dark__node *object,
                            const dark__source *source) {
  const dark__node *sizes = dark__member_array(reading, object, "list_sizes");
  const size_t n = source->results.n_lists;
  detail->list_sizes = dark__reading_take(reading, source->arena, n, sizeof *detail->list_sizes);
  if (reading->status == DARK_OK && dark__n_items(sizes) != n) dark__reading_fail(reading, "list_sizes", "has other lists");
  for (size_t l = 0; reading->status == DARK_OK && l < n; l++)
    detail->list_sizes[l] = dark__member_count(reading, sizes->items[l], "people");
}

/* The narrowest of them, which are the models that one would have to consider. */
static void read_range(dark__reading *reading, dark__source_detail *detail, const dark__node *object) {
  const dark__node *ranges = dark__member_array(reading, object, "ranges");
  detail->lowest = detail->highest = NAN;
  if (dark__n_items(ranges) == 0) return;
  const dark__node *range = ranges->items[0];
  detail->criterion = dark__member_text(reading, range, "criterion");
  detail->distance = dark__member_real(reading, range, "bic_distance");
  detail->lowest = dark__member_real(reading, range, "lowest");
  detail->highest = dark__member_real(reading, range, "highest");
}

void dark__read_details(dark__reading *reading, dark__source *source) {
  const dark__node *array = dark__member_array(reading, source->root, "details");
  const size_t n = dark__n_items(array);
  source->details = dark__reading_take(reading, source->arena, n, sizeof *source->details);
  for (size_t i = 0; source->details != NULL && i < n && reading->status == DARK_OK; i++) {
    const dark__node *object = array->items[i];
    dark__source_detail *detail = &source->details[source->n_details];
    if (source->results.n_categories > 0 && dark__member_flag(reading, object, "pooled")) continue;
    detail->levels = levels_of(reading, dark__member_object(reading, object, "categories"), source);
    detail->sample_coverage = dark__member_real(reading, object, "sample_coverage");
    read_range(reading, detail, object);
    read_list_sizes(reading, detail, object, source);
    read_overlaps(reading, detail, object, source->arena);
    source->n_details++;
  }
}
