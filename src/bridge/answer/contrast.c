/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of categories set against each other: the columns of --contrast-output. */
#include <math.h>

#include "bridge/answer/fit.h"

void dark__frame_contrast_columns(dark_frame *frame) {
  dark__frame_reals(frame, "level,baseline_observed,baseline_total,observed,total,difference,difference_lower,difference_upper,"
                           "ratio,ratio_lower,ratio_upper");
  dark__frame_texts(frame, "interval");
  dark__frame_wholes(frame, "paired,replicates,failed");
  dark__frame_texts(frame, "state,reasons");
}

static void put_none(dark_frame *frame) {
  for (size_t i = 0; i < 11; i++) dark__frame_put_real(frame, (double)NAN);
  dark__frame_put_text(frame, NULL);
  for (size_t i = 0; i < 3; i++) dark__frame_put_size(frame, SIZE_MAX);
  dark__frame_put_static(frame, dark_state_name(DARK_STATE_NO_ESTIMATE));
  dark__frame_put_static(frame, "");
}

void dark__frame_put_contrast(dark_frame *frame, const dark_contrast *of) {
  char reasons[2048];
  if (of == NULL) {
    put_none(frame);
    return;
  }
  const double numbers[] = {of->level,       of->baseline_observed, of->baseline_total,   of->other_observed,
                            of->other_total, of->difference,        of->difference_lower, of->difference_upper,
                            of->ratio,       of->ratio_lower,       of->ratio_upper};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) dark__frame_put_real(frame, numbers[i]);
  dark__frame_put_static(frame, dark_interval_name(of->interval));
  dark__frame_put_size(frame, of->is_paired != 0);
  dark__frame_put_size(frame, of->n_replicates);
  dark__frame_put_size(frame, of->n_failed);
  dark__frame_put_static(frame, dark_state_name(of->state));
  dark__frame_put_text(frame, dark_reasons_write(reasons, sizeof reasons, of->reasons));
}

dark_status dark__fill_contrasts(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_results *results = dark__answer_fit(answer)->results;
  (void)err;
  dark__frame_texts(frame, "column,baseline,value");
  dark__frame_contrast_columns(frame);
  for (size_t i = 0; i < results->n_contrasts; i++) {
    dark__frame_put_text(frame, results->contrasts[i].category);
    dark__frame_put_text(frame, results->contrasts[i].baseline);
    dark__frame_put_text(frame, results->contrasts[i].other);
    dark__frame_put_contrast(frame, &results->contrasts[i].of);
  }
  return DARK_OK;
}
