/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of tables: dark_table_read_csv on any bytes with any options.

   The input is CSV, and behind its last NUL the options, separated by ';': a letter and a text, in which @0 to @f are names of columns.
   "l@0;b@2;w@2=labour" is --lists, --by and --where. Letters: l lists, c count, b by, w where, i ignore, d drop-list, m merge-lists,
   e expect, u drop-unlisted, f force-count, y yes, n no, g long (twice: key, list), a count-of-captures, v covariates, o occasions,
   x conflict (0, 1 or 2), q thousands (its first byte), j date, p period, r date-form (m or d), t delimiter (its first byte); k and a number puts so many bytes before the reader's 64 KiB boundary. */

#include "fuzz/fuzz.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>
#include <darkfigure/suppression.h>

#include "fuzz/table_check.h"
#include "table/csv/front.h"
#include "table/form/recognise.h"

enum { MOST_WORDS = 16, MOST_COLUMNS = 16, WORD = 256, CHUNK = 65536 };

/* The words of one option. */
typedef struct words {
  char texts[MOST_WORDS][WORD];
  const char *items[MOST_WORDS];
  size_t n;
} words;

typedef struct task {
  const uint8_t *csv;
  size_t n_bytes;
  char names[MOST_COLUMNS][WORD]; /* fields of the first line, roughly */
  words lists, by, where, ignore, drop_lists, merge_lists, expect, count, yes, no, long_form, captures, covariates, date, period;
  dark_read_options options;
  size_t n_before_boundary; /* 0: not asked for */
} task;

static void find_names(task *of) {
  size_t column = 0, length = 0;
  for (size_t i = 0; i < of->n_bytes && column < MOST_COLUMNS; i++) {
    const char c = (char)of->csv[i];
    if (c == '\n' || c == '\r') break;
    if (strchr(",;\t", c) != NULL && c != '\0') {
      column++;
      length = 0;
    } else if (c != '"' && c != '\0' && length + 1 < WORD) {
      of->names[column][length++] = c;
    }
  }
}

static size_t hexadecimal(char c) { return c <= '9' ? (size_t)(c - '0') : (size_t)(c - 'a' + 10); }

/* Append `text` with its @ replaced. */
static void add_word(words *to, const task *of, const char *text) {
  if (to->n == MOST_WORDS) return;
  char *word = to->texts[to->n];
  size_t length = 0;
  for (; *text != '\0' && length + 1 < WORD; text++) {
    if (text[0] != '@' || text[1] == '\0' || strchr("0123456789abcdef", text[1]) == NULL) {
      word[length++] = *text;
      continue;
    }
    const char *name = of->names[hexadecimal(*++text)];
    for (; *name != '\0' && length + 1 < WORD; name++) word[length++] = *name;
  }
  to->items[to->n++] = word;
}

static void take_option(task *of, const char *text) {
  switch (text[0]) {
    case 'l': add_word(&of->lists, of, text + 1); break;
    case 'c': add_word(&of->count, of, text + 1); break;
    case 'b': add_word(&of->by, of, text + 1); break;
    case 'w': add_word(&of->where, of, text + 1); break;
    case 'i': add_word(&of->ignore, of, text + 1); break;
    case 'd': add_word(&of->drop_lists, of, text + 1); break;
    case 'm': add_word(&of->merge_lists, of, text + 1); break;
    case 'e': add_word(&of->expect, of, text + 1); break;
    case 'u': of->options.drop_unlisted = 1; break;
    case 'y': add_word(&of->yes, of, text + 1); break;
    case 'n': add_word(&of->no, of, text + 1); break;
    case 'f': of->options.force_count = 1; break;
    case 'g': add_word(&of->long_form, of, text + 1); break;
    case 'a': add_word(&of->captures, of, text + 1); break;
    case 'v': add_word(&of->covariates, of, text + 1); break;
    case 'o': of->options.occasions = (unsigned)strtoul(text + 1, NULL, 10) % 100; break;
    case 'x': of->options.conflict = (dark_conflict)((unsigned char)text[1] % 3); break;
    case 'j': add_word(&of->date, of, text + 1); break;
    case 'p': add_word(&of->period, of, text + 1); break;
    case 'r': of->options.date_form = text[1] == 'm' ? "m/d/y" : "d/m/y"; break;
    case 'q': of->options.thousands = text[1]; break;
    case 't': of->options.delimiter = text[1]; break;
    case 'k': of->n_before_boundary = strtoul(text + 1, NULL, 10) % CHUNK; break;
    default: break;
  }
}

#define GIVE(field) of->options.field = of->field.items, of->options.n_##field = of->field.n

static void read_task(task *of, const uint8_t *data, size_t size) {
  *of = (task){.csv = data, .n_bytes = size, .options = DARK_READ_OPTIONS_INIT};
  size_t end = size;
  while (end > 0 && data[end - 1] != '\0') end--;
  if (end > 0) of->n_bytes = end - 1;
  find_names(of);
  if (end == 0) return;
  fuzz_texts options = fuzz_split(data + end, size - end, ';');
  for (size_t i = 0; i < options.n; i++) take_option(of, options.items[i]);
  fuzz_texts_free(&options);
  GIVE(lists), GIVE(by), GIVE(where), GIVE(ignore), GIVE(drop_lists), GIVE(merge_lists), GIVE(expect), GIVE(yes), GIVE(no),
      GIVE(covariates);
  if (of->count.n > 0) of->options.count = of->count.items[0];
  if (of->captures.n > 0) of->options.count_of_captures = of->captures.items[0];
  if (of->date.n > 0) of->options.date = of->date.items[0];
  if (of->period.n > 0) of->options.period = of->period.items[0];
  if (of->long_form.n > 0) of->options.long_key = of->long_form.items[0];
  if (of->long_form.n > 1) of->options.long_list = of->long_form.items[1];
}

static dark_status read_bytes(dark_table **table, const task *of, const void *bytes, size_t n, dark_error *err) {
  *err = (dark_error)DARK_ERROR_INIT;
  static char anything;
  *table = (dark_table *)&anything;
  const dark_status status = dark_table_read_csv(table, fuzz_file(bytes, n), &of->options, err);
  MUST((status == DARK_OK) == (*table != NULL), "status %d and table %p", (int)status, (const void *)*table);
  MUST(status != DARK_OK || err->message[0] == '\0', "read, and yet: %s", err->message);
  if (status != DARK_OK) fuzz_check_failure(status, err, 1);
  return status;
}

/* The message without its place "PATH:LINE", as the line is another. */
static const char *behind_line(const char *message) {
  const char *text = message + strcspn(message, ":");
  if (text[0] == ':') text++;
  return text + strspn(text, "0123456789");
}

/* Blank lines, long ones because that is quicker. */
static void fill_blank(char *bytes, size_t n) {
  memset(bytes, ' ', n);
  for (size_t i = n; i > 0; i -= i < 1024 ? i : 1024) bytes[i - 1] = '\n';
}

/* What a file is, and in which encoding, its first bytes say and none behind them. */
static bool is_known_by_its_beginning(const task *of) {
  const char *what = NULL;
  const unsigned char *bytes = (const unsigned char *)of->csv;
  const size_t n = of->n_bytes < DARK__FORM_BYTES ? of->n_bytes : DARK__FORM_BYTES;
  return dark__form_recognise(&what, bytes, n) != DARK__FORM_TEXT || what != NULL || dark__form_wide(bytes, n) != NULL;
}

/* With blank lines in front that push its bytes over the boundary between two pieces, the file says the same. */
static void check_boundary(const task *of, dark_status status, const dark_table *table, const dark_error *err) {
  if (of->n_before_boundary == 0 || of->options.delimiter == '\0' || of->options.delimiter == ' ') return;
  if (is_known_by_its_beginning(of)) return;
  if (of->n_bytes > 0 && of->csv[0] == 0xEF) return;              /* a byte order mark is one at the beginning only */
  if (of->n_bytes > 4 && memcmp(of->csv, "sep=", 4) == 0) return; /* likewise */
  const dark__csv_front front = dark__csv_front_find(of->csv, of->n_bytes, of->options.delimiter);
  if (front.n > 0 || front.has_row_names) return; /* what is above the header is looked for in the first piece */
  if (strstr(err->message, ": the file is empty") != NULL) return;
  const size_t n_blank = CHUNK - of->n_before_boundary, n = n_blank + of->n_bytes;
  char *bytes = malloc(n);
  MUST(bytes != NULL, "the fuzz target itself is out of memory");
  fill_blank(bytes, n_blank);
  if (of->n_bytes > 0) memcpy(bytes + n_blank, of->csv, of->n_bytes);
  dark_table *pushed;
  dark_error other;
  MUST(read_bytes(&pushed, of, bytes, n, &other) == status, "%s, behind blank lines: %s", err->message, other.message);
  MUST(strcmp(behind_line(err->message), behind_line(other.message)) == 0, "%s, behind blank lines: %s", err->message,
       other.message);
  if (table != NULL) fuzz_check_same(table, pushed);
  dark_table_free(pushed);
  free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static task now;
  dark_table *table, *again;
  dark_error err, other;
  read_task(&now, data, size);
  const dark_status status = read_bytes(&table, &now, now.csv, now.n_bytes, &err);
  MUST(read_bytes(&again, &now, now.csv, now.n_bytes, &other) == status, "%s, then: %s", err.message, other.message);
  MUST(strcmp(err.message, other.message) == 0, "%s, then: %s", err.message, other.message);
  if (table != NULL) {
    const int has_lists = dark_table_captures(table) == NULL; /* else histories number what was seen */
    if (has_lists) fuzz_check_table(table);
    fuzz_check_same(table, again);
    const int is_whole = dark_table_suppression(table) == NULL; /* else what is written would be a whole table */
    if (has_lists && is_whole && dark_table_n_strata(table) > 0) fuzz_check_round_trip(table);
  }
  dark_table_free(again);
  check_boundary(&now, status, table, &err);
  dark_table_free(table);
  return 0;
}
