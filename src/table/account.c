/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/account.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "table/tally/tally.h"

static bool is_condition(const dark__tally *tally, size_t column) {
  for (size_t i = 0; i < tally->filter.n; i++)
    if (tally->filter.conditions[i].column == column) return true;
  return false;
}

/* A list that is there under its own name, or merged, or left out. */
static const char *list_is(const dark__tally *tally, size_t column) {
  const dark__lists *lists = &tally->lists;
  const char *name = dark__header_name(&tally->header, column);
  for (size_t i = 0; i < lists->n; i++)
    if (strcmp(lists->names[i], name) == 0) return "list";
  for (size_t i = 0; i < lists->n_columns; i++)
    if (lists->columns[i].column == column && lists->columns[i].bit == 0) return "list, left out (--drop-list)";
  return "part of a list (--merge-lists)";
}

/* A column of --where alone has that role too. */
static const char *category_is(const dark__tally *tally, size_t column) {
  const bool filters = is_condition(tally, column);
  for (size_t i = 0; i < tally->categories.n; i++)
    if (tally->categories.all[i].column == column) return filters ? "category and condition" : "category";
  return "condition (--where)";
}

static const char *unasked_is(const dark__tally *tally, size_t column) {
  const char *date = tally->options->date;
  if (date != NULL && strcmp(dark__header_name(&tally->header, column), date) == 0) return "date (--date)";
  if (tally->is_identifier != NULL && tally->is_identifier[column]) return "number or key of a person, left aside";
  return "not used";
}

static const char *column_is(const dark__tally *tally, size_t column) {
  if (dark__header_is_unnamed(&tally->header, column)) return "left aside, for it has no name";
  switch (tally->columns.columns[column].role) {
    case DARK__ROLE_LIST: return list_is(tally, column);
    case DARK__ROLE_COUNT: return "number of people";
    case DARK__ROLE_CATEGORY: return category_is(tally, column);
    case DARK__ROLE_CAPTURES: return "number of captures";
    case DARK__ROLE_COVARIATE: return "covariate";
    case DARK__ROLE_IGNORED: return "left aside (--ignore)";
    default: return unasked_is(tally, column);
  }
}

dark__account *dark__account_new(const dark__tally *tally) {
  dark__account *account = calloc(1, sizeof *account);
  if (account == NULL) return NULL;
  account->columns = calloc(tally->columns.n_columns + 1, sizeof *account->columns);
  account->n_rows = tally->n_rows;
  account->n_left_out = tally->n_dropped;
  bool is_whole = account->columns != NULL;
  for (size_t i = 0; is_whole && i < tally->columns.n_columns; i++) {
    const dark__shown name = dark__header_show(&tally->header, i);
    account->columns[i] = (dark__account_column){dark__copy_text(name.text, strlen(name.text)), column_is(tally, i)};
    account->n++;
    is_whole = account->columns[i].name != NULL;
  }
  if (is_whole) return account;
  dark__account_free(account);
  return NULL;
}

dark_status dark__account_add(dark__account *account, const char *name, const char *what, dark_error *err) {
  dark__account_column *columns = realloc(account->columns, (account->n + 1) * sizeof *columns);
  if (columns == NULL) return dark__fail_memory(err);
  const dark__shown shown = dark__show(name);
  account->columns = columns;
  columns[account->n] = (dark__account_column){dark__copy_text(shown.text, strlen(shown.text)), what};
  return columns[account->n++].name == NULL ? dark__fail_memory(err) : DARK_OK;
}

void dark__account_free(dark__account *account) {
  if (account == NULL) return;
  for (size_t i = 0; i < account->n; i++) free(account->columns[i].name);
  free(account->columns);
  free(account);
}

const dark__account *dark__table_account(const dark_table *table) { return table->account; }

double dark__table_n_left_out(const dark_table *table) {
  const dark__account *account = dark__table_account(table);
  return account == NULL ? 0 : (double)account->n_left_out;
}
