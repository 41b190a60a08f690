/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "table/account.h"
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
  dark__account_free(table->account);
  free(table->lists);
  free(table->categories);
  free(table->strata);
  free(table->notes);
  free(table->path);
  dark__captures_free(table->captures);
  if (table->suppression != NULL) free(table->suppression->cells);
  free(table->suppression);
  dark__link_facts_free(table->link);
  free(table);
}

/* ---- What is in it, for whatever is asked */

static const dark__list *list_of(const dark_table *table, size_t list) {
  return table != NULL && list < table->n_lists ? &table->lists[list] : NULL;
}

static const dark__category *category_of(const dark_table *table, size_t category) {
  return table != NULL && category < table->n_categories ? &table->categories[category] : NULL;
}

static const dark__stratum *stratum_of(const dark_table *table, size_t stratum) {
  return table != NULL && stratum < table->n_strata ? &table->strata[stratum] : NULL;
}

size_t dark_table_n_lists(const dark_table *table) { return table == NULL ? 0 : table->n_lists; }

const char *dark_table_list_name(const dark_table *table, size_t list) {
  const dark__list *here = list_of(table, list);
  return here == NULL ? NULL : here->name;
}

size_t dark_table_list_position(const dark_table *table, size_t list) {
  const dark__list *here = list_of(table, list);
  return here == NULL ? SIZE_MAX : here->position;
}

size_t dark_table_n_occasions(const dark_table *table) { return table == NULL ? 0 : table->n_occasions; }

size_t dark_table_list_occasion(const dark_table *table, size_t list) {
  const dark__list *here = list_of(table, list);
  return here == NULL ? SIZE_MAX : here->occasion;
}

size_t dark_table_n_categories(const dark_table *table) { return table == NULL ? 0 : table->n_categories; }

const char *dark_table_category_name(const dark_table *table, size_t category) {
  const dark__category *here = category_of(table, category);
  return here == NULL ? NULL : here->name;
}

size_t dark_table_n_levels(const dark_table *table, size_t category) {
  const dark__category *here = category_of(table, category);
  return here == NULL ? 0 : here->n_levels;
}

const char *dark_table_level_name(const dark_table *table, size_t category, size_t level) {
  const dark__category *here = category_of(table, category);
  return here == NULL || level >= here->n_levels ? NULL : here->levels[level];
}

size_t dark_table_n_strata(const dark_table *table) { return table == NULL ? 0 : table->n_strata; }

size_t dark_table_stratum_level(const dark_table *table, size_t stratum, size_t category) {
  if (stratum_of(table, stratum) == NULL || category_of(table, category) == NULL) return SIZE_MAX;
  for (size_t c = table->n_categories - 1; c > category; c--) stratum /= table->categories[c].n_levels;
  return stratum % table->categories[category].n_levels;
}

const dark_record *dark_table_records(const dark_table *table, size_t stratum, size_t *n_records) {
  const dark__stratum *here = stratum_of(table, stratum);
  if (n_records != NULL) *n_records = here == NULL ? 0 : here->n_records;
  return here == NULL || n_records == NULL ? NULL : here->records;
}

double dark_table_n_observed(const dark_table *table, size_t stratum) {
  const dark__stratum *here = stratum_of(table, stratum);
  return here == NULL ? (double)NAN : here->n_observed;
}

double dark_table_n_people(const dark_table *table) { return table == NULL ? (double)NAN : table->n_people; }

size_t dark_table_n_notes(const dark_table *table) { return table == NULL ? 0 : table->n_notes; }

const char *dark_table_note(const dark_table *table, size_t note) {
  return note < dark_table_n_notes(table) ? table->notes[note] : NULL;
}

int dark_table_note_is_warning(const dark_table *table, size_t note) {
  return note < dark_table_n_notes(table) && note + table->n_warnings >= table->n_notes;
}

const char *dark_table_path(const dark_table *table) {
  if (table == NULL) return NULL;
  return table->path == NULL ? "" : table->path;
}

const dark_suppression *dark_table_suppression(const dark_table *table) { return table == NULL ? NULL : table->suppression; }

const dark_captures *dark_table_captures(const dark_table *table) { return table == NULL ? NULL : table->captures; }

int dark_table_is_of_people(const dark_table *table) { return table != NULL && table->is_of_people; }

const char *dark_table_sha256(const dark_table *table) { return table == NULL ? NULL : table->sha256; }

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

dark_status dark__table_add_remarks(dark_table *table, const dark__remarks *remarks, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < remarks->n; i++) status = dark__table_add_note(table, err, "%s", remarks->texts[i]);
  return status;
}

const dark_link *dark_table_link(const dark_table *table) { return table == NULL ? NULL : table->link; }
