/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_CALL_CALL_H
#define DARK__BRIDGE_CALL_CALL_H

/* How a call from another language is made: GSL's handler left as found, somebody who watches. */

#include <darkfigure/answer.h>

#include "fitting/watcher.h"

/* Between these GSL returns errors instead of aborting. Calls come in pairs, from any number of threads; the handler that the first
   found is back after the last. */
void dark__gsl_enter(void);
void dark__gsl_leave(void);

/* A work, with whom to tell how far it is and a number of threads to use where none was asked for (never 0). */
typedef dark_status dark__work(void *what, const dark__watcher *watcher, int n_threads, dark_error *err);

/* Do it, and let `watch` (NULL: nobody) hear of it and stop it, within dark__gsl_enter. While somebody watches, the work is done by a
   thread of its own. */
DARK_MUST_CHECK dark_status dark__attend(dark__work *work, void *what, const dark_watch *watch, dark_error *err);

#endif
