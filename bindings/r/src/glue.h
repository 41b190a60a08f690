/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_R_GLUE_H
#define DARK_R_GLUE_H

/* Between R and the C interface of darkfigure (darkfigure/answer.h). R leaves a function by longjmp when it runs out of memory, so that
   nothing may be held by a C function alone while R is called: what the library makes is put into a handle at once, which frees it when R
   forgets the handle. What goes wrong in the library is returned as a failure, never raised from here: R code raises it. */

#define R_NO_REMAP
#include <R.h>
#include <Rinternals.h>

#include <darkfigure/answer.h>

/* ---- handle.c: external pointers that own something of the library. Their tag says what. */

typedef void dark_r_free(void *object);

/* An empty handle, not protected. `kept` lives as long as the handle does (R_NilValue: nothing). */
SEXP dark_r_handle(const char *what, R_CFinalizer_t finalizer, SEXP kept);
/* Free what the handle holds, now; it is empty then. For finalizers too. */
void dark_r_release(SEXP handle, dark_r_free *free_object);
/* What it holds; NULL when it is empty, another kind of handle, or none (also after it was read from a file). */
void *dark_r_held(SEXP handle, const char *what);
SEXP dark_r_is_held(SEXP handle, SEXP what);

/* ---- failure.c */

/* list(status = "usage", message = ...) of class "dark_failure". */
SEXP dark_r_failure(const dark_error *err);
/* The same for a handle that holds nothing. */
SEXP dark_r_no_object(const char *what);

/* ---- texts.c */

/* Elements of a character vector as UTF-8, in memory that R frees after .Call; NA is NULL. */
const char **dark_r_texts(SEXP strings);
/* The first element, or that at i. */
const char *dark_r_text(SEXP strings, R_xlen_t i);
SEXP dark_r_string(const char *text); /* a CHARSXP; NULL is NA */

/* ---- write.c */

/* Writes an answer as a text that dark_text_free frees; `how` is its own. */
typedef dark_status dark_r_writer(char **text, size_t *length, const dark_answer *answer, const void *how, dark_error *err);
/* The text as a character vector, or what failed. */
SEXP dark_r_write_text(dark_r_writer *write, const dark_answer *answer, const void *how);

/* ---- watch.c */

/* A watch that lets R look for Ctrl-C and calls `listener`, a function of stage and share (R_NilValue: nobody hears). It lives in `room`,
   which must outlive it. */
typedef struct dark_r_ear {
  SEXP listener;
  const char *stage;
  double share;
  int goes_on;
} dark_r_ear;
dark_watch dark_r_watch(dark_r_ear *room, SEXP listener);

/* ---- What R calls (init.c registers them) */

SEXP dark_r_request(SEXP settings);
SEXP dark_r_table(SEXP columns, SEXP n_rows, SEXP request, SEXP listener);
SEXP dark_r_answer(SEXP kind, SEXP table, SEXP request, SEXP listener);
SEXP dark_r_catalogue(void);
SEXP dark_r_has_estimate(SEXP answer);
SEXP dark_r_frame_names(SEXP answer);
SEXP dark_r_frame(SEXP answer, SEXP name);
SEXP dark_r_write(SEXP answer, SEXP format);
SEXP dark_r_command(SEXP request, SEXP kind, SEXP path);
SEXP dark_r_compare(SEXP baseline, SEXP other, SEXP request);
SEXP dark_r_page(SEXP answer, SEXP request);
/* NULL: this library has no studies. */
SEXP dark_r_study(SEXP plan, SEXP is_text, SEXP store, SEXP threads, SEXP listener);
SEXP dark_r_version(void);
SEXP dark_r_probabilities(SEXP names, SEXP margins, SEXP pairs, SEXP referrals);
SEXP dark_r_population(SEXP spec);
SEXP dark_r_draw(SEXP population, SEXP is_poisson, SEXP seed, SEXP number);

/* The one place that knows how tables and requests are called. */
#define DARK_R_REQUEST "request"
#define DARK_R_TABLE "table"
#define DARK_R_ANSWER "answer"

/* columns.c: the columns of a data frame put into data. */
dark_status dark_r_add_columns(dark_data *data, SEXP columns, dark_error *err);

#endif
