/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_ANSWER_H
#define DARKFIGURE_ANSWER_H

/* Answers for other languages: one call from a table and a request to an answer, which is read as frames of named and typed columns, as
   JSON, or as the report for reading. What the commands `fit`, `models`, `check`, `describe`, `methods` and `sensitivity` do is done by
   the same code; frame "estimates" has the columns and the bits of `fit --format csv`. No layout of anything has to be known.

   All calls leave GSL's error handler as they find it, and turn it off meanwhile, also where several threads are within calls at once. */

#include <stdint.h>

#include <darkfigure/arrow.h>
#include <darkfigure/data.h>
#include <darkfigure/report.h>
#include <darkfigure/request.h>

DARK_PUBLIC_BEGIN

/* Who wants to hear how far it is, and may stop it. */
typedef struct dark_watch {
  int version;
  /* Called from the thread that made the call and from no other, at least ten times a second while it works, and nowhere within a lock:
     what is being done ("bic", "testing the fit", "as published"; "planning" before that), the share of it done (0..1, NaN where it is
     not known). Returning nonzero stops: the call ends with DARK_EINTERRUPTED after the step that each thread is at, which is short
     beside a tenth of a second. */
  int (*progress)(void *context, const char *stage, double share);
  void *context;
} dark_watch;

/* The current version; this one and all before it, from 1, are accepted. */
#define DARK_WATCH_VERSION 1
#define DARK_WATCH_INIT \
  { .version = DARK_WATCH_VERSION }

/* dark_table_from_data and dark_table_from_file (data.h), watched: millions of rows take their time. watch NULL: nobody hears. Columns are
   read by another thread while somebody watches. Errors: as of these; DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark_table_from_data_watched(dark_table **out, const dark_data *data, const dark_request *request,
                                                         const dark_watch *watch, dark_error *err);
DARK_MUST_CHECK dark_status dark_table_from_file_watched(dark_table **out, const char *path, const dark_request *request,
                                                         const dark_watch *watch, dark_error *err);

typedef struct dark_answer dark_answer;

/* ---- Asking. `table` is borrowed: it must outlive the answer. request NULL: all defaults. watch NULL: nobody hears. Errors of all:
   DARK_EUSAGE (a wrong value, which the message names by its key; what does not go with this table), DARK_ELIMIT, DARK_ENOMEM,
   DARK_ENUMERIC, DARK_EINTERRUPTED. That there is no estimate is no error. Any thread, also several at once. */

/* What `fit` answers. Keys: method, model, joint, max_order, common_dependence, set, absent, missing, pool, odds_ratio, force, xi,
   ordered, interval, resample, replicates, levels, seed, threads, fit_draws, contrast.
   Frames: estimates, pooled, details, models, ranges, coefficients, vcov, cells, overlaps, contrasts, replicates, practice,
   practice_replicates, settings, notes. */
DARK_MUST_CHECK dark_status dark_answer_fit(dark_answer **out, const dark_table *table, const dark_request *request,
                                            const dark_watch *watch, dark_error *err);

/* What `models` answers. Keys: those of the search, and top. Frames: models, settings, notes. */
DARK_MUST_CHECK dark_status dark_answer_models(dark_answer **out, const dark_table *table, const dark_request *request,
                                               const dark_watch *watch, dark_error *err);

/* What `check` answers. Key: model. Frames: check, settings, notes. */
DARK_MUST_CHECK dark_status dark_answer_check(dark_answer **out, const dark_table *table, const dark_request *request,
                                              const dark_watch *watch, dark_error *err);

/* What `describe` answers. Frames: description, verdicts, notes. */
DARK_MUST_CHECK dark_status dark_answer_describe(dark_answer **out, const dark_table *table, const dark_request *request,
                                                 const dark_watch *watch, dark_error *err);

/* What `methods FILE` answers: every method that applies, tried. Keys: as fit. Frames: estimates (of all of them), methods (which apply,
   and why others do not), settings, notes. */
DARK_MUST_CHECK dark_status dark_answer_methods(dark_answer **out, const dark_table *table, const dark_request *request,
                                                const dark_watch *watch, dark_error *err);

/* What `sensitivity` answers. Keys: as fit, and thinnings. Frames: sensitivity, settings, notes. */
DARK_MUST_CHECK dark_status dark_answer_sensitivity(dark_answer **out, const dark_table *table, const dark_request *request,
                                                    const dark_watch *watch, dark_error *err);

/* Two answers of dark_answer_fit set against each other: how many people more or fewer `other` has, and how many times as many, row by row, with
   intervals for the difference and the ratio themselves. Where both drew the same people (the same table, seed and number of replicates, drawn as
   observed: `paired` is 1) replicate is set against replicate, as `study compare` does it, and what both have in common falls out; else their
   replicates are independent. Without replicates there are the estimates alone (no_replicates). Key: levels; those of `other` otherwise.
   Frames: differences (the columns of categories, and those of `study compare --format csv` from `level` to `reasons`), settings. Borrows
   nothing: both may be freed. Errors: DARK_EUSAGE (NULL, an answer that is not of a fit, different categories, a wrong level), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_answer_compare(dark_answer **out, const dark_answer *baseline, const dark_answer *other,
                                                const dark_request *request, dark_error *err);

/* What can be asked for. Frames: methods (name, lists, assumption, advice, source), options (of methods, for key "set"), keys (of
   requests: kind, words, what they are for, what they say), reasons (code, sentence), states, statuses, intervals, versions. Errors:
   DARK_EUSAGE, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_catalogue_new(dark_answer **out, dark_error *err);

/* NULL is allowed. */
void dark_answer_free(dark_answer *answer);

/* 1 when there is an estimate: where the command ends with exit status 0 instead of 1. 0 also for NULL. */
int dark_answer_has_estimate(const dark_answer *answer);

/* ---- Reading */

/* Names of the frames, in order; NULL beyond the end. */
const char *dark_answer_frame_name(const dark_answer *answer, size_t i);

/* The whole as text: DARK_FORMAT_TABLE the report for reading, CSV and JSON as the command writes them. *text [*length + 1] ends with a
   NUL; dark_text_free it. Errors: DARK_EUSAGE (NULL, a format that this answer does not have), DARK_EIO,
   DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_answer_write(char **text, size_t *length, const dark_answer *answer, dark_format format,
                                              dark_error *err);
void dark_text_free(char *text);

/* ---- Frames */

typedef struct dark_frame dark_frame;

typedef enum dark_column_type { DARK_COLUMN_REAL, DARK_COLUMN_WHOLE, DARK_COLUMN_TEXT, DARK_N_COLUMN_TYPES } dark_column_type;

/* Make the frame of that name; it lives by itself, also when the answer is gone. A frame of which there is nothing to say has its
   columns and no row. Columns of categories stand in front, as in `fit --format csv`. dark_frame_free it. Errors:
   DARK_EUSAGE (NULL, no such frame, with the nearest), DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark_answer_frame(dark_frame **out, const dark_answer *answer, const char *name, dark_error *err);
/* NULL is allowed. What was exported to Arrow stays valid. */
void dark_frame_free(dark_frame *frame);

/* Of these NULL, 0 or SIZE_MAX where there is no such frame, column or row, and NULL of a column of another type. Any thread. Owned by
   the frame. */
size_t dark_frame_n_rows(const dark_frame *frame);
size_t dark_frame_n_columns(const dark_frame *frame);
const char *dark_frame_column_name(const dark_frame *frame, size_t column);
/* DARK_N_COLUMN_TYPES where there is none. */
dark_column_type dark_frame_column_type(const dark_frame *frame, size_t column);
/* The column of that name, SIZE_MAX without one. */
size_t dark_frame_find_column(const dark_frame *frame, const char *name);
/* [n_rows]. An absent real number is NaN (an upper limit that the data do not set is +infinity), an absent whole one INT64_MIN, an
   absent text NULL. */
const double *dark_frame_reals(const dark_frame *frame, size_t column);
const int64_t *dark_frame_wholes(const dark_frame *frame, size_t column);
const char *const *dark_frame_texts(const dark_frame *frame, size_t column);

/* Export a frame as a struct array: real numbers as float64, whole ones as int64, texts as utf8, what is absent as null. Numbers are not
   copied. Either may be NULL, when only the other is wanted. Whoever holds them releases each by its `release`, in any order, after or
   before the frame is freed. Errors: DARK_EUSAGE (no frame), DARK_ENOMEM; nothing is written then. */
DARK_MUST_CHECK dark_status dark_frame_export(const dark_frame *frame, struct ArrowSchema *schema, struct ArrowArray *array,
                                              dark_error *err);

DARK_PUBLIC_END

#endif
