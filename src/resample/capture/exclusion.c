/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/capture/exclusion.h"

#include <stdlib.h>

#include <darkfigure/table.h>

#include "base/error.h"
#include "numeric/feasibility.h"

/* The non-empty sets of lists that may share a person, in `sets` (room for 2^n); returns how many. A set is possible when it is without
   its lowest list and this list is excluded by none of the rest. */
static size_t find_sets(uint32_t *sets, unsigned char *is_possible, const uint32_t *excluded, unsigned n) {
  size_t n_sets = 0;
  is_possible[0] = 1;
  for (uint32_t set = 1; set < UINT32_C(1) << n; set++) {
    is_possible[set] = is_possible[set & (set - 1)] && (excluded[__builtin_ctz(set)] & set) == 0;
    if (is_possible[set]) sets[n_sets++] = set;
  }
  return n_sets;
}

/* One equation a list: the sets that contain it have its margin. One more: all sets and a slack, which is to be large, are n. */
static void write_system(size_t *starts, int *unknowns, double *right, const double *margins, const uint32_t *sets, size_t n_sets,
                         unsigned n) {
  size_t length = 0;
  for (unsigned i = 0; i < n; i++) {
    starts[i] = length;
    right[i] = margins[i];
    for (size_t s = 0; s < n_sets; s++)
      if (sets[s] >> i & 1) unknowns[length++] = (int)s;
  }
  starts[n] = length;
  right[n] = n;
  for (size_t s = 0; s <= n_sets; s++) unknowns[length++] = (int)s;
  starts[n + 1] = length;
}

dark_status dark__least_listed(double *least, const double *margins, const uint32_t *excluded, unsigned n, dark_error *err) {
  size_t starts[DARK_MAX_LISTS + 2];
  double right[DARK_MAX_LISTS + 1], slack = 0;
  const size_t n_all = (size_t)1 << n;
  *least = 0;
  uint32_t *sets = malloc(n_all * sizeof *sets);
  unsigned char *is_possible = malloc(n_all);
  int *unknowns = malloc((n + 1) * n_all * sizeof *unknowns);
  dark_status status = sets == NULL || is_possible == NULL || unknowns == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) {
    const size_t n_sets = find_sets(sets, is_possible, excluded, n);
    write_system(starts, unknowns, right, margins, sets, n_sets, n);
    const dark__system system = {n + 1, n_sets + 1, starts, unknowns, right};
    status = dark__largest_value(&slack, &system, n_sets, err);
    *least = n - slack;
  }
  free(unknowns);
  free(is_possible);
  free(sets);
  return status;
}
