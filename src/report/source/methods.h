/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_METHODS_H
#define DARK__REPORT_SOURCE_METHODS_H

/* The JSON of `methods FILE`, read back as results of which the method is a category: what each method says of the same people follows each other. */

#include "report/source/source.h"

/* From a document that is taken over and that messages call `path`: source->results with "method" before the other categories, and
   source->not_applicable. Details, histories and practice are not read. dark__source_clear also after a failure. Errors: DARK_EDATA, also where no
   method applies; DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__source_from_methods(dark__source *source, dark__document *document, const char *path,
                                                      dark_error *err);
/* The same from the file at `path`, as dark__source_read. */
DARK_MUST_CHECK dark_status dark__source_read_methods(dark__source *source, const char *path, dark_error *err);
/* Whether the document says that `methods` wrote it. */
bool dark__is_of_methods(const dark__document *document);

#endif
