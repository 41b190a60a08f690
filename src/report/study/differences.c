/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "report/study/study.h"

void dark__differences_count(dark__study_differences *differences, const dark__compared *compared) {
  if (compared->missing != NULL) differences->n_missing++;
  else if (compared->n_levels > 0 && isnan(compared->contrasts[0].difference)) differences->n_without++;
}

void dark__add_category(dark__paper *paper, const dark_group *category, size_t n) {
  for (size_t i = 0; i < n; i++) {
    dark__paper_add(paper, "%s", i == 0 ? "" : "/");
    dark__paper_add_foreign(paper, category[i].name);
    dark__paper_add(paper, "=");
    dark__paper_add_foreign(paper, category[i].members[0]);
  }
}
