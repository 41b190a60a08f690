/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/positions.h"

void dark__lists_by_position(size_t *lists, const dark_table *table) {
  const size_t n = dark_table_n_lists(table);
  for (size_t l = 0; l < n; l++) {
    size_t place = l;
    while (place > 0 && dark_table_list_position(table, lists[place - 1]) > dark_table_list_position(table, l)) {
      lists[place] = lists[place - 1];
      place--;
    }
    lists[place] = l;
  }
}
