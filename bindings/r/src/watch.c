/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glue.h"

/* Within R_ToplevelExec: R may leave this by longjmp, on Ctrl-C or when the listener fails, and comes back here. */
static void look(void *context) {
  dark_r_ear *ear = context;
  R_CheckUserInterrupt();
  if (ear->listener == R_NilValue) return;
  SEXP stage = PROTECT(Rf_ScalarString(dark_r_string(ear->stage)));
  SEXP share = PROTECT(Rf_ScalarReal(ear->share));
  SEXP call = PROTECT(Rf_lang3(ear->listener, stage, share));
  Rf_eval(call, R_GlobalEnv);
  UNPROTECT(3);
}

static int hear(void *context, const char *stage, double share) {
  dark_r_ear *ear = context;
  ear->stage = stage;
  ear->share = share;
  if (R_ToplevelExec(look, ear)) return 0;
  ear->goes_on = 0;
  return 1;
}

dark_watch dark_r_watch(dark_r_ear *room, SEXP listener) {
  dark_watch watch = DARK_WATCH_INIT;
  *room = (dark_r_ear){.listener = listener, .goes_on = 1};
  watch.progress = hear;
  watch.context = room;
  return watch;
}
