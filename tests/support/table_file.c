/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/table_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[512];

int table_folder_make(void **state) {
  (void)state;
  const char *parent = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/darkfigure-table-XXXXXX", parent == NULL ? "/tmp" : parent);
  return mkdtemp(folder) == NULL ? -1 : chdir(folder);
}

int table_folder_remove(void **state) {
  (void)state;
  remove("t.csv");
  return chdir("/") == 0 ? rmdir(folder) : -1;
}

void table_file_write(const char *bytes, size_t n) {
  FILE *file = fopen("t.csv", "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
}

dark_table *table_file_read(const char *csv, const dark_read_options *options) {
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  table_file_write(csv, strlen(csv));
  const dark_status status = dark_table_read_csv(&table, "t.csv", options, &err);
  assert_string_equal(err.message, "");
  assert_int_equal(status, DARK_OK);
  return table;
}

void expect_table(const char *csv, const dark_read_options *options, const char *shape, const char *notes) {
  dark_table *table = table_file_read(csv, options);
  assert_string_equal(shape_of(table).bytes, shape);
  if (notes != NULL) assert_string_equal(notes_of(table).bytes, notes);
  dark_table_free(table);
}

void expect_refusal(dark_status status, const char *csv, const dark_read_options *options, const char *message) {
  dark_table *table = (dark_table *)&table;
  dark_error err = DARK_ERROR_INIT;
  table_file_write(csv, strlen(csv));
  const dark_status actual = dark_table_read_csv(&table, "t.csv", options, &err);
  assert_string_equal(err.message, message);
  assert_int_equal(actual, status);
  assert_int_equal(err.status, status);
  assert_null(table);
}

void expect_bad_data(const char *csv, const char *message) { expect_refusal(DARK_EDATA, csv, NULL, message); }

void expect_bad_use(const char *csv, const dark_read_options *options, const char *message) {
  expect_refusal(DARK_EUSAGE, csv, options, message);
}
