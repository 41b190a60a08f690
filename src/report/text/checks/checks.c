/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/checks/parts.h"

#include <math.h>

#include "report/words/assumptions.h"

static void put_poor_coverage(dark__paper *page, const dark_results *results) {
  size_t n = 0, n_poor = 0;
  for (size_t d = 0; d < results->n_details; d++) {
    const double coverage = results->details[d].sample_coverage;
    if (!isfinite(coverage)) continue;
    n++;
    n_poor += coverage <= DARK__SAMPLE_COVERAGE_NEEDED ? 1 : 0;
  }
  if (n_poor == 0) return;
  dark__paper text = {0};
  dark__paper_add(&text,
                  "Sample coverage is 0.55 or less in %s of %s tables: estimators based on it are unreliable there (usual for "
                  "trafficking lists).",
                  dark__count_size(n_poor).text, dark__count_size(n).text);
  dark__paper_put(page, NULL, 2, 4, &text);
}

static void put_many(dark__paper *page, const dark__subject *of) {
  size_t n = 0;
  for (size_t d = 0; d < of->results->n_details; d++) {
    const dark__checked p = {of, &of->results->details[d]};
    if (dark__check_has_estimate(p.detail) && dark__is_stratum(p.detail->levels, of->results->n_categories))
      n += dark__put_alarms(page, &p);
  }
  put_poor_coverage(page, of->results);
  dark__paper text = {0};
  dark__paper_add(&text, "%s", n == 0 ? "Nothing else alarming. " : "");
  dark__paper_add(&text, "Every check of every category: --format json.");
  dark__paper_put(page, NULL, 2, 4, &text);
}

void dark__put_checks(dark__paper *page, const dark__subject *of) {
  if (of->results->n_details == 0) return;
  const bool is_one = of->results->n_details == 1;
  dark__paper_heading(page, is_one ? "Checks" : "Checks (only what is alarming)");
  dark__put_missing_shares(page, of);
  dark__put_suppressed(page, of);
  if (is_one) dark__put_brief_checks(page, &(dark__checked){of, &of->results->details[0]});
  else put_many(page, of);
}
