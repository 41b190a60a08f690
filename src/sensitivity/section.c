/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sensitivity/section.h"

#include <math.h>

dark_sensitivity_row *dark__section_add(dark__section_work *work, dark_analysis analysis, const dark_row *answer) {
  dark_sensitivity_row *row = &work->section->rows[work->section->n_rows++];
  *row = (dark_sensitivity_row){.analysis = analysis,
                                .list_a = DARK__NO_LIST,
                                .list_b = DARK__NO_LIST,
                                .category = DARK__NO_LIST,
                                .level = DARK__NO_LIST,
                                .value = NAN,
                                .known = NAN,
                                .change = NAN,
                                .answer = *answer};
  row->answer.levels = work->section->levels;
  row->answer.target = work->part;
  return row;
}

void dark__section_compare(dark_sensitivity_row *row, double reference) {
  row->change = reference > 0 ? (row->answer.total - reference) / reference : NAN;
}
