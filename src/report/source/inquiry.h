/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_INQUIRY_H
#define DARK__REPORT_SOURCE_INQUIRY_H

/* The JSON of `sensitivity` as a source of its own, for a figure that draws nothing else. */

#include "report/source/member.h"
#include "report/source/source.h"

/* What a figure takes of each of the sections, which are objects: into the source, arrays in its arena. What is wrong with them is a failure of the reading. */
typedef void dark__inquiry_take(dark__reading *reading, dark__source *source, const dark__node *sections);

/* From a document that is taken over and that messages call `path`: what is said of program, input, options and lists, and what `take` takes;
   there are no rows of results. dark__source_clear also after a failure. Errors: DARK_EDATA, where `sensitivity` did not write it; DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__source_from_inquiry(dark__source *source, dark__document *document, const char *path,
                                                      dark__inquiry_take *take, dark_error *err);
/* The same of a file, as dark__source_read; `reader` is who reads it, in messages: "plot untestable". */
DARK_MUST_CHECK dark_status dark__source_read_inquiry(dark__source *source, const char *path, const char *reader,
                                                      dark__inquiry_take *take, dark_error *err);

#endif
