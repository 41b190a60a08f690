/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks say of the common dependence of a model. */

#include <math.h>
#include <string.h>

#include "report/text/text.h"

/* Its effect comes last, and has this name. */
bool dark__has_common_effect(const dark_detail *detail) {
  const dark_explanation *explanation = &detail->explanation;
  if (!detail->has_explanation || explanation->terms == NULL || explanation->n_parameters == 0) return false;
  return strcmp(explanation->terms[explanation->n_parameters - 1].name, "H") == 0;
}

/* Only where it is above 1 may it come from people who differ: lists that nobody differs on are at 1, and never below. */
void dark__add_common_effect(dark__paper *text, const dark_detail *detail) {
  const double effect = detail->explanation.terms[detail->explanation.n_parameters - 1].coefficient;
  dark__paper_add(text, "each pair of lists that the model leaves out has an odds ratio of %s",
                  dark__statistic(exp(effect)).text);
  dark__paper_add(text, effect > 0 ? ": people may differ in how easily they are detected"
                                   : ": these lists rather miss each other's people, which people who differ would not explain");
}
