/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/list_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

const dark_list_file abc[MOST_FILES] = {{"A", "a.csv", NULL}, {"B", "b.csv", NULL}, {"C", "c.csv", NULL}};
static char folder[512];

int list_files_begin(void **state) {
  (void)state;
  const char *parent = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/darkfigure-link-XXXXXX", parent == NULL ? "/tmp" : parent);
  return mkdtemp(folder) == NULL ? -1 : chdir(folder);
}

int list_files_end(void **state) {
  (void)state;
  for (size_t i = 0; i < MOST_FILES; i++) remove(abc[i].path);
  remove("joined.csv");
  return chdir("/") == 0 ? rmdir(folder) : -1;
}

void write_bytes(const char *path, const char *bytes, size_t n) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
}

void write_text(const char *path, const char *csv) { write_bytes(path, csv, strlen(csv)); }

dark_table *read_linked(const char *const *csv, size_t n, const dark_read_options *options) {
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  for (size_t i = 0; i < n; i++) write_text(abc[i].path, csv[i]);
  const dark_status status = dark_table_link_csv(&table, "id", abc, n, options, &err);
  assert_string_equal(err.message, "");
  assert_int_equal(status, DARK_OK);
  return table;
}

void accept(const char *const *csv, size_t n, const dark_read_options *options, const char *shape, const char *notes) {
  dark_table *table = read_linked(csv, n, options);
  assert_string_equal(shape_of(table).bytes, shape);
  if (notes != NULL) assert_string_equal(notes_of(table).bytes, notes);
  dark_table_free(table);
}

void reject_files(dark_status expected, const char *key, const dark_list_file *files, size_t n, const dark_read_options *options,
                  const char *message) {
  dark_table *table = (dark_table *)&table;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark_table_link_csv(&table, key, files, n, options, &err);
  assert_string_equal(err.message, message);
  assert_int_equal(status, expected);
  assert_null(table);
}

void reject(dark_status expected, const char *const *csv, size_t n, const dark_read_options *options, const char *message) {
  for (size_t i = 0; i < n; i++) write_text(abc[i].path, csv[i]);
  reject_files(expected, "id", abc, n, options, message);
}

unsigned draw_number(uint64_t *seed, unsigned n) {
  *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(*seed >> 33) % n;
}
