/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__FITTING_WATCHER_H
#define DARK__FITTING_WATCHER_H

#include <darkfigure/status.h>

/* Who is told of the parts of a work that take long, one after the other. All functions may be NULL. */
typedef struct dark__watcher {
  void (*begin)(void *context, const char *stage); /* borrowed until its end */
  /* As in dark_bootstrap_options. */
  int (*progress)(void *context, double share, size_t n_tables);
  /* What comes of the stage, which ended with `status`. */
  dark_status (*end)(void *context, dark_status status, dark_error *err);
  void *context;
} dark__watcher;

#endif
