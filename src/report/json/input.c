/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <darkfigure/suppression.h>

#include "report/json/json.h"
#include "table/account.h"

/* The hash of a file of people gives a key of it away: who knows the rest of a row tries all keys until the hash is the same. */
static const char *hash_to_show(const char *sha256, const dark_table *table, const dark_run *run) {
  return dark_table_is_of_people(table) && !run->has_hashes ? NULL : sha256;
}

static json_t *append_file(dark__json *json, json_t *files, const char *list, const char *path, const char *sha256) {
  json_t *file = dark__json_append_object(json, files);
  dark__json_put(json, file, "list", dark__json_text(list));
  dark__json_put(json, file, "path", dark__json_text(path));
  dark__json_put(json, file, "sha256", dark__json_text(sha256));
  return file;
}

static void put_linked_files(dark__json *json, json_t *files, const dark_table *table, const dark_run *run) {
  const dark_link *link = dark_table_link(table);
  for (size_t i = 0; i < link->n_files; i++) {
    const dark_linked_file *linked = &link->files[i];
    json_t *file = append_file(json, files, linked->list, linked->path, hash_to_show(linked->sha256, table, run));
    dark__json_put(json, file, "rows", dark__json_size(linked->n_rows));
    dark__json_put(json, file, "people", dark__json_size(linked->n_people));
  }
}

static void put_link(dark__json *json, json_t *input, const dark_link *link) {
  json_t *object = dark__json_put_object(json, input, "link");
  dark__json_put(json, object, "key", dark__json_text(link->key));
  dark__json_put(json, object, "people", dark__json_size(link->n_people));
  json_t *on_lists = dark__json_put_array(json, object, "on_lists");
  for (size_t k = 0; k < link->n_files; k++) dark__json_append(json, on_lists, dark__json_size(link->on_lists[k]));
  dark__json_put(json, object, "contradictory", dark__json_size(link->n_contradictory));
  json_t *columns = dark__json_put_array(json, object, "columns");
  for (size_t c = 0; c < link->n_columns; c++) {
    json_t *column = dark__json_append_object(json, columns);
    dark__json_put(json, column, "column", dark__json_text(link->columns[c].name));
    dark__json_put(json, column, "contradictory", dark__json_size(link->columns[c].n_contradictory));
    dark__json_put(json, column, "filled", dark__json_size(link->columns[c].n_filled));
  }
}

/* Known = left out + people, who are analysed. */
static void put_people(dark__json *json, json_t *input, const dark_table *table) {
  const double people = dark_table_n_people(table), left_out = dark__table_n_left_out(table);
  dark__json_put(json, input, "known", dark__json_count(people + left_out));
  dark__json_put(json, input, "left_out", dark__json_count(left_out));
  dark__json_put(json, input, "people", dark__json_count(people));
}

/* Suppressed counts, and how many people are in them together. */
static void put_suppressed(dark__json *json, json_t *input, const dark_suppression *known) {
  if (known == NULL) return;
  json_t *object = dark__json_put_object(json, input, "suppressed");
  dark__json_put(json, object, "counts", dark__json_size(known->n));
  dark__json_put(json, object, "least", dark__json_count((double)known->least));
  dark__json_put(json, object, "most", dark__json_count((double)known->most));
  dark__json_put(json, object, "total_known", json_boolean(known->has_total));
  dark__json_put(json, object, "everywhere", json_boolean(known->is_rule));
}

/* `path` and `sha256` are those of the one file when nothing was linked, `files` has all in any case. */
void dark__json_put_input(dark__json *json, const dark_table *table, const dark_run *run) {
  const dark_link *link = dark_table_link(table);
  const char *sha256 = hash_to_show(run->sha256, table, run);
  json_t *input = dark__json_put_object(json, json->root, "input");
  dark__json_put(json, input, "path", dark__json_text(run->path));
  dark__json_put(json, input, "sha256", dark__json_text(sha256));
  json_t *files = dark__json_put_array(json, input, "files");
  if (link != NULL) put_linked_files(json, files, table, run);
  else if (run->path != NULL && run->path[0] != '\0') append_file(json, files, NULL, run->path, sha256);
  if (link != NULL) put_link(json, input, link);
  put_people(json, input, table);
  put_suppressed(json, input, dark_table_suppression(table));
  json_t *notes = dark__json_put_array(json, input, "notes");
  for (size_t i = 0; i < dark_table_n_notes(table); i++)
    dark__json_append(json, notes, dark__json_text(dark_table_note(table, i)));
}
