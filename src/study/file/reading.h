/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_FILE_READING_H
#define DARK__STUDY_FILE_READING_H

#include "study/file/study.h"

/* The table of a data set. Errors as of dark_table_read_csv and dark_table_link_csv. */
DARK_MUST_CHECK dark_status dark__study_read_table(dark_table **out, const dark_study_data *data, dark_error *err);

/* The same for data set `data` of the study; errors begin with the place in the study that they are about. */
DARK_MUST_CHECK dark_status dark__study_read_data(dark_table **out, const dark_study *study, size_t data, dark_error *err);

#endif
