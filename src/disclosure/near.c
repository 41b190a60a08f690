/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disclosure/near.h"

#include <string.h>

/* Whether the cell shares a part with what is marked; then all of its own are. */
static bool reach(bool *part_is_near, const dark__cell *cell) {
  bool touches = false;
  for (size_t i = 0; !touches && i < cell->n_parts; i++) touches = part_is_near[cell->parts[i]];
  for (size_t i = 0; touches && i < cell->n_parts; i++) part_is_near[cell->parts[i]] = true;
  return touches;
}

void dark__mark_near(bool *is_near, bool *part_is_near, const dark__release *release, size_t c) {
  memset(is_near, 0, release->n_cells * sizeof *is_near);
  memset(part_is_near, 0, release->n_parts * sizeof *part_is_near);
  for (size_t i = 0; i < release->cells[c].n_parts; i++) part_is_near[release->cells[c].parts[i]] = true;
  for (bool grows = true; grows;) {
    grows = false;
    for (size_t i = 0; i < release->n_cells; i++) {
      const dark__cell *cell = &release->cells[i];
      if (cell->display != DARK__SUPPRESSED && !is_near[i] && reach(part_is_near, cell)) grows = is_near[i] = true;
    }
  }
}
