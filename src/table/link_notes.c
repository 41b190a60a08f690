/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/show.h"
#include "table/columns/categories.h"
#include "table/link/link.h"
#include "table/notes.h"

static dark_status note_linking(dark_table *table, const dark_link *link, dark_error *err) {
  uint64_t n_rows = 0;
  for (size_t i = 0; i < link->n_files; i++) n_rows += link->files[i].n_rows;
  return dark__table_add_note(table, err, "%zu %s linked by %s: %" PRIu64 " %s, %" PRIu64 " %s", link->n_files,
                              dark__plural(link->n_files, "file was", "files were"), dark__show(link->key).text, n_rows,
                              dark__plural(n_rows, "row", "rows"), link->n_people,
                              dark__plural(link->n_people, "person", "people"));
}

/* Columns of keys that are called otherwise than --link says. */
static dark_status note_keys(dark_table *table, const dark_link *link, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < link->n_files; i++) {
    if (strcmp(link->files[i].key, link->key) == 0) continue;
    status = dark__table_add_note(table, err, "the keys of list %s are in column %s", dark__show(link->files[i].list).text,
                                  dark__show(link->files[i].key).text);
  }
  return status;
}

static dark_status note_alike(dark_table *table, const dark_link *link, dark_error *err) {
  const uint64_t n = link->n_alike;
  if (n == 0) return DARK_OK;
  return dark__table_add_note(table, err,
                              "%" PRIu64 " %s from another only in upper and lower case or blanks: %s until such keys are made "
                              "the same in the files",
                              n, dark__plural(n, "key differs", "keys differ"),
                              dark__plural(n, "it counts as another person", "they count as other people"));
}

static dark_status note_repeats(dark_table *table, const dark_link *link, dark_error *err) {
  uint64_t n = 0;
  for (size_t i = 0; i < link->n_files; i++) n += link->files[i].n_rows - link->files[i].n_people;
  if (n == 0) return DARK_OK;
  return dark__table_add_note(table, err, "%" PRIu64 " %s list; a key counts once", n,
                              dark__plural(n, "row repeats a key of its", "rows repeat a key of their"));
}

static dark_status note_contradictions(dark_table *table, const dark_link *link, dark_error *err) {
  const bool is_first = link->conflict == DARK_CONFLICT_FIRST;
  dark_status status = DARK_OK;
  for (size_t c = 0; status == DARK_OK && c < link->n_columns; c++) {
    const uint64_t n = link->columns[c].n_contradictory;
    if (n == 0) continue;
    status = dark__table_add_note(table, err, "%" PRIu64 " %s contradictory values of %s; %s", n,
                                  dark__plural(n, "person has", "people have"), dark__show(link->columns[c].name).text,
                                  is_first ? "the first was taken" : "they count as " DARK__LEVEL_MISSING);
  }
  return status;
}

static dark_status note_filled(dark_table *table, const dark_link *link, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t c = 0; status == DARK_OK && c < link->n_columns; c++) {
    const uint64_t n = link->columns[c].n_filled;
    if (n == 0) continue;
    status = dark__table_add_note(table, err, "a value of %s that is missing in one row came from another for %" PRIu64 " %s",
                                  dark__show(link->columns[c].name).text, n, dark__plural(n, "person", "people"));
  }
  return status;
}

/* The same file under two names would be a perfect overlap. */
static dark_status note_equal_files(dark_table *table, const dark_link *link, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 1; i < link->n_files; i++) {
    for (size_t j = 0; status == DARK_OK && j < i; j++) {
      if (link->files[i].n_rows == 0 || strcmp(link->files[i].sha256, link->files[j].sha256) != 0) continue;
      status = dark__table_add_note(table, err, "the files of lists %s and %s are the same, byte for byte",
                                    dark__show(link->files[j].list).text, dark__show(link->files[i].list).text);
    }
  }
  return status;
}

static dark_status note_long(dark_table *table, const dark__linking *linking, dark_error *err) {
  const dark_link *link = linking->link;
  char lists[96] = "";
  if (!linking->counts_rows)
    snprintf(lists, sizeof lists, ", %zu %s", linking->n_lists, dark__plural(linking->n_lists, "list", "lists"));
  return dark__table_add_note(table, err, "rows were joined by %s%s%s: %" PRIu64 " %s, %" PRIu64 " %s%s",
                              dark__show(link->key).text, lists[0] == '\0' ? "" : ", with lists in ",
                              lists[0] == '\0' ? "" : dark__show(linking->options.long_list).text, link->files[0].n_rows,
                              dark__plural(link->files[0].n_rows, "row", "rows"), link->n_people,
                              dark__plural(link->n_people, "person", "people"), lists);
}

static dark_status note_long_repeats(dark_table *table, const dark__linking *linking, dark_error *err) {
  const dark_linked_file *file = &linking->link->files[0];
  const uint64_t n = linking->counts_rows ? 0 : file->n_rows - file->n_people;
  if (n == 0) return DARK_OK;
  return dark__table_add_note(table, err, "%" PRIu64 " %s a person on a list, who is on it once", n,
                              dark__plural(n, "row repeats", "rows repeat"));
}

static dark_status note_other_lists(dark_table *table, const dark__linking *linking, dark_error *err) {
  const uint64_t n = linking->n_other_rows;
  if (n == 0) return DARK_OK;
  return dark__table_add_note(table, err, "%" PRIu64 " %s about lists that --lists does not name %s left out", n,
                              dark__plural(n, "row", "rows"), dark__plural(n, "was", "were"));
}

dark_status dark__long_notes(dark_table *table, const dark__linking *linking, dark_error *err) {
  dark_status status = note_long(table, linking, err);
  if (status == DARK_OK) status = note_alike(table, linking->link, err);
  if (status == DARK_OK) status = note_long_repeats(table, linking, err);
  if (status == DARK_OK) status = note_other_lists(table, linking, err);
  if (status == DARK_OK) status = note_contradictions(table, linking->link, err);
  if (status == DARK_OK) status = note_filled(table, linking->link, err);
  return status;
}

dark_status dark__link_notes(dark_table *table, const dark_link *link, dark_error *err) {
  dark_status status = note_linking(table, link, err);
  if (status == DARK_OK) status = note_keys(table, link, err);
  if (status == DARK_OK) status = note_alike(table, link, err);
  if (status == DARK_OK) status = note_repeats(table, link, err);
  if (status == DARK_OK) status = note_contradictions(table, link, err);
  if (status == DARK_OK) status = note_filled(table, link, err);
  if (status == DARK_OK) status = note_equal_files(table, link, err);
  return status;
}
