/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who of each part is on a list, as its agency knows. */
#include <math.h>

#include "report/protection/partition.h"

static bool is_alone(const dark__partition *partition, const dark__view *view, size_t part) {
  for (size_t p = 0; p < partition->n_parts; p++)
    if (p != part && view->stratum_of[p] == view->stratum_of[part] && partition->people[p] > 0) return false;
  return true;
}

/* The view that tells most of who of a part is on a list: of this part alone, if one does. NULL: none has both. */
static const dark__view *view_of(const dark__partition *partition, const char *list, size_t part) {
  const dark__view *found = NULL;
  for (size_t v = 0; v < partition->n_views; v++) {
    const dark__view *view = &partition->views[v];
    if (view->stratum_of[part] >= view->n_strata ||
        dark__find_list(&view->source->results, list) == view->source->results.n_lists)
      continue;
    if (is_alone(partition, view, part)) return view;
    if (found == NULL) found = view;
  }
  return found;
}

dark_status dark__partition_of_list(double *known, const dark__partition *partition, const char *list, dark_error *err) {
  for (size_t p = 0; p < partition->n_parts; p++) {
    const dark__view *view = view_of(partition, list, p);
    known[p] = 0;
    if (view == NULL) continue;
    const dark_row *row = &view->source->results.rows[view->strata[view->stratum_of[p]]];
    const dark__source_detail *detail = dark__source_detail_of(view->source, row);
    const double size = detail == NULL ? (double)NAN : detail->list_sizes[dark__find_list(&view->source->results, list)];
    if (!(size <= row->observed)) return dark__partition_fail(view->source, err);
    known[p] = fmin(size, partition->people[p]);
  }
  return DARK_OK;
}
