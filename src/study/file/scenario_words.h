/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_FILE_SCENARIO_WORDS_H
#define DARK__STUDY_FILE_SCENARIO_WORDS_H

#include <darkfigure/study.h>

#include "writing/paper.h"

/* Add what the steps do, in words for people, without a final stop. Names are added as they are shown (paper.h). */
void dark__scenario_say(dark__paper *paper, const dark_study_scenario *scenario);

/* "LA, NG and GO" */
void dark__add_names(dark__paper *paper, const char *const *names, size_t n);

#endif
