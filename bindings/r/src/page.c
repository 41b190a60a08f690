/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages to hand on. */
#include <darkfigure/page.h>

#include "glue.h"

static dark_status write_page(char **text, size_t *length, const dark_answer *answer, const void *how, dark_error *err) {
  return dark_answer_page(text, length, answer, how, err);
}

SEXP dark_r_page(SEXP handle, SEXP request) {
  const dark_answer *answer = dark_r_held(handle, DARK_R_ANSWER);
  if (answer == NULL) return dark_r_no_object(DARK_R_ANSWER);
  return dark_r_write_text(write_page, answer, dark_r_held(request, DARK_R_REQUEST));
}
