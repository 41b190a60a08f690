/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SOURCE_ABOUT_H
#define DARK__REPORT_SOURCE_ABOUT_H

/* What no table can say: whom its people stand for. And how lists and categories are called on a page. Both are maps in YAML or JSON. */

#include "report/source/source.h"
#include "study/document/document.h"

/* NULL: not stated. Texts are borrowed from the document. */
typedef struct dark__about {
  const char *question, *population, *period, *place, *source;
  bool is_final;    /* a draft unless stated */
  bool is_real;     /* stated, whatever the lists are called */
  bool is_invented; /* stated */
  dark__document *document;
} dark__about;

/* The file at `path`; with NULL nothing is stated. dark__about_clear also after a failure. Errors: DARK_EUSAGE with file, line and column;
   DARK_ELIMIT, DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__about_read(dark__about *about, const char *path, dark_error *err);
/* The same from a map, which is borrowed, into a zeroed one. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__about_take(dark__about *about, const dark__node *map, dark_error *err);
void dark__about_clear(dark__about *about);

/* Whether the page must say that its data are invented: stated, or a list or a file is called synthetic, simulated or invented and nobody
   stated that the data are real. */
bool dark__is_invented(const dark__about *about, const dark__source *source);

/* Names and what a page calls them: a map of texts. The same errors. */
DARK_MUST_CHECK dark_status dark__labels_read(dark__document **out, const char *path, dark_error *err);
/* Whether a map is one of labels. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__labels_check(const dark__node *map, dark_error *err);
/* The label of a name, or the name; `labels` may be NULL. */
const char *dark__label(const dark__document *labels, const char *name);

#endif
