/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/ahead.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

dark_status dark__ahead_make(dark__ahead *ahead, unsigned n_bits, size_t n_effects, dark_error *err) {
  const size_t n = (size_t)1 << n_bits;
  *ahead = (dark__ahead){.marks = calloc(n, sizeof *ahead->marks),
                         .found = malloc(n * sizeof *ahead->found),
                         .effects = malloc((n * n_effects + 1) * sizeof *ahead->effects),
                         .n_bits = n_bits,
                         .n_effects = n_effects};
  return ahead->marks != NULL && ahead->found != NULL && ahead->effects != NULL ? DARK_OK : dark__fail_memory(err);
}

void dark__ahead_clear(dark__ahead *ahead) {
  free(ahead->marks);
  free(ahead->found);
  free(ahead->effects);
}

void dark__ahead_forget(dark__ahead *ahead) { memset(ahead->marks, 0, sizeof *ahead->marks << ahead->n_bits); }

/* Multiplication carries every bit into the higher ones. */
static uint64_t mix(size_t table, dark__term_set model) {
  static const uint64_t GOLDEN = UINT64_C(0x9e3779b97f4a7c15);
  const uint64_t mixed = ((model.bits[1] * GOLDEN ^ model.bits[0]) * GOLDEN) ^ table;
  return mixed * GOLDEN;
}

static size_t place_of(const dark__ahead *ahead, uint64_t mixed) { return (size_t)(mixed >> (64 - ahead->n_bits)); }

/* Bits that do not say the place; 0 stands for nothing. */
static uint32_t mark_of(uint64_t mixed) { return (uint32_t)(mixed >> 8) | 1; }

const dark__foreseen *dark__ahead_find(const dark__ahead *ahead, size_t table, dark__term_set model) {
  const uint64_t mixed = mix(table, model);
  const size_t place = place_of(ahead, mixed);
  const dark__foreseen *found = &ahead->found[place];
  if (ahead->marks[place] != mark_of(mixed)) return NULL;
  return found->table == table && dark__set_equal(found->model, model) ? found : NULL;
}

void dark__ahead_note(dark__ahead *ahead, const dark__task *task, bool is_worthy) {
  const uint64_t mixed = mix(task->table, task->model);
  const size_t place = place_of(ahead, mixed);
  double *effects = ahead->effects + place * ahead->n_effects;
  ahead->marks[place] = mark_of(mixed);
  ahead->found[place] = (dark__foreseen){.table = task->table,
                                         .model = task->model,
                                         .is_worthy = is_worthy,
                                         .is_whole = task->is_whole,
                                         .fit = task->fit,
                                         .variance = task->variance,
                                         .effects = effects};
  if (task->effects != NULL) memcpy(effects, task->effects, ahead->n_effects * sizeof *effects);
}
