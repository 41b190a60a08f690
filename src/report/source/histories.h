/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_HISTORIES_H
#define DARK__REPORT_SOURCE_HISTORIES_H

#include "report/source/member.h"
#include "report/source/source.h"

/* The array "histories" of the document, where there is one, into source->histories. The lists of the results have been read. */
void dark__read_histories(dark__reading *reading, dark__source *source);
/* DARK_EDATA unless there are some, of at most DARK_MAX_LISTS lists. */
DARK_MUST_CHECK dark_status dark__source_check_histories(const dark__source *source, dark_error *err);

#endif
