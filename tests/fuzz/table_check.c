/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/table_check.h"

#include <darkfigure/link.h>
#include <darkfigure/suppression.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"

/* ---- A table on its own */

static void check_lists(const dark_table *table) {
  const size_t n = dark_table_n_lists(table);
  uint64_t positions = 0;
  MUST(n > 0 && n <= DARK_MAX_TABLE_LISTS, "%zu lists", n);
  for (size_t l = 0; l < n; l++) {
    const char *name = dark_table_list_name(table, l);
    MUST(name[0] != '\0', "list %zu has no name", l);
    MUST(l == 0 || strcmp(dark_table_list_name(table, l - 1), name) < 0, "list '%s' is out of order", name);
    positions |= UINT64_C(1) << dark_table_list_position(table, l);
  }
  MUST(positions == UINT64_MAX >> (64 - n), "positions %llx of %zu lists", (unsigned long long)positions, n);
}

static void check_categories(const dark_table *table) {
  size_t n_strata = 1;
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    const size_t n = dark_table_n_levels(table, c);
    n_strata *= n;
    for (size_t i = 0; i < n; i++) {
      const char *level = dark_table_level_name(table, c, i);
      MUST(level[0] != '\0' && strcmp(level, "(all)") != 0, "level %zu is '%s'", i, level);
      MUST(i == 0 || strcmp(dark_table_level_name(table, c, i - 1), level) < 0, "level '%s' is out of order", level);
    }
  }
  MUST(dark_table_n_strata(table) == n_strata && n_strata <= DARK_MAX_STRATA, "%zu strata, not %zu", dark_table_n_strata(table),
       n_strata);
}

/* Returns the people of one stratum; *caught gains the lists that caught them. */
static double check_records(const dark_table *table, size_t stratum, uint64_t *caught) {
  size_t n;
  double people = 0;
  const dark_record *records = dark_table_records(table, stratum, &n);
  for (size_t i = 0; i < n; i++) {
    const uint64_t history = records[i].history;
    MUST(history > 0 && history >> dark_table_n_lists(table) == 0, "history %llx", (unsigned long long)history);
    MUST(i == 0 || records[i - 1].history < history, "history %llx is out of order", (unsigned long long)history);
    MUST(records[i].count >= (dark_table_suppression(table) == NULL) && records[i].count == floor(records[i].count), "%g people",
         records[i].count);
    people += records[i].count;
    *caught |= history;
  }
  MUST(people == dark_table_n_observed(table, stratum), "%g people in stratum %zu", people, stratum);
  return people;
}

static void check_texts(const dark_table *table) {
  for (size_t i = 0; i < dark_table_n_notes(table); i++) fuzz_check_line(dark_table_note(table, i), 1);
  const char *sha256 = dark_table_sha256(table);
  if (dark_table_link(table) != NULL) return; /* of several files */
  MUST(strlen(sha256) == 64 && strspn(sha256, "0123456789abcdef") == 64, "SHA-256 %s", sha256);
}

void fuzz_check_table(const dark_table *table) {
  double people = 0;
  uint64_t caught = 0;
  check_lists(table);
  check_categories(table);
  for (size_t s = 0; s < dark_table_n_strata(table); s++) people += check_records(table, s, &caught);
  MUST(people == dark_table_n_people(table) && people <= DARK_MAX_COUNT, "%g people", people);
  MUST(people == 0 || caught == UINT64_MAX >> (64 - dark_table_n_lists(table)), "an empty list stayed: %x", (unsigned)caught);
  check_texts(table);
}

/* ---- Two tables */

static void check_same_categories(const dark_table *a, const dark_table *b) {
  MUST(dark_table_n_categories(a) == dark_table_n_categories(b), "%zu categories, not %zu", dark_table_n_categories(b),
       dark_table_n_categories(a));
  for (size_t c = 0; c < dark_table_n_categories(a); c++) {
    MUST(strcmp(dark_table_category_name(a, c), dark_table_category_name(b, c)) == 0, "category %zu", c);
    MUST(dark_table_n_levels(a, c) == dark_table_n_levels(b, c), "levels of category %zu", c);
    for (size_t i = 0; i < dark_table_n_levels(a, c); i++)
      MUST(strcmp(dark_table_level_name(a, c, i), dark_table_level_name(b, c, i)) == 0, "level %zu of category %zu", i, c);
  }
}

static void check_same_records(const dark_table *a, const dark_table *b) {
  MUST(dark_table_n_strata(a) == dark_table_n_strata(b), "%zu strata, not %zu", dark_table_n_strata(b), dark_table_n_strata(a));
  for (size_t s = 0; s < dark_table_n_strata(a); s++) {
    size_t n_a, n_b;
    const dark_record *in_a = dark_table_records(a, s, &n_a), *in_b = dark_table_records(b, s, &n_b);
    MUST(n_a == n_b, "%zu records of stratum %zu, not %zu", n_b, s, n_a);
    for (size_t i = 0; i < n_a; i++)
      MUST(in_a[i].history == in_b[i].history && in_a[i].count == in_b[i].count, "record %zu of stratum %zu", i, s);
  }
}

void fuzz_check_same(const dark_table *a, const dark_table *b) {
  MUST(dark_table_n_lists(a) == dark_table_n_lists(b), "%zu lists, not %zu", dark_table_n_lists(b), dark_table_n_lists(a));
  for (size_t l = 0; l < dark_table_n_lists(a); l++) {
    MUST(strcmp(dark_table_list_name(a, l), dark_table_list_name(b, l)) == 0, "list %zu", l);
    MUST(dark_table_list_position(a, l) == dark_table_list_position(b, l), "position of list %zu", l);
  }
  check_same_categories(a, b);
  check_same_records(a, b);
}

/* ---- A table written and read. The last record comes first: order must not matter. */

typedef struct page {
  FILE *stream;
  char *text;
  size_t size;
} page;

static void put_field(page *to, const char *text) {
  fputc('"', to->stream);
  for (; *text != '\0'; text++) fprintf(to->stream, *text == '"' ? "\"\"" : "%c", *text);
  fputs("\",", to->stream);
}

static size_t list_at(const dark_table *table, size_t position) {
  size_t list = 0;
  while (dark_table_list_position(table, list) != position) list++;
  return list;
}

static void put_row(page *to, const dark_table *table, size_t stratum, const dark_record *record) {
  for (size_t c = 0; c < dark_table_n_categories(table); c++)
    put_field(to, dark_table_level_name(table, c, dark_table_stratum_level(table, stratum, c)));
  for (size_t p = 0; p < dark_table_n_lists(table); p++)
    fprintf(to->stream, "%u,", (unsigned)(record->history >> list_at(table, p)) & 1);
  fprintf(to->stream, "%.0f\n", record->count);
}

static void put_table(page *to, const dark_table *table, const char *count) {
  static const dark_record nobody = {0, 0};
  for (size_t c = 0; c < dark_table_n_categories(table); c++) put_field(to, dark_table_category_name(table, c));
  for (size_t p = 0; p < dark_table_n_lists(table); p++) put_field(to, dark_table_list_name(table, list_at(table, p)));
  fprintf(to->stream, "%s\n", count);
  for (size_t s = dark_table_n_strata(table); s-- > 0;) {
    size_t n;
    const dark_record *records = dark_table_records(table, s, &n);
    for (size_t i = n; i-- > 0;) put_row(to, table, s, &records[i]);
    if (n == 0) put_row(to, table, s, &nobody);
  }
}

/* Room for the names of every list and category, and those in order. */
static const char **collect_names(const dark_table *table) {
  const size_t n_categories = dark_table_n_categories(table), n_lists = dark_table_n_lists(table);
  const char **names = calloc(n_categories + n_lists, sizeof *names);
  MUST(names != NULL, "the fuzz target itself is out of memory");
  for (size_t c = 0; c < n_categories; c++) names[c] = dark_table_category_name(table, c);
  for (size_t p = 0; p < n_lists; p++) names[n_categories + p] = dark_table_list_name(table, list_at(table, p));
  return names;
}

static int is_among(const char *const *names, size_t n, const char *name) {
  for (size_t i = 0; i < n; i++)
    if (names[i] != NULL && strcmp(names[i], name) == 0) return 1;
  return 0;
}

void fuzz_check_round_trip(const dark_table *table) {
  const size_t n_categories = dark_table_n_categories(table), n_lists = dark_table_n_lists(table);
  const char **names = collect_names(table);
  char count[32] = "count";
  for (int i = 1; is_among(names, n_categories + n_lists, count); i++) snprintf(count, sizeof count, "count %d", i);
  page out = {NULL, NULL, 0};
  out.stream = open_memstream(&out.text, &out.size);
  MUST(out.stream != NULL, "the fuzz target itself is out of memory");
  put_table(&out, table, count);
  fclose(out.stream);
  MUST(out.text != NULL, "the fuzz target itself is out of memory");
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  options.by = names, options.n_by = n_categories;
  options.lists = names + n_categories, options.n_lists = n_lists;
  options.count = count;
  options.delimiter = ',';
  dark_table *again = NULL;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark_table_read_csv(&again, fuzz_file(out.text, out.size), &options, &err);
  MUST(status == DARK_OK, "%s when read again:\n%s", err.message, out.text);
  fuzz_check_same(table, again);
  dark_table_free(again);
  free(out.text);
  free(names);
}
