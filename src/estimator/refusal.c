/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/refusal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"

/* Names of more lists than this would fill the screen. */
enum { MOST_NAMED = 16 };

typedef struct sized_list {
  const char *name;
  size_t position;
  double n; /* people */
} sized_list;

static double count_people(const dark_table *table, size_t list) {
  double people = 0;
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n;
    const dark_record *records = dark_table_records(table, s, &n);
    for (size_t i = 0; i < n; i++) people += (records[i].history >> list & 1) != 0 ? records[i].count : 0;
  }
  return people;
}

/* Smallest first; of equals the later column. */
static int compare(const void *a, const void *b) {
  const sized_list *x = a, *y = b;
  if (x->n != y->n) return (x->n > y->n) - (x->n < y->n);
  return (x->position < y->position) - (x->position > y->position);
}

/* A name can stand between the signs of --merge-lists and --drop-list, and in the shell, as it is. */
static bool is_plain(const char *name) {
  return name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")] == '\0' && name[0] != '-';
}

/* "A+B+C" of the lists [n] into text [size]; false: it cannot be typed like that. */
static bool join(char *text, size_t size, const sized_list *lists, size_t n) {
  size_t length = 0;
  text[0] = '\0';
  for (size_t i = 0; i < n; i++) {
    if (!is_plain(lists[i].name)) return false;
    const int more = snprintf(text + length, size - length, "%s%s", i > 0 ? "+" : "", lists[i].name);
    if (more < 0 || (size_t)more >= size - length) return false;
    length += (size_t)more;
  }
  return true;
}

static bool is_taken(const dark_table *table, const char *name) {
  for (size_t l = 0; l < dark_table_n_lists(table); l++)
    if (strcmp(dark_table_list_name(table, l), name) == 0) return true;
  return false;
}

/* What to type so that `most` lists are left: the others, the smallest, become one of them. */
static void write_merger(char *text, size_t size, const dark_table *table, sized_list *lists, unsigned most) {
  const size_t n = dark_table_n_lists(table), n_merged = n - most + 1;
  char names[320];
  qsort(lists, n, sizeof *lists, compare);
  const char *merged = is_taken(table, "OTHERS") ? "SMALL_LISTS" : "OTHERS";
  if (n_merged <= MOST_NAMED && join(names, sizeof names, lists, n_merged))
    snprintf(text, size, "--merge-lists %s=%s makes one of the smallest", merged, names);
  else
    snprintf(text, size, "--merge-lists %s=A+B+C makes one of several, such as the %zu smallest (describe has their sizes)",
             merged, n_merged);
}

dark_status dark__refuse_lists(const dark_estimator *estimator, const dark_table *table, dark_error *err) {
  const size_t n = dark_table_n_lists(table);
  char merger[512];
  if (estimator->max_lists < DARK_MAX_LISTS)
    return dark__fail(
        err, DARK_EUSAGE,
        "method %s takes at most %u lists and the table has %zu; --lists names those to use, and see --drop-list and "
        "--merge-lists",
        estimator->name, estimator->max_lists, n);
  sized_list *lists = calloc(n + 1, sizeof *lists);
  if (lists == NULL) return dark__fail_memory(err);
  for (size_t l = 0; l < n; l++)
    lists[l] = (sized_list){dark_table_list_name(table, l), dark_table_list_position(table, l), count_people(table, l)};
  write_merger(merger, sizeof merger, table, lists, estimator->max_lists);
  free(lists);
  return dark__fail(
      err, DARK_EUSAGE,
      "method %s looks at every combination of lists, for at most %u of them, and the table has %zu; %s, --drop-list "
      "leaves lists out with the people who are on no other, and --method mth-chao, mt, coverage-low or chao takes "
      "all of them",
      estimator->name, estimator->max_lists, n, merger);
}
