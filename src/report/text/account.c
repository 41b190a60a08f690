/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/account.h"

#include <string.h>

#include "report/text/text.h"

/* "7 rows, 123 people on 3 lists"; rows of linked files stand where the linking is told. */
static void add_numbers(dark__paper *text, const dark_table *table, const dark__account *account) {
  const double n = dark_table_n_people(table);
  const size_t n_lists = dark_table_n_lists(table);
  if (dark_table_link(table) == NULL)
    dark__paper_add(text, "%s row%s, ", dark__count_size(account->n_rows).text, account->n_rows == 1 ? "" : "s");
  dark__paper_add(text, "%s %s", dark__count(n).text, n == 1 ? "person" : "people");
  if (dark_table_captures(table) == NULL) dark__paper_add(text, " on %zu list%s", n_lists, n_lists == 1 ? "" : "s");
}

static bool is_told(const dark__account *account, size_t column) {
  for (size_t i = 0; i < column; i++)
    if (strcmp(account->columns[i].what, account->columns[column].what) == 0) return true;
  return false;
}

/* "list: police, ngo", once for all columns that were taken for the same. */
static void put_use(dark__paper *page, const dark__account *account, size_t first) {
  const char *what = account->columns[first].what;
  dark__paper text = {0};
  dark__paper_add(&text, "%s: ", what);
  for (size_t i = first, n = 0; i < account->n; i++) {
    if (strcmp(account->columns[i].what, what) != 0) continue;
    dark__paper_add(&text, "%s%s", dark__comma(n++), account->columns[i].name);
  }
  dark__paper_put(page, NULL, 2, 4, &text);
}

static void put_notes(dark__paper *page, const dark_table *table) {
  for (size_t i = 0; i < dark_table_n_notes(table); i++) {
    dark__paper text = {0};
    dark__paper_add_foreign(&text, dark_table_note(table, i));
    dark__paper_add(&text, ".");
    dark__paper_put(page, "-", 2, 4, &text);
  }
}

void dark__put_account(dark__paper *page, const dark_table *table) {
  const dark__account *account = dark__table_account(table);
  dark__paper text = {0};
  if (account == NULL) return;
  dark__paper_add(&text, "How the input was read: ");
  add_numbers(&text, table, account);
  dark__paper_add(page, "\n");
  dark__paper_put(page, NULL, 0, 2, &text);
  if (dark_table_link(table) != NULL) {
    dark__paper_add(&text, "key: ");
    dark__paper_add_foreign(&text, dark_table_link(table)->key);
    dark__paper_put(page, NULL, 2, 4, &text);
  }
  for (size_t i = 0; i < account->n; i++)
    if (!is_told(account, i)) put_use(page, account, i);
  put_notes(page, table);
}
