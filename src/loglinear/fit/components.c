/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/components.h"

/* Components that the term meets become one. */
static size_t join(uint32_t *masks, size_t n, uint32_t term) {
  uint32_t joined = 0;
  size_t n_left = 0;
  for (size_t c = 0; c < n; c++) {
    if ((masks[c] & term) != 0) joined |= masks[c];
    else masks[n_left++] = masks[c];
  }
  masks[n_left++] = joined;
  return n_left;
}

void dark__components_find(dark__components *out, const uint32_t *terms, size_t n_terms, unsigned n_lists) {
  uint32_t masks[DARK__MOST_COMPONENTS];
  size_t n = n_lists;
  for (unsigned l = 0; l < n_lists; l++) masks[l] = UINT32_C(1) << l;
  for (size_t i = 0; i < n_terms; i++)
    if ((terms[i] & (terms[i] - 1)) != 0) n = join(masks, n, terms[i]);
  *out = (dark__components){.n = n};
  for (size_t c = 0; c < n; c++) {
    const unsigned size = (unsigned)__builtin_popcount(masks[c]);
    out->of[c] = (dark__component){.lists = masks[c], .n_lists = size, .first = out->n_cells};
    out->n_cells += (size_t)1 << size;
  }
}

size_t dark__component_cell(const dark__component *component, uint32_t set) {
  size_t cell = 0;
  unsigned place = 0;
  for (uint32_t left = component->lists; left != 0; left &= left - 1, place++)
    if ((set & left & (~left + 1)) != 0) cell |= (size_t)1 << place;
  return cell;
}
