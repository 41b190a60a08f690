/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/best.h"

#include "base/array.h"
#include "base/error.h"

int dark__subset_compare(const void *a, const void *b) {
  const dark__subset *left = a, *right = b;
  if (left->loss != right->loss) return left->loss < right->loss ? -1 : 1;
  return left->terms < right->terms ? -1 : left->terms > right->terms;
}

static bool is_worse(const dark__subset *a, const dark__subset *b) { return dark__subset_compare(a, b) > 0; }

static void rise(dark__subset *heap, size_t at) {
  const dark__subset moved = heap[at];
  while (at > 0 && is_worse(&moved, &heap[(at - 1) / 2])) {
    heap[at] = heap[(at - 1) / 2];
    at = (at - 1) / 2;
  }
  heap[at] = moved;
}

static void sink(dark__subset *heap, size_t n) {
  const dark__subset moved = heap[0];
  size_t at = 0;
  for (size_t child = 1; child < n; child = 2 * at + 1) {
    if (child + 1 < n && is_worse(&heap[child + 1], &heap[child])) child++;
    if (!is_worse(&heap[child], &moved)) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = moved;
}

dark_status dark__best_add(dark__best_subsets *of, dark__subset subset, dark_error *err) {
  if (of->n >= of->most) {
    if (!is_worse(&of->heap[0], &subset)) return DARK_OK;
    of->heap[0] = subset;
    sink(of->heap, of->n);
    return DARK_OK;
  }
  void *grown = dark__array_grow(of->heap, &of->capacity, of->n + 1, sizeof *of->heap);
  if (grown == NULL) return dark__fail_memory(err);
  of->heap = grown;
  of->heap[of->n++] = subset;
  rise(of->heap, of->n - 1);
  return DARK_OK;
}
