/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__DISCLOSURE_RELEASE_H
#define DARK__DISCLOSURE_RELEASE_H

/* Numbers of people that are handed on together, as far as they can give each other away. Parts are disjoint groups of people; a cell is a
   number that is printed, of the people of some parts. A reader knows all cells, and the rule by which they were protected; an agency knows, beside
   them, how many people of each part are on its own list. Terms: Willenborg & de Waal 2001, "Elements of Statistical Disclosure Control". */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

typedef enum dark__display { DARK__EXACT, DARK__ROUNDED, DARK__SUPPRESSED } dark__display;

/* What a reader loses with a cell: what is worth less goes first. */
typedef enum dark__worth {
  DARK__WORTH_ASIDE,    /* of people without an estimate */
  DARK__WORTH_REMARK,   /* in a remark */
  DARK__WORTH_SUM,      /* over several rows: may be rounded instead */
  DARK__WORTH_ESTIMATED /* its estimate goes with it */
} dark__worth;

typedef struct dark__cell {
  const size_t *parts; /* [n_parts], increasing */
  size_t n_parts;
  double people;
  dark__worth worth;
  double most; /* of a cell that is not suppressed, readers know that it is no more: a lower limit beside it; else infinite */
  dark__display display;
  double unit; /* it is rounded to multiples of this: 1 unless ROUNDED */
  bool is_primary;
  bool may_be_zero; /* as far as a reader can tell who does not see the number */
  bool is_released; /* it was printed before, and stays as it was */
} dark__cell;

typedef struct dark__release {
  double k;         /* numbers of 1 to k - 1 are suppressed */
  bool hides_zeros; /* so is 0 */
  size_t n_parts;
  const double *parts; /* [n_parts] people, whole */
  dark__cell *cells;
  size_t n_cells;
  const double *
      *agencies; /* [n_agencies], each [n_parts]: people of the part that are on the agency's list, at most as many as it has */
  size_t n_agencies;
  struct dark__arena *arena;
} dark__release;

/* A release without cells and agencies. `parts` is copied; k >= 2. dark__release_clear also after a failure. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__release_init(dark__release *release, double k, bool hides_zeros, const double *parts,
                                               size_t n_parts, dark_error *err);
void dark__release_clear(dark__release *release);

/* The number of a cell of these parts (increasing, copied), which is the one that was added with the same parts before if there is one: it
   keeps the greater worth and the lesser `most`. Where zeros are printed, parts without people are nobody's secret and are passed over; a cell
   without any part left is DARK__NOBODY. DARK_ENOMEM. */
#define DARK__NOBODY SIZE_MAX
DARK_MUST_CHECK dark_status dark__release_add(dark__release *release, size_t *cell, const size_t *parts, size_t n_parts,
                                              dark__worth worth, double most, dark_error *err);

/* A cell of these parts that was printed before as `display` says, rounded to multiples of `unit` (1 where it is not), with `most` and
   `may_be_zero` as above: readers know it too. It is nobody's twin. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__release_add_released(dark__release *release, const size_t *parts, size_t n_parts,
                                                       const dark__cell *printed, dark_error *err);

/* `known [n_parts]` is copied. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__release_add_agency(dark__release *release, const double *known, dark_error *err);

/* What is printed of a cell that is not suppressed, and the least and the most people that it can stand for. */
double dark__cell_shown(const dark__cell *cell);
double dark__cell_least(const dark__cell *cell);
double dark__cell_most(const dark__cell *cell);

#endif
