/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lattice/terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "lattice/common.h"

int dark__term_compare(uint32_t a, uint32_t b) {
  const int size_a = __builtin_popcount(a), size_b = __builtin_popcount(b);
  if (size_a != size_b) return size_a < size_b ? -1 : 1;
  const uint32_t differing = a ^ b;
  if (differing == 0) return 0;
  return (a & (differing & -differing)) != 0 ? -1 : 1;
}

static int compare_terms(const void *a, const void *b) { return dark__term_compare(*(const uint32_t *)a, *(const uint32_t *)b); }

int dark__set_compare(dark__term_set a, dark__term_set b) {
  const size_t size_a = dark__set_size(a), size_b = dark__set_size(b);
  if (size_a != size_b) return size_a < size_b ? -1 : 1;
  for (size_t word = 0; word < 2; word++) {
    const uint64_t differing = a.bits[word] ^ b.bits[word];
    if (differing != 0) return (a.bits[word] & (differing & -differing)) != 0 ? -1 : 1;
  }
  return 0;
}

static int compare_sets(const void *a, const void *b) {
  return dark__set_compare(*(const dark__term_set *)a, *(const dark__term_set *)b);
}

static void relate_terms(dark__lattice *lattice) {
  for (size_t i = 0; i < lattice->n_optional; i++)
    for (size_t j = 0; j < lattice->n_optional; j++) {
      const uint32_t inner = lattice->terms[j], outer = lattice->terms[i];
      if ((inner & outer) != inner) continue;
      dark__set_add(&lattice->above[j], i);
      if (__builtin_popcount(inner) + 1 == __builtin_popcount(outer)) dark__set_add(&lattice->below[i], j);
    }
  lattice->pairs = (dark__term_set){{0, 0}};
  for (size_t i = 0; i < lattice->n_optional; i++)
    if (__builtin_popcount(lattice->terms[i]) == 2) dark__set_add(&lattice->pairs, i);
}

dark_status dark__lattice_make(dark__lattice *lattice, unsigned n_lists, unsigned max_order, dark_error *err) {
  memset(lattice, 0, sizeof *lattice);
  lattice->n_lists = n_lists;
  lattice->max_order = max_order < n_lists ? max_order : n_lists - (n_lists > 0);
  for (uint32_t term = 0; term < (uint32_t)1 << n_lists; term++) {
    const unsigned order = (unsigned)__builtin_popcount(term);
    if (order < 2 || order > lattice->max_order) continue;
    if (lattice->n_optional == DARK__MAX_OPTIONAL)
      return dark__fail(err, DARK_ELIMIT, "%u lists have more than %d interactions of order up to %u; lower --max-order", n_lists,
                        (int)DARK__MAX_OPTIONAL, lattice->max_order);
    lattice->terms[lattice->n_optional++] = term;
  }
  qsort(lattice->terms, lattice->n_optional, sizeof lattice->terms[0], compare_terms);
  relate_terms(lattice);
  return DARK_OK;
}

static bool has_pair(uint32_t term, const uint32_t *pairs, size_t n_pairs) {
  for (size_t i = 0; i < n_pairs; i++)
    if ((term & pairs[i]) == pairs[i]) return true;
  return false;
}

static bool is_inside(uint32_t term, const uint32_t *sets, size_t n_sets) {
  for (size_t i = 0; i < n_sets; i++)
    if ((term & sets[i]) == term) return true;
  return false;
}

void dark__lattice_restrict(dark__lattice *lattice, const uint32_t *pairs, size_t n_pairs, const uint32_t *forced,
                            size_t n_forced) {
  size_t n = 0;
  for (size_t i = 0; i < lattice->n_optional; i++)
    if (!has_pair(lattice->terms[i], pairs, n_pairs)) lattice->terms[n++] = lattice->terms[i];
  lattice->n_optional = n;
  memset(lattice->below, 0, sizeof lattice->below);
  memset(lattice->above, 0, sizeof lattice->above);
  relate_terms(lattice);
  for (size_t i = 0; i < n; i++)
    if (is_inside(lattice->terms[i], forced, n_forced)) dark__set_add(&lattice->forced, i);
}

dark_status dark__lattice_add_common(dark__lattice *lattice, size_t n_pairs, bool is_forced, dark_error *err) {
  if (lattice->n_optional == DARK__MAX_OPTIONAL)
    return dark__fail(err, DARK_ELIMIT,
                      "%u lists have no room for a common dependence beside their interactions; lower --max-order",
                      lattice->n_lists);
  const size_t place = lattice->n_optional++;
  lattice->terms[place] = dark__common_term(lattice->n_lists);
  lattice->below[place] = lattice->above[place] = (dark__term_set){{0, 0}};
  dark__set_add(&lattice->above[place], place);
  lattice->has_common = true;
  lattice->n_common_pairs = n_pairs;
  if (is_forced) dark__set_add(&lattice->forced, place);
  return DARK_OK;
}

static dark__term_set meet(dark__term_set a, dark__term_set b) {
  return (dark__term_set){{a.bits[0] & b.bits[0], a.bits[1] & b.bits[1]}};
}

static bool has_common(const dark__lattice *lattice, dark__term_set model) {
  return lattice->has_common && dark__set_has(&model, lattice->n_optional - 1);
}

static size_t n_left_to_common(const dark__lattice *lattice, dark__term_set model) {
  return lattice->n_common_pairs - dark__set_size(meet(lattice->pairs, model));
}

bool dark__lattice_allows(const dark__lattice *lattice, dark__term_set model) {
  return !has_common(lattice, model) || n_left_to_common(lattice, model) >= DARK__FEWEST_COMMON_PAIRS;
}

dark__term_set dark__lattice_distinct(const dark__lattice *lattice, dark__term_set model) {
  if (has_common(lattice, model) && n_left_to_common(lattice, model) == 0) dark__set_remove(&model, lattice->n_optional - 1);
  return model;
}

dark__term_set dark__lattice_all(const dark__lattice *lattice) {
  dark__term_set all = {{0, 0}};
  for (size_t i = 0; i < lattice->n_optional; i++) dark__set_add(&all, i);
  return all;
}

size_t dark__lattice_most_terms(const dark__lattice *lattice) { return 1 + lattice->n_lists + lattice->n_optional; }

size_t dark__lattice_expand(uint32_t terms[DARK__MAX_TERMS], const dark__lattice *lattice, dark__term_set model) {
  size_t n = 0;
  terms[n++] = 0;
  for (unsigned list = 0; list < lattice->n_lists; list++) terms[n++] = (uint32_t)1 << list;
  for (size_t i = 0; i < lattice->n_optional; i++)
    if (dark__set_has(&model, i)) terms[n++] = lattice->terms[i];
  return n;
}

dark__term_set dark__lattice_inside(const dark__lattice *lattice, size_t i) {
  dark__term_set inside = {{0, 0}};
  for (size_t j = 0; j <= i; j++)
    if (dark__set_has(&lattice->above[j], i)) dark__set_add(&inside, j);
  return inside;
}

bool dark__lattice_can_add(const dark__lattice *lattice, dark__term_set model, size_t i) {
  if (dark__set_has(&model, i) || !dark__set_inside(lattice->below[i], model)) return false;
  dark__set_add(&model, i);
  return dark__lattice_allows(lattice, model);
}

bool dark__lattice_can_remove(const dark__lattice *lattice, dark__term_set model, size_t i) {
  if (!dark__set_has(&model, i) || dark__set_has(&lattice->forced, i)) return false;
  dark__set_remove(&model, i);
  return !dark__set_meets(lattice->above[i], model);
}

typedef struct enumeration {
  const dark__lattice *lattice;
  dark__term_set *models;
  size_t n, n_room, most;
  dark_status status;
} enumeration;

static void keep_model(enumeration *found, dark__term_set model) {
  if (found->n == found->most) {
    found->status = DARK_ELIMIT;
    return;
  }
  if (found->n == found->n_room) {
    const size_t n_room = found->n_room == 0 ? 64 : 2 * found->n_room;
    dark__term_set *models = realloc(found->models, n_room * sizeof *models);
    if (models == NULL) {
      found->status = DARK_ENOMEM;
      return;
    }
    found->models = models;
    found->n_room = n_room;
  }
  found->models[found->n++] = model;
}

/* Terms below a term come before it in canonical order, so that one pass decides each term after those it needs. */
static void enumerate_from(enumeration *found, dark__term_set model, size_t i) {
  while (found->status == DARK_OK) {
    if (i == found->lattice->n_optional) {
      keep_model(found, model);
      return;
    }
    if (dark__lattice_can_add(found->lattice, model, i)) {
      dark__term_set with = model;
      dark__set_add(&with, i);
      enumerate_from(found, with, i + 1);
    }
    i++;
  }
}

dark_status dark__lattice_enumerate(dark__term_set **models, size_t *n, const dark__lattice *lattice, size_t most,
                                    dark_error *err) {
  enumeration found = {.lattice = lattice, .most = most, .status = DARK_OK};
  enumerate_from(&found, lattice->forced, 0);
  *models = NULL;
  *n = 0;
  if (found.status != DARK_OK) {
    free(found.models);
    if (found.status == DARK_ENOMEM) return dark__fail_memory(err);
    return dark__fail(err, DARK_ELIMIT,
                      "%u lists have more than %zu hierarchical models of order up to %u, too many to search them all; "
                      "lower --max-order or use --method stepwise",
                      lattice->n_lists, most, lattice->max_order);
  }
  qsort(found.models, found.n, sizeof *found.models, compare_sets);
  *models = found.models;
  *n = found.n;
  return DARK_OK;
}

/* Models are the sets of terms that hold all terms below each of theirs. They are counted without being made: of the models that differ in the
   terms `open`, those without term x have none above it either, and those with x have all below it. */
typedef struct counting {
  const dark__lattice *lattice;
  size_t most;
  dark__term_set related[DARK__MAX_OPTIONAL]; /* terms above and below term i, itself included */
} counting;

/* The open term that is above or below most others; how many it is *related to, itself included. */
static size_t choose_term(size_t *related, const counting *of, dark__term_set open) {
  size_t chosen = 0;
  *related = 0;
  for (size_t i = 0; i < of->lattice->n_optional; i++) {
    if (!dark__set_has(&open, i)) continue;
    const size_t n = dark__set_size(meet(open, of->related[i]));
    if (n > *related) chosen = i, *related = n;
  }
  return chosen;
}

/* Anything above `most` when there are more. */
static size_t count_open(const counting *of, dark__term_set open) {
  const size_t n_open = dark__set_size(open);
  size_t related;
  const size_t x = choose_term(&related, of, open);
  if (related <= 1) return n_open < 64 && of->most >> n_open > 0 ? (size_t)1 << n_open : of->most + 1;
  const size_t without = count_open(of, dark__set_minus(open, of->lattice->above[x]));
  if (without > of->most) return without;
  const size_t with = count_open(of, dark__set_minus(open, dark__lattice_inside(of->lattice, x)));
  return with > of->most ? with : without + with;
}

/* Models without H that leave it fewer pairs than it needs: none, or one. */
static size_t count_crowded(const counting *of, dark__term_set open) {
  const dark__lattice *lattice = of->lattice;
  const dark__term_set decided = dark__set_minus(open, lattice->pairs);
  const size_t n_beside = lattice->n_common_pairs - dark__set_size(lattice->pairs);
  size_t n = n_beside < DARK__FEWEST_COMMON_PAIRS ? count_open(of, decided) : 0;
  for (size_t i = 0; n_beside == 0 && i < lattice->n_optional && n <= of->most; i++)
    if (dark__set_has(&lattice->pairs, i) && !dark__set_has(&lattice->forced, i))
      n += count_open(of, dark__set_minus(decided, lattice->above[i]));
  return n;
}

size_t dark__lattice_count(const dark__lattice *lattice, size_t most) {
  counting all = {.lattice = lattice, .most = most < SIZE_MAX / 4 ? most : SIZE_MAX / 4};
  for (size_t i = 0; i < lattice->n_optional; i++)
    all.related[i] = dark__set_join(lattice->above[i], dark__lattice_inside(lattice, i));
  dark__term_set open = dark__set_minus(dark__lattice_all(lattice), lattice->forced);
  if (lattice->has_common) dark__set_remove(&open, lattice->n_optional - 1);
  size_t n = count_open(&all, open);
  if (lattice->has_common && n <= all.most) {
    const bool is_forced = dark__set_has(&lattice->forced, lattice->n_optional - 1);
    n += (is_forced ? 0 : n) - count_crowded(&all, open);
  }
  return n <= all.most ? n : 0;
}

dark_status dark__terms_close(uint32_t **terms, size_t *n_terms, unsigned n_lists, const uint32_t *generators,
                              size_t n_generators, dark_error *err) {
  const size_t n_sets = (size_t)1 << n_lists;
  *n_terms = 0;
  *terms = malloc((n_sets + 1) * sizeof **terms);
  unsigned char *inside = calloc(n_sets, 1);
  if (*terms == NULL || inside == NULL) {
    free(*terms);
    free(inside);
    *terms = NULL;
    return dark__fail_memory(err);
  }
  bool with_common = false;
  for (size_t i = 0; i < n_generators; i++)
    if (generators[i] == dark__common_term(n_lists)) with_common = true;
    else inside[generators[i]] = 1;
  for (size_t bit = 1; bit < n_sets; bit <<= 1)
    for (size_t set = 0; set < n_sets; set++)
      if ((set & bit) != 0 && inside[set]) inside[set ^ bit] = 1;
  inside[0] = 1;
  for (size_t set = 0; set < n_sets; set++)
    if (inside[set]) (*terms)[(*n_terms)++] = (uint32_t)set;
  free(inside);
  qsort(*terms, *n_terms, sizeof **terms, compare_terms);
  if (with_common) (*terms)[(*n_terms)++] = dark__common_term(n_lists);
  return DARK_OK;
}

void dark__terms_insert(uint32_t *terms, size_t *n_terms, uint32_t term) {
  size_t place = (*n_terms)++;
  for (; place > 0 && dark__term_compare(term, terms[place - 1]) < 0; place--) terms[place] = terms[place - 1];
  terms[place] = term;
}
