/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_CHECKS_H
#define DARK__REPORT_SOURCE_CHECKS_H

/* The JSON of `sensitivity`, read back as checks of an estimate where the answer is known, or on fewer people: internal consistency, which
   is the size of each list estimated from the others (Binette & Steorts 2021, arXiv:2112.01594), and thinning. */

#include "report/source/member.h"
#include "report/source/source.h"

/* Rows have what is known of an answer: observed, total, state, and an interval with its level; levels are NULL. An upper limit that is not
   there beside a lower one is infinite. */

typedef struct dark__known_list {
  const char *name;
  double known;                 /* its size */
  dark_row estimate;            /* of it, from the other lists */
  bool has_interval, is_within; /* whether it has two limits; whether its size lies within them */
} dark__known_list;

typedef struct dark__thinned {
  double share, n_kept; /* of the people; the middle of draws */
  dark_row
      answer; /* total: the middle of draws, brought up to all people, who are its `observed`; its limits are a range of draws */
} dark__thinned;

/* The checks of one category, or of all in one table. */
typedef struct dark__checked {
  const char **columns, **values; /* [n_categories] of the people; "(all)" in the one table of all */
  size_t n_categories;
  dark_row estimate;
  dark__known_list *lists;
  size_t n_lists;
  dark__thinned *thinned; /* [n_thinned] of fewer than all people, in the order of the file: the largest share first */
  size_t n_thinned;
} dark__checked;

/* Checks from the file at `path`: source->checked, and what is said of program, input, options and lists; there are no rows of results.
   dark__source_clear also after a failure. Errors as those of dark__source_read. */
DARK_MUST_CHECK dark_status dark__source_read_checks(dark__source *source, const char *path, dark_error *err);
/* The same of a document that is taken over and that messages call `path`. */
DARK_MUST_CHECK dark_status dark__source_from_checks(dark__source *source, dark__document *document, const char *path,
                                                     dark_error *err);
/* *checked [*n] of the sections of the document, in the arena. */
void dark__read_checked(dark__reading *reading, dark__checked **checked, size_t *n, const dark__node *sections,
                        dark__arena *arena);

/* Whether it has what is drawn: DARK_EDATA, with what to type. Lists are not there in data of one list, thinnings where none were asked for.
   Where nothing has an estimate, that is what is drawn. */
DARK_MUST_CHECK dark_status dark__source_check_known_lists(const dark__source *source, dark_error *err);
DARK_MUST_CHECK dark_status dark__source_check_thinned(const dark__source *source, dark_error *err);

#endif
