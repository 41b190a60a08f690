/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table by what was counted, whatever file it was read from: of people it says how many there are of each history and combination of
   categories, and nothing of the file's bytes, whose hash would give the key of a single row away to whoever tries all keys. */
#include <inttypes.h>

#include <darkfigure/captures.h>

#include "study/tasks/canonical_fields.h"
#include "study/tasks/tasks.h"

static void put_lists(dark__paper *out, const dark_table *table) {
  const size_t n = dark_table_n_lists(table);
  dark__put_whole(out, "table_lists", n);
  for (size_t l = 0; l < n; l++) {
    dark__put_field(out, "list", dark_table_list_name(table, l));
    dark__put_whole(out, "position", dark_table_list_position(table, l));
  }
  if (dark_table_n_occasions(table) == n) return;
  dark__put_whole(out, "occasions", dark_table_n_occasions(table));
  for (size_t l = 0; l < n; l++) dark__put_whole(out, "occasion", dark_table_list_occasion(table, l));
}

static void put_categories(dark__paper *out, const dark_table *table) {
  const size_t n = dark_table_n_categories(table);
  dark__put_whole(out, "categories", n);
  for (size_t c = 0; c < n; c++) {
    dark__put_field(out, "category", dark_table_category_name(table, c));
    dark__put_whole(out, "values", dark_table_n_levels(table, c));
    for (size_t v = 0; v < dark_table_n_levels(table, c); v++) dark__put_field(out, "", dark_table_level_name(table, c, v));
  }
}

/* What the numbers of "histories" stand for when there is one list. */
static void put_captures(dark__paper *out, const dark_captures *captures) {
  dark__put_whole(out, "sightings", captures->n_sightings);
  if (captures->n_occasions > 0) dark__put_whole(out, "occasions", captures->n_occasions);
  dark__put_whole(out, "covariates", captures->n_covariates);
  for (size_t c = 0; c < captures->n_covariates; c++) {
    dark__put_field(out, "covariate", captures->covariates[c].name);
    dark__put_in_order(out, "values", (const char *const *)captures->covariates[c].values, captures->covariates[c].n_values);
  }
  for (size_t i = 0; i < captures->n_sightings; i++) {
    dark__put_whole(out, "captures", captures->captures[i]);
    for (size_t c = 0; c < captures->n_covariates; c++)
      dark__put_whole(out, "", captures->values[i * captures->n_covariates + c]);
  }
}

static void put_counts(dark__paper *out, const dark_table *table) {
  dark__put_whole(out, "strata", dark_table_n_strata(table));
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n;
    const dark_record *records = dark_table_records(table, s, &n);
    dark__put_whole(out, "records", n);
    for (size_t i = 0; i < n; i++) {
      dark__put_whole(out, "history", records[i].history);
      dark__put_real(out, "count", records[i].count);
    }
  }
}

dark_status dark__canonical_table(char *out, const dark_table *table, dark_error *err) {
  dark__paper paper = {0};
  const dark__paper *const parts[] = {&paper};
  put_lists(&paper, table);
  put_categories(&paper, table);
  if (dark_table_captures(table) != NULL) put_captures(&paper, dark_table_captures(table));
  put_counts(&paper, table);
  const dark_status status = dark__canonical_digest(out, parts, 1, err);
  dark__paper_clear(&paper);
  return status;
}
