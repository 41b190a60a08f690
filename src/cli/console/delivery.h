/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_DELIVERY_H
#define DARK__CLI_CONSOLE_DELIVERY_H

/* Several outputs of one command, which are written all or none, and need not fit into memory. */

#include <stdio.h>

#include <darkfigure/status.h>

#include "cli/console/output.h"

/* One output and what writes it; returns when the stream fails, which is found out by the caller. */
typedef struct dark__delivery {
  const char *path; /* NULL: standard output */
  dark_status (*write)(FILE *stream, void *context, dark_error *err);
  void *context;
  bool is_private; /* a new file is for its owner alone */
} dark__delivery;

enum { DARK__MOST_DELIVERIES = 4 };

/* Write items [n]: first those that are regular files, beside what they replace; then standard output, devices and pipes, in order; then
   the regular files take their places. Whatever fails, no regular file has changed. Requests to stop are heard between items, and by
   the writers. DARK_EIO, DARK_ENOMEM, DARK_EINTERRUPTED, and errors of the writers. */
DARK_MUST_CHECK dark_status dark__deliver_together(const dark__delivery *items, size_t n, dark_error *err);

/* The same of two outputs that were collected, each where its options say and guarded if they ask for it. Errors as above. */
DARK_MUST_CHECK dark_status dark__deliver_outputs(dark__output *first, const dark__output_options *first_options,
                                                  dark__output *second, const dark__output_options *second_options,
                                                  dark_error *err);

#endif
