/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/keys.h"
#include "base/show.h"
#include "base/utf8.h"
#include "table/csv/stream.h"

#define LENGTH(literal) (sizeof(literal) - 1)
#define MIB ((size_t)1048576)

/* What a reading delivered: rows as "line:[field][field]", the header first, separated by blanks. */
typedef struct seen {
  char rows[4096];
  size_t n_records, last_line, longest;
  dark_status answer; /* of the sink to every record */
} seen;

static void note_row(seen *s, const dark__row *row) {
  size_t used = strlen(s->rows);
  used += (size_t)snprintf(s->rows + used, sizeof s->rows - used, "%s%zu:", used == 0 ? "" : " ", row->line);
  for (size_t i = 0; i < row->n_fields && used < sizeof s->rows; i++) {
    used += (size_t)snprintf(s->rows + used, sizeof s->rows - used, "[%s]", dark__row_field(row, i));
  }
}

static dark_status take_header(void *context, const dark__row *header, dark_error *err) {
  (void)err;
  note_row(context, header);
  return DARK_OK;
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  (void)err;
  seen *s = context;
  s->n_records++;
  s->last_line = row->line;
  for (size_t i = 0; i < row->n_fields; i++) {
    const size_t length = strlen(dark__row_field(row, i));
    if (length > s->longest) s->longest = length;
  }
  if (s->n_records <= 20 && s->longest < 200) note_row(s, row);
  return s->answer;
}

static dark_status read_bytes(seen *s, char *sha256, const void *bytes, size_t n, char delimiter, dark_error *err) {
  FILE *file = tmpfile();
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, n, file), n);
  rewind(file);
  const dark__csv_source source = {.file = file, .place = "t.csv", .delimiter = delimiter};
  const dark__csv_sink sink = {take_header, take_record, s};
  const dark_status status = dark__csv_read(sha256, &source, &sink, err);
  fclose(file);
  return status;
}

static void accept_delimited(const char *text, char delimiter, const char *rows) {
  seen s = {.answer = DARK_OK};
  char sha256[65];
  dark_error err = DARK_ERROR_INIT;
  const dark_status status = read_bytes(&s, sha256, text, strlen(text), delimiter, &err);
  assert_string_equal(err.message, "");
  assert_int_equal(status, DARK_OK);
  assert_string_equal(s.rows, rows);
}

static void accept(const char *text, const char *rows) { accept_delimited(text, 0, rows); }

static void reject_bytes(const void *bytes, size_t n, const char *message) {
  seen s = {.answer = DARK_OK};
  char sha256[65];
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(read_bytes(&s, sha256, bytes, n, 0, &err), DARK_EDATA);
  assert_string_equal(err.message, message);
  assert_int_equal(err.status, DARK_EDATA);
}

static void reject(const char *text, const char *message) { reject_bytes(text, strlen(text), message); }

static char *repeat(char byte, size_t n) {
  char *text = malloc(n + 1);
  assert_non_null(text);
  memset(text, byte, n);
  text[n] = '\0';
  return text;
}

static void reads_rows_with_their_lines(void **state) {
  (void)state;
  accept("a,b\n1,2\n3,4\n", "1:[a][b] 2:[1][2] 3:[3][4]");
}

static void reads_a_last_row_without_newline(void **state) {
  (void)state;
  accept("a,b\n1,2", "1:[a][b] 2:[1][2]");
  accept("a,b\n1,", "1:[a][b] 2:[1][]");
  accept("a,b\n1,\"2\"", "1:[a][b] 2:[1][2]");
  accept("a,b\n1,\"2\" ", "1:[a][b] 2:[1][2]");
}

static void reads_crlf_and_lone_cr(void **state) {
  (void)state;
  accept("a,b\r\n1,2\r\n3,4\r\n", "1:[a][b] 2:[1][2] 3:[3][4]");
  accept("a,b\r1,2\r3,4", "1:[a][b] 2:[1][2] 3:[3][4]");
  accept("a,b\r1,2\r\n\n3,4\n\r5,6", "1:[a][b] 2:[1][2] 4:[3][4] 6:[5][6]");
}

static void counts_blank_lines_and_skips_them(void **state) {
  (void)state;
  accept("\n  \n\ta,b\n\n1,2\n \t \n\r\n3,4\n\n", "3:[a][b] 5:[1][2] 8:[3][4]");
}

static void strips_a_byte_order_mark(void **state) {
  (void)state;
  accept("\xEF\xBB\xBF"
         "a,b\n1,2\n",
         "1:[a][b] 2:[1][2]");
  accept("\xEF\xBB\xBF\"a\",b\n1,2\n", "1:[a][b] 2:[1][2]");
  accept("\xEF\xBB\xBF\n\na;b\n1;2\n", "3:[a][b] 4:[1][2]");
}

static void reads_quoted_fields(void **state) {
  (void)state;
  accept("a,b\n\"1,2\",\"say \"\"x\"\"\"\n \"3\" , 4 \n\"\",\" 5 \"\n", "1:[a][b] 2:[1,2][say \"x\"] 3:[3][4] 4:[][ 5 ]");
}

static void counts_lines_within_quotes(void **state) {
  (void)state;
  accept("a,b\n1,\"x\ny\"\n3,4\n", "1:[a][b] 2:[1][x\ny] 4:[3][4]");
  accept("a,b\r\n1,\"x\r\n\r\ny\"\r\n3,4\r\n", "1:[a][b] 2:[1][x\r\n\r\ny] 5:[3][4]");
  accept("a,b\r1,\"x\ry\"\r3,4\r", "1:[a][b] 2:[1][x\ry] 4:[3][4]");
  accept("\"a\nz\",b\n\n1,2\n", "1:[a\nz][b] 4:[1][2]");
}

static void detects_the_delimiter_from_the_header(void **state) {
  (void)state;
  accept("a;b;c\n1;2;3,5\n", "1:[a][b][c] 2:[1][2][3,5]");
  accept("a\tb\n1\t\n\t2\n", "1:[a][b] 2:[1][] 3:[][2]");
  accept("\"a;b;c\",d\n1,2\n", "1:[a;b;c][d] 2:[1][2]");
  accept("a;b;c,d\n1;2;3\n", "1:[a][b][c,d] 2:[1][2][3]");
  accept("a;b,c\n1,2\n", "1:[a;b][c] 2:[1][2]");
  accept("\t\t\t\na;b\n1;2\n", "2:[a][b] 3:[1][2]");
  accept("a\n1\n", "1:[a] 2:[1]");
}

static void takes_the_delimiter_it_is_given(void **state) {
  (void)state;
  accept_delimited("a,b;c\n1,2;3\n", ';', "1:[a,b][c] 2:[1,2][3]");
  accept_delimited("a|b\n1|2\n", '|', "1:[a][b] 2:[1][2]");
  accept_delimited("a b\n1 \n", ' ', "1:[a][b] 2:[1][]");
}

static void refuses_delimiters_that_cannot_delimit(void **state) {
  (void)state;
  const char bad[] = "\"\n\r1azZ\x01\x7F\xC3";
  for (size_t i = 0; bad[i] != '\0'; i++) {
    seen s = {.answer = DARK_OK};
    char sha256[65];
    dark_error err = DARK_ERROR_INIT;
    assert_int_equal(read_bytes(&s, sha256, "a,b\n1,2\n", 8, bad[i], &err), DARK_EUSAGE);
    assert_non_null(strstr(err.message, "cannot separate fields (--delimiter)"));
  }
}

static void hashes_every_byte_of_the_file(void **state) {
  (void)state;
  /* sha256sum of the same bytes, with and without the mark. */
  seen s = {.answer = DARK_OK};
  char sha256[65];
  assert_int_equal(read_bytes(&s, sha256, "a,b\n1,2\n", 8, 0, NULL), DARK_OK);
  assert_string_equal(sha256, "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470");
  assert_int_equal(read_bytes(&s, sha256,
                              "\xEF\xBB\xBF"
                              "a,b\n1,2\n",
                              11, 0, NULL),
                   DARK_OK);
  assert_string_equal(sha256, "4baf8d035fbc583379d998ac9ed3d18276d308ee43cf945ee88d0c54cca33992");
}

static void rejects_files_without_header(void **state) {
  (void)state;
  reject("", "t.csv: the file is empty; a table begins with a line of column names");
  reject("\xEF\xBB\xBF", "t.csv: the file is empty; a table begins with a line of column names");
  reject("\n \r\n\t", "t.csv: no header, only blank lines; a table begins with a line of column names");
}

static void rejects_ragged_rows(void **state) {
  (void)state;
  reject("a,b,c\n1,2,3\n\n1,2\n", "t.csv:4: expected 3 fields as in the header, found 2; give the row its other fields, or take "
                                  "out a line that is none of the table");
  reject("a,b\n1,2,3,4", "t.csv:2: expected 2 fields as in the header, found 4; put quotes around fields that hold the "
                         "separator, or take out what stands behind the last column");
  reject("a\n1,\n", "t.csv:2: expected 1 field as in the header, found 2; put quotes around fields that hold the separator, or "
                    "take out what stands behind the last column");
  reject("a,b\n\"x\ny\"\n", "t.csv:2: expected 2 fields as in the header, found 1; give the row its other fields, or take out a "
                            "line that is none of the table");
}

static void rejects_quotes_out_of_place(void **state) {
  (void)state;
  reject("a,b\n1,x\"y\n", "t.csv:2:2: a quote in the middle of an unquoted field (column b); put quotes around the whole field, "
                          "and write its own quotes twice");
  reject("a,b\n1,\"x\ny\"z\n",
         "t.csv:3:2: text behind a closing quote (column b); put quotes around the whole field, and write its own quotes twice");
  reject("a,b\n\"1\" \"2\",3\n",
         "t.csv:2:1: text behind a closing quote (column a); put quotes around the whole field, and write its own quotes twice");
  reject(
      "a,b\"\n",
      "t.csv:1:2: a quote in the middle of an unquoted field; put quotes around the whole field, and write its own quotes twice");
  reject("a,b\n1,2,\"x\"y\n",
         "t.csv:2:3: text behind a closing quote; put quotes around the whole field, and write its own quotes twice");
}

static void rejects_an_unclosed_quote_where_it_opens(void **state) {
  (void)state;
  reject("a,b\n1,2\n3,\"x\ny,1\n2,3\n",
         "t.csv:3:2: a quote that is not closed (column b); close it, and write a quote inside a quoted field twice");
  reject("a,b\n3,\"x",
         "t.csv:2:2: a quote that is not closed (column b); close it, and write a quote inside a quoted field twice");
  reject("a,b\n\"1\n2\",\"x\ny",
         "t.csv:3:2: a quote that is not closed (column b); close it, and write a quote inside a quoted field twice");
  reject("a,b\n1,\"",
         "t.csv:2:2: a quote that is not closed (column b); close it, and write a quote inside a quoted field twice");
}

static void rejects_nul_bytes(void **state) {
  (void)state;
  static const char text[] = "a,b\n1,2\n3,x\0y\n";
  reject_bytes(text, LENGTH(text),
               "t.csv:3:2: a NUL byte (column b); this is no text: export the table again, as CSV or a workbook");
  static const char utf16[] = "a\0,\0b\0\n\0";
  reject_bytes(utf16, LENGTH(utf16), "t.csv:1:1: a NUL byte; this is no text: export the table again, as CSV or a workbook");
}

static void rejects_text_that_is_not_utf8(void **state) {
  (void)state;
  reject("a,b\n1,\xC3\xA4\n2,\xE4\n", "t.csv:3:2: not UTF-8 at byte \\xE4 (column b)");
  reject("a,b\n1,\xFF\n", "t.csv:2:2: not UTF-8 at byte \\xFF (column b)");
  reject("a,b\n1,\xC3", "t.csv:2:2: not UTF-8, the file ends within a character (column b); was it cut off?");
  reject("\xFF\xFE"
         "a",
         "t.csv:1:1: not UTF-8 at byte \\xFF");
}

static void reports_the_first_of_several_errors(void **state) {
  (void)state;
  reject("a,b\n1\n1,\xFF\n", "t.csv:2: expected 2 fields as in the header, found 1; give the row its other fields, or take out a "
                             "line that is none of the table");
  reject("a,b\n1,\"2\"x\n1\n",
         "t.csv:2:2: text behind a closing quote (column b); put quotes around the whole field, and write its own quotes twice");
}

static void takes_a_field_of_one_mebibyte_and_no_more(void **state) {
  (void)state;
  char *field = repeat('x', MIB + 1);
  char *text = malloc(2 * MIB);
  assert_non_null(text);
  for (int is_quoted = 0; is_quoted < 2; is_quoted++) {
    const char *quote = is_quoted ? "\"" : "";
    seen s = {.answer = DARK_OK};
    char sha256[65];
    const int n = sprintf(text, "a,b\n1,%s%.*s%s   \n", quote, (int)MIB, field, quote);
    assert_int_equal(read_bytes(&s, sha256, text, (size_t)n, 0, NULL), DARK_OK);
    assert_int_equal(s.longest, MIB);
    sprintf(text, "a,b\n1,%s%s%s\n", quote, field, quote);
    reject(text, "t.csv:2:2: a field of more than 1 MiB (column b); no value is that long: is a quote missing?");
  }
  free(text);
  free(field);
}

static void does_not_buffer_an_endless_field(void **state) {
  (void)state;
  char *text = repeat('x', 2 * MIB);
  text[1] = '\n';
  text[2] = '"';
  reject(text, "t.csv:2:1: a field of more than 1 MiB (column x); no value is that long: is a quote missing?");
  memset(text + 3, ' ', 2 * MIB - 3);
  reject(text, "t.csv:2:1: a field of more than 1 MiB (column x); no value is that long: is a quote missing?");
  free(text);
}

static void a_sink_can_stop_the_reading(void **state) {
  (void)state;
  seen s = {.answer = DARK_EINTERRUPTED};
  char sha256[65];
  assert_int_equal(read_bytes(&s, sha256, "a\n1\n2\n3", 7, 0, NULL), DARK_EINTERRUPTED);
  assert_int_equal(s.n_records, 1);
  s = (seen){.answer = DARK_EINTERRUPTED};
  assert_int_equal(read_bytes(&s, sha256, "a\n1", 3, 0, NULL), DARK_EINTERRUPTED);
  assert_int_equal(s.n_records, 1);
}

/* Line ends and characters fall on every side of the ends of chunks, which are 64 KiB. */
static void chunk_boundaries_do_not_matter(void **state) {
  (void)state;
  enum { N_ROWS = 40000 };
  for (size_t shift = 0; shift < 9; shift++) {
    char *text = malloc(N_ROWS * 9 + 64);
    assert_non_null(text);
    size_t n = (size_t)sprintf(text, "%.*s,b\r\n", (int)shift + 1, "aaaaaaaaaa");
    for (size_t i = 0; i < N_ROWS; i++) n += (size_t)sprintf(text + n, i % 3 == 0 ? "\xC3\xA4,\xF0\x9F\x8D\x80\r\n" : "1,2\r\n");
    seen s = {.answer = DARK_OK};
    char sha256[65];
    dark_error err = DARK_ERROR_INIT;
    const dark_status status = read_bytes(&s, sha256, text, n, 0, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, DARK_OK);
    assert_int_equal(s.n_records, N_ROWS);
    assert_int_equal(s.last_line, N_ROWS + 1);
    free(text);
  }
}

static void utf8_check_follows_rfc_3629(void **state) {
  (void)state;
  const char *good[] = {"",
                        "abc",
                        "\x7F",
                        "\xC2\x80",
                        "\xDF\xBF",
                        "\xE0\xA0\x80",
                        "\xED\x9F\xBF",
                        "\xEE\x80\x80",
                        "\xEF\xBF\xBF",
                        "\xF0\x90\x80\x80",
                        "\xF4\x8F\xBF\xBF",
                        "12345678\xC3\xA4-12345678"};
  const char *bad[] = {"\x80",
                       "\xBF",
                       "\xC0\x80",
                       "\xC1\xBF",
                       "\xC2",
                       "\xC2-",
                       "\xE0\x9F\xBF",
                       "\xE0\xA0",
                       "\xED\xA0\x80",
                       "\xED\xBF\xBF",
                       "\xF0\x8F\xBF\xBF",
                       "\xF0\x90\x80",
                       "\xF4\x90\x80\x80",
                       "\xF5\x80\x80\x80",
                       "\xFE",
                       "\xFF",
                       "1234567\xFF",
                       "12345678\xFF"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) assert_true(dark__utf8_is_valid(good[i]));
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) assert_false(dark__utf8_is_valid(bad[i]));
}

static void utf8_check_finds_a_nul_at_every_place(void **state) {
  (void)state;
  for (size_t place = 0; place < 24; place++) {
    unsigned char bytes[24];
    memset(bytes, 'x', sizeof bytes);
    bytes[place] = 0;
    dark__utf8 check = {0};
    assert_int_equal(dark__utf8_check(&check, bytes, sizeof bytes), place);
  }
}

static void show_escapes_and_shortens(void **state) {
  (void)state;
  assert_string_equal(dark__show("plain \xC3\xA4").text, "plain \xC3\xA4");
  assert_string_equal(dark__show("a\tb\n\x1B[1m\x7F\xC2\x85").text, "a\\x09b\\x0A\\x1B[1m\\x7F\\xC2\\x85");
  assert_string_equal(dark__show_sentence("unknown type \"I\xCE\n\"").text, "unknown type \"I\\xCE\\x0A\"");
  assert_string_equal(dark__show("\xE4x").text, "\\xE4x");
  assert_string_equal(dark__show("1234567890123456789012345678901234567890").text, "1234567890123456789012345678901234567890");
  assert_string_equal(dark__show("123456789012345678901234567890123456789\xC3\xA4").text,
                      "123456789012345678901234567890123456789...");
  assert_string_equal(dark__show_path("-").text, "standard input");
  assert_string_equal(dark__show_path("a/b.csv").text, "a/b.csv");
  char *path = repeat('d', 5000);
  path[4994] = '/';
  const dark__shown shown = dark__show_path(path);
  assert_int_equal(strlen(shown.text), 200);
  assert_memory_equal(shown.text, "...d", 4);
  assert_string_equal(shown.text + 194, "/ddddd");
  free(path);
}

static const char *letter_at(const void *context, size_t i) {
  (void)context;
  static const char *const letters[] = {"alpha", "beta", "gamma"};
  return letters[i % 3];
}

static void show_names_says_how_many_are_left_out(void **state) {
  (void)state;
  assert_string_equal(dark__show_names(letter_at, NULL, 0).text, "");
  assert_string_equal(dark__show_names(letter_at, NULL, 3).text, "alpha, beta, gamma");
  const dark__shown many = dark__show_names(letter_at, NULL, 1000);
  assert_string_equal(many.text + strlen(many.text) - 20, ", gamma and 973 more");
}

static const char *odd_at(const void *context, size_t i) {
  (void)context;
  static const char *const names[] = {"A1.", "B, C", "D", "", "O'Neill", "who?", "e.g"};
  return names[i];
}

static void names_that_could_be_misread_are_quoted(void **state) {
  (void)state;
  assert_string_equal(dark__show_names(odd_at, NULL, 7).text, "'A1.', 'B, C', D, '', 'O'Neill', 'who?', e.g");
}

static void keys_number_strings_in_order_of_arrival(void **state) {
  (void)state;
  const size_t n = 20000;
  dark__keys keys = {0};
  size_t id;
  char key[16];
  assert_int_equal(dark__keys_find(&keys, "0", 1), DARK__NONE);
  for (size_t i = 0; i < 2 * n; i++) {
    const int length = sprintf(key, "%zu", i % n);
    assert_int_equal(dark__keys_add(&id, &keys, key, (size_t)length, NULL), DARK_OK);
    assert_int_equal(id, i % n);
  }
  assert_int_equal(keys.n, n);
  assert_string_equal(dark__keys_at(&keys, 12345), "12345");
  assert_int_equal(dark__keys_find(&keys, "12345x", 5), 12345);
  assert_int_equal(dark__keys_find(&keys, "x", 1), DARK__NONE);
  assert_int_equal(dark__keys_add(&id, &keys, "a\0b", 3, NULL), DARK_OK);
  assert_int_equal(dark__keys_find(&keys, "a\0c", 3), DARK__NONE);
  assert_int_equal(dark__keys_find(&keys, "a\0b", 3), n);
  dark__keys_free(&keys);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_rows_with_their_lines),
      cmocka_unit_test(reads_a_last_row_without_newline),
      cmocka_unit_test(reads_crlf_and_lone_cr),
      cmocka_unit_test(counts_blank_lines_and_skips_them),
      cmocka_unit_test(strips_a_byte_order_mark),
      cmocka_unit_test(reads_quoted_fields),
      cmocka_unit_test(counts_lines_within_quotes),
      cmocka_unit_test(detects_the_delimiter_from_the_header),
      cmocka_unit_test(takes_the_delimiter_it_is_given),
      cmocka_unit_test(refuses_delimiters_that_cannot_delimit),
      cmocka_unit_test(hashes_every_byte_of_the_file),
      cmocka_unit_test(rejects_files_without_header),
      cmocka_unit_test(rejects_ragged_rows),
      cmocka_unit_test(rejects_quotes_out_of_place),
      cmocka_unit_test(rejects_an_unclosed_quote_where_it_opens),
      cmocka_unit_test(rejects_nul_bytes),
      cmocka_unit_test(rejects_text_that_is_not_utf8),
      cmocka_unit_test(reports_the_first_of_several_errors),
      cmocka_unit_test(takes_a_field_of_one_mebibyte_and_no_more),
      cmocka_unit_test(does_not_buffer_an_endless_field),
      cmocka_unit_test(a_sink_can_stop_the_reading),
      cmocka_unit_test(chunk_boundaries_do_not_matter),
      cmocka_unit_test(utf8_check_follows_rfc_3629),
      cmocka_unit_test(utf8_check_finds_a_nul_at_every_place),
      cmocka_unit_test(show_escapes_and_shortens),
      cmocka_unit_test(show_names_says_how_many_are_left_out),
      cmocka_unit_test(names_that_could_be_misread_are_quoted),
      cmocka_unit_test(keys_number_strings_in_order_of_arrival),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
