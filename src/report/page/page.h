/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PAGE_PAGE_H
#define DARK__REPORT_PAGE_PAGE_H

/* One HTML file to hand on: complete without script, and no request leaves it. */

#include <stdio.h>

#include "report/shown/options.h"

/* Under protection nothing stands on the page that would give a suppressed number away: no reasons of the rows, notes, hashes, options. The same source and options give the same bytes. DARK_ENOMEM; errors of the stream
   are left to it. */
DARK_MUST_CHECK dark_status dark__page_write(FILE *stream, const dark__source *source, const dark__page_options *options,
                                             dark_error *err);

/* "2026-11-29": what may stand there as its date. */
bool dark__is_page_date(const char *text);

#endif
