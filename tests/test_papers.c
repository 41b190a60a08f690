/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables for papers, and workbooks, which the program's own reader reads back. */
#include <unistd.h>

#include <zip.h>

#include "base/error.h"
#include "support/made_up_results.h"
#include "support/table_file.h"
#include "table/form/form.h"

/* ---- md */

static void markdown_rounds_as_the_report_for_reading(void **state) {
  (void)state;
  char *shown = report_categories(DARK_FORMAT_MARKDOWN);
  assert_has(shown, "## Estimates\n\n| form | observed | estimated total | lower limit | upper limit | of them unseen | level |");
  assert_has(shown, "\n|---|---:|---:|---:|---:|---:|---|");
  assert_has(shown, "\n| labour | 1,234 | 4,210 | 3,110 | 6,790 | 2,980 | 95% | estimated |  | bic | \\[12,13,34\\] |");
  assert_has(shown, "\n| begging | 37 |  | 157 |  |  | 95% | lower limit only |");
  assert_has(shown, "| in part | the 1 of 3 that can be estimated; the others come on top (37 observed) |");
  assert_has(shown, "| all people in one table, for comparison only |");
  assert_has(shown, "\n| labour | ABA | EXH | 403 | 0.270 | 0.210 |");
  assert_has(shown, "\n| people analysed | 35 |\n");
  assert_lacks(shown, "at least");
  free(shown);
}

/* ---- xlsx */

/* Rows of a sheet as the reader has them: fields ended by '|', rows by a line end. */
static dark_status take_row(void *context, const dark__row *row, dark_error *err) {
  FILE *stream = context;
  (void)err;
  for (size_t i = 0; i < row->n_fields; i++) fprintf(stream, "%s|", dark__row_field(row, i));
  fputc('\n', stream);
  return DARK_OK;
}

static char *read_sheet(const char *path) {
  char sha256[65], *rows = NULL;
  size_t size;
  dark_error err = DARK_ERROR_INIT;
  FILE *stream = open_memstream(&rows, &size);
  const dark__csv_sink sink = {take_row, take_row, stream};
  const dark__form_source source = {.path = path, .place = path};
  const dark_status status = dark__form_read(sha256, &source, &sink, NULL, &err);
  if (status != DARK_OK) print_error("%s\n", err.message);
  assert_int_equal(status, DARK_OK);
  assert_int_equal(fclose(stream), 0);
  return rows;
}

/* A report into t.xlsx in the current folder, which is one of the test's own; *size of its bytes. */
static char *write_book(const dark_results *results, size_t *size) {
  char *bytes = NULL;
  FILE *stream = open_memstream(&bytes, size), *file = fopen("t.xlsx", "wb");
  dark_table *table = make_table(exh_names, 4);
  assert_non_null(file);
  assert_int_equal(dark_report_results(stream, DARK_FORMAT_XLSX, results, table, &run, NULL), DARK_OK);
  assert_int_equal(fclose(stream), 0);
  assert_int_equal(fwrite(bytes, 1, *size, file), *size);
  fclose(file);
  dark_table_free(table);
  return bytes;
}

static const char *formula[] = {"=1+2"}, *plus[] = {"+1"}, *at[] = {"@cmd|' /C calc'!A0"}, *markup[] = {"<b>&\"x\"\x01"};

static dark_results odd_results(dark_row *rows, dark_detail *details) {
  const char **names[] = {formula, plus, at, markup};
  for (size_t i = 0; i < 4; i++) {
    rows[i] = make_row(i, names[i], 40, 80.25, make_interval(60.5, 120));
    details[i] = make_detail(i, names[i], 40, 80.25);
  }
  dark_results results = make_results(rows, 4, details, 4);
  results.n_categories = 1;
  results.categories = form;
  return results;
}

static void a_workbook_holds_all_digits_and_reads_back(void **state) {
  (void)state;
  dark_row rows[4];
  dark_detail details[4];
  size_t size;
  const dark_results results = odd_results(rows, details);
  free(write_book(&results, &size));
  char *estimates = read_sheet("t.xlsx:Estimates"), *overlap = read_sheet("t.xlsx:Overlaps"),
       *checks = read_sheet("t.xlsx:Checks"), *method = read_sheet("t.xlsx:Method");
  assert_has(estimates, "form|observed|estimated total|lower limit|upper limit|of them unseen|level|state|");
  assert_has(estimates, "=1+2|40|80.25|60.5|120|40.25|95%|estimated||bic|[12,13,34]||");
  assert_has(estimates, "\n+1|40|80.25|");
  assert_has(estimates, "\n@cmd|' /C calc'!A0|40|");
  assert_has(estimates, "\n<b>&\"x\"\\x01|40|");
  assert_has(overlap, "=1+2|ABA|EXH|403|0.27");
  assert_has(checks, "pairs with fewer than 5 people");
  assert_has(method, "option where|sex=female|");
  assert_has(method, "people analysed|35|");
  free(estimates), free(overlap), free(checks), free(method);
}

/* A part of the archive; the caller frees it. */
static char *read_part(const char *name) {
  zip_stat_t about;
  zip_t *archive = zip_open("t.xlsx", ZIP_RDONLY, NULL);
  assert_non_null(archive);
  assert_int_equal(zip_stat(archive, name, 0, &about), 0);
  char *bytes = calloc(about.size + 1, 1);
  zip_file_t *part = zip_fopen(archive, name, 0);
  assert_int_equal(zip_fread(part, bytes, about.size), (zip_int64_t)about.size);
  zip_fclose(part);
  zip_discard(archive);
  return bytes;
}

/* What begins with =, +, - or @ is text; the headings stay where they are; no clock was read. */
static void a_workbook_has_no_formula_and_no_time(void **state) {
  (void)state;
  static const char *const sheets[] = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml",
                                       "xl/worksheets/sheet4.xml"};
  dark_row rows[4];
  dark_detail details[4];
  size_t size;
  const dark_results results = odd_results(rows, details);
  free(write_book(&results, &size));
  for (size_t i = 0; i < 4; i++) {
    char *sheet = read_part(sheets[i]);
    assert_lacks(sheet, "<f>");
    assert_has(sheet, "state=\"frozen\"");
    free(sheet);
  }
  char *strings = read_part("xl/sharedStrings.xml"), *core = read_part("docProps/core.xml");
  assert_has(strings, "<t>=1+2</t>");
  assert_has(strings, "<t>@cmd|' /C calc'!A0</t>");
  assert_has(core, "1980-01-01T00:00:00Z");
  free(strings), free(core);
}

static void the_same_results_are_the_same_bytes(void **state) {
  (void)state;
  dark_row rows[4];
  dark_detail details[4];
  size_t size, again;
  const dark_results results = odd_results(rows, details);
  char *a = write_book(&results, &size);
  sleep(2); /* the resolution of times in archives */
  char *b = write_book(&results, &again);
  assert_int_equal(size, again);
  assert_memory_equal(a, b, size);
  free(a), free(b);
}

/* A cell holds 32,767 characters; what is longer is cut between characters. */
static void a_text_that_is_too_long_is_cut(void **state) {
  (void)state;
  char *name = malloc(2 * 40000 + 1);
  const char *levels[] = {name};
  size_t size;
  for (size_t i = 0; i < 40000; i++) memcpy(name + 2 * i, "ä", 2);
  name[80000] = '\0';
  dark_row rows[] = {make_row(0, levels, 40, 80, make_interval(60, 120))};
  dark_detail details[] = {make_detail(0, levels, 40, 80)};
  dark_results results = make_results(rows, 1, details, 1);
  results.n_categories = 1;
  results.categories = form;
  free(write_book(&results, &size));
  char *estimates = read_sheet("t.xlsx:Estimates"), *first = strchr(estimates, '\n') + 1;
  assert_int_equal(strchr(first, '|') - first, 2 * 32767);
  free(estimates);
  free(name);
}

static void other_reports_are_refused(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = make_table(exh_names, 4);
  char *bytes = NULL;
  size_t size;
  FILE *stream = open_memstream(&bytes, &size);
  assert_int_equal(dark_report_candidates(stream, DARK_FORMAT_XLSX, NULL, NULL, 0, table, &run, &err), DARK_EUSAGE);
  assert_string_equal(err.message, "dark_report_candidates: format is for results and descriptions");
  fclose(stream);
  assert_int_equal(size, 0);
  free(bytes);
  dark_table_free(table);
}

static int remove_all(void **state) {
  unlink("t.xlsx");
  return table_folder_remove(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(markdown_rounds_as_the_report_for_reading), cmocka_unit_test(a_workbook_holds_all_digits_and_reads_back),
      cmocka_unit_test(the_same_results_are_the_same_bytes),       cmocka_unit_test(a_text_that_is_too_long_is_cut),
      cmocka_unit_test(a_workbook_has_no_formula_and_no_time),     cmocka_unit_test(other_reports_are_refused),
  };
  return cmocka_run_group_tests(tests, table_folder_make, remove_all);
}
