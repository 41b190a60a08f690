/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__WRITING_PAGE_H
#define DARK__WRITING_PAGE_H

/* A page for reading: labelled paragraphs, and the end of it. */

#include <stdio.h>

#include "writing/paper.h"

/* Labels in front of paragraphs end here. */
enum { DARK__LABEL_WIDTH = 17 };

/* A labelled paragraph; the paragraph is cleared. */
void dark__put_entry(dark__paper *page, const char *label, dark__paper *paragraph);

/* Write the page and free it. DARK_ENOMEM; errors of the stream are left to it. */
dark_status dark__paper_finish(dark__paper *page, FILE *stream, dark_error *err);

#endif
