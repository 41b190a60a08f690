/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stays in the house: how to repeat the page, all digits, and what was done to each number. */
#include <math.h>
#include <string.h>

#include "report/protection/protection.h"
#include "writing/json.h"

/* ---- The source, as it was read */

/* null, true, a number: texts without quotes. Whole numbers that JSON's integers cannot hold become texts. */
static json_t *json_of_text(const dark__node *node) {
  json_error_t why = {0};
  if (!node->is_plain) return dark__json_text(node->text);
  json_t *value = json_loads(node->text, JSON_DECODE_ANY, &why);
  return value == NULL && json_error_code(&why) == json_error_numeric_overflow ? dark__json_text(node->text) : value;
}

static void put_node(dark__json *json, json_t *into, const char *key, const dark__node *node);

static void put_items(dark__json *json, json_t *into, const dark__node *node) {
  for (size_t i = 0; i < node->n; i++)
    put_node(json, into, node->kind == DARK__NODE_MAP ? node->keys[i]->text : NULL, node->items[i]);
}

/* As a member, or without a key at the end of an array. Documents are no deeper than DARK__DOCUMENT_DEPTH. What memory does not suffice to put is gone, and gets no
   items. */
static void put_node(dark__json *json, json_t *into, const char *key, const dark__node *node) {
  json_t *value = node->kind == DARK__NODE_TEXT  ? json_of_text(node)
                  : node->kind == DARK__NODE_MAP ? json_object()
                                                 : json_array();
  if (key != NULL) dark__json_put(json, into, key, value);
  else dark__json_append(json, into, value);
  if (node->kind != DARK__NODE_TEXT && !json->failed) put_items(json, value, node);
}

/* ---- What was done */

static const char *const display_words[] = {
    [DARK__EXACT] = "exact", [DARK__ROUNDED] = "rounded", [DARK__SUPPRESSED] = "suppressed"};

static void put_cell(dark__json *json, json_t *array, const dark__protection *of, size_t c, const char *what,
                     const dark_row *row) {
  const dark_results *results = &of->source->results;
  if (c == DARK__NOBODY) return;
  const dark__cell *cell = &of->release.cells[c];
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "what", dark__json_text(what));
  json_t *levels = dark__json_put_object(json, object, "categories");
  if (row != NULL) dark__json_put_levels(json, levels, results->categories, row->levels, results->n_categories);
  dark__json_put(json, object, "people", dark__json_count(cell->people));
  dark__json_put(json, object, "display", dark__json_text(display_words[cell->display]));
  dark__json_put(json, object, "small", json_boolean(cell->is_primary));
  dark__json_put(json, object, "unit", dark__json_count(cell->unit));
  dark__json_put(json, object, "most", isfinite(cell->most) ? dark__json_count(cell->most) : json_null());
  const double shown = dark__protected_people(of, c);
  dark__json_put(json, object, "shown", isnan(shown) ? json_null() : dark__json_count(shown));
}

static void put_cells(dark__json *json, json_t *object, const dark__protection *of) {
  json_t *array = dark__json_put_array(json, object, "numbers");
  put_cell(json, array, of, of->known, "known", NULL);
  put_cell(json, array, of, of->left_out, "left_out", NULL);
  put_cell(json, array, of, of->analysed, "analysed", NULL);
  put_cell(json, array, of, of->unknown, "without_estimate", NULL);
  for (size_t r = 0; r < of->source->results.n_rows; r++) {
    put_cell(json, array, of, of->observed[r], "recorded", &of->source->results.rows[r]);
    put_cell(json, array, of, of->excluded[r], "excluded", &of->source->results.rows[r]);
  }
}

/* The files that were named, so that a page after this one can name them too. */
static void put_released(dark__json *json, json_t *object, const dark__protection *of) {
  json_t *array = dark__json_put_array(json, object, "released");
  for (size_t i = 0; i < of->n_released; i++) dark__json_append(json, array, dark__json_text(of->released[i].source.path));
}

static void put_rule(dark__json *json, const dark__protection *of) {
  json_t *object = dark__json_put_object(json, json->root, "disclosure");
  dark__json_put(json, object, "k", dark__json_count(of->release.k));
  dark__json_put(json, object, "suppress_zeros", json_boolean(of->release.hides_zeros));
  dark__json_put(json, object, "small", dark__json_size(of->done.n_primary));
  dark__json_put(json, object, "suppressed_beside", dark__json_size(of->done.n_secondary));
  dark__json_put(json, object, "rounded", dark__json_size(of->done.n_rounded));
  dark__json_put(json, object, "readers", dark__json_size(of->done.n_readers));
  dark__json_put(json, object, "integer_programmes", dark__json_size(of->done.n_programmes));
  put_released(json, object, of);
  put_cells(json, object, of);
}

dark_status dark__protection_write(FILE *stream, const dark__protection *protection, dark_error *err) {
  dark__json json = {.root = json_object()};
  dark__json_put(&json, json.root, "private",
                 dark__json_text("PRIVATE: small numbers stand here as they are; not to be handed on with the page"));
  put_rule(&json, protection);
  put_node(&json, json.root, "source", protection->source->root);
  return dark__json_write(&json, stream, err);
}
