/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of the long form: those that --lists names, or all that were met, in an order that rows have no part in. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "table/link/link.h"

/* A list that was met. */
typedef struct met_list {
  const char *name;
  size_t bit;
} met_list;

/* Digits at the start of a text, and where its number begins behind zeros. */
static size_t take_number(const char **digits, const char *text) {
  const size_t n = strspn(text, "0123456789"), n_zeros = strspn(text, "0");
  *digits = text + (n_zeros < n ? n_zeros : n);
  return n;
}

/* Numbers in names by their size: 2 comes before 10. */
static int compare_names(const char *a, const char *b) {
  const char *first = a, *second = b;
  while (*a != '\0' && *b != '\0') {
    const char *x, *y;
    const size_t n_a = take_number(&x, a), n_b = take_number(&y, b);
    if (n_a == 0 || n_b == 0) {
      if (*a != *b) break;
      a++, b++;
      continue;
    }
    a += n_a, b += n_b;
    if (a - x != b - y) return a - x < b - y ? -1 : 1;
    const int order = memcmp(x, y, (size_t)(a - x));
    if (order != 0) return order;
  }
  const int order = (unsigned char)*a - (unsigned char)*b;
  return order != 0 ? order : strcmp(first, second);
}

static int compare(const void *a, const void *b) {
  return compare_names(((const met_list *)a)->name, ((const met_list *)b)->name);
}

static void number_met(met_list *met, const dark__linking *linking) {
  for (size_t i = 0; i < linking->lists.n; i++) met[i] = (met_list){dark__keys_at(&linking->lists, i), i};
  if (linking->options.n_lists == 0) qsort(met, linking->lists.n, sizeof *met, compare);
}

/* More lists than people: the columns may have changed places, and then the names would be keys. */
static dark_status check_number(const dark__linking *linking, dark_error *err) {
  const dark_read_options *options = &linking->options;
  if (options->n_lists > 0 || linking->lists.n <= linking->people.n) return DARK_OK;
  return dark__fail(
      err, DARK_EDATA,
      "%s: more different lists (column %s) than people (column %s), %zu and %zu; --long ID,LIST names the column of "
      "keys first, and --lists says which lists to use",
      linking->tally.place, dark__show(options->long_list).text, dark__show(options->long_key).text, linking->lists.n,
      linking->people.n);
}

dark_status dark__link_settle_lists(dark__linking *linking, dark_error *err) {
  if (linking->people.n == 0 || linking->counts_rows) return DARK_OK;
  const dark_status status = check_number(linking, err);
  if (status != DARK_OK) return status;
  met_list met[DARK_MAX_LIST_FILES] = {{NULL, 0}};
  linking->n_lists = linking->lists.n;
  linking->names = calloc(linking->n_lists, sizeof *linking->names);
  linking->bits = calloc(linking->n_lists, sizeof *linking->bits);
  if (linking->names == NULL || linking->bits == NULL) return dark__fail_memory(err);
  number_met(met, linking);
  for (size_t i = 0; i < linking->n_lists; i++) {
    linking->names[i] = met[i].name;
    linking->bits[i] = met[i].bit;
  }
  return DARK_OK;
}
