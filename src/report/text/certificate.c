/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the model that a search chose is the best of all that it decides between, or by how much another may be better. */
#include <math.h>

#include "report/text/text.h"

bool dark__has_certificate(const dark_detail *detail) {
  return detail->has_explanation && dark__certified_of(&detail->explanation).is_told;
}

static void add_gap(dark__paper *text, const dark__certified *of) {
  if (of->met > 0)
    dark__paper_add(
        text,
        "NOT THE BEST: a model was met afterwards whose %s is smaller by %.2f, and none can be better by more than %.2f; a "
        "larger --set refits searches further",
        of->criterion, of->met, of->gap);
  else
    dark__paper_add(text,
                    "NOT CERTIFIED: a model that was not fitted may have a smaller %s, by %.2f at most; a larger --set "
                    "certify looks further",
                    of->criterion, of->gap);
}

void dark__add_certified(dark__paper *text, const dark__certified *of) {
  if (of->is_certified)
    dark__paper_add(text, "certified: no other model that is searched has a smaller %s (%s models fitted to show it)",
                    of->criterion, dark__count_size(of->n_fits).text);
  else if (isfinite(of->gap)) add_gap(text, of);
  else
    dark__paper_add(text,
                    "NOT CERTIFIED: nothing says by how much a model that was not fitted may be better; where categories are "
                    "missing, counts suppressed, lists did not exist or there are more than 64 terms, no bound is known");
}

void dark__add_certificate(dark__paper *text, const dark_detail *detail) {
  const dark__certified of = dark__certified_of(&detail->explanation);
  dark__add_certified(text, &of);
}

/* The share that is asked for where nobody says. */
static const double ENOUGH = 0.99;

bool dark__has_fitted_share(const dark_detail *detail) {
  const dark_explanation *of = &detail->explanation;
  return detail->has_explanation && of->n_fitted > 0 && (of->fitted_weight < ENOUGH || of->n_unexpanded > 0);
}

void dark__add_fitted_share(dark__paper *text, const dark_detail *detail) {
  const dark_explanation *of = &detail->explanation;
  dark__paper_add(text,
                  "the model is chosen, here and in every replicate, among the most promising ones: %s of two factors, with %s "
                  "of the weight of all",
                  dark__count_size(of->n_fitted).text, dark__percent(of->fitted_weight).text);
  if (of->n_unexpanded > 0)
    dark__paper_add(text, "; below %s %s with 0.1%% of the best one's weight or more no interaction of three factors was tried",
                    dark__count_size(of->n_unexpanded).text, of->n_unexpanded == 1 ? "model" : "models");
  dark__paper_add(text, "; a larger --set refits takes more, and replicates then spread more");
}
