/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every published table by every method: frame "estimates" of a fit of arrays has the bytes of the command's CSV, and what one refuses the other
   refuses.

     usage: test_bridge_tables [TABLE]     all of data/published, or one */

#include <ctype.h>
#include <dirent.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "writing/csv.h"
#include "writing/numbers.h"

enum { MOST_COLUMNS = 64, MOST_ROWS = 4096, MOST_TABLES = 64 };

/* ---- A file as columns: of integers where all fields are, else of texts */

typedef struct columns {
  char names[MOST_COLUMNS][64];
  int32_t numbers[MOST_COLUMNS][MOST_ROWS];
  const char *texts[MOST_COLUMNS][MOST_ROWS];
  bool is_text[MOST_COLUMNS];
  char *file; /* whose commas and line ends are NUL now */
  size_t n, n_rows;
} columns;

/* Cut the line that begins at *at, and move *at behind it. */
static size_t split(char *fields[MOST_COLUMNS], char **at) {
  size_t n = 0;
  for (char end = ','; end == ',' && n < MOST_COLUMNS; (*at)++) {
    fields[n++] = *at;
    *at += strcspn(*at, ",\r\n");
    end = **at;
    **at = '\0';
    if (end == '\r') *++*at = '\0';
    if (end == '\0') return n;
  }
  return n;
}

static char *read_file(const char *path) {
  char *text = NULL;
  size_t size = 0;
  FILE *file = fopen(path, "r"), *stream = open_memstream(&text, &size);
  assert_non_null(file);
  for (int c; (c = getc(file)) != EOF;) putc(c, stream);
  fclose(file);
  fclose(stream);
  return text;
}

static void take_field(columns *out, size_t c, const char *field) {
  char *end;
  out->texts[c][out->n_rows] = field;
  out->numbers[c][out->n_rows] = (int32_t)strtol(field, &end, 10);
  out->is_text[c] |= *end != '\0' || end == field;
}

static void read_columns(columns *out, const char *path) {
  char nothing[1] = "", *fields[MOST_COLUMNS];
  for (size_t c = 0; c < MOST_COLUMNS; c++) fields[c] = nothing;
  *out = (columns){.file = read_file(path)};
  char *at = out->file;
  out->n = split(fields, &at);
  for (size_t c = 0; c < out->n; c++) snprintf(out->names[c], sizeof out->names[c], "%.63s", fields[c]);
  for (; *at != '\0'; out->n_rows++) {
    assert_true(out->n_rows < MOST_ROWS);
    assert_int_equal(split(fields, &at), out->n);
    for (size_t c = 0; c < out->n; c++) take_field(out, c, fields[c]);
  }
}

/* NULL: the columns are refused. */
static dark_table *table_of_columns(const char *path) {
  static columns read;
  dark_data *data;
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  read_columns(&read, path);
  assert_ok(dark_data_new(&data, read.n_rows, &err), err);
  for (size_t c = 0; c < read.n; c++) {
    if (read.is_text[c]) assert_ok(dark_data_add_texts(data, read.names[c], read.texts[c], NULL, &err), err);
    else assert_ok(dark_data_add_ints(data, read.names[c], read.numbers[c], NULL, &err), err);
  }
  const dark_status status = dark_table_from_data(&table, data, NULL, &err);
  assert_true(status == DARK_OK || status == DARK_EDATA || status == DARK_EUSAGE);
  dark_data_free(data);
  free(read.file);
  return table;
}

/* ---- A frame as the command would write it */

static void write_cell(FILE *stream, const dark_frame *frame, size_t c, size_t r) {
  const dark_column_type type = dark_frame_column_type(frame, c);
  const bool is_level = strcmp(dark_frame_column_name(frame, c), "level") == 0;
  if (type == DARK_COLUMN_TEXT) dark__put_text(stream, dark_frame_texts(frame, c)[r]);
  else if (type == DARK_COLUMN_WHOLE) fprintf(stream, "%lld", (long long)dark_frame_wholes(frame, c)[r]);
  else if (is_level) fputs(dark__shortest(dark_frame_reals(frame, c)[r]).text, stream);
  else fputs(dark__exact(dark_frame_reals(frame, c)[r]).text, stream);
}

static char *write_frame(const dark_frame *frame) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  const size_t n = dark_frame_n_columns(frame);
  for (size_t c = 0; c < n; c++) fprintf(stream, "%s%c", dark_frame_column_name(frame, c), c + 1 < n ? ',' : '\n');
  for (size_t r = 0; r < dark_frame_n_rows(frame); r++)
    for (size_t c = 0; c < n; c++) {
      write_cell(stream, frame, c, r);
      fputc(c + 1 < n ? ',' : '\n', stream);
    }
  fclose(stream);
  return text;
}

/* Of many lists most methods take minutes: of some they are asked for the estimate alone, and of many only those that take no time. */
enum { SOME_LISTS = 5, MANY_LISTS = 6 };
static const char *replicates_for(const dark_table *table) { return dark_table_n_lists(table) > SOME_LISTS ? "0" : "10"; }

static bool is_quick(const dark_table *table, const char *method) {
  const char *const quick[] = {"independence", "chao", "chao-bc", "mth-chao", "petersen", "chapman", "chao-regression"};
  if (dark_table_n_lists(table) <= MANY_LISTS) return true;
  for (size_t i = 0; i < sizeof quick / sizeof quick[0]; i++)
    if (strcmp(method, quick[i]) == 0) return true;
  return false;
}

/* NULL: refused. */
static char *ask_library(const dark_table *table, const char *method) {
  dark_request *request;
  dark_answer *answer;
  dark_frame *frame;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_request_new(&request, &err), err);
  assert_ok(dark_request_set_text(request, "method", method, &err), err);
  assert_ok(dark_request_set_text(request, "replicates", replicates_for(table), &err), err);
  assert_ok(dark_request_set_whole(request, "fit_draws", 0, &err), err);
  const dark_status status = dark_answer_fit(&answer, table, request, NULL, &err);
  dark_request_free(request);
  if (status != DARK_OK) {
    assert_true(status == DARK_EUSAGE || status == DARK_ELIMIT);
    assert_null(strstr(err.message, "--"));
    return NULL;
  }
  assert_ok(dark_answer_frame(&frame, answer, "estimates", &err), err);
  dark_answer_free(answer);
  char *text = write_frame(frame);
  dark_frame_free(frame);
  return text;
}

static char *ask_command(const char *path, const char *method, const dark_table *table) {
  char command[512], *text = NULL;
  size_t size = 0;
  const char *program = getenv("DARKFIGURE");
  snprintf(command, sizeof command, "%s fit -q --format csv --method %s --replicates %s --fit-draws 0 %s 2>/dev/null",
           program == NULL ? "build/darkfigure" : program, method, replicates_for(table), path);
  FILE *answer = popen(command, "r"), *stream = open_memstream(&text, &size);
  assert_non_null(answer);
  for (int c; (c = getc(answer)) != EOF;) putc(c, stream);
  pclose(answer);
  fclose(stream);
  return text;
}

/* ---- The test */

static char tables[MOST_TABLES][256];
static size_t n_tables;

static void estimates_are_those_of_the_command(void **state) {
  const char *path = *state;
  dark_table *table = table_of_columns(path);
  size_t n_answers = 0;
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) {
    const char *method = dark_estimator_name(dark_estimator_at(i));
    if (strcmp(method, "fixed") == 0 || !is_quick(table, method)) continue;
    char *ours = table == NULL ? NULL : ask_library(table, method), *theirs = ask_command(path, method, table);
    if (strcmp(ours == NULL ? "" : ours, theirs) != 0)
      fail_msg("%s by %s:\n%s\nand the command:\n%s", path, method, ours == NULL ? "" : ours, theirs);
    n_answers += ours != NULL;
    free(ours);
    free(theirs);
  }
  assert_int_equal(n_answers > 0, table != NULL);
  dark_table_free(table);
}

static void find_tables(void) {
  DIR *folder = opendir(DARK_DATA);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    const size_t length = strlen(entry->d_name);
    if (length < 5 || strcmp(entry->d_name + length - 4, ".csv") != 0 || n_tables == MOST_TABLES) continue;
    snprintf(tables[n_tables++], sizeof tables[0], "%s/%.200s", DARK_DATA, entry->d_name);
  }
  closedir(folder);
}

int main(int argc, char **argv) {
  static struct CMUnitTest tests[MOST_TABLES];
  find_tables();
  for (size_t i = 0; i < n_tables; i++)
    tests[i] = (struct CMUnitTest){tables[i], estimates_are_those_of_the_command, NULL, NULL, tables[i]};
  if (argc > 1) cmocka_set_test_filter(argv[1]);
  return _cmocka_run_group_tests("bridge_tables", tests, n_tables, NULL, NULL);
}
