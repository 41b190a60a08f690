/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/table_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <darkfigure/suppression.h>

static void print(text *out, const char *format, ...) DARK_PRINTF(2, 3);
static void print(text *out, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int n = vsnprintf(out->bytes + out->n, sizeof out->bytes - out->n, format, arguments);
  va_end(arguments);
  assert_true(n >= 0 && (size_t)n < sizeof out->bytes - out->n);
  out->n += (size_t)n;
}

static void print_stratum(text *out, const dark_table *table, size_t stratum) {
  print(out, " |");
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    print(out, "%s%s%s", c == 0 ? " [" : ",", dark_table_level_name(table, c, dark_table_stratum_level(table, stratum, c)),
          c + 1 == dark_table_n_categories(table) ? "]" : "");
  }
  size_t n;
  double n_observed = 0;
  const dark_record *records = dark_table_records(table, stratum, &n);
  for (size_t i = 0; i < n; i++) {
    assert_true((records[i].count > 0 || dark_table_suppression(table) != NULL) &&
                (i == 0 || records[i - 1].history < records[i].history));
    print(out, " %u:%.0f", (unsigned)records[i].history, records[i].count);
    n_observed += records[i].count;
  }
  assert_true(n_observed == dark_table_n_observed(table, stratum));
}

text shape_of(const dark_table *table) {
  text out = {"", 0};
  double n_people = 0;
  for (size_t l = 0; l < dark_table_n_lists(table); l++) {
    print(&out, "%s%s@%zu", l == 0 ? "" : " ", dark_table_list_name(table, l), dark_table_list_position(table, l));
  }
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    print_stratum(&out, table, s);
    n_people += dark_table_n_observed(table, s);
  }
  assert_true(n_people == dark_table_n_people(table));
  return out;
}

text notes_of(const dark_table *table) {
  text out = {"", 0};
  for (size_t i = 0; i < dark_table_n_notes(table); i++) print(&out, "%s\n", dark_table_note(table, i));
  return out;
}
