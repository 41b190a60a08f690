/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_ANSWER_ANSWER_H
#define DARK__BRIDGE_ANSWER_ANSWER_H

/* What all answers share: a kind, which knows how to read what one holds. To add a kind: a file here with its dark__answer_kind, and the
   function that makes it. */

#include <stdio.h>

#include "bridge/call/call.h"
#include "bridge/frame/frame.h"
#include "bridge/request/asked.h"

/* A frame of an answer: columns and rows into a new frame, which notes when memory runs out. */
typedef dark_status dark__frame_filler(dark_frame *frame, const dark_answer *answer, dark_error *err);

typedef struct dark__named_frame {
  const char *name; /* NULL: the last */
  dark__frame_filler *fill;
} dark__named_frame;

typedef struct dark__answer_kind {
  const dark__named_frame *frames;
  /* Onto a stream; NULL: it has no text. DARK_EUSAGE: not in this format. */
  dark_status (*write)(FILE *stream, const dark_answer *answer, dark_format format, dark_error *err);
  bool (*has_estimate)(const dark_answer *answer); /* NULL: there is */
  void (*clear)(void *content);
} dark__answer_kind;

struct dark_answer {
  const dark__answer_kind *kind;
  const dark_table *table; /* NULL: about none */
  dark_request *request;   /* a copy of what was asked */
  dark__asked asked;       /* what it came to; borrows from the request */
  void *content;           /* of the kind, NULL until it is made */
};

/* A new answer without content; `initial` is the method when none is named, NULL: nothing of estimation is read. dark_answer_free it. */
DARK_MUST_CHECK dark_status dark__answer_new(dark_answer **out, const dark__answer_kind *kind, const dark_table *table,
                                             const dark_request *request, const char *initial, dark_error *err);

/* Make it: new, the work done on it (`what` is the answer, which has room [size] as content), and freed when that fails. */
typedef struct dark__making {
  const dark__answer_kind *kind;
  const char *initial;
  size_t size; /* of the content */
  dark__work *work;
} dark__making;
DARK_MUST_CHECK dark_status dark__answer_make(dark_answer **out, const dark__making *how, const dark_table *table,
                                              const dark_request *request, const dark_watch *watch, dark_error *err);

/* ---- Frames that several kinds have: notes.c */
dark__frame_filler dark__fill_notes;

/* ---- settings.c: key, member of a map, value, and whether it is "given" or "usual" */
void dark__frame_settings(dark_frame *frame);
void dark__frame_put_setting(dark_frame *frame, const char *key, const char *member, const char *value, const char *source);
/* All that was set. */
void dark__frame_put_given(dark_frame *frame, const dark_answer *answer);
dark__frame_filler dark__fill_given; /* a whole frame of it */

/* ---- rows.c: rows as `fit --format csv` has them */

/* Columns of categories. */
void dark__frame_categories(dark_frame *frame, const char *const *names, size_t n);
void dark__frame_put_levels(dark_frame *frame, const char *const *levels, size_t n);

void dark__frame_row_columns(dark_frame *frame, const dark_results *results);
/* Rows [n] of the results, with columns for all; `shrunken` [n], NULL: none. */
void dark__frame_put_rows(dark_frame *frame, const dark_results *results, const dark_row *rows, size_t n,
                          const dark_shrunken *shrunken);
/* An upper limit that the data do not set is infinite. */
double dark__upper_shown(const dark_interval *interval, dark_reasons reasons);

/* ---- text.c: what is written onto a stream as a text [*length + 1], which is the caller's to free() also after a failure. DARK_EIO,
   DARK_ENOMEM, those of the writer. */
typedef dark_status dark__text_writer(FILE *stream, const void *context, dark_error *err);
DARK_MUST_CHECK dark_status dark__text_of(char **text, size_t *length, dark__text_writer *write, const void *context,
                                          dark_error *err);

/* ---- contrast.c: two answers set against each other, as --contrast-output has them */

void dark__frame_contrast_columns(dark_frame *frame);
/* NULL: there is nothing to compare. */
void dark__frame_put_contrast(dark_frame *frame, const dark_contrast *of);

#endif
