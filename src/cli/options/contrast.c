/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of values of categories that are set against each other. */
#include <string.h>

#include "base/error.h"
#include "cli/options/request.h"
#include "cli/options/value.h"

enum { CONTRAST = 0x100, CONTRAST_OUTPUT };

static const struct argp_option options[] = {
    {"contrast", CONTRAST, "COLUMN=A,B", 0,
     "Also how many more or fewer people B has than A, and how many times as many, of two values of a category of --by; further "
     "values "
     "are set against A too; COLUMN alone: each value against the one before it; repeatable",
     0},
    {"contrast-output", CONTRAST_OUTPUT, "FILE", 0,
     "With --contrast: write these into FILE as CSV, all or nothing ('-': standard output)", 0},
    {0}};

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  switch (key) {
    case CONTRAST: dark__words_add(&request->contrasts, argument, strlen(argument)); return 0;
    case CONTRAST_OUTPUT:
      return dark__request_proceed(dark__value_text(&request->contrast_output, "--contrast-output", argument, &request->err));
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__contrast_group = {.options = options, .parser = take};

const char *dark__contrast_path(const dark__request *request) {
  return strcmp(request->contrast_output, "-") == 0 ? NULL : request->contrast_output;
}

static dark_status check_output(const dark__request *request, dark_error *err) {
  const dark__output_options output = {.path = dark__contrast_path(request)};
  dark_status status = dark__output_check(&output, &request->input.paths, err);
  if (status == DARK_OK && dark__is_same_file(request->output.path, output.path))
    status = dark__fail(err, DARK_EUSAGE, "the estimates and the contrasts cannot both go to %s",
                        output.path == NULL ? "standard output" : output.path);
  return status;
}

dark_status dark__contrast_check(const dark__request *request, dark_error *err) {
  if (request->contrasts.failed) return dark__fail_memory(err);
  if (request->contrasts.n == 0 && request->contrast_output != NULL)
    return dark__fail(err, DARK_EUSAGE, "option '--contrast-output' is about '--contrast'; add that");
  if (request->contrasts.n > 0 && request->is_sdg)
    return dark__fail(err, DARK_EUSAGE,
                      "options '--sdg' and '--contrast' exclude each other: that table is of the indicator alone");
  if (request->contrast_output != NULL) return check_output(request, err);
  if (request->contrasts.n == 0 || request->output.format != DARK_FORMAT_CSV) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "option '--contrast': CSV is one table, so that contrasts need another; add '--contrast-output FILE'");
}
