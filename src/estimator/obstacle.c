/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/obstacle.h"

dark__overlaps dark__overlaps_start(void) { return (dark__overlaps){.on_all = UINT64_MAX}; }

void dark__overlaps_add(dark__overlaps *overlaps, const dark_record *records, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (!(records[i].count > 0)) continue;
    overlaps->caught |= records[i].history;
    overlaps->on_all &= records[i].history;
    if (__builtin_popcountll(records[i].history) > 1) overlaps->any = true;
  }
}

dark_reason dark__overlaps_obstacle(const dark__overlaps *overlaps) {
  if (overlaps->caught == 0) return DARK_REASON_NO_RECORDS;
  if (__builtin_popcountll(overlaps->caught) == 1) return DARK_REASON_ONE_LIST;
  if (overlaps->on_all != 0) return DARK_REASON_LIST_COVERS_ALL;
  return overlaps->any ? DARK_N_REASONS : DARK_REASON_NO_OVERLAP;
}

dark_reason dark__find_obstacle(const dark_record *records, size_t n, uint64_t *caught) {
  dark__overlaps overlaps = dark__overlaps_start();
  dark__overlaps_add(&overlaps, records, n);
  if (caught != NULL) *caught = overlaps.caught;
  return dark__overlaps_obstacle(&overlaps);
}
