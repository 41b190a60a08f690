/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/lanes/block.h"

#include <darkfigure/report.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "lattice/common.h"

extern const dark__kernel dark__kernel_portable;
#if defined(__x86_64__)
extern const dark__kernel dark__kernel_avx2, dark__kernel_avx512;
#endif

/* The widest first. */
static const dark__kernel *const kernels[] = {
#if defined(__x86_64__)
    &dark__kernel_avx512, &dark__kernel_avx2,
#endif
    &dark__kernel_portable};

enum { N_KERNELS = sizeof kernels / sizeof kernels[0], ALIGNMENT = 64 };

/* What the user asks for; NULL: nothing. */
static const char *asked_for(void) {
  const char *name = getenv("DARKFIGURE_INSTRUCTION_SET");
  return name == NULL || name[0] == '\0' ? NULL : name;
}

/* Where the kernel of this name is, or (NULL) the widest, among those that this processor runs; N_KERNELS: nowhere. */
static size_t find_kernel(const char *name) {
  for (size_t i = 0; i < N_KERNELS; i++)
    if (kernels[i]->is_supported() && (name == NULL || strcmp(kernels[i]->name, name) == 0)) return i;
  return N_KERNELS;
}

const dark__kernel *dark__kernel_find(const char *name) {
  const size_t i = find_kernel(name);
  return i < N_KERNELS ? kernels[i] : NULL;
}

const dark__kernel *dark__kernel_best(void) {
  size_t i = find_kernel(asked_for());
  if (i == N_KERNELS) i = find_kernel(NULL);
  return kernels[i < N_KERNELS ? i : N_KERNELS - 1]; /* the last runs everywhere */
}

dark_status dark_instruction_set_check(dark_error *err) {
  char known[64] = "";
  const char *asked = asked_for();
  if (find_kernel(asked) < N_KERNELS) return DARK_OK;
  for (size_t i = 0; i < N_KERNELS; i++)
    if (kernels[i]->is_supported())
      snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", known[0] == '\0' ? "" : ", ", kernels[i]->name);
  return dark__fail(err, DARK_EUSAGE, "DARKFIGURE_INSTRUCTION_SET is '%s'; this processor runs: %s", dark__show(asked).text,
                    known);
}

const char *dark_instruction_set(void) { return dark__kernel_best()->name; }

/* Cut all arrays from one aligned piece: every size is a multiple of the width, so that vectors stay aligned. */
static dark_status cut_memory(dark__block *block, dark_error *err) {
  const size_t n_histories = (size_t)1 << block->n_lists, by_cell = block->width * (n_histories + 1),
               by_term = block->width * block->max_terms;
  double **cells[] = {&block->margins, &block->weights, &block->weighted_logs, &block->effects,
                      &block->means,   &block->sums,    &block->change};
  double **terms[] = {&block->step, &block->gradient, &block->coefficients, &block->previous, &block->targets, &block->absent};
  const size_t n_cells = sizeof cells / sizeof cells[0], n_terms = sizeof terms / sizeof terms[0];
  const size_t n_sums = block->width * n_histories;
  const size_t n = n_cells * by_cell + n_sums + n_histories + n_terms * by_term + block->max_terms * by_term;
  const size_t n_bytes = (n * sizeof(double) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  double *at = block->memory = aligned_alloc(ALIGNMENT, n_bytes);
  if (at == NULL) return dark__fail_memory(err);
  memset(at, 0, n_bytes);
  for (size_t i = 0; i < n_cells; i++) {
    *cells[i] = at;
    at += by_cell + (cells[i] == &block->sums ? n_sums : 0);
  }
  for (size_t i = 0; i < n_terms; i++, at += by_term) *terms[i] = at;
  block->information = at;
  block->common = at + block->max_terms * by_term;
  return DARK_OK;
}

dark_status dark__block_new(dark__block **out, const dark__kernel *kernel, unsigned n_lists, size_t max_terms, dark_error *err) {
  *out = NULL;
  if (max_terms > DARK__MOST_TERMS)
    return dark__fail(err, DARK_ELIMIT, "a model of %zu effects is too large; at most %d can be fitted", max_terms,
                      (int)DARK__MOST_TERMS);
  dark__block *block = calloc(1, sizeof *block);
  if (block == NULL) return dark__fail_memory(err);
  block->width = kernel->width;
  block->n_lists = n_lists;
  block->max_terms = max_terms;
  dark_status status = cut_memory(block, err);
  for (size_t lane = 0; status == DARK_OK && lane < block->width; lane++)
    status = dark__counts_new(&block->own[lane], n_lists, err);
  for (size_t lane = 0; lane < DARK__MOST_LANES; lane++) block->lanes[lane] = &block->own[lane];
  if (status == DARK_OK) dark__block_give(block, NULL);
  if (status == DARK_OK) *out = block;
  else dark__block_free(block);
  return status;
}

void dark__block_free(dark__block *block) {
  if (block == NULL) return;
  for (size_t lane = 0; lane < DARK__MOST_LANES; lane++) dark__counts_clear(&block->own[lane]);
  free(block->memory);
  free(block);
}

void dark__block_give(dark__block *block, const dark__dependence *given) {
  block->given = given;
  for (size_t lane = 0; lane < block->width; lane++) block->own[lane].given = given;
  dark__common_weights(block->common, block->n_lists, given);
}

/* What is added to every count before a logarithm is taken, to start from. */
static const double ADDED = 0.1;

static double weighted_log(double count) { return (count + ADDED) * log(count + ADDED); }

void dark__block_weighted_logs(double *weighted_logs, const dark__counts *counts) {
  for (size_t cell = 0; cell < (size_t)1 << counts->n_lists; cell++) weighted_logs[cell] = weighted_log(counts->cells[cell]);
}

static void put_cell(dark__block *block, size_t lane, const dark__counts *counts, size_t cell, double weighted_log) {
  const size_t at = cell * block->width + lane;
  block->margins[at] = counts->margins[cell];
  block->weights[at] = counts->cells[cell] + ADDED;
  block->weighted_logs[at] = weighted_log;
}

static void put_common(dark__block *block, size_t lane, const dark__counts *counts) {
  const size_t place = dark__common_term(block->n_lists);
  block->margins[place * block->width + lane] = counts->margins[place];
}

void dark__block_seat(dark__block *block, size_t lane, const dark__counts *counts, const double *weighted_logs) {
  block->lanes[lane] = counts;
  for (size_t cell = 0; cell < (size_t)1 << block->n_lists; cell++) put_cell(block, lane, counts, cell, weighted_logs[cell]);
  put_common(block, lane, counts);
}

void dark__block_load(dark__block *block, size_t lane, const uint32_t *histories, const double *weights, size_t n) {
  dark__counts *counts = &block->own[lane];
  dark__counts_set(counts, histories, weights, n);
  block->lanes[lane] = counts;
  for (size_t cell = 0; cell < (size_t)1 << block->n_lists; cell++)
    put_cell(block, lane, counts, cell, weighted_log(counts->cells[cell]));
  put_common(block, lane, counts);
}
