/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/checks/parts.h"

#include <math.h>

/* Residuals, shifts and ranges beyond these are worth a look. */
static const double LARGE_RESIDUAL = 3, LARGE_SHIFT = 0.1, WIDE_RANGE = 2, FEW_WINS = 0.5;

static bool is_wide(const dark_detail *detail) {
  return detail->n_ranges > 0 && detail->ranges[0].highest > WIDE_RANGE * detail->ranges[0].lowest;
}

static bool is_contested(const dark__checked *p) {
  return p->detail->n_wins > 0 && (double)p->detail->wins[0].n < FEW_WINS * (double)p->of->results->n_replicates;
}

static bool hangs_on_one_case(const dark__checked *p) {
  if (p->detail->n_influences == 0) return false;
  const double shift = fabs(p->detail->influences[0].total - p->detail->estimate.total);
  return !(shift <= LARGE_SHIFT * p->detail->estimate.total);
}

static bool fits_badly(const dark_detail *detail) {
  return detail->n_residuals > 0 && fabs(detail->residuals[0].residual) > LARGE_RESIDUAL;
}

static void add_bad_fit(dark__paper *text, const dark__checked *p) {
  dark__paper_add(text, "the model fits badly at ");
  dark__check_residual(text, p, &p->detail->residuals[0]);
}

static void add_contest(dark__paper *text, const dark__checked *p) {
  dark__paper_add(text, "the choice of model is uncertain: ");
  dark__check_wins(text, p);
}

/* Which alarms there are, in the order in which they matter. */
static void (*find_alarm(const dark__checked *p, size_t which))(dark__paper *, const dark__checked *) {
  const dark_detail *detail = p->detail;
  switch (which) {
    case 0: return dark__check_search_is_open(p) ? dark__check_gap : NULL;
    case 1: return dark__is_below_chao(p->of->results, p->detail) ? dark__check_bound : NULL;
    case 2: return hangs_on_one_case(p) ? dark__check_influence : NULL;
    case 3: return is_wide(detail) ? dark__check_ranges : NULL;
    case 4: return fits_badly(detail) ? add_bad_fit : NULL;
    case 5: return is_contested(p) ? add_contest : NULL;
    default:
      return detail->n_overlaps > 0 && 2 * dark__check_count_thin(detail) > detail->n_overlaps ? dark__check_overlaps : NULL;
  }
}

enum { N_ALARMS = 7 };

size_t dark__put_alarms(dark__paper *page, const dark__checked *p) {
  dark__paper text = {0};
  size_t n = 0;
  dark__add_detail_label(&text, p->of, p->detail);
  dark__paper_add(&text, ": ");
  for (size_t a = 0; a < N_ALARMS; a++) {
    void (*add)(dark__paper *, const dark__checked *) = find_alarm(p, a);
    if (add == NULL) continue;
    dark__paper_add(&text, "%s", n++ > 0 ? "; " : "");
    add(&text, p);
  }
  dark__paper_add(&text, ".");
  if (n > 0) dark__paper_put(page, NULL, 2, 4, &text);
  if (text.failed) page->failed = true;
  dark__paper_clear(&text);
  return n;
}
