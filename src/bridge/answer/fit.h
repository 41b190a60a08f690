/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_ANSWER_FIT_H
#define DARK__BRIDGE_ANSWER_FIT_H

/* What a fit says, frame by frame. */

#include "bridge/answer/answer.h"

/* details.c */
dark__frame_filler dark__fill_details, dark__fill_models, dark__fill_ranges, dark__fill_overlaps;
/* model.c */
dark__frame_filler dark__fill_coefficients, dark__fill_cells;
/* vcov.c */
dark__frame_filler dark__fill_vcov;
/* replicates.c */
dark__frame_filler dark__fill_replicates, dark__fill_practice_replicates;
/* contrast.c */
dark__frame_filler dark__fill_contrasts;
/* settings.c */
dark__frame_filler dark__fill_settings;

/* The fit that the answer holds. */
bool dark__is_fit(const dark_answer *answer);
static inline const dark__fit *dark__answer_fit(const dark_answer *answer) { return answer->content; }

#endif
