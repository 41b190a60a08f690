/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/text.h"

#include <string.h>

void dark__put_linked_files(dark__paper *page, const dark_table *table) {
  const dark_link *link = dark_table_link(table);
  for (size_t i = 0; link != NULL && i < link->n_files; i++) {
    const char *path = link->files[i].path;
    dark__paper text = {0};
    dark__paper_add_foreign(&text, link->files[i].list);
    dark__paper_add(&text, ": ");
    dark__paper_add_foreign(&text, strcmp(path, "-") == 0 ? "standard input" : path);
    dark__put_entry(page, i == 0 ? "Files" : "", &text);
  }
}

static void put_files(dark__paper *page, const dark_link *link) {
  dark__grid grid = {.columns = "lrrr"};
  const char *const heads[] = {"list", "rows", "people", "repeated rows"};
  for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) dark__grid_add(&grid, heads[h]);
  for (size_t i = 0; i < link->n_files; i++) {
    const dark_linked_file *file = &link->files[i];
    dark__grid_add_foreign(&grid, file->list);
    dark__grid_add(&grid, dark__count_size(file->n_rows).text);
    dark__grid_add(&grid, dark__count_size(file->n_people).text);
    dark__grid_add(&grid, dark__count_size(file->n_rows - file->n_people).text);
  }
  dark__grid_put(page, &grid, 2);
}

static void put_people(dark__paper *page, const dark_link *link) {
  dark__paper text = {0};
  dark__paper_add(&text, "%s in all", dark__count_size(link->n_people).text);
  for (size_t k = 0; k < link->n_files; k++) {
    if (link->on_lists[k] == 0) continue;
    dark__paper_add(&text, ", %s on %zu list%s", dark__count_size(link->on_lists[k]).text, k + 1, k == 0 ? "" : "s");
  }
  dark__put_entry(page, "People", &text);
}

/* "form 3, sex 1"; nothing when all are 0. */
static void add_columns(dark__paper *text, const dark_link *link, uint64_t (*number)(const dark_linked_column *column)) {
  size_t n = 0;
  for (size_t c = 0; c < link->n_columns; c++) {
    if (number(&link->columns[c]) == 0) continue;
    dark__paper_add(text, "%s", dark__comma(n++));
    dark__paper_add_foreign(text, link->columns[c].name);
    dark__paper_add(text, " %s", dark__count_size(number(&link->columns[c])).text);
  }
}

static uint64_t n_contradictory(const dark_linked_column *column) { return column->n_contradictory; }

static uint64_t n_filled(const dark_linked_column *column) { return column->n_filled; }

static void put_contradictions(dark__paper *page, const dark_link *link) {
  dark__paper text = {0};
  const bool is_first = link->conflict == DARK_CONFLICT_FIRST;
  if (link->n_contradictory == 0) dark__paper_add(&text, "nobody has different values in different rows");
  else {
    dark__paper_add(&text, "people with different values in different rows: %s (", dark__count_size(link->n_contradictory).text);
    add_columns(&text, link, n_contradictory);
    dark__paper_add(&text, "); %s", is_first ? "the first value was taken" : "they count as missing");
  }
  dark__put_entry(page, "Contradictions", &text);
}

static void put_filled(dark__paper *page, const dark_link *link) {
  dark__paper text = {0};
  add_columns(&text, link, n_filled);
  if (dark__paper_text(&text)[0] == '\0') dark__paper_add(&text, "nobody");
  else dark__paper_add(&text, ": people whose value is missing in one row and came from another");
  dark__put_entry(page, "Filled in", &text);
}

void dark__put_link(dark__paper *page, const dark_table *table) {
  const dark_link *link = dark_table_link(table);
  if (link == NULL) return;
  dark__paper text = {0};
  dark__paper_add(&text, "What was linked by ");
  dark__paper_add_foreign(&text, link->key);
  dark__paper_add(&text, " (everybody in the files)");
  dark__paper_add(page, "\n");
  dark__paper_put(page, NULL, 0, 2, &text);
  put_files(page, link);
  dark__paper_add(page, "\n");
  put_people(page, link);
  if (link->n_columns == 0) return;
  put_contradictions(page, link);
  put_filled(page, link);
}
