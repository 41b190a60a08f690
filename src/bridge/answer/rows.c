/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "bridge/answer/answer.h"
#include "report/words/dependence.h"

void dark__frame_categories(dark_frame *frame, const char *const *names, size_t n) {
  for (size_t c = 0; c < n; c++) dark__frame_column(frame, names[c], DARK_COLUMN_TEXT);
}

void dark__frame_put_levels(dark_frame *frame, const char *const *levels, size_t n) {
  for (size_t c = 0; c < n; c++) dark__frame_put_text(frame, levels[c]);
}

double dark__upper_shown(const dark_interval *interval, dark_reasons reasons) {
  const bool is_unbounded = isnan(interval->upper) && (reasons & DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED)) != 0;
  return is_unbounded ? (double)INFINITY : interval->upper;
}

void dark__frame_row_columns(dark_frame *frame, const dark_results *results) {
  dark__frame_categories(frame, results->categories, results->n_categories);
  dark__frame_texts(frame, "method,model,lists");
  dark__frame_reals(frame, "observed,excluded,hidden,total,se,level,lower,upper");
  dark__frame_texts(frame, "interval");
  dark__frame_wholes(frame, "replicates,failed");
  dark__frame_texts(frame, "state,reasons");
  if (results->shrunken != NULL) dark__frame_reals(frame, "shrunken,shrunken_lower,shrunken_upper");
  if (dark__is_supposed(results->dependence)) dark__frame_texts(frame, "assumed");
}

static void put_row(dark_frame *frame, const dark_row *row, size_t n_categories) {
  char reasons[2048];
  const double numbers[] = {row->observed, row->excluded,       row->hidden,        row->total,
                            row->se,       row->interval.level, row->interval.lower};
  dark__frame_put_levels(frame, row->levels, n_categories);
  dark__frame_put_text(frame, row->method);
  dark__frame_put_text(frame, row->model);
  dark__frame_put_text(frame, row->lists);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) dark__frame_put_real(frame, numbers[i]);
  dark__frame_put_real(frame, dark__upper_shown(&row->interval, row->reasons));
  dark__frame_put_static(frame, dark_interval_name(row->interval.type));
  dark__frame_put_size(frame, row->n_replicates);
  dark__frame_put_size(frame, row->n_failed);
  dark__frame_put_static(frame, dark_state_name(row->state));
  dark__frame_put_text(frame, dark_reasons_write(reasons, sizeof reasons, row->reasons));
}

static void put_supposed(dark_frame *frame, const dark_results *results) {
  dark__paper supposed = {0};
  if (!dark__is_supposed(results->dependence)) return;
  dark__add_supposed(&supposed, results->dependence);
  dark__frame_put_paper(frame, &supposed);
  dark__paper_clear(&supposed);
}

void dark__frame_put_rows(dark_frame *frame, const dark_results *results, const dark_row *rows, size_t n,
                          const dark_shrunken *shrunken) {
  for (size_t r = 0; r < n; r++) {
    put_row(frame, &rows[r], results->n_categories);
    if (results->shrunken != NULL) {
      dark__frame_put_real(frame, shrunken == NULL ? (double)NAN : shrunken[r].total);
      dark__frame_put_real(frame, shrunken == NULL ? (double)NAN : shrunken[r].lower);
      dark__frame_put_real(frame, shrunken == NULL ? (double)NAN : shrunken[r].upper);
    }
    put_supposed(frame, results);
  }
}
