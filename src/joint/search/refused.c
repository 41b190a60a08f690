/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/refused.h"

#include "base/array.h"
#include "base/error.h"

bool dark__is_refused(const dark__refused *of, uint64_t subset) {
  for (size_t i = 0; i < of->n; i++)
    if ((of->subsets[i] & ~subset) == 0) return true;
  return false;
}

dark_status dark__refuse(dark__refused *of, uint64_t subset, dark_error *err) {
  void *grown = dark__array_grow(of->subsets, &of->capacity, of->n + 1, sizeof *of->subsets);
  if (grown == NULL) return dark__fail_memory(err);
  of->subsets = grown;
  of->subsets[of->n++] = subset;
  return DARK_OK;
}
