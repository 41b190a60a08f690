/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linking: dark_table_link_csv on several files of any bytes with any options.

   The input is cut at NULs: first the options, separated by ';', then up to four files. An option is a letter and a text: k key (else "id"),
   b by, w where, e expect, d drop-list, m merge-lists, K key of the second file, c conflict (0, 1 or 2), t delimiter (its first byte). */

#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz/table_check.h"
#include "table/form/form.h"

enum { MOST_FILES = 4, MOST_WORDS = 8, SHORT = 5, MOST_KEYS = 64 };

typedef struct words {
  const char *items[MOST_WORDS];
  size_t n;
} words;

typedef struct task {
  fuzz_texts texts;             /* the options */
  const char *key, *second_key; /* NULL: of the second file it is the same */
  words by, where, expect, drop_lists, merge_lists;
  dark_read_options options;
  dark_list_file files[MOST_FILES];
  size_t n_files;
} task;

/* ---- The files, in a folder that is made once */

static char paths[MOST_FILES][64];

static void remove_files(void) {
  for (int i = 0; i < MOST_FILES; i++) remove(paths[i]);
  *strrchr(paths[0], '/') = '\0';
  rmdir(paths[0]);
}

static void make_folder(void) {
  char folder[] = "/tmp/darkfigure-fuzz-link-XXXXXX";
  if (paths[0][0] != '\0') return;
  MUST(mkdtemp(folder) != NULL, "no folder for files");
  for (int i = 0; i < MOST_FILES; i++) snprintf(paths[i], sizeof paths[i], "%s/%c.csv", folder, "abcd"[i]);
  atexit(remove_files);
}

static void write_file(const char *path, const uint8_t *bytes, size_t n) {
  FILE *file = fopen(path, "wb");
  MUST(file != NULL, "no file %s", path);
  MUST(fwrite(bytes, 1, n, file) == n, "cannot write %s", path);
  fclose(file);
}

static void write_files(task *of, const uint8_t *data, size_t size) {
  static const char *const names[MOST_FILES] = {"A", "B", "C", "D"};
  make_folder();
  while (of->n_files < MOST_FILES && size > 0) {
    const uint8_t *end = memchr(data, '\0', size);
    const size_t n = end == NULL ? size : (size_t)(end - data);
    write_file(paths[of->n_files], data, n);
    of->files[of->n_files] = (dark_list_file){names[of->n_files], paths[of->n_files], NULL};
    of->n_files++;
    data += n + (end != NULL);
    size -= n + (end != NULL);
  }
}

/* ---- The options */

static void add(words *to, const char *text) {
  if (to->n < MOST_WORDS) to->items[to->n++] = text;
}

static void take_option(task *of, const char *text) {
  switch (text[0]) {
    case 'k': of->key = text + 1; break;
    case 'K': of->second_key = text + 1; break;
    case 'b': add(&of->by, text + 1); break;
    case 'w': add(&of->where, text + 1); break;
    case 'e': add(&of->expect, text + 1); break;
    case 'd': add(&of->drop_lists, text + 1); break;
    case 'm': add(&of->merge_lists, text + 1); break;
    case 'c': of->options.conflict = (dark_conflict)((unsigned char)text[1] % 3); break;
    case 't': of->options.delimiter = text[1]; break;
    default: break;
  }
}

#define GIVE(field) of->options.field = of->field.items, of->options.n_##field = of->field.n

static void read_task(task *of, const uint8_t *data, size_t size) {
  const uint8_t *end = size == 0 ? NULL : memchr(data, '\0', size);
  const size_t n = end == NULL ? size : (size_t)(end - data);
  *of = (task){.key = "id", .options = DARK_READ_OPTIONS_INIT};
  of->texts = fuzz_split(data, n, ';');
  for (size_t i = 0; i < of->texts.n; i++) take_option(of, of->texts.items[i]);
  GIVE(by), GIVE(where), GIVE(expect), GIVE(drop_lists), GIVE(merge_lists);
  if (end != NULL) write_files(of, end + 1, size - n - 1);
  if (of->n_files > 1) of->files[1].key = of->second_key;
}

/* ---- No key in any message or note */

typedef struct keys {
  char *items[MOST_KEYS];
  size_t n, column;
  const task *of;
  const char *key;  /* the column of keys */
  const char *text; /* that must not have one */
} keys;

static dark_status take_header(void *context, const dark__row *row, dark_error *err) {
  keys *found = context;
  (void)err;
  for (found->column = 0; found->column < row->n_fields; found->column++)
    if (strcmp(dark__row_field(row, found->column), found->key) == 0) return DARK_OK;
  return DARK_EDATA;
}

/* A key that says anything of its own: the text has nothing else in it that is the same. */
static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  keys *found = context;
  const char *key = dark__row_field(row, found->column);
  (void)err;
  if (strlen(key) < SHORT || strpbrk(key, "0123456789") == NULL || strstr(found->text, key) == NULL) return DARK_OK;
  for (size_t c = 0; c < row->n_fields; c++)
    if (c != found->column && strstr(dark__row_field(row, c), key) != NULL) return DARK_OK;
  if (found->n < MOST_KEYS) found->items[found->n++] = strdup(key);
  return DARK_OK;
}

static dark_status take_names(void *context, const dark__row *row, dark_error *err) {
  (void)err;
  for (size_t i = 0; i < row->n_fields; i++) fprintf(context, "%s\n", dark__row_field(row, i));
  return DARK_OK;
}

static dark_status take_nothing(void *context, const dark__row *row, dark_error *err) {
  (void)context, (void)row, (void)err;
  return DARK_OK;
}

/* The names of all columns, which messages show. free() it. */
static char *names_of(const task *of) {
  char *names;
  size_t size;
  FILE *stream = open_memstream(&names, &size);
  MUST(stream != NULL, "no memory for names");
  for (size_t i = 0; i < of->n_files; i++) {
    char sha256[65];
    const dark__csv_sink sink = {take_names, take_nothing, stream};
    const dark__form_source source = {.path = of->files[i].path, .place = "", .delimiter = of->options.delimiter};
    (void)!dark__form_read(sha256, &source, &sink, NULL, NULL);
  }
  fclose(stream);
  return names;
}

/* What the command line, the name of a column or another column has too may be shown. */
static int is_elsewhere(const task *of, const char *names, const char *key) {
  if (strstr(names, key) != NULL) return 1;
  for (size_t i = 0; i < of->texts.n; i++)
    if (strstr(of->texts.items[i], key) != NULL) return 1;
  for (size_t i = 0; i < of->n_files; i++)
    if (strstr(of->files[i].path, key) != NULL) return 1;
  return strspn(key, "0123456789:") == strlen(key); /* a line number, a count */
}

static void check_no_key(const task *of, const char *text) {
  char sha256[65], *names = names_of(of);
  for (size_t i = 0; i < of->n_files; i++) {
    const char *own = of->files[i].key;
    keys found = {.of = of, .key = own == NULL ? of->key : own, .text = text};
    const dark__csv_sink sink = {take_header, take_record, &found};
    dark_error err = DARK_ERROR_INIT;
    const dark__form_source source = {.path = of->files[i].path, .place = "", .delimiter = of->options.delimiter};
    (void)!dark__form_read(sha256, &source, &sink, NULL, &err);
    for (size_t k = 0; k < found.n; k++) {
      MUST(is_elsewhere(of, names, found.items[k]), "the key %s is in: %s", found.items[k], text);
      free(found.items[k]);
    }
  }
  free(names);
}

/* ---- What holds */

static void check_facts(const dark_table *table) {
  const dark_link *link = dark_table_link(table);
  uint64_t n_people = 0, n_most = 0;
  MUST(link != NULL && dark_table_is_of_people(table), "a table that knows nothing of its files");
  for (size_t i = 0; i < link->n_files; i++) {
    MUST(link->files[i].n_people <= link->files[i].n_rows, "more people than rows in file %zu", i);
    n_people += link->on_lists[i];
    n_most += link->files[i].n_people;
  }
  MUST(n_people == link->n_people && n_people <= n_most, "%llu people on lists, %llu in all", (unsigned long long)n_people,
       (unsigned long long)link->n_people);
  MUST(dark_table_n_people(table) <= (double)link->n_people, "more people in the table than in the files");
}

static dark_status link_files(dark_table **table, const task *of, dark_error *err) {
  *err = (dark_error)DARK_ERROR_INIT;
  const dark_status status = dark_table_link_csv(table, of->key, of->files, of->n_files, &of->options, err);
  MUST((status == DARK_OK) == (*table != NULL), "status %d and table %p", (int)status, (const void *)*table);
  if (status != DARK_OK) fuzz_check_failure(status, err, 0);
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static task now;
  dark_table *table, *again;
  dark_error err, other;
  read_task(&now, data, size);
  const dark_status status = link_files(&table, &now, &err);
  MUST(link_files(&again, &now, &other) == status, "%s, then: %s", err.message, other.message);
  MUST(strcmp(err.message, other.message) == 0, "%s, then: %s", err.message, other.message);
  check_no_key(&now, err.message);
  if (table != NULL) {
    fuzz_check_table(table);
    fuzz_check_same(table, again);
    check_facts(table);
    for (size_t i = 0; i < dark_table_n_notes(table); i++) check_no_key(&now, dark_table_note(table, i));
  }
  dark_table_free(again);
  dark_table_free(table);
  fuzz_texts_free(&now.texts);
  return 0;
}
