/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/histories.h"

#include <darkfigure/table.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"

static uint64_t bit_of(dark__reading *reading, const dark_results *results, const char *name) {
  for (size_t l = 0; l < results->n_lists && l < DARK_MAX_TABLE_LISTS; l++)
    if (strcmp(results->lists[l], name) == 0) return UINT64_C(1) << l;
  dark__reading_fail(reading, "histories", "holds a list that is not among 'lists'");
  return 0;
}

static void read_history(dark__reading *reading, dark__source_history *history, const dark__node *object,
                         const dark_results *results) {
  const dark__node *lists = dark__member_array(reading, object, "lists");
  const size_t n = dark__n_items(lists);
  for (size_t i = 0; reading->status == DARK_OK && i < n; i++)
    history->lists |= bit_of(reading, results, dark__item_text(reading, lists, i, "lists"));
  history->people = dark__member_count(reading, object, "people");
  if (history->lists == 0) dark__reading_fail(reading, "histories", "holds people on no list");
}

void dark__read_histories(dark__reading *reading, dark__source *source) {
  const dark__node *root = source->root;
  if (dark__map_get(root, "histories") == NULL) return;
  const dark__node *array = dark__member_array(reading, root, "histories");
  const size_t n = dark__n_items(array);
  if (reading->status != DARK_OK) return;
  source->histories = dark__arena_take(source->arena, n + 1, sizeof *source->histories);
  if (source->histories == NULL) reading->status = dark__fail_memory(reading->err);
  for (size_t i = 0; reading->status == DARK_OK && i < n; i++)
    read_history(reading, &source->histories[source->n_histories++], array->items[i], &source->results);
}

dark_status dark__source_check_histories(const dark__source *source, dark_error *err) {
  if (source->n_histories > 0 && source->results.n_lists <= DARK_MAX_LISTS) return DARK_OK;
  return dark__fail(
      err, DARK_EDATA,
      "%s: there are no 'histories' in it, how many people are on exactly which lists; fit writes them of tables of "
      "up to %d lists, unless counts are suppressed",
      dark__show_path(source->path).text, DARK_MAX_LISTS);
}
