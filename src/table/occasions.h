/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_OCCASIONS_H
#define DARK__TABLE_OCCASIONS_H

/* Tables that are made from another by dropping, merging or splitting lists: the lists of the input that caught nobody remain. */

#include <darkfigure/table.h>

/* Count as occasions the lists [n] of a table in their order, also those that caught nobody and that it does not have, and the empty lists
   of `like`, each where it stood among the lists that have kept their names. */
void dark__table_keep_occasions(dark_table *table, const char *const *lists, size_t n, const dark_table *like);

#endif
