/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_ACCOUNT_H
#define DARK__TABLE_ACCOUNT_H

/* What each column of the input was taken for. */

#include "table/table.h"

struct dark__tally;

typedef struct dark__account_column {
  char *name;       /* as messages show it */
  const char *what; /* "list", "category", "not used", ...; static */
} dark__account_column;

typedef struct dark__account {
  dark__account_column *columns; /* [n] in the order of the file; with --link those asked for, then the lists */
  size_t n;
  uint64_t n_left_out; /* people who are not in the table: on lists alone that were left out */
  uint64_t n_rows;     /* records of the file; 0 with --link, where dark_table_link has those of each */
} dark__account;

/* NULL when memory is exhausted. */
dark__account *dark__account_new(const struct dark__tally *tally);

/* Append a column that the tally does not know of. `what` is static. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__account_add(dark__account *account, const char *name, const char *what, dark_error *err);

/* NULL is allowed. */
void dark__account_free(dark__account *account);

/* Of a table that was read from files, which owns it; NULL for any other. */
const dark__account *dark__table_account(const dark_table *table);

/* People who are known and not in the table, since only lists that were left out have them; 0 where nothing is known of the input. */
double dark__table_n_left_out(const dark_table *table);

#endif
