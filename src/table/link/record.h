/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_LINK_RECORD_H
#define DARK__TABLE_LINK_RECORD_H

/* Rows with a key: the person that a row is about, and what it says of that person. */

#include "table/csv/stream.h"
#include "table/link/link.h"

/* One file that is being read. */
typedef struct dark__linked_rows {
  dark__linking *linking;
  dark_linked_file *facts;
  const char *place; /* how messages call the file */
  const char *name;  /* of the column of keys */
  uint64_t bit;      /* of its list, where the file is one */
  size_t key;        /* the column of keys */
  size_t list;       /* the column of lists, where the file has one */
  size_t *columns;   /* [linking->n_columns] in this file, while it is read; DARK__NONE: it has no such column */
} dark__linked_rows;

/* Read the file at `path` into a sink whose context is `rows`, which has `columns` while that lasts. Errors: DARK_ENOMEM, and those of
   dark__form_read and the sink. */
DARK_MUST_CHECK dark_status dark__linked_read(dark__linked_rows *rows, const char *path, const dark__csv_sink *sink,
                                              dark_error *err);

/* Find the column of keys. It is looked for before anything else: a file that lacks it may lack its header, and then its first record is
   nobody's to see. So the only name proposed is one that differs by letter case. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__linked_find_key(dark__linked_rows *rows, const dark__row *header, dark_error *err);

/* *person = the one with the key of the row, added when new; valid until the next call. DARK_EDATA: a missing or damaged key, or one that is a
   code of persons; DARK_ELIMIT, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__linked_find_person(dark__person **person, dark__linked_rows *rows, const dark__row *row,
                                                     dark_error *err);

/* What the row says in the columns asked for becomes the person's, and contradictions are noted down. DARK_EDATA, DARK_EUSAGE, DARK_ELIMIT,
   DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__linked_take_values(dark__linked_rows *rows, dark__person *person, const dark__row *row,
                                                     dark_error *err);

#endif
