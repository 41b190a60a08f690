/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_FILE_SAID_H
#define DARK__STUDY_FILE_SAID_H

/* The user's own words for a scenario: of one language that is not named, or of several that are. */

#include "study/file/study.h"

/* Read the key `says` of a scenario, if it is there: a text, or a map of texts by language. Texts are of one line, without blanks at the ends;
   `*says` is the only one, else the English one, else the first. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__said_read(const char **says, dark__said *said, dark_study *study, const dark__node *map,
                                            dark_error *err);

/* Of scenario i of the study, by language. */
const dark__said *dark__said_at(const dark_study *study, size_t i);

#endif
