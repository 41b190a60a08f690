/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_LINK_LINK_H
#define DARK__TABLE_LINK_LINK_H

/* Linking list files, inside: what the files of the room share.

     link/request.c   what is asked for, checked before anything is read
     link/file.c      one file: its rows found among the people
     link/long.c      the same of a file in the long form, which has all lists in it
     link/lists.c     what those lists are, in which order
     link/record.c    what both do with a row
     link/people.c    the people by their keys
     link/conflicts.c keys that appear twice, values that contradict each other
     link/count.c     people counted into the cells of a tally, as the reader of one file does it with rows
     link/facts.c     what was linked, for those who want to know
     link_notes.c     the same in words
     link_csv.c       one after the other (above this room)
     long_csv.c       the same for the long form */

#include <darkfigure/link.h>

#include "table/key/watch.h"
#include "table/link/conflicts.h"
#include "table/link/people.h"
#include "table/tally/tally.h"
#include "table/workbook/remarks.h"

/* How messages call all files together. */
#define DARK__LINKED_FILES "linked files"

/* What is known of a person's value in a column: DARK__VALUE_ID bits hold the number of the value plus one, 0 while there is none. */
#define DARK__VALUE_ID UINT32_C(0x3FFFFFFF)
#define DARK__VALUE_CONTRADICTED UINT32_C(0x40000000) /* another value was met */
#define DARK__VALUE_WAS_MISSING UINT32_C(0x80000000)  /* an empty field or NA was met */

typedef struct dark__linking {
  const char *option;          /* that asks for it, in messages; static */
  const dark_list_file *files; /* [n_files] borrowed */
  size_t n_files;
  dark_list_file long_file;  /* the one, in the long form */
  dark_read_options options; /* the user's, with the names of the lists */
  const char **names;        /* [n_lists] for options.lists */
  size_t *bits;              /* [n_lists] of dark__person.lists, where each list has its own; NULL: they are in order */
  size_t n_lists;
  dark__keys lists;      /* of the long form, in the order in which they were met */
  uint64_t n_other_rows; /* of the long form: rows about lists that --lists does not name */
  bool counts_rows;      /* dark__person.lists is the number of rows, not a set of lists */
  dark__tally tally;     /* of the people; its header has the columns asked for and behind them the lists */
  size_t n_columns;      /* asked for */
  dark__keys *values;    /* [n_columns] the different values met */
  uint64_t *n_values;    /* [n_columns] fields that had one */
  bool *is_met;          /* [n_columns] whether a file had the column */
  dark__header met;      /* columns of all files but the key, to propose one of them */
  dark__people people;
  dark__conflicts conflicts;
  dark__key_watch watch;
  dark__remarks remarks; /* what the forms of the files give rise to say */
  dark_link *link;       /* what was linked, so far */
} dark__linking;

/* Check and note down all that is asked for. DARK_EUSAGE, DARK_ENOMEM; frees nothing on failure. */
dark_status dark__link_begin(dark__linking *linking, const char *key, const dark_list_file *files, size_t n_files,
                             const dark_read_options *options, dark_error *err);

/* The same for the long form. */
dark_status dark__link_begin_long(dark__linking *linking, const char *path, const dark_read_options *options, dark_error *err);

/* Read that file, and settle what the lists are. Errors as below. */
dark_status dark__link_read_long(dark__linking *linking, dark_error *err);

/* What every column is for, as if the people stood in one file; the lists [n_lists] are known. DARK_EUSAGE, DARK_ENOMEM. */
dark_status dark__link_begin_tally(dark__linking *linking, dark_error *err);

/* Settle which the lists of the long form are. DARK_EUSAGE, DARK_EDATA, DARK_ENOMEM. */
dark_status dark__link_settle_lists(dark__linking *linking, dark_error *err);

/* A column asked for must be in some file. DARK_EUSAGE. */
dark_status dark__link_check_columns(const dark__linking *linking, dark_error *err);

/* Read file number `file`. DARK_EDATA, DARK_EUSAGE, DARK_ELIMIT, DARK_EIO, DARK_ENOMEM. */
dark_status dark__link_read(dark__linking *linking, size_t file, dark_error *err);

/* Fill the tally and the facts that only all files together tell. DARK_EUSAGE, DARK_EDATA, DARK_ENOMEM. */
dark_status dark__link_count(dark__linking *linking, dark_error *err);

/* Say in notes what was linked. DARK_ENOMEM. */
dark_status dark__link_notes(dark_table *table, const dark_link *link, dark_error *err);
dark_status dark__long_notes(dark_table *table, const dark__linking *linking, dark_error *err);

/* Copes with a linking that failed half-way. */
void dark__link_end(dark__linking *linking);

/* Facts with copies of the names; numbers are zero. NULL when memory is exhausted. The second accepts NULL. */
dark_link *dark__link_facts_new(const dark__linking *linking, const char *key);
void dark__link_facts_free(dark_link *link);

#endif
