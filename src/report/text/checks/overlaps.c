/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/checks/parts.h"

#include <math.h>

/* Overlaps below this many people are thin. */
static const double THIN = 5;
/* Entries shown of a longer list. */
enum { N_OVERLAPS = 8 };

/* "A+B" in the input's order. */
static void add_pair(dark__paper *text, const dark__checked *p, const dark_overlap *overlap) {
  dark__add_history_shown(text, p->of->table, UINT64_C(1) << overlap->list_a | UINT64_C(1) << overlap->list_b);
}

size_t dark__check_count_thin(const dark_detail *detail) {
  size_t n = 0;
  for (size_t i = 0; i < detail->n_overlaps; i++) n += detail->overlaps[i].n_both < THIN ? 1 : 0;
  return n;
}

void dark__check_overlaps(dark__paper *text, const dark__checked *p) {
  const size_t n_thin = dark__check_count_thin(p->detail);
  if (n_thin == 0) {
    dark__paper_add(text, "every pair of lists shares at least %s people", dark__count(THIN).text);
    return;
  }
  dark__paper_add(text, "fewer than %s people shared in %s of %s pairs of lists: ", dark__count(THIN).text,
                  dark__count_size(n_thin).text, dark__count_size(p->detail->n_overlaps).text);
  size_t n = 0;
  for (size_t i = 0; i < p->detail->n_overlaps && n < N_OVERLAPS; i++) {
    if (!(p->detail->overlaps[i].n_both < THIN)) continue;
    dark__paper_add(text, "%s", dark__comma(n++));
    add_pair(text, p, &p->detail->overlaps[i]);
    dark__paper_add(text, " %s", dark__count(p->detail->overlaps[i].n_both).text);
  }
  if (n_thin > n) dark__paper_add(text, " and %s more", dark__count_size(n_thin - n).text);
}

/* The list that caught the least of another list's people. */
void dark__check_pair_coverage(dark__paper *text, const dark__checked *p) {
  const dark_overlap *lowest = NULL;
  size_t list = 0, among = 0;
  double least = INFINITY;
  for (size_t i = 0; i < p->detail->n_overlaps; i++) {
    const dark_overlap *overlap = &p->detail->overlaps[i];
    if (overlap->coverage_a < least)
      least = overlap->coverage_a, lowest = overlap, list = overlap->list_a, among = overlap->list_b;
    if (overlap->coverage_b < least)
      least = overlap->coverage_b, lowest = overlap, list = overlap->list_b, among = overlap->list_a;
  }
  if (lowest == NULL) {
    dark__paper_add(text, "no pair of lists to compare");
    return;
  }
  dark__paper_add(text, "lowest of all pairs: ");
  dark__paper_add_foreign(text, dark_table_list_name(p->of->table, list));
  dark__paper_add(text, " caught %s of the people on ", dark__percent(least).text);
  dark__paper_add_foreign(text, dark_table_list_name(p->of->table, among));
  dark__paper_add(text, " (%s shared)", dark__count(lowest->n_both).text);
}

void dark__check_bound(dark__paper *text, const dark__checked *p) { dark__add_bound(text, p->of, p->detail); }
