/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/replicates/blocks.h"

#include "estimator/strata.h"
#include "resample/replicates/replicates.h"

enum { LEAST_BLOCK = 8, MOST_CELLS = 1 << 17, MOST_WEIGHTS = 1 << 18 };

static size_t at_most(size_t n, size_t most) { return n < most ? n : most; }

static size_t count_records(const dark__strata *strata) { return strata->starts[strata->n]; }

/* Tables of a block of a group with so many records. */
static size_t block_size(const dark__cutting *of, size_t n_records) {
  const size_t by_lattice = MOST_CELLS >> dark_table_n_lists(dark_plan_table(of->plan));
  const size_t by_memory = MOST_WEIGHTS / (n_records + 1);
  const size_t size = at_most(at_most(of->fair, DARK__MOST_BLOCK), at_most(by_lattice, by_memory));
  return size > LEAST_BLOCK ? size : LEAST_BLOCK;
}

dark__block_room dark__blocks_room(const dark__cutting *of) {
  dark__block_room most = {0, 0};
  for (size_t group = 0; group < dark__plan_n_groups(of->plan); group++) {
    const dark__strata strata = dark__plan_strata(of->plan, group);
    const size_t n_records = count_records(&strata), n_tables = block_size(of, n_records);
    if (n_records * n_tables > most.weights) most.weights = n_records * n_tables;
    if (strata.n * n_tables > most.estimates) most.estimates = strata.n * n_tables;
  }
  return most;
}

/* Blocks written so far. */
typedef struct pile {
  dark__block *blocks; /* NULL: only counted */
  size_t n;
} pile;

static size_t add_blocks(pile *to, const dark__cutting *of, size_t group, size_t n_tables, bool is_jackknife) {
  const dark__strata strata = dark__plan_strata(of->plan, group);
  const size_t size = block_size(of, count_records(&strata));
  for (size_t first = 0; first < n_tables; first += size) {
    const size_t end = at_most(first + size, n_tables);
    if (to->blocks != NULL) to->blocks[to->n] = (dark__block){group, first, end, is_jackknife};
    to->n++;
  }
  return n_tables;
}

/* The first stratum of a group that has an estimate; NULL when there is none. */
static const dark__part_replicates *find_estimated(const dark__cutting *of, const dark__strata *strata) {
  for (size_t s = 0; s < strata->n; s++)
    if (of->replicates->parts[strata->parts[s]].totals != NULL) return &of->replicates->parts[strata->parts[s]];
  return NULL;
}

static bool wants_jackknife(const dark__portion *portion, const dark__strata *strata) {
  return portion->has_jackknife && !(portion->spares_groups && strata->n > 1);
}

size_t dark__blocks_cut(dark__block *blocks, size_t *n_tables, const dark__cutting *of) {
  pile all = {blocks, 0};
  *n_tables = 0;
  for (size_t group = 0; group < dark__plan_n_groups(of->plan); group++) {
    const dark__strata strata = dark__plan_strata(of->plan, group);
    const dark__part_replicates *first = find_estimated(of, &strata);
    if (first == NULL) continue;
    if (first->drawn) *n_tables += add_blocks(&all, of, group, of->replicates->n, false);
    if (wants_jackknife(of->portion, &strata)) *n_tables += add_blocks(&all, of, group, count_records(&strata), true);
  }
  return all.n;
}
