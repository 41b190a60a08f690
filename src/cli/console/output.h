/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_OUTPUT_H
#define DARK__CLI_CONSOLE_OUTPUT_H

/* Output comes whole or not at all: it is collected in memory and delivered when nothing can fail any more. */

#include <stdbool.h>
#include <stdio.h>

#include <darkfigure/report.h>

#include "base/words.h"

/* What the command line says of it. */
typedef struct dark__output_options {
  dark_format format;
  const char *path; /* NULL: standard output */
  bool has_hashes;  /* of files of people, in JSON */
  bool is_csv_safe; /* guard fields of CSV against spreadsheets */
  bool is_quiet;
  bool is_private; /* a new file is for its owner alone */
} dark__output_options;

typedef struct dark__output {
  FILE *stream; /* write here */
  char *text;   /* [size] what was written, once the stream is closed */
  size_t size;
} dark__output;

/* Before the work starts: DARK_EUSAGE when the output would overwrite one of the `inputs`, DARK_EIO when it cannot be written. */
DARK_MUST_CHECK dark_status dark__output_check(const dark__output_options *options, const dark__words *inputs, dark_error *err);

/* Things that are written to, not replaced: what exists and is no regular file, and names of open files, whatever they lead to. */
bool dark__is_written_directly(const char *path);

/* Whether two outputs would be one; NULL: standard output. */
bool dark__is_same_file(const char *a, const char *b);

DARK_MUST_CHECK dark_status dark__output_open(dark__output *output, dark_error *err);

/* Close the stream; output->text is complete. DARK_ENOMEM. Done by dark__output_deliver where needed. */
DARK_MUST_CHECK dark_status dark__output_finish(dark__output *output, dark_error *err);
/* The same, guarded if the options (may be NULL) ask for it: as it is delivered. Once. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__output_ready(dark__output *output, const dark__output_options *options, dark_error *err);

/* Write what was collected where the options say (NULL: standard output, as it is), guarded if they ask for it. A regular file is replaced as a whole: it keeps its old contents until
   the new are on the disk, and forever if something fails. Devices and pipes are written to. Once. DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__output_deliver(dark__output *output, const dark__output_options *options, dark_error *err);

/* Also for an output that was not delivered or could not be opened. */
void dark__output_close(dark__output *output);

#endif
