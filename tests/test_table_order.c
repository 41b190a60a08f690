/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file says does not depend on the order of its rows or columns: 10,000 small tables made at random, many of them with something
   wrong, each read in two orders. */
#define _GNU_SOURCE /* NOLINT(bugprone-reserved-identifier): memfd_create */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <cmocka.h>

#include <darkfigure/table.h>

#include "support/table_text.h"

enum { TABLES = 10000, MOST_ROWS = 14, MOST_COLUMNS = 10, FIELD = 24 };

/* What a column is made of. */
typedef enum manner { MEMBERSHIP, CATEGORY, AGE, IDENTIFIER, COUNT, SPARSE, N_MANNERS } manner;

typedef struct made {
  size_t n_rows, n_columns;
  char names[MOST_COLUMNS][FIELD];
  char fields[MOST_ROWS][MOST_COLUMNS][FIELD];
} made;

static char path[64]; /* of the file in memory that every table is written to */

static int make_file(void **state) {
  (void)state;
  const int descriptor = memfd_create("table", 0);
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  return descriptor < 0 ? -1 : 0;
}

static uint64_t seed = 20;

static size_t below(size_t n) {
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(seed >> 33) % n;
}

static const char *one_of(const char *const *texts, size_t n) { return texts[below(n)]; }
#define ONE_OF(...) one_of(TEXTS(__VA_ARGS__), LENGTH_OF(TEXTS(__VA_ARGS__)))

/* The words of a file, one pair of them, and now and then a column of others. */
static const char *const pairs[][2] = {{"0", "1"}, {"0", "1"}, {"0", "1"}, {"false", "TRUE"}, {"No", "yes"},
                                       {"", "x"},  {"", "1"},  {"F", "T"}, {"0.0", "1.0"},    {"nein", "ja"}};

static void put_field(char *to, manner of, size_t pair, size_t row) {
  switch (of) {
    case MEMBERSHIP: snprintf(to, FIELD, "%s", pairs[pair][below(3) == 0]); break;
    case CATEGORY: snprintf(to, FIELD, "%s", ONE_OF("labour", "domestic", "M", "F", "")); break;
    case AGE: snprintf(to, FIELD, "%zu", below(6) * below(6)); break;
    case IDENTIFIER: snprintf(to, FIELD, "%zu", row + 1); break;
    case COUNT: snprintf(to, FIELD, "%zu", below(40)); break;
    case SPARSE:
    default: snprintf(to, FIELD, "%s", ONE_OF("", "", "x", "1", "NA")); break;
  }
}

static void name_column(char *to, manner of, size_t column) {
  const char *const *names = NULL;
  static const char *const counts[] = {"count", "n", "N", "Freq", "people", "total"};
  static const char *const others[] = {"form", "sex", "age", "id", "case", "wave"};
  if (of == COUNT) names = counts;
  if (of != COUNT && of != MEMBERSHIP) names = others;
  if (names == NULL) snprintf(to, FIELD, "L%c", (char)('a' + column));
  else snprintf(to, FIELD, below(2) == 0 ? "%s" : "%s%c", names[below(6)], (char)('a' + column));
}

static bool is_taken(const made *table, size_t column) {
  for (size_t c = 0; c < column; c++)
    if (strcmp(table->names[c], table->names[column]) == 0) return true;
  return false;
}

static void make_column(made *table, size_t column, manner of, size_t pair) {
  do name_column(table->names[column], of, column);
  while (is_taken(table, column));
  for (size_t row = 0; row < table->n_rows; row++) put_field(table->fields[row][column], of, pair, row);
}

static void spoil(made *table) {
  char *field = table->fields[below(table->n_rows)][below(table->n_columns)];
  snprintf(field, FIELD, "%s", ONE_OF("", "NA", "9", "2", "x", "yes", "0", "1", "01"));
}

static void make_table(made *table) {
  const size_t n_lists = 1 + below(4), n_others = below(4), pair = below(LENGTH_OF(pairs));
  *table = (made){.n_rows = 1 + below(MOST_ROWS), .n_columns = n_lists + n_others};
  for (size_t c = 0; c < n_lists; c++) make_column(table, c, MEMBERSHIP, below(12) == 0 ? below(LENGTH_OF(pairs)) : pair);
  for (size_t c = n_lists; c < table->n_columns; c++) make_column(table, c, CATEGORY + (manner)below(N_MANNERS - 1), pair);
  for (size_t n = below(6) < 3 ? 0 : 1 + below(2); n > 0; n--) spoil(table);
}

static void shuffle(size_t *places, size_t n) {
  for (size_t i = 0; i < n; i++) places[i] = i;
  for (size_t i = n; i-- > 1;) {
    const size_t j = below(i + 1), here = places[i];
    places[i] = places[j];
    places[j] = here;
  }
}

static void write_table(const made *table, bool is_shuffled) {
  size_t rows[MOST_ROWS], columns[MOST_COLUMNS];
  for (size_t i = 0; i < MOST_ROWS; i++) rows[i] = i;
  for (size_t i = 0; i < MOST_COLUMNS; i++) columns[i] = i;
  if (is_shuffled) {
    shuffle(rows, table->n_rows);
    shuffle(columns, table->n_columns);
  }
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  for (size_t c = 0; c < table->n_columns; c++) fprintf(file, "%s%s", c == 0 ? "" : ",", table->names[columns[c]]);
  for (size_t r = 0; r < table->n_rows; r++)
    for (size_t c = 0; c < table->n_columns; c++)
      fprintf(file, "%s\"%s\"", c == 0 ? "\n" : ",", table->fields[rows[r]][columns[c]]);
  fputc('\n', file);
  assert_int_equal(fclose(file), 0);
}

/* Take out "@3", the positions of lists, in which an order of columns does show. */
static void forget_positions(char *shape) {
  char *to = shape;
  for (const char *from = shape; *from != '\0'; from++) {
    if (*from == '@') from += strspn(from + 1, "0123456789");
    else *to++ = *from;
  }
  *to = '\0';
}

/* What is read, without positions, or what is wrong with it, of which the first in the file may be another. */
static dark_status read_outcome(text *outcome, char *message, const dark_read_options *options) {
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark_table_read_csv(&table, path, options, &err);
  *outcome = (text){.n = 0};
  if (status == DARK_OK) *outcome = shape_of(table);
  forget_positions(outcome->bytes);
  snprintf(message, sizeof err.message, "%s", err.message);
  dark_table_free(table);
  return status;
}

static void show_file(void) {
  char line[256];
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  while (fgets(line, sizeof line, file) != NULL) print_message("%s", line);
  fclose(file);
}

static void expect_no_order(const made *table, const dark_read_options *options) {
  static text first, second;
  char first_message[1024], second_message[1024];
  write_table(table, false);
  const dark_status status = read_outcome(&first, first_message, options);
  for (int again = 0; again < 2; again++) {
    write_table(table, true);
    const dark_status other = read_outcome(&second, second_message, options);
    if (other == status && strcmp(first.bytes, second.bytes) == 0) continue;
    print_message("%d %s %s\nshuffled: %d %s %s\n", (int)status, first.bytes, first_message, (int)other, second.bytes,
                  second_message);
    show_file();
    fail_msg("an order of rows or columns matters");
  }
}

static void no_order_of_rows_or_columns_changes_what_is_read(void **state) {
  (void)state;
  static made table;
  for (int i = 0; i < TABLES; i++) {
    make_table(&table);
    expect_no_order(&table, NULL);
  }
}

static void no_order_matters_where_options_name_columns(void **state) {
  (void)state;
  static made table;
  for (int i = 0; i < TABLES / 4; i++) {
    make_table(&table);
    const char *first = table.names[0], *last = table.names[table.n_columns - 1];
    char condition[2 * FIELD];
    snprintf(condition, sizeof condition, "%s=%s", last, table.fields[0][table.n_columns - 1]);
    expect_no_order(&table, OPTIONS(SET(lists, first)));
    expect_no_order(&table, OPTIONS(SET(by, last), .drop_unlisted = 1));
    expect_no_order(&table, OPTIONS(SET(where, condition), .drop_unlisted = 1));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_order_of_rows_or_columns_changes_what_is_read),
                                     cmocka_unit_test(no_order_matters_where_options_name_columns)};
  return cmocka_run_group_tests(tests, make_file, NULL);
}
