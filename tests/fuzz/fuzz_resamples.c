/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of given resamples: dark_resamples_read_csv on any bytes. What stands behind the last NUL of the input is how many lists
   the table has (default 3); their order in the file is not that of their names. */

#include "fuzz/fuzz.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"h", "a", "p", "b", "o", "c", "n", "d", "m", "e", "l", "f", "k", "g", "j", "i"};

static dark_table *make_table(size_t n_lists) {
  const uint32_t everybody = (UINT32_C(1) << n_lists) - 1;
  const double count = 1;
  dark_table *table = NULL;
  dark_error err = DARK_ERROR_INIT;
  MUST(dark_table_new(&table, names, n_lists, &everybody, &count, 1, &err) == DARK_OK, "%s", err.message);
  return table;
}

static dark_status read_bytes(dark_resamples *out, const dark_table *table, const void *bytes, size_t n, dark_error *err) {
  *err = (dark_error)DARK_ERROR_INIT;
  memset(out, 0xAB, sizeof *out);
  const dark_status status = dark_resamples_read_csv(out, fuzz_file(bytes, n), table, err);
  if (status == DARK_OK) {
    MUST(err->message[0] == '\0', "read, and yet: %s", err->message);
    return status;
  }
  fuzz_check_failure(status, err, 1);
  MUST(out->counts == NULL && out->histories == NULL, "something is left after: %s", err->message);
  return status;
}

static void check_resamples(const dark_resamples *resamples, const dark_table *table) {
  const size_t n = resamples->n_columns;
  MUST(n > 0 && resamples->n_replicates > 0, "%zu columns, %zu replicates", n, resamples->n_replicates);
  for (size_t j = 0; j < n; j++) {
    const uint64_t history = resamples->histories[j];
    MUST(history > 0 && history >> dark_table_n_lists(table) == 0, "history %" PRIx64, history);
    for (size_t i = 0; i < j; i++) MUST(resamples->histories[i] != history, "history %" PRIx64 " twice", history);
  }
  for (size_t i = 0; i < n * resamples->n_replicates; i++) {
    const double count = resamples->counts[i];
    MUST(count >= 0 && count <= DARK_MAX_COUNT && count == floor(count), "%g people", count);
  }
}

static void check_same(const dark_resamples *a, const dark_resamples *b) {
  MUST(a->n_columns == b->n_columns && a->n_replicates == b->n_replicates, "%zu x %zu, not %zu x %zu", b->n_replicates,
       b->n_columns, a->n_replicates, a->n_columns);
  MUST(memcmp(a->histories, b->histories, a->n_columns * sizeof *a->histories) == 0, "histories");
  MUST(memcmp(a->counts, b->counts, a->n_columns * a->n_replicates * sizeof *a->counts) == 0, "counts");
}

static void put_history(FILE *to, const dark_table *table, uint64_t history) {
  char digits[DARK_MAX_LISTS + 1] = "";
  for (size_t l = 0; l < dark_table_n_lists(table); l++)
    digits[dark_table_list_position(table, l)] = (history >> l) & 1 ? '1' : '0';
  fprintf(to, ",h%s", digits);
}

/* Written as CSV and read again they are the same. */
static void check_round_trip(const dark_resamples *resamples, const dark_table *table) {
  char *text = NULL;
  size_t size = 0;
  FILE *to = open_memstream(&text, &size);
  MUST(to != NULL, "the fuzz target itself is out of memory");
  fputs("rep", to);
  for (size_t j = 0; j < resamples->n_columns; j++) put_history(to, table, resamples->histories[j]);
  for (size_t r = 0; r < resamples->n_replicates; r++) {
    fprintf(to, "\n%zu", r + 1);
    for (size_t j = 0; j < resamples->n_columns; j++) fprintf(to, ",%.0f", resamples->counts[r * resamples->n_columns + j]);
  }
  fclose(to);
  dark_resamples again;
  dark_error err;
  MUST(read_bytes(&again, table, text, size, &err) == DARK_OK, "%s when read again:\n%s", err.message, text);
  check_same(resamples, &again);
  dark_resamples_clear(&again);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  size_t end = size, n_lists = 3;
  while (end > 0 && data[end - 1] != '\0') end--;
  if (end > 0) {
    fuzz_texts number = fuzz_split(data + end, size - end, ' ');
    n_lists = 1 + strtoul(number.items[0], NULL, 10) % DARK_MAX_LISTS;
    fuzz_texts_free(&number);
  }
  const size_t n_bytes = end > 0 ? end - 1 : size;
  dark_table *table = make_table(n_lists);
  dark_resamples resamples, again;
  dark_error err, other;
  const dark_status status = read_bytes(&resamples, table, data, n_bytes, &err);
  MUST(read_bytes(&again, table, data, n_bytes, &other) == status, "%s, then: %s", err.message, other.message);
  MUST(strcmp(err.message, other.message) == 0, "%s, then: %s", err.message, other.message);
  if (status == DARK_OK) {
    check_resamples(&resamples, table);
    check_same(&resamples, &again);
    check_round_trip(&resamples, table);
  }
  dark_resamples_clear(&again);
  dark_resamples_clear(&resamples);
  dark_table_free(table);
  return 0;
}
