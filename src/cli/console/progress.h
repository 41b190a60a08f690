/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_PROGRESS_H
#define DARK__CLI_CONSOLE_PROGRESS_H

/* The meter on standard error: share done, rate, time left. On a terminal one line that is redrawn and finally erased; otherwise, if
   asked for, a line from time to time. */

#include <stdbool.h>
#include <stddef.h>

typedef enum dark__progress_when { DARK__PROGRESS_AUTO, DARK__PROGRESS_ALWAYS, DARK__PROGRESS_NEVER } dark__progress_when;

typedef struct dark__progress {
  bool is_shown, is_terminal, is_drawn;
  const char *label;
  double started, drawn; /* seconds */
  size_t width;          /* of what stands on the line */
} dark__progress;

/* `label`, borrowed, stands before the numbers. On a terminal DARK__PROGRESS_AUTO shows the meter unless the run is quiet. */
void dark__progress_start(dark__progress *progress, dark__progress_when when, bool is_quiet, const char *label);

/* For dark_bootstrap_options.progress; `context` is the meter. Nonzero once the user asked to stop. */
int dark__progress_report(void *context, double share, size_t n_tables);

/* Erase the meter. */
void dark__progress_end(dark__progress *progress);

#endif
