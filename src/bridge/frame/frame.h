/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_FRAME_FRAME_H
#define DARK__BRIDGE_FRAME_FRAME_H

/* Frames on their way: columns are named first, then cells are put one behind the other, row by row. When memory is exhausted the frame
   is marked as failed and everything done to it afterwards does nothing, so that only the end needs a check. */

#include <stdbool.h>

#include <darkfigure/answer.h>

#include "writing/paper.h"

/* NULL when memory is exhausted; dark_frame_free it. */
dark_frame *dark__frame_new(void);

/* Add a column, before any cell is put; the name is copied. */
void dark__frame_column(dark_frame *frame, const char *name, dark_column_type type);
/* The same for several, "a,b,c". */
void dark__frame_reals(dark_frame *frame, const char *names);
void dark__frame_wholes(dark_frame *frame, const char *names);
void dark__frame_texts(dark_frame *frame, const char *names);

/* Put the next cell; it is of the type of its column. A text is copied, NULL is an absent one. */
void dark__frame_put_real(dark_frame *frame, double value);
void dark__frame_put_whole(dark_frame *frame, int64_t value);
void dark__frame_put_size(dark_frame *frame, size_t value); /* SIZE_MAX: absent */
void dark__frame_put_text(dark_frame *frame, const char *value);
/* The text of a paper; one that failed fails the frame. */
void dark__frame_put_paper(dark_frame *frame, const dark__paper *paper);
/* A text that outlives all frames. */
void dark__frame_put_static(dark_frame *frame, const char *value);

/* For the end: DARK_ENOMEM when it failed; NULL has failed too. */
DARK_MUST_CHECK dark_status dark__frame_check(const dark_frame *frame, dark_error *err);

#endif
