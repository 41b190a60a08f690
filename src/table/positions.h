/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_POSITIONS_H
#define DARK__TABLE_POSITIONS_H

#include <darkfigure/table.h>

/* Position of a table's list -> list, [n_lists of the table]. */
void dark__lists_by_position(size_t *lists, const dark_table *table);

#endif
