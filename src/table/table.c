/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/table.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "table/link/link.h"
#include "table/notes.h"
#include "table/tally/sightings.h"

void dark_table_free(dark_table *table) {
  if (table == NULL) return;
  for (size_t l = 0; l < table->n_lists; l++) free(table->lists[l].name);
  for (size_t c = 0; c < table->n_categories; c++) {
    for (size_t i = 0; i < table->categories[c].n_levels; i++) free(table->categories[c].levels[i]);
    free(table->categories[c].levels);
    free(table->categories[c].name);
  }
  for (size_t s = 0; s < table->n_strata; s++) free(table->strata[s].records);
  for (size_t i = 0; i < table->n_notes; i++) free(table->notes[i]);
  free(table->lists);
  free(table->categories);
  free(table->strata);
  free(table->notes);
  free(table->path);
  dark__captures_free(table->captures);
  dark__link_facts_free(table->link);
  free(table);
}

size_t dark_table_n_lists(const dark_table *table) { return table->n_lists; }

const char *dark_table_list_name(const dark_table *table, size_t list) {
  assert(list < table->n_lists);
  return table->lists[list].name;
}

size_t dark_table_list_position(const dark_table *table, size_t list) {
  assert(list < table->n_lists);
  return table->lists[list].position;
}

size_t dark_table_n_categories(const dark_table *table) { return table->n_categories; }

const char *dark_table_category_name(const dark_table *table, size_t category) {
  assert(category < table->n_categories);
  return table->categories[category].name;
}

size_t dark_table_n_levels(const dark_table *table, size_t category) {
  assert(category < table->n_categories);
  return table->categories[category].n_levels;
}

const char *dark_table_level_name(const dark_table *table, size_t category, size_t level) {
  assert(category < table->n_categories && level < table->categories[category].n_levels);
  return table->categories[category].levels[level];
}

size_t dark_table_n_strata(const dark_table *table) { return table->n_strata; }

size_t dark_table_stratum_level(const dark_table *table, size_t stratum, size_t category) {
  assert(stratum < table->n_strata && category < table->n_categories);
  for (size_t c = table->n_categories - 1; c > category; c--) stratum /= table->categories[c].n_levels;
  return stratum % table->categories[category].n_levels;
}

const dark_record *dark_table_records(const dark_table *table, size_t stratum, size_t *n_records) {
  assert(stratum < table->n_strata);
  *n_records = table->strata[stratum].n_records;
  return table->strata[stratum].records;
}

double dark_table_n_observed(const dark_table *table, size_t stratum) {
  assert(stratum < table->n_strata);
  return table->strata[stratum].n_observed;
}

double dark_table_n_people(const dark_table *table) { return table->n_people; }

size_t dark_table_n_notes(const dark_table *table) { return table->n_notes; }

const char *dark_table_note(const dark_table *table, size_t note) {
  assert(note < table->n_notes);
  return table->notes[note];
}

const char *dark_table_path(const dark_table *table) { return table->path == NULL ? "" : table->path; }

const dark_captures *dark_table_captures(const dark_table *table) { return table->captures; }

int dark_table_is_of_people(const dark_table *table) { return table->is_of_people; }

const char *dark_table_sha256(const dark_table *table) { return table->sha256; }

dark_status dark__table_add_note(dark_table *table, dark_error *err, const char *format, ...) {
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  char **notes = realloc(table->notes, (table->n_notes + 1) * sizeof *notes);
  if (notes == NULL) return dark__fail_memory(err);
  table->notes = notes;
  notes[table->n_notes] = dark__copy_text(text, strlen(text));
  if (notes[table->n_notes] == NULL) return dark__fail_memory(err);
  table->n_notes++;
  return DARK_OK;
}
