/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/certificate.h"

#include <math.h>

/* Criteria that differ by less are the same but for rounding. */
static const double ROUNDING = 1e-7;

dark__certified dark__certified_of(const dark_explanation *chosen) {
  return (dark__certified){.is_told = chosen->is_certified || chosen->certified_gap > 0,
                           .is_certified = chosen->is_certified,
                           .gap = chosen->certified_gap,
                           .met = chosen->certified_met,
                           .n_fits = chosen->n_certifying,
                           .criterion = chosen->criterion == chosen->aic ? "AIC" : "BIC"};
}

dark__certified dark__certified_best(const dark_explanation *chosen, const dark_candidate *best) {
  if (chosen == NULL || best == NULL) return (dark__certified){.is_told = false};
  dark__certified out = dark__certified_of(chosen);
  const double lead = fmax(0, chosen->criterion - best->criterion);
  if (!out.is_told || !isfinite(out.gap)) return out;
  out.gap = fmax(0, out.gap - lead);
  out.met = fmax(0, out.met - lead);
  if (out.met <= ROUNDING) out.met = 0;
  if (out.gap <= ROUNDING) out.is_certified = true, out.gap = 0;
  return out;
}
