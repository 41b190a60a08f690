/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines are read in three ways: by libcsv, split without it, and known from the last time they came. Here each file is read by libcsv
   alone and then with all three, and both must tell the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <darkfigure/table.h>

#include "table/csv/front.h"
#include "table/csv/stream.h"

#define LENGTH_OF(array) (sizeof(array) / sizeof(array)[0])

enum { MOST_NOTES = 300, LONGEST_FILE = 16384 };

/* Numbers that are the same in every run. */
typedef struct dice {
  uint64_t state;
} dice;

static size_t roll(dice *d, size_t n) {
  d->state = d->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(d->state >> 33) % n;
}

/* A sink that writes down all it is told, "line:[field][field]", and notes for some rows what it wrote about them. */
typedef struct witness {
  FILE *account;
  char *notes[MOST_NOTES]; /* [n_notes] */
  size_t n_notes;
  size_t n_rows, last_row; /* it stops the reading at that row */
  size_t n_again, n_refused;
  dice dice;
} witness;

static char *describe(const dark__row *row) {
  char *text;
  size_t n;
  FILE *stream = open_memstream(&text, &n);
  assert_non_null(stream);
  for (size_t i = 0; i < row->n_fields; i++) {
    assert_int_equal(strlen(dark__row_field(row, i)), dark__row_length(row, i));
    fprintf(stream, "[%s]", dark__row_field(row, i));
  }
  fclose(stream);
  return text;
}

static dark_status take_header(void *context, const dark__row *header, dark_error *err) {
  (void)err;
  const witness *w = context;
  char *text = describe(header);
  fprintf(w->account, "%zu:%s\n", header->line, text);
  free(text);
  return DARK_OK;
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  (void)err;
  witness *w = context;
  if (row->n_fields == 0 && roll(&w->dice, 5) == 0) {
    w->n_refused++;
    *row->note = 0;
    return DARK_OK;
  }
  const bool is_again = row->n_fields == 0;
  char *text = is_again ? w->notes[*row->note - 1] : describe(row);
  fprintf(w->account, "%zu:%s\n", row->line, text);
  if (is_again) {
    w->n_again++;
  } else if (row->note != NULL && w->n_notes < MOST_NOTES && roll(&w->dice, 4) > 0) {
    w->notes[w->n_notes] = text;
    *row->note = ++w->n_notes;
  } else {
    free(text);
  }
  return w->n_rows++ == w->last_row ? DARK_EINTERRUPTED : DARK_OK;
}

/* One file, and how it is read. */
typedef struct trial {
  char bytes[LONGEST_FILE];
  size_t n;
  char delimiter;
  size_t last_row;
} trial;

/* All that is found in the file, for the caller to free. */
static char *read_trial(witness *w, const trial *t, const dark__csv_manner *manner) {
  char *account, sha256[65] = "none";
  size_t n;
  dark_error err = DARK_ERROR_INIT;
  *w = (witness){.account = open_memstream(&account, &n), .last_row = t->last_row, .dice = {t->n}};
  FILE *file = fmemopen((void *)t->bytes, t->n, "r");
  assert_non_null(w->account);
  assert_non_null(file);
  const dark__csv_source source = {.file = file, .place = "t.csv", .delimiter = t->delimiter};
  const dark__csv_sink sink = {take_header, take_record, w};
  const dark_status status = dark__csv_read_by(sha256, &source, &sink, manner, &err);
  fprintf(w->account, "status %d, SHA-256 %s, %s\n", (int)status, sha256, err.message);
  fclose(w->account);
  fclose(file);
  for (size_t i = 0; i < w->n_notes; i++) free(w->notes[i]);
  return account;
}

/* Whether the first chunk must hold more than the header. */
static bool begins_oddly(const trial *t) {
  const unsigned char *bytes = (const unsigned char *)t->bytes;
  const size_t n_mark = t->n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  const dark__csv_front front = dark__csv_front_find(bytes + n_mark, t->n - n_mark, t->delimiter);
  return front.n > 0 || front.has_row_names;
}

/* Read a file in both manners, in small chunks when the delimiter is given. What came of it is added to `sum`. */
static void compare(witness *sum, const trial *t, dice *d) {
  static const size_t chunks[] = {4, 7, 61, 250, 1000, LONGEST_FILE};
  const size_t chunk = t->delimiter == 0 || begins_oddly(t) ? LONGEST_FILE : chunks[roll(d, LENGTH_OF(chunks))];
  witness by_libcsv, w;
  char *expected = read_trial(&by_libcsv, t, &(dark__csv_manner){.chunk = LONGEST_FILE, .is_by_libcsv = true});
  char *actual = read_trial(&w, t, &(dark__csv_manner){.chunk = chunk});
  assert_string_equal(actual, expected);
  assert_int_equal(by_libcsv.n_notes, 0);
  free(actual);
  free(expected);
  sum->n_rows += w.n_rows;
  sum->n_again += w.n_again;
  sum->n_refused += w.n_refused;
}

static void add(trial *t, const char *text, size_t n) {
  if (t->n + n > LONGEST_FILE) return;
  memcpy(t->bytes + t->n, text, n);
  t->n += n;
}

/* Of these all that is odd is made; what is no file of text comes less often. */
static const char *const pieces[] = {"a",   "1",     "0",      "bc",   ",",    ",",        "\"",
                                     "\"",  "\"\"",  "\n",     "\r",   "\r\n", " ",        "\t",
                                     ";",   "|",     "!",      "\x01", "\v",   "\xC3\xA9", "\xF0\x9F\x8D\x80",
                                     "x,y", "\"z\"", "\"u,v\""};
static const char *const bad_pieces[] = {"\xFF", "\xC3", "\xE2\x82", "", "\xEF\xBB\xBF"};

static void add_piece(trial *t, dice *d) {
  if (roll(d, 200) > 0) {
    const char *piece = pieces[roll(d, LENGTH_OF(pieces))];
    add(t, piece, strlen(piece));
  } else {
    const char *piece = bad_pieces[roll(d, LENGTH_OF(bad_pieces))];
    add(t, piece, piece[0] == '\0' ? 1 : strlen(piece)); /* the empty one is a NUL byte */
  }
}

static trial begin_trial(dice *d) {
  static const char delimiters[] = {0, 0, ',', ';', '\t', ' ', '|', '!'};
  trial t = {.n = 0};
  t.delimiter = delimiters[roll(d, sizeof delimiters)];
  t.last_row = roll(d, 10) == 0 ? roll(d, 40) : SIZE_MAX;
  if (roll(d, 20) == 0) add(&t, bad_pieces[4], 3);
  return t;
}

static void soup_is_read_as_libcsv_reads_it(void **state) {
  (void)state;
  dice d = {1};
  witness sum = {0};
  for (int round = 0; round < 16000; round++) {
    trial t = begin_trial(&d);
    for (size_t n = 1 + roll(&d, 80); n > 0; n--) add_piece(&t, &d);
    compare(&sum, &t, &d);
  }
  assert_true(sum.n_rows > 1000);
}

/* Add a line of so many fields, most of them plain. */
static void add_line(trial *t, dice *d, size_t n_fields, char delimiter) {
  static const char *const fields[] = {"0",         "1",           "0",          "1",          "male",   "domestic",
                                       "",          "NA",          "\"female\"", "\"a\"\"b\"", " 1 ",    "\" q \"",
                                       "two words", "hyv\xC3\xA4", "\"x,y;z\"",  " \"u\" ",    "\"1\" ", "a\tb"};
  const size_t n_used = roll(d, 3) == 0 ? LENGTH_OF(fields) : 6;
  for (size_t i = 0; i < n_fields; i++) {
    const char *field = fields[roll(d, n_used)];
    if (i > 0) add(t, &delimiter, 1);
    add(t, field, strlen(field));
  }
}

/* Add a table of few different lines that come again and again. */
static void add_table(trial *t, dice *d) {
  static const char *const ends[] = {"\n", "\n", "\r\n", "\r", "\n\n", "\n\r"};
  const char *end = ends[roll(d, LENGTH_OF(ends))], delimiter = t->delimiter == 0 ? ',' : t->delimiter;
  const size_t n_fields = 1 + roll(d, 5), n_rows = roll(d, 300);
  size_t starts[13] = {t->n}, n_lines = 0;
  for (size_t i = 0; i < n_fields; i++) add(t, (const char[]){(char)('A' + i), i + 1 < n_fields ? delimiter : '\n'}, 2);
  for (starts[0] = t->n; n_lines < 12 && (n_lines == 0 || roll(d, 8) > 0); n_lines++) {
    add_line(t, d, roll(d, 60) == 0 ? 1 + roll(d, 6) : n_fields, delimiter);
    add(t, end, strlen(end));
    starts[n_lines + 1] = t->n;
  }
  for (size_t i = 0; i < n_rows; i++) {
    const size_t line = roll(d, n_lines);
    add(t, t->bytes + starts[line], starts[line + 1] - starts[line]);
  }
}

/* Put something else in place of one to three bytes. */
static void spoil(trial *t, dice *d) {
  trial piece = {.n = 0};
  add_piece(&piece, d);
  if (piece.n < t->n) memcpy(t->bytes + roll(d, t->n - piece.n), piece.bytes, piece.n);
}

static void tables_are_read_as_libcsv_reads_them(void **state) {
  (void)state;
  dice d = {2};
  witness sum = {0};
  for (int round = 0; round < 5000; round++) {
    trial t = begin_trial(&d);
    add_table(&t, &d);
    for (size_t n = roll(&d, 2) * roll(&d, 4); n > 0; n--) spoil(&t, &d);
    compare(&sum, &t, &d);
  }
  assert_true(sum.n_again > 50000);
  assert_true(sum.n_refused > 1000);
}

/* The line "x CR y LF" is two rows, and must not become one when it comes again. */
static void lines_that_hold_two_rows_are_not_known(void **state) {
  (void)state;
  trial t = {.delimiter = ',', .last_row = SIZE_MAX};
  dice d = {3};
  witness sum = {0};
  add(&t, "a\n", 2);
  for (int i = 0; i < 200; i++) add(&t, "x\ry\n", 4);
  for (int round = 0; round < 50; round++) compare(&sum, &t, &d);
  assert_int_equal(sum.n_rows, 50 * 400);
  assert_true(sum.n_again <= sum.n_rows / 2); /* those of "y" */
}

static char folder[] = "/tmp/darkfigure-test-XXXXXX";

/* Read a table of `text`; *said: the message if that fails, else its notes. */
static dark_table *read_table(const char *text, const dark_read_options *options, char *said, size_t size) {
  char path[64];
  snprintf(path, sizeof path, "%s/t.csv", folder);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
  dark_error err = DARK_ERROR_INIT;
  dark_table *table;
  if (dark_table_read_csv(&table, path, options, &err) != DARK_OK) snprintf(said, size, "%s", err.message);
  remove(path);
  for (size_t i = 0, n = 0; table != NULL && i < dark_table_n_notes(table); i++) {
    n += (size_t)snprintf(said + n, size - n, "%s; ", dark_table_note(table, i));
  }
  return table;
}

static void assert_same_table(const dark_table *a, const dark_table *b) {
  assert_int_equal(dark_table_n_lists(a), dark_table_n_lists(b));
  assert_int_equal(dark_table_n_strata(a), dark_table_n_strata(b));
  for (size_t s = 0; s < dark_table_n_strata(a); s++) {
    size_t n_a, n_b;
    const dark_record *x = dark_table_records(a, s, &n_a), *y = dark_table_records(b, s, &n_b);
    assert_int_equal(n_a, n_b);
    for (size_t i = 0; i < n_a; i++) {
      assert_int_equal(x[i].history, y[i].history);
      assert_true(x[i].count == y[i].count);
    }
  }
}

/* Read the rows twice: as they are, so that many lines come again, and each with another number in front, so that none does. Both
   must give the same table, notes and message. Returns whether they can be read. */
static bool compare_tables(const char *header, const char *const *rows, size_t n_rows, const dark_read_options *options) {
  char *texts[2], said[2][1100] = {"", ""};
  dark_table *tables[2];
  for (int is_numbered = 0; is_numbered < 2; is_numbered++) {
    size_t size;
    FILE *stream = open_memstream(&texts[is_numbered], &size);
    assert_non_null(stream);
    fprintf(stream, "id,%s\n", header);
    for (size_t i = 0; i < n_rows; i++) fprintf(stream, "P%zu,%s\n", is_numbered ? i : 0, rows[i]);
    fclose(stream);
    tables[is_numbered] = read_table(texts[is_numbered], options, said[is_numbered], sizeof said[0]);
    free(texts[is_numbered]);
  }
  const bool is_read = tables[0] != NULL;
  assert_string_equal(said[0], said[1]);
  assert_int_equal(tables[0] == NULL, tables[1] == NULL);
  if (is_read) assert_same_table(tables[0], tables[1]);
  dark_table_free(tables[0]);
  dark_table_free(tables[1]);
  return is_read;
}

static const dark_read_options plain = {
    .version = 1, .by = (const char *const[]){"sex"}, .n_by = 1, .ignore = (const char *const[]){"id"}, .n_ignore = 1};

static void rows_that_come_again_count_as_any_others(void **state) {
  (void)state;
  static const char *const kinds[] = {"1,0,f,2", "0,1,m,1", "1,1,,3",  "1,1,NA,4",        "0,0,f,",          "0,0,m,0",
                                      "1,0,m,0", "0,1,f,7", "1,1,f,5", " 1 , 0 ,\"f\",2", "0,1,(missing),2", "true,0,f,2"};
  dark_read_options filtered = plain, dropped = plain, listed = plain;
  filtered.where = (const char *const[]){"sex=f", "sex=mm"};
  filtered.n_where = 2;
  dropped.drop_lists = (const char *const[]){"B"};
  dropped.n_drop_lists = 1;
  listed.drop_unlisted = 1;
  dice d = {4};
  for (int round = 0; round < 60; round++) {
    const char *rows[600] = {kinds[0]};
    for (size_t i = 1; i < LENGTH_OF(rows); i++) rows[i] = kinds[roll(&d, LENGTH_OF(kinds))];
    assert_true(compare_tables("A,B,sex,count", rows, LENGTH_OF(rows), &plain));
    assert_true(compare_tables("A,B,sex,count", rows, LENGTH_OF(rows), &filtered));
    assert_true(compare_tables("A,B,sex,count", rows, LENGTH_OF(rows), &dropped));
    assert_true(compare_tables("A,B,sex,people", rows, LENGTH_OF(rows), &listed));
    rows[300] = "1,0,f"; /* too short, the first error */
    assert_false(compare_tables("A,B,sex,count", rows, LENGTH_OF(rows), &plain));
  }
}

static void a_total_too_large_is_told_by_the_row_that_comes_again(void **state) {
  (void)state;
  static const char *const kinds[] = {"1,0,f,20000000", "0,1,m,10000000"};
  const char *rows[400];
  for (size_t i = 0; i < LENGTH_OF(rows); i++) rows[i] = kinds[i % 2];
  assert_true(compare_tables("A,B,sex,count", rows, 286, &plain));
  assert_false(compare_tables("A,B,sex,count", rows, 287, &plain));
  assert_false(compare_tables("A,B,sex,count", rows, LENGTH_OF(rows), &plain));
}

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(soup_is_read_as_libcsv_reads_it),
      cmocka_unit_test(tables_are_read_as_libcsv_reads_them),
      cmocka_unit_test(lines_that_hold_two_rows_are_not_known),
      cmocka_unit_test(rows_that_come_again_count_as_any_others),
      cmocka_unit_test(a_total_too_large_is_told_by_the_row_that_comes_again),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
