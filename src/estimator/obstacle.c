/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/obstacle.h"

dark_reason dark__find_obstacle(const dark_record *records, size_t n, uint32_t *caught) {
  uint32_t on_any = 0, on_all = UINT32_MAX;
  int overlap = 0;
  for (size_t i = 0; i < n; i++) {
    if (!(records[i].count > 0)) continue;
    on_any |= records[i].history;
    on_all &= records[i].history;
    if (__builtin_popcount(records[i].history) > 1) overlap = 1;
  }
  if (caught != NULL) *caught = on_any;
  if (on_any == 0) return DARK_REASON_NO_RECORDS;
  if (__builtin_popcount(on_any) == 1) return DARK_REASON_ONE_LIST;
  if (on_all != 0) return DARK_REASON_LIST_COVERS_ALL;
  return overlap ? DARK_N_REASONS : DARK_REASON_NO_OVERLAP;
}
