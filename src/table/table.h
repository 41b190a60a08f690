/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TABLE_H
#define DARK__TABLE_TABLE_H

/* Inside of a table: only src/table looks at it, everybody else uses <darkfigure/table.h>. */

#include <darkfigure/captures.h>
#include <darkfigure/link.h>
#include <darkfigure/suppression.h>

typedef struct dark__list {
  char *name;
  size_t position; /* in the input's order among the lists used */
  size_t occasion; /* the same, also among those that caught nobody */
} dark__list;

typedef struct dark__category {
  char *name;
  char **levels; /* [n_levels] sorted by value */
  size_t n_levels;
} dark__category;

typedef struct dark__stratum {
  dark_record *records; /* [n_records] sorted by history */
  size_t n_records;
  double n_observed;
  int is_impossible; /* expected.h */
} dark__stratum;

struct dark_table {
  dark__list *lists; /* [n_lists] sorted by name */
  size_t n_lists;
  size_t n_occasions;         /* lists of the input, also those that caught nobody */
  dark__category *categories; /* [n_categories] in the order of `by` */
  size_t n_categories;
  dark__stratum *strata; /* [n_strata] the last category varies fastest */
  size_t n_strata;
  double n_people;
  char **notes;
  size_t n_notes;
  size_t n_warnings; /* the last of them */
  char *path;
  char sha256[65];
  int is_of_people;              /* each row of the input was one person */
  dark_link *link;               /* NULL: not linked */
  dark_captures *captures;       /* NULL: lists */
  dark_suppression *suppression; /* NULL: every count was given */
  struct dark__account *account; /* NULL: not read from files */
};

#endif
