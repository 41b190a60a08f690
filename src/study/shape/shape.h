/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_SHAPE_SHAPE_H
#define DARK__STUDY_SHAPE_SHAPE_H

/* What a scenario makes of a table, as far as it can be said without estimating: which lists and values are left, and how many people. On
   the way everything that the scenario names is looked for in the table. */

#include "study/file/study.h"

/* What lists are made of: a list of the table as read, or the people on it with one value of a category of `table`. */
typedef struct dark__atom {
  uint32_t list; /* its bit in the table as read */
  bool is_part;
  size_t category, level;
} dark__atom;

typedef struct dark__shape {
  const dark_study *study;
  const dark__data_entry *data;
  const dark__scenario_entry *scenario;
  const dark_table *read; /* before any step */
  const dark_table
      *table; /* the same, or read again for the scenario: filtered, and behind its own categories those by which lists
                              are split; then `filtered` owns it */
  dark_table *filtered;
  const char *lists[DARK_MAX_LISTS]; /* [n_lists] in the input's order, borrowed */
  uint32_t members[DARK_MAX_LISTS];  /* [n_lists] bits of the atoms that make each */
  size_t n_lists;
  dark__atom atoms[2 * DARK_MAX_LISTS]; /* [n_atoms], first the lists of the table as read */
  size_t n_atoms;
  char *made[DARK_MAX_LISTS]; /* [n_made] names of parts of lists, owned */
  size_t n_made;
  size_t n_parts, n_records; /* strata with people, and the pooled one; combinations of lists in all of them */
  double n_people;
} dark__shape;

/* `table` as read from `data` is borrowed, like everything else. DARK_EUSAGE with the place in the study where the scenario does not
   fit; and the errors of reading the table once more. dark__shape_clear in any case. */
DARK_MUST_CHECK dark_status dark__shape_make(dark__shape *shape, const dark_study *study, size_t data, size_t scenario,
                                             const dark_table *table, dark_error *err);
void dark__shape_clear(dark__shape *shape);

/* ---- lookup.c: what a scenario names, found in the table */

/* What a value of a column is called after regrouping: another name, or itself. */
const char *dark__shape_value(const dark__shape *shape, const char *column, const char *value);

/* Look for a category column, and for a value of it, before or after regrouping. DARK_EUSAGE at the text below `node`. */
DARK_MUST_CHECK dark_status dark__shape_find_category(size_t *category, const dark__shape *shape, const char *column,
                                                      const dark__node *node, dark_error *err);
DARK_MUST_CHECK dark_status dark__shape_find_value(const dark__shape *shape, size_t category, const char *value, bool is_after,
                                                   const dark__node *node, dark_error *err);

/* Number of the list among those that are left. DARK_EUSAGE at the text below `node`. */
DARK_MUST_CHECK dark_status dark__shape_find_list(size_t *list, const dark__shape *shape, const char *name,
                                                  const dark__node *node, dark_error *err);

/* ---- shape/split.c: lists in place of one, for a step of that kind */
DARK_MUST_CHECK dark_status dark__shape_split(dark__shape *shape, const dark_step *step, const dark__node *node, dark_error *err);

/* ---- shape/filter.c: read the table again with the conditions of the scenario and the columns by which it splits lists, when it has
   any */
DARK_MUST_CHECK dark_status dark__shape_filter(dark__shape *shape, dark_error *err);

/* ---- shape/count.c: fill n_parts, n_records and n_people */
DARK_MUST_CHECK dark_status dark__shape_count(dark__shape *shape, dark_error *err);

#endif
