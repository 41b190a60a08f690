/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/methods.h"

#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "report/source/rows.h"

static const char command[] = "methods --format json";

/* What one method says. */
typedef struct answer {
  dark_row *rows;
  size_t n_rows;
} answer;

bool dark__is_of_methods(const dark__document *document) {
  const dark__node *root = document->root;
  return root->kind == DARK__NODE_LIST && root->n > 0 && dark__is_written_by(root->items[0], "methods");
}

static bool is_applicable(const dark__node *item) {
  return item->kind != DARK__NODE_MAP || dark__map_get(item, "not_applicable") == NULL;
}

/* ---- Reading */

static void read_categories(dark__reading *reading, dark__source *source, const dark__node *item) {
  dark_results *results = &source->results;
  const char **others;
  size_t n;
  dark__read_texts(reading, &others, &n, dark__member_array(reading, item, "categories"), source->arena, "categories");
  results->categories = dark__reading_take(reading, source->arena, n + 1, sizeof *results->categories);
  if (reading->status != DARK_OK) return;
  results->categories[0] = "method";
  for (size_t c = 0; c < n; c++) results->categories[c + 1] = others[c];
  results->n_categories = n + 1;
}

/* The first method that applies says what they all are about. */
static void read_first(dark__reading *reading, dark__source *source, const dark__node *item) {
  source->root = item;
  dark__read_frame(reading, source);
  source->results.asked_method = "";
  dark__read_texts(reading, &source->results.lists, &source->results.n_lists, dark__member_array(reading, item, "lists"),
                   source->arena, "lists");
  read_categories(reading, source, item);
}

static void read_answers(dark__reading *reading, dark__source *source, answer *answers, size_t *n) {
  const dark__node *root = source->document->root;
  for (size_t i = 0; reading->status == DARK_OK && i < root->n; i++) {
    const dark__node *item = root->items[i];
    if (!is_applicable(item)) {
      source->not_applicable[source->n_not_applicable++] = dark__member_text(reading, item, "method_asked");
      continue;
    }
    if (*n == 0) read_first(reading, source, item);
    dark__read_rows(reading, &answers[*n].rows, &answers[*n].n_rows, item, "results", source);
    ++*n;
  }
}

/* ---- Together */

/* The rows of target `target` of an answer. */
static void add_target(dark_results *results, const answer *of, size_t target, bool *is_any) {
  bool is_first = true;
  for (size_t r = 0; r < of->n_rows; r++) {
    if (of->rows[r].target != target) continue;
    dark_row *row = &results->rows[results->n_rows++];
    *row = of->rows[r];
    row->target = results->n_rows == 1 ? 0 : row[-1].target + (is_first ? 1 : 0);
    is_first = false;
    *is_any = true;
  }
}

static void put_together(dark__reading *reading, dark__source *source, const answer *answers, size_t n) {
  dark_results *results = &source->results;
  size_t n_rows = 0;
  for (size_t a = 0; a < n; a++) n_rows += answers[a].n_rows;
  results->rows = dark__reading_take(reading, source->arena, n_rows, sizeof *results->rows);
  bool is_any = reading->status == DARK_OK;
  for (size_t target = 0; is_any; target++) {
    is_any = false;
    for (size_t a = 0; a < n; a++) add_target(results, &answers[a], target, &is_any);
  }
}

static dark_status check_some(dark__reading *reading, const dark__source *source) {
  if (reading->status != DARK_OK || source->results.n_rows > 0) return reading->status;
  return dark__fail(reading->err, DARK_EDATA, "%s: no method in it applies to its lists", dark__show_path(reading->path).text);
}

dark_status dark__source_from_methods(dark__source *source, dark__document *document, const char *path, dark_error *err) {
  *source = (dark__source){.path = path, .document = document, .arena = dark__arena_new()};
  dark__reading reading = {path, DARK_OK, err, command, "methods.json", "FILE"};
  if (source->arena == NULL) return dark__fail_memory(err);
  if (!dark__is_of_methods(document))
    return dark__fail(err, DARK_EDATA, "%s: this is not what 'darkfigure methods FILE --format json' writes",
                      dark__show_path(path).text);
  const size_t most = document->root->n;
  size_t n = 0;
  answer *answers = dark__reading_take(&reading, source->arena, most, sizeof *answers);
  source->not_applicable = dark__reading_take(&reading, source->arena, most, sizeof *source->not_applicable);
  if (reading.status == DARK_OK) read_answers(&reading, source, answers, &n);
  if (reading.status == DARK_OK) put_together(&reading, source, answers, n);
  return check_some(&reading, source);
}

dark_status dark__source_read_methods(dark__source *source, const char *path, dark_error *err) {
  dark__document *document = NULL;
  *source = (dark__source){0};
  const dark_status status =
      dark__read_source_document(&document, path, "plot methods reads what 'darkfigure methods FILE --format json' writes", err);
  return status == DARK_OK ? dark__source_from_methods(source, document, path, err) : status;
}
