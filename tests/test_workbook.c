/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks of Excel and LibreOffice are read as the CSV file with the same table is, sheets are never guessed, and what is damaged, hidden
   or merged is said. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/list_files.h"
#include "support/workbook_file.h"

static char folder[512];
static const char *const files[] = {"t.xlsx", "t.ods", "t.csv", "a.csv", "b.csv", "c.csv", "cut.xlsx"};

static int begin(void **state) {
  (void)state;
  const char *parent = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/darkfigure-workbook-XXXXXX", parent == NULL ? "/tmp" : parent);
  return mkdtemp(folder) == NULL ? -1 : chdir(folder);
}

static int end(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) remove(files[i]);
  return chdir("/") == 0 ? rmdir(folder) : -1;
}

static const dark_read_options by_form = {.version = 1, .by = (const char *const[]){"form"}, .n_by = 1};

static void expect_table(const char *path, const dark_read_options *options, const char *shape, const char *notes) {
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark_table_read_csv(&table, path, options, &err);
  assert_string_equal(err.message, "");
  assert_int_equal(status, DARK_OK);
  assert_string_equal(shape_of(table).bytes, shape);
  if (notes != NULL) assert_string_equal(notes_of(table).bytes, notes);
  dark_table_free(table);
}

static void expect_failure(const char *path, dark_status expected, const dark_read_options *options, const char *message) {
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = dark_table_read_csv(&table, path, options, &err);
  assert_string_equal(err.message, message);
  assert_int_equal(status, expected);
  assert_null(table);
}

/* The shape that the CSV file gives, which both workbooks give too. */
static void expect_same_as_csv(const char *csv, const dark_read_options *options) {
  dark_table *table;
  write_text("t.csv", csv);
  assert_int_equal(dark_table_read_csv(&table, "t.csv", options, NULL), DARK_OK);
  const text shape = shape_of(table), notes = notes_of(table);
  dark_table_free(table);
  excel_write_csv("t.xlsx", csv);
  opendocument_write_csv("t.ods", csv);
  expect_table("t.xlsx", options, shape.bytes, notes.bytes);
  expect_table("t.ods", options, shape.bytes, notes.bytes);
}

static void a_title_above_the_table_is_left_out(void **state) {
  (void)state;
  const char *csv = "Victims in 2017\n\nA,B,count\n1,0,12\n0,1,7\n1,1,3\n";
  excel_write_csv("t.xlsx", csv);
  expect_table("t.xlsx", NULL, "A@0 B@1 | 1:12 2:7 3:3",
               "t.xlsx: 1 row above the header was left out\nlists found by their values: A, B\n");
  opendocument_write_csv("t.ods", csv);
  expect_table("t.ods", NULL, "A@0 B@1 | 1:12 2:7 3:3",
               "t.ods: 1 row above the header was left out\nlists found by their values: A, B\n");
  excel_write_csv("t.xlsx", "A\n1\n0\n");
  expect_failure("t.xlsx", DARK_EDATA, NULL,
                 "t.xlsx:3: this row counts people who are on no list; --drop-unlisted leaves them out");
  excel_write_csv("t.xlsx", "A\n");
  expect_failure("t.xlsx", DARK_EDATA, NULL,
                 "t.xlsx: no records, only a header; below it each row is a person, or with a column 'count' so many people");
}

static void workbooks_are_read_as_csv_is(void **state) {
  (void)state;
  expect_same_as_csv("A,B,C,count\n1,0,0,12\n0,1,0,7\n1,1,1,3\n", NULL);
  expect_same_as_csv("A,B,form,count\n1,0,x,12\n0,1,,7\n1,1,y z,3\n", &by_form);
  expect_same_as_csv("A,B,form\nyes,no,\xC3\xA4\nno,yes,\xE2\x82\xAC\nyes,yes,\xC3\xA4\n", &by_form);
}

/* ---- What a cell shows */

/* The levels of category f of a sheet of Excel whose rows have the cells `cells` [n] in column C. */
static void expect_levels(const excel_book *with, const char *const *cells, size_t n, const char *levels) {
  char xml[8192] = "<sheetData><row><c t=\"str\"><v>A</v></c><c t=\"str\"><v>B</v></c><c t=\"str\"><v>f</v></c></row>",
       found[512] = "";
  for (size_t i = 0; i < n; i++)
    snprintf(xml + strlen(xml), sizeof xml - strlen(xml), "<row><c><v>1</v></c><c><v>%d</v></c>%s</row>", (int)(i % 2), cells[i]);
  strcat(xml, "</sheetData>");
  const book_sheet sheet = {"S", xml, 0};
  excel_book book = *with;
  book.sheets = &sheet, book.n_sheets = 1;
  excel_write("t.xlsx", &book);
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  const dark_read_options options = {
      .version = 1, .by = (const char *const[]){"f"}, .n_by = 1, .lists = (const char *const[]){"A", "B"}, .n_lists = 2};
  const dark_status status = dark_table_read_csv(&table, "t.xlsx", &options, &err);
  assert_string_equal(err.message, "");
  assert_int_equal(status, DARK_OK);
  for (size_t i = 0; i < dark_table_n_levels(table, 0); i++)
    snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s", i == 0 ? "" : "|", dark_table_level_name(table, 0, i));
  assert_string_equal(found, levels);
  dark_table_free(table);
}

#define LEVELS(book, levels, ...) \
  expect_levels(book, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), levels)

static void cells_are_what_they_show(void **state) {
  (void)state;
  const excel_book plain = {.strings =
                                "<si><t> two words </t></si><si><r><t>ri</t></r><r><rPr/><t>ch</t></r><rPh><t>no</t></rPh></si>"};
  LEVELS(&plain, "rich|two words", "<c t=\"s\"><v>0</v></c>", "<c t=\"s\"><v>1</v></c>");
  LEVELS(&plain, "-3|0.1|12|1E+15", "<c><v>1.2E1</v></c>", "<c><v>0.10000000000000001</v></c>", "<c><v>-3</v></c>",
         "<c><v>1000000000000000</v></c>");
  LEVELS(&plain, "#REF!|(missing)|FALSE|TRUE", "<c t=\"b\"><v>1</v></c>", "<c t=\"b\"><v>0</v></c>",
         "<c t=\"e\"><f>X</f><v>#N/A</v></c>", "<c t=\"e\"><v>#REF!</v></c>");
  LEVELS(&plain, "4|in line|stored", "<c><f>2+2</f><v>4</v></c>", "<c t=\"str\"><f>Y</f><v>stored</v></c>",
         "<c t=\"inlineStr\"><is><r><t>in </t></r><r><t>line</t></r></is></c>");
}

/* Day 1 is 1 January 1900 and day 60 a day that never was; 42856 is 1 May 2017 (25569 is 1 January 1970: 17287 days later). With 1904 as
   the beginning all numbers are 1462 less. */
static void dates_are_days_of_the_calendar(void **state) {
  (void)state;
  const char *styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy;@\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"&quot;day &quot;0.00\"/><numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/>"
      "<numFmt numFmtId=\"167\" formatCode=\"[Red]0\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
      "<xf numFmtId=\"22\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/></cellXfs>";
  const excel_book since_1900 = {.styles = styles}, since_1904 = {.styles = styles, .is_1904 = 1};
  LEVELS(&since_1900, "1900-01-01|1900-03-01|2017-05-01|42856", "<c s=\"1\"><v>1</v></c>", "<c s=\"2\"><v>61</v></c>",
         "<c s=\"2\"><v>42856</v></c>", "<c s=\"0\"><v>42856</v></c>", "<c s=\"3\"><v>42856</v></c>",
         "<c s=\"6\"><v>42856</v></c>");
  LEVELS(&since_1900, "2017-05-01 06:00:00|2017-05-02|36:30:00", "<c s=\"4\"><v>42856.25</v></c>", "<c s=\"4\"><v>42857</v></c>",
         "<c s=\"5\"><v>1.5208333333333333</v></c>");
  LEVELS(&since_1900, "2017-05-01|2017-05-01 10:30:00", "<c t=\"d\"><v>2017-05-01T00:00:00</v></c>",
         "<c t=\"d\"><v>2017-05-01T10:30:00</v></c>");
  LEVELS(&since_1904, "2017-05-01", "<c s=\"1\"><v>41394</v></c>", "<c s=\"1\"><v>41394</v></c>");
}

static void a_formula_without_its_value_is_refused(void **state) {
  (void)state;
  const book_sheet sheet = {
      "S", "<sheetData><row><c t=\"str\"><v>A</v></c></row><row r=\"7\"><c r=\"A7\"><f>1+1</f></c></row></sheetData>", 0};
  excel_write("t.xlsx", &(excel_book){.sheets = &sheet, .n_sheets = 1});
  expect_failure("t.xlsx", DARK_EDATA, NULL,
                 "t.xlsx:7:1: a formula without its value; open the workbook in a spreadsheet program and save it");
  const book_sheet other = {"S", "<table:table-row><table:table-cell table:formula=\"of:=1\"/></table:table-row>", 0};
  opendocument_write("t.ods", &other, 1);
  expect_failure("t.ods", DARK_EDATA, NULL,
                 "t.ods:1:1: a formula without its value; open the workbook in a spreadsheet program and save it");
}

#define WORD(text) "<table:table-cell office:value-type=\"string\"><text:p>" text "</text:p></table:table-cell>"
#define NUMBER(text) \
  "<table:table-cell office:value-type=\"float\" office:value=\"" text "\"><text:p>" text ",0</text:p></table:table-cell>"

static void cells_of_opendocument_are_what_they_show(void **state) {
  (void)state;
  const book_sheet sheet = {
      "S",
      "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>"
      "<table:table-header-rows><table:table-row>" WORD("A") WORD("B")
          WORD("f") "<table:table-cell table:number-columns-repeated=\"16381\"/></table:table-row></table:table-header-rows>"
                    "<table:table-row><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" "
                    "office:value=\"1\"/>"
                    "<table:table-cell office:value-type=\"date\" "
                    "office:date-value=\"2017-05-01T00:00:00\"><text:p>1.5.17</text:p></table:table-cell>"
                    "</table:table-row>"
                    "<table:table-row table:number-rows-repeated=\"3\">" NUMBER("1") NUMBER(
                        "0") "<table:table-cell office:value-type=\"string\" "
                             "calcext:value-type=\"string\"><office:annotation><text:p>a note</text:p>"
                             "</office:annotation><text:p>a<text:s "
                             "text:c=\"2\"/><text:span>b</text:span></text:p><text:p>c</text:p></table:table-cell>"
                             "</table:table-row>"
                             "<table:table-row table:visibility=\"filter\">" NUMBER("0") NUMBER(
                                 "1") "<table:table-cell office:value-type=\"string\" "
                                      "calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row>"
                                      "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell "
                                      "table:number-columns-repeated=\"16384\"/></table:table-row>",
      0};
  dark_read_options options = by_form;
  options.by = (const char *const[]){"f"};
  opendocument_write("t.ods", &sheet, 1);
  expect_table("t.ods", &options, "A@0 B@1 | [(missing)] 2:1 | [2017-05-01] 3:1 | [a  b\nc] 1:3",
               "t.ods: 1 row that a filter hides was read as well; what is not to be counted must be deleted\n"
               "t.ods: hidden column C was read as well\nlists found by their values: A, B\n"
               "1 person has no value of f and is counted as (missing)\n");
}

/* ---- Which sheet */

static void several_sheets_are_never_guessed(void **state) {
  (void)state;
  char *one = excel_sheet_of("A,B\n1,0\n0,1\n1,1\n"), *two = excel_sheet_of("A,B\n1,0\n");
  const book_sheet both[] = {{"Police 2013", one, 0}, {"NGO", two, 0}}, hidden[] = {{"NGO", two, 1}, {"Police", one, 0}},
                   none[] = {{"NGO", two, 1}};
  excel_write("t.xlsx", &(excel_book){.sheets = both, .n_sheets = 2});
  expect_failure("t.xlsx", DARK_EUSAGE, NULL,
                 "t.xlsx: 2 sheets: Police 2013, NGO; say which, as in 't.xlsx:Police 2013', or make each a list with --link KEY "
                 "'t.xlsx:Police 2013' ...");
  expect_table("t.xlsx:Police 2013", NULL, "A@0 B@1 | 1:1 2:1 3:1", NULL);
  expect_failure("t.xlsx:police", DARK_EUSAGE, NULL,
                 "t.xlsx:police: there is no sheet 'police'; the sheets are Police 2013, NGO");
  excel_write("t.xlsx", &(excel_book){.sheets = hidden, .n_sheets = 2});
  expect_table("t.xlsx", NULL, "A@0 B@1 | 1:1 2:1 3:1",
               "t.xlsx: sheet 'NGO' is hidden and was not read\nlists found by their values: A, B\n");
  excel_write("t.xlsx", &(excel_book){.sheets = none, .n_sheets = 1});
  expect_failure("t.xlsx", DARK_EUSAGE, NULL, "t.xlsx: all sheets are hidden: NGO; say which, as in 't.xlsx:NGO'");
  free(one), free(two);
}

static void a_sheet_of_what_is_no_workbook_is_refused(void **state) {
  (void)state;
  write_text("t.csv", "A,B\n1,0\n");
  expect_failure("t.csv:S", DARK_EUSAGE, NULL, "t.csv:S: no workbook, so that there is no sheet 'S'");
  expect_failure("none.csv:S", DARK_EIO, NULL, "none.csv:S: cannot be opened: No such file or directory");
}

static void sheets_are_linked_as_files_are(void **state) {
  (void)state;
  const char *const csv[] = {"id,form\nk1,x\nk2,y\n", "id,form\nk2,y\nk3,x\n"};
  char *xml[] = {opendocument_sheet_of(csv[0]), opendocument_sheet_of(csv[1])};
  const book_sheet sheets[] = {{"P", xml[0], 0}, {"N", xml[1], 0}};
  const dark_list_file books[] = {{"A", "t.ods:P", NULL}, {"B", "t.ods:N", NULL}};
  dark_table *table;
  opendocument_write("t.ods", sheets, 2);
  dark_table *expected = read_linked(csv, 2, &by_form);
  assert_int_equal(dark_table_link_csv(&table, "id", books, 2, &by_form, NULL), DARK_OK);
  assert_string_equal(shape_of(table).bytes, shape_of(expected).bytes);
  assert_string_equal(dark_table_link(table)->files[0].sha256, dark_table_link(table)->files[1].sha256);
  dark_table_free(table), dark_table_free(expected);
  free(xml[0]), free(xml[1]);
}

/* ---- What is hidden, merged or beyond the table */

static void hidden_rows_and_columns_are_told(void **state) {
  (void)state;
  const char *rows =
      "<sheetData><row><c t=\"str\"><v>A</v></c><c t=\"str\"><v>B</v></c></row>"
      "<row hidden=\"1\"><c><v>1</v></c><c><v>0</v></c></row><row hidden=\"1\"><c><v>0</v></c><c><v>1</v></c></row>"
      "<row hidden=\"1\"/></sheetData>";
  char plain[1024], filtered[1024];
  snprintf(plain, sizeof plain, "<cols><col min=\"2\" max=\"9\" hidden=\"1\"/></cols>%s", rows);
  snprintf(filtered, sizeof filtered, "<sheetPr filterMode=\"1\"/>%s", rows);
  const book_sheet first = {"S", plain, 0}, second = {"S", filtered, 0};
  excel_write("t.xlsx", &(excel_book){.sheets = &first, .n_sheets = 1});
  expect_table("t.xlsx", NULL, "A@0 B@1 | 1:1 2:1",
               "t.xlsx: 2 rows that the sheet hides were read as well; what is not to be counted must be deleted\n"
               "t.xlsx: hidden column B was read as well\nlists found by their values: A, B\n");
  excel_write("t.xlsx", &(excel_book){.sheets = &second, .n_sheets = 1});
  expect_table("t.xlsx", NULL, "A@0 B@1 | 1:1 2:1",
               "t.xlsx: 2 rows that a filter hides were read as well; what is not to be counted must be deleted\n"
               "lists found by their values: A, B\n");
}

static void merged_cells_in_the_table_are_refused(void **state) {
  (void)state;
  const char *const merges[] = {"C2:C3", "E1:F9", "A2:A2"};
  char xml[1024], *rows = excel_sheet_of("A,B,f\n1,0,x\n0,1,\n");
  for (size_t i = 0; i < 3; i++) {
    const book_sheet sheet = {"S", xml, 0};
    snprintf(xml, sizeof xml, "%s<mergeCells><mergeCell ref=\"%s\"/></mergeCells>", rows, merges[i]);
    excel_write("t.xlsx", &(excel_book){.sheets = &sheet, .n_sheets = 1});
    if (i == 0)
      expect_failure(
          "t.xlsx", DARK_EDATA, NULL,
          "t.xlsx:2:3: cells C2:C3 are merged, so that only the first has a value; unmerge them and give each its own");
    else expect_table("t.xlsx", NULL, "A@0 B@1 | 1:1 2:1", NULL);
  }
  free(rows);
}

/* A title over all columns, as LibreOffice writes it, is one cell that covers others; so are titles side by side in the header, which are refused. */
static void merged_titles_of_opendocument_are_left_out(void **state) {
  static const char title[] =
      "<table:table-row><table:table-cell table:number-columns-spanned=\"3\" table:number-rows-spanned=\"1\" "
      "office:value-type=\"string\"><text:p>Victims</text:p></table:table-cell>"
      "<table:covered-table-cell table:number-columns-repeated=\"2\"/></table:table-row>";
  static const char header[] =
      "<table:table-row><table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\" "
      "office:value-type=\"string\"><text:p>A</text:p></table:table-cell><table:covered-table-cell/>"
      "<table:table-cell office:value-type=\"string\"><text:p>B</text:p></table:table-cell></table:table-row>";
  char xml[4096], *rows = opendocument_sheet_of("A,B,f\n1,0,x\n0,1,y\n"), *plain = opendocument_sheet_of("1,0,1\n0,1,1\n");
  const book_sheet sheet = {"S", xml, 0};
  (void)state;
  snprintf(xml, sizeof xml, "%s%s", title, rows);
  opendocument_write("t.ods", &sheet, 1);
  expect_table("t.ods", NULL, "A@0 B@1 | 1:1 2:1",
               "t.ods: 1 row above the header was left out\nlists found by their values: A, B\n"
               "each row was taken for one person; columns not used: f\n");
  snprintf(xml, sizeof xml, "%s%s", header, plain);
  opendocument_write("t.ods", &sheet, 1);
  expect_failure("t.ods", DARK_EDATA, NULL,
                 "t.ods:1:1: cells A1:B1 are merged, so that only the first has a value; unmerge them and give each its own");
  free(rows);
  free(plain);
}

static void a_cell_beyond_the_header_is_refused(void **state) {
  (void)state;
  excel_write_csv("t.xlsx", "A,B\n1,0\n0,1,,2\n");
  expect_failure("t.xlsx", DARK_EDATA, NULL, "t.xlsx:3:4: a cell beyond the header, which has 2 columns in row 1");
  excel_write_csv("t.xlsx", "");
  expect_failure("t.xlsx", DARK_EDATA, NULL, "t.xlsx: the sheet is empty");
}

/* ---- Damage and malice */

static void entities_and_depth_are_refused(void **state) {
  (void)state;
  char deep[2048] = "";
  for (int i = 0; i < 70; i++) strcat(deep, "<a>");
  const zip_part bomb[] = {{"content.xml", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><x>&b;</x>"}};
  const zip_part nested[] = {{"content.xml", deep}};
  zip_write("t.ods", bomb, 1, 6);
  expect_failure("t.ods", DARK_EDATA, NULL, "t.ods: a damaged workbook: XML with a document type, which no workbook has");
  zip_write("t.ods", nested, 1, 6);
  expect_failure("t.ods", DARK_ELIMIT, NULL, "t.ods: a damaged workbook: XML more than 64 deep");
}

/* 80 MB in one attribute come from 80 kB of archive, and 17 thousand million cells from a few lines. */
static void what_expands_without_bound_is_refused(void **state) {
  (void)state;
  const size_t n = (size_t)80 << 20;
  char *long_text = malloc(n + 1);
  assert_non_null(long_text);
  memset(long_text, 'x', n);
  memcpy(long_text, "<a b=\"", 6);
  long_text[n] = '\0';
  zip_write("t.ods", (const zip_part[]){{"content.xml", long_text}}, 1, 6);
  free(long_text);
  expect_failure("t.ods", DARK_ELIMIT, NULL, "t.ods: a piece of XML of more than 64 MiB");
  const book_sheet sheet = {
      "S",
      "<table:table-row>" WORD(
          "A") "</table:table-row><table:table-row table:number-rows-repeated=\"1048575\">"
               "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>"
               "</table:table-row>",
      0};
  opendocument_write("t.ods", &sheet, 1);
  expect_failure("t.ods", DARK_EDATA, NULL, "t.ods:2:16384: a cell beyond the header, which has 1 column in row 1");
}

static void other_archives_are_named(void **state) {
  (void)state;
  static const struct {
    const char *part, *message;
  } all[] = {{"word/document.xml", "t.xlsx: a text document; save its table as a workbook or as CSV"},
             {"xl/workbook.bin", "t.xlsx: a binary Excel workbook (.xlsb); save it as .xlsx or as CSV"},
             {"Index/Document.iwa", "t.xlsx: a document of Apple's; export it as Excel or CSV"},
             {"lists.csv", "t.xlsx: a zip archive that is no workbook; unpack it"}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    zip_write("t.xlsx", (const zip_part[]){{all[i].part, "x"}}, 1, 0);
    expect_failure("t.xlsx", DARK_EDATA, NULL, all[i].message);
  }
}

/* A file cut short or with a byte changed is refused, or is the same table still. */
static void damage_is_noticed_or_harmless(void **state) {
  (void)state;
  static char bytes[65536], damaged[65536];
  excel_write_csv("t.xlsx", "A,B,C,count\n1,0,0,12\n0,1,0,7\n1,1,1,3\n");
  FILE *file = fopen("t.xlsx", "rb");
  const size_t n = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  size_t n_refused = 0;
  for (size_t i = 4; i < 2 * n; i++) {
    dark_table *table;
    const size_t n_left = i < n ? i : n;
    memcpy(damaged, bytes, n);
    if (i >= n) damaged[i - n] = (char)(damaged[i - n] ^ (1 << i % 8));
    write_bytes("cut.xlsx", damaged, n_left);
    const dark_status status = dark_table_read_csv(&table, "cut.xlsx", NULL, NULL);
    assert_true(status == DARK_OK || status == DARK_EDATA || status == DARK_ELIMIT || status == DARK_EUSAGE);
    if (status == DARK_OK) assert_string_equal(shape_of(table).bytes, "A@0 B@1 C@2 | 1:12 2:7 7:3");
    n_refused += status != DARK_OK;
    dark_table_free(table);
  }
  assert_true(n_refused > n);
}

/* ---- Keys that a spreadsheet has damaged, and codes of persons; none is shown */

static void damaged_keys_are_refused(void **state) {
  (void)state;
  static const struct {
    const char *keys, *message;
  } all[] = {
      {"id\n1.23457E+15\n",
       "a.csv:2:1: a long number in the short form of a spreadsheet, its last digits lost, where a pseudonym "
       "should be; export the keys anew, as text"},
      {"id\n1,2E+20\n", NULL},
      {"id\n#REF!\n", "a.csv:2:1: an error of a formula where a pseudonym should be; mend the cell"},
      {"id\n1234567890123000\n1234567890124000\n1234567890125000\n",
       "all keys of more than 15 digits end in zeros (column id): a spreadsheet keeps 15, so export the keys anew, as text"},
      {"id\n00123\n01234\n00007\n12345\n977\n", "a.csv:6:1: a key of 3 digits, where others have 5 with zeros in front (column "
                                                "id); a spreadsheet has taken the zeros away, so "
                                                "export the keys anew, as text"},
      {"id\n131052-308T\n",
       "a.csv:2:1: a Finnish personal identity code where a pseudonym should be; replace it by a pseudonym (a "
       "keyed hash, or a number drawn at random) before the file leaves the agency"},
      {"id\n811228-9874\n", NULL},
      {"id\n123-45-6789\n", NULL},
  };
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    dark_table *table;
    dark_error err = DARK_ERROR_INIT;
    write_text("a.csv", strncmp(all[i].keys, "id\n1,", 5) == 0 ? "id;f\n1,2E+20;x\n" : all[i].keys);
    assert_int_equal(dark_table_link_csv(&table, "id", abc, 1, NULL, &err), DARK_EDATA);
    if (all[i].message != NULL) assert_string_equal(err.message, all[i].message);
  }
}

/* PESEL numbers made up: 44051401359 is the usual example. One alone may be a number like any other. */
static void a_column_of_identity_numbers_is_refused(void **state) {
  (void)state;
  char csv[512] = "id\n";
  dark_table *table;
  dark_error err = DARK_ERROR_INIT;
  for (unsigned i = 0; i < 10; i++) { /* 4405140 and three digits: their weights 1, 3, 7, 9, 1, 3, 7, 9, 1, 3 give the last */
    const unsigned serial = 100 + i, sum = 4 * 1 + 4 * 3 + 0 * 7 + 5 * 9 + 1 * 1 + 4 * 3 + 0 * 7 + serial / 100 * 9 +
                                           serial / 10 % 10 + serial % 10 * 3;
    snprintf(csv + strlen(csv), sizeof csv - strlen(csv), "4405140%03u%u\n", serial, (10 - sum % 10) % 10);
  }
  write_text("a.csv", csv);
  assert_int_equal(dark_table_link_csv(&table, "id", abc, 1, NULL, &err), DARK_EDATA);
  assert_string_equal(err.message,
                      "every key is what looks like a Polish PESEL number (column id); replace it by a pseudonym (a keyed "
                      "hash, or a number drawn at random) before the file leaves the agency");
  write_text("a.csv", "id\n44051401359\nx1\n");
  assert_int_equal(dark_table_link_csv(&table, "id", abc, 1, NULL, NULL), DARK_OK);
  dark_table_free(table);
}

static void ordinary_keys_are_accepted(void **state) {
  (void)state;
  static const char *const all[] = {
      "id\n7\n07\n",         "id\n1\n22\n333\n", "id\n001\n002\n0003\n9\n",
      "id\n12345E12\n1E5\n", "id\n123-456\n",    "id\n1234567890123000\n1234567890123456\n1234567890125000\n",
      "id\n131052-308U\n"};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    dark_table *table;
    dark_error err = DARK_ERROR_INIT;
    write_text("a.csv", all[i]);
    const dark_status status = dark_table_link_csv(&table, "id", abc, 1, NULL, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, DARK_OK);
    dark_table_free(table);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_title_above_the_table_is_left_out),
      cmocka_unit_test(workbooks_are_read_as_csv_is),
      cmocka_unit_test(cells_are_what_they_show),
      cmocka_unit_test(dates_are_days_of_the_calendar),
      cmocka_unit_test(a_formula_without_its_value_is_refused),
      cmocka_unit_test(cells_of_opendocument_are_what_they_show),
      cmocka_unit_test(several_sheets_are_never_guessed),
      cmocka_unit_test(a_sheet_of_what_is_no_workbook_is_refused),
      cmocka_unit_test(sheets_are_linked_as_files_are),
      cmocka_unit_test(hidden_rows_and_columns_are_told),
      cmocka_unit_test(merged_cells_in_the_table_are_refused),
      cmocka_unit_test(merged_titles_of_opendocument_are_left_out),
      cmocka_unit_test(a_cell_beyond_the_header_is_refused),
      cmocka_unit_test(entities_and_depth_are_refused),
      cmocka_unit_test(what_expands_without_bound_is_refused),
      cmocka_unit_test(other_archives_are_named),
      cmocka_unit_test(damage_is_noticed_or_harmless),
      cmocka_unit_test(damaged_keys_are_refused),
      cmocka_unit_test(a_column_of_identity_numbers_is_refused),
      cmocka_unit_test(ordinary_keys_are_accepted),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
