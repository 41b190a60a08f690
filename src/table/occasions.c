/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/occasions.h"

#include <string.h>

#include "table/table.h"

/* Empty lists in front of the list of that name, or `least` when that is more or there is no such list. */
static size_t n_before(const dark_table *like, const char *name, size_t least) {
  for (size_t l = 0; l < like->n_lists; l++) {
    const dark__list *list = &like->lists[l];
    if (strcmp(list->name, name) == 0 && list->occasion - list->position > least) return list->occasion - list->position;
  }
  return least;
}

static dark__list *find_list(const dark_table *table, const char *name) {
  for (size_t l = 0; l < table->n_lists; l++)
    if (strcmp(table->lists[l].name, name) == 0) return &table->lists[l];
  return NULL;
}

void dark__table_keep_occasions(dark_table *table, const char *const *lists, size_t n, const dark_table *like) {
  size_t n_empty = 0;
  for (size_t i = 0; i < n; i++) {
    dark__list *list = find_list(table, lists[i]);
    n_empty = n_before(like, lists[i], n_empty);
    if (list != NULL) list->occasion = i + n_empty;
  }
  table->n_occasions = n + like->n_occasions - like->n_lists;
}
