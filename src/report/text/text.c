/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "report/words/assumptions.h"
#include "report/words/format.h"
#include "table/account.h"

static void add_list(dark__paper *text, const char *name, size_t position) {
  dark__paper_add(text, "%zu ", position + 1);
  dark__paper_add_foreign(text, name);
}

void dark__put_lists(dark__paper *page, const char *const *names, size_t n) {
  dark__paper all = {0};
  for (size_t i = 0; i < n; i++) {
    dark__paper_add(&all, "%s", dark__comma(i));
    add_list(&all, names[i], i);
  }
  if (2 + DARK__LABEL_WIDTH + dark__text_width(dark__paper_text(&all)) <= DARK__PAGE_WIDTH) {
    dark__put_entry(page, "Lists", &all);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    dark__paper text = {0};
    add_list(&text, names[i], i);
    dark__put_entry(page, i == 0 ? "Lists" : "", &text);
  }
  dark__paper_clear(&all);
}

const char *dark__run_option(const dark_run *run, const char *name) {
  for (size_t i = 0; i < run->n_options; i++) {
    const char *value = run->options[2 * i + 1];
    if (strcmp(run->options[2 * i], name) == 0 && value != NULL && value[0] != '\0') return value;
  }
  return NULL;
}

/* Options that say which records were counted, and how to say it. */
static const struct {
  const char *option, *label;
} selections[] = {{"where", "Only"},
                  {"drop-list", "Without list"},
                  {"absorbing", "Absorbing"},
                  {"merge-lists", "Merged list"},
                  {"residents", "Residents"}};

/* "413 known − 19 on left-out lists alone = 394 analysed"; nothing where nobody was left out. */
static void put_people(dark__paper *page, const dark_table *table) {
  const double analysed = dark_table_n_people(table), left_out = dark__table_n_left_out(table);
  dark__paper text = {0};
  if (!(left_out > 0)) return;
  dark__paper_add(&text, "%s known − %s on left-out lists alone = %s analysed", dark__count(analysed + left_out).text,
                  dark__count(left_out).text, dark__count(analysed).text);
  dark__put_entry(page, "People", &text);
}

void dark__put_input(dark__paper *page, const dark_table *table, const dark_run *run) {
  dark__paper text = {0};
  if (run->path != NULL && run->path[0] != '\0') {
    dark__paper_add_foreign(&text, strcmp(run->path, "-") == 0 ? "standard input" : run->path);
    dark__put_entry(page, "File", &text);
  }
  dark__put_linked_files(page, table);
  for (size_t i = 0; i < run->n_options; i++) {
    const char *value = run->options[2 * i + 1];
    for (size_t s = 0; s < sizeof selections / sizeof selections[0]; s++) {
      if (strcmp(run->options[2 * i], selections[s].option) != 0 || value == NULL || value[0] == '\0') continue;
      dark__paper_add_foreign(&text, value);
      dark__put_entry(page, selections[s].label, &text);
    }
  }
  put_people(page, table);
}

void dark__add_sample_coverage(dark__paper *paper, double coverage) {
  const bool is_enough = coverage > DARK__SAMPLE_COVERAGE_NEEDED;
  if (!isfinite(coverage)) dark__paper_add(paper, "not defined for these lists");
  else
    dark__paper_add(paper, "%s (%s)", dark__coverage(coverage).text,
                    is_enough ? "above 0.55, enough for estimators that are based on it"
                              : "0.55 or less, as is usual for trafficking: estimators that are based on it are unreliable");
}

void dark__add_row_label(dark__paper *paper, const dark__subject *of, const dark_row *row) {
  const size_t n = of->results->n_categories;
  dark__add_label(paper, of->results->categories, row->levels, n, n == 0 ? "the total" : "all categories");
}

void dark__add_detail_label(dark__paper *paper, const dark__subject *of, const dark_detail *detail) {
  const size_t n = of->results->n_categories;
  dark__add_label(paper, of->results->categories, detail->levels, n, n == 0 ? "the total" : "(all) in one table");
}
