/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_ASSEMBLE_H
#define DARK__TABLE_ASSEMBLE_H

/* From cells in any order to the sorted arrays of a table. Every reader ends here. */

#include "table/columns/categories.h"
#include "table/table.h"
#include "table/tally/cells.h"
#include "table/tally/sightings.h"

typedef struct dark__draft {
  const char *const
      *lists; /* [n_lists] names in the input's order, at most DARK_MAX_TABLE_LISTS; bit i of a history is lists[i] */
  size_t n_lists;
  const size_t *occasions; /* [n_lists] place of each among n_occasions, which are all that there were; NULL: these are all */
  size_t n_occasions;
  uint64_t kept_lists;                /* bits of the lists that the table shall have; no cell with people has others */
  const dark__categories *categories; /* as many as the cells have levels */
  size_t n_strata;                    /* from dark__categories_cross */
  const dark__cells *cells;
  const dark__sightings *sightings; /* of one-list data: a history is 1 + the number of a sighting; NULL: bits of lists */
} dark__draft;

/* Fill lists, categories, strata and n_people of a zeroed table with copies. DARK_ENOMEM; frees nothing on failure. */
dark_status dark__table_assemble(dark_table *table, const dark__draft *draft, dark_error *err);

#endif
