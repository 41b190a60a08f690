/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_HALT_H
#define DARK__BASE_HALT_H

/* Whoever waits for an answer may want it no longer. A search is many calls below whoever knows, in all estimators, and between them nobody has
   anything to say about it: so each thread has somebody whom it heeds, for as long as a call lasts, and what takes long asks there before each of
   its steps, which are short beside a tenth of a second. A thread that works for another must be told whom to heed (dark__halt_heeded before, and
   dark__halt_heed within).

   Nothing but the end of the work depends on it: what was halted has no result. */

#include <stdbool.h>

#include <darkfigure/status.h>

/* is_asked NULL: nobody, which is so to begin with. Asked from any thread that heeds it, at any time; once it has said yes it must not say no. */
typedef struct dark__halt {
  bool (*is_asked)(void *context);
  void *context;
} dark__halt;

/* From now on this thread heeds `halt`. Returns whom it heeded, to be heeded again at the end. */
dark__halt dark__halt_heed(dark__halt halt);

/* Whom this thread heeds. */
dark__halt dark__halt_heeded(void);

/* Whether this thread is to end its work; and the same as DARK_EINTERRUPTED. */
bool dark__halt_is_asked(void);
DARK_MUST_CHECK dark_status dark__halt_check(dark_error *err);

#endif
