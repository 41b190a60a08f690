/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the model that a search chose is the best of all that it decides between, or by how much another may be better. */
#include <math.h>

#include "report/text/text.h"

bool dark__has_certificate(const dark_detail *detail) {
  const dark_explanation *explanation = &detail->explanation;
  return detail->has_explanation && (explanation->is_certified || explanation->certified_gap > 0);
}

static const char *criterion_of(const dark_detail *detail) { return detail->criterion != NULL ? detail->criterion : "criterion"; }

static void add_gap(dark__paper *text, const dark_detail *detail) {
  const dark_explanation *explanation = &detail->explanation;
  if (explanation->certified_met > 0)
    dark__paper_add(
        text,
        "NOT THE BEST: a model was met afterwards whose %s is smaller by %.2f, and none can be better by more than %.2f; a "
        "larger --set refits searches further",
        criterion_of(detail), explanation->certified_met, explanation->certified_gap);
  else
    dark__paper_add(text,
                    "NOT CERTIFIED: a model that was not fitted may have a smaller %s, by %.2f at most; a larger --set "
                    "certify looks further",
                    criterion_of(detail), explanation->certified_gap);
}

void dark__add_certificate(dark__paper *text, const dark_detail *detail) {
  const dark_explanation *explanation = &detail->explanation;
  if (explanation->is_certified)
    dark__paper_add(text, "certified: no other model that is searched has a smaller %s (%s models fitted to show it)",
                    criterion_of(detail), dark__count_size(explanation->n_certifying).text);
  else if (isfinite(explanation->certified_gap)) add_gap(text, detail);
  else
    dark__paper_add(text,
                    "NOT CERTIFIED: nothing says by how much a model that was not fitted may be better; where categories are "
                    "missing, counts suppressed, lists did not exist or there are more than 64 terms, no bound is known");
}
