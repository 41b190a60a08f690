/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages to hand on. */
#include <darkfigure/page.h>

#include "glue.h"

/* Ctrl-C is looked for meanwhile. */
static dark_status write_page(char **text, size_t *length, const dark_answer *answer, const void *how, dark_error *err) {
  dark_r_ear ear;
  const dark_watch watch = dark_r_watch(&ear, R_NilValue);
  return dark_answer_page_watched(text, length, answer, how, &watch, err);
}

SEXP dark_r_page(SEXP handle, SEXP request) {
  const dark_answer *answer = dark_r_held(handle, DARK_R_ANSWER);
  if (answer == NULL) return dark_r_no_object(DARK_R_ANSWER);
  return dark_r_write_text(write_page, answer, dark_r_held(request, DARK_R_REQUEST));
}
