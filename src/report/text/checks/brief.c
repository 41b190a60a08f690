/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/checks/parts.h"

#include <darkfigure/captures.h>

static void put(dark__paper *page, const char *label, const dark__checked *p, void (*add)(dark__paper *, const dark__checked *)) {
  dark__paper text = {0};
  add(&text, p);
  dark__put_entry(page, label, &text);
}

static void add_priors(dark__paper *text, const dark__checked *p) { dark__paper_add(text, "%s", p->detail->explanation.priors); }

static void add_part_coverage(dark__paper *text, const dark__checked *p) {
  dark__add_sample_coverage(text, p->detail->sample_coverage);
}

static void add_certificate(dark__paper *text, const dark__checked *p) { dark__add_certificate(text, p->detail); }

static void add_fitted_share(dark__paper *text, const dark__checked *p) { dark__add_fitted_share(text, p->detail); }

static void add_common(dark__paper *text, const dark__checked *p) { dark__add_common_effect(text, p->detail); }

void dark__put_brief_checks(dark__paper *page, const dark__checked *p) {
  const bool estimated = dark__check_has_estimate(p->detail);
  if (dark__check_search_is_open(p)) put(page, "Search", p, dark__check_search);
  if (dark__has_certificate(p->detail)) put(page, "Search", p, add_certificate);
  if (dark__has_fitted_share(p->detail)) put(page, "Refits", p, add_fitted_share);
  if (estimated) put(page, "Fit", p, dark__check_fit);
  if (estimated && dark__check_has_priors(p)) put(page, "Priors", p, add_priors);
  if (estimated && p->detail->n_ranges > 0) put(page, "Other models", p, dark__check_ranges);
  if (estimated && p->detail->explanation.is_selected && p->detail->n_wins > 0 && p->of->results->n_replicates > 0)
    put(page, "Choice", p, dark__check_wins);
  if (estimated && p->of->results->rows[0].n_failed > 0) put(page, "Replicates", p, dark__check_failures);
  if (estimated && p->detail->n_influences > 0 && dark__check_sees_influence(p)) put(page, "One case", p, dark__check_influence);
  if (p->detail->n_overlaps > 0) {
    put(page, "Overlaps", p, dark__check_overlaps);
    put(page, "Pair coverage", p, dark__check_pair_coverage);
  }
  if (estimated && dark__has_common_effect(p->detail)) put(page, "Common", p, add_common);
  if (estimated && dark__is_bounded(p->detail)) put(page, "Chao's bound", p, dark__check_bound);
  if (dark_table_captures(p->of->table) == NULL) put(page, "Sample coverage", p, add_part_coverage);
}
