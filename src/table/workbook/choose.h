/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_CHOOSE_H
#define DARK__TABLE_WORKBOOK_CHOOSE_H

/* The sheets of a workbook, and which of them is meant: never one of several by guess. */

#include <stdbool.h>
#include <stdint.h>

#include "table/workbook/remarks.h"

typedef struct dark__sheet_entry {
  char *name;
  char *id; /* of the relation that leads to it; NULL where there are none */
  bool is_hidden;
} dark__sheet_entry;

typedef struct dark__sheets {
  dark__sheet_entry *all; /* [n] */
  size_t n, capacity;
} dark__sheets;

/* Append a sheet; copies. DARK_ENOMEM, DARK_ELIMIT. */
dark_status dark__sheets_add(dark__sheets *sheets, const char *place, const char *name, const char *id, bool is_hidden,
                             dark_error *err);

/* *chosen = the sheet called `asked`, or, for NULL, the only one that is not hidden; hidden ones that are passed over are remarked upon.
   DARK_EUSAGE: there is none, or several; the message has their names and what to type. DARK_ENOMEM. */
dark_status dark__sheets_choose(size_t *chosen, const dark__sheets *sheets, const char *place, const char *asked,
                                dark__remarks *remarks, dark_error *err);

void dark__sheets_free(dark__sheets *sheets);

#endif
