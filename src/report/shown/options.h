/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SHOWN_OPTIONS_H
#define DARK__REPORT_SHOWN_OPTIONS_H

/* What a page or a figure is asked for, and what stands beside its source. */

#include "report/phrases/phrases.h"
#include "report/protection/protection.h"
#include "report/source/about.h"
#include "report/source/beside.h"
#include "report/source/source.h"

typedef struct dark__page_options {
  dark__language language;
  const dark__about *about;
  const dark__document *labels;                /* NULL: names as they are */
  const char *date;                            /* to stand on the page; NULL: none */
  const dark__protection *protection;          /* of the same source; NULL: none, and the page says so */
  const dark__comparisons_source *comparisons; /* scenarios; NULL: none */
  const dark__what_ifs_source *what_ifs;       /* what the answer depends on; NULL: not known */
  const dark__source *methods;                 /* what each method says; NULL: not known. Not drawn under protection */
  const dark__source *models;                  /* [n_models] what each model says, a file each; likewise */
  size_t n_models;
  double
      threshold; /* people at which the conclusion changes, on the map of what cannot be tested; 0: twice the estimate, and half of it */
} dark__page_options;

#endif
