/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_LINK_H
#define DARKFIGURE_LINK_H

/* Several files, one for each list, become one table: rows with the same key are the same person. */

#include <darkfigure/table.h>

DARK_PUBLIC_BEGIN

/* Most files that can be linked; at most DARK_MAX_LISTS lists may remain once some are merged and dropped. */
#define DARK_MAX_LIST_FILES 64

/* A file with one row for each person on a list. */
typedef struct dark_list_file {
  const char *name; /* of the list */
  const char *path; /* "-": standard input, for one file at most */
  const char *key;  /* column of its keys; NULL: it is called as in the call */
} dark_list_file;

/* Read one CSV file per list and link them by the pseudonymous key in the column called `key`.

   files [n_files]: in the order that `position` of lists refers to; names distinct, not empty. Each file is read once, with a
   delimiter of its own when options->delimiter is 0, and accepted in the forms that dark_table_read_csv accepts. It has the column
   `key`, or that of its own `key`, and those of `by` and `where` that it knows; other columns are not looked at. A file with a header only is a list that
   caught nobody.

   Keys are equal when all their bytes are, after the blanks around unquoted fields: letter case and leading zeros count, and a
   note says how many keys differ in letter case or blanks only. No key
   ever appears in a message, a note or anything else that the library hands out. All keys are held in memory, hashed under a secret
   of the call, so that no choice of keys slows it down; memory grows with the different keys (about 30 bytes each, 4 more for each
   column asked for, and the key itself), not with the rows.

   A person's value of a category is the one of any row that has one: an empty field, NA or a file without the column contradicts
   nothing. Conditions of `where` apply to the person. Then all is as if one file with a row per person and a 0/1 column per list had
   been read: the same table to the last bit, whatever the order of rows.

   options->conflict says what to do about a key that appears twice in a file, or different values of one person:
     DARK_CONFLICT_STOP     fail with how many there are, and where the first are; all files are read for that
     DARK_CONFLICT_FIRST    go on; a key counts once in a file, and the first value holds, in the order of files, then of rows
     DARK_CONFLICT_MISSING  go on; a key counts once in a file, and a contradicted value counts as missing
   `lists`, `count`, `ignore` and `drop_unlisted` make no sense here and are refused. options NULL: the defaults.

   On success *out owns the table (dark_table_free); on failure it is NULL.
   Errors: DARK_EUSAGE (options and their version; names and paths; a column that no file has; more than DARK_MAX_LIST_FILES files),
   DARK_EDATA ("file:line:field: ..."; a missing key, conflicts, nobody in any file), DARK_ELIMIT (keys beyond 16 GiB), DARK_EIO,
   DARK_ENOMEM. Keys are overwritten in memory before it returns; core dumps meanwhile are left to the caller. Allocates; may be called
   from several threads on different files. */
DARK_MUST_CHECK dark_status dark_table_link_csv(dark_table **out, const char *key, const dark_list_file *files, size_t n_files,
                                                const dark_read_options *options, dark_error *err);

/* What was found in one file. n_rows - n_people rows repeat a key. */
typedef struct dark_linked_file {
  char *list, *path;
  char *key;       /* column of its keys */
  char sha256[65]; /* lower-case hexadecimal, of all its bytes */
  uint64_t n_rows;
  uint64_t n_people;
} dark_linked_file;

/* What was found in one column of `by` or `where`. */
typedef struct dark_linked_column {
  char *name;
  uint64_t n_contradictory; /* people with different values */
  uint64_t n_filled;        /* people with an empty field or NA in one row and the value from another */
} dark_linked_column;

/* What was linked: all people of all files, before conditions, dropping and merging. */
typedef struct dark_link {
  char *key; /* name of the key column */
  dark_conflict conflict;
  dark_linked_file *files; /* [n_files] in the order given */
  size_t n_files;
  dark_linked_column *columns; /* [n_columns] `by`, then other columns of `where` */
  size_t n_columns;
  uint64_t n_people;
  uint64_t on_lists[DARK_MAX_LIST_FILES]; /* [n_files] people on exactly 1, 2, ... of the lists */
  uint64_t n_contradictory;               /* people who contradict themselves in any column */
  uint64_t n_alike;                       /* keys that differ from another only in upper and lower case or in blanks */
} dark_link;

/* Owned by the table; NULL for a table that was not linked, and for none. */
const dark_link *dark_table_link(const dark_table *table);

DARK_PUBLIC_END

#endif
