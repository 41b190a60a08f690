/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options/request.h"
#include "cli/options/value.h"

#include <string.h>

enum { FORMAT = 0x100 };

static const struct argp_option options[] = {
    {"format", FORMAT, "FORMAT", 0, "table, csv or json (default table)", 0},
    {"output", 'o', "FILE", 0, "Write there, whole or not at all (default: standard output)", 0},
    {"quiet", 'q', NULL, 0, "No notes and no progress on standard error", 0},
    {0}};

/* For commands whose output has one form, or that have none. */
static const struct argp_option file_options[] = {
    {"output", 'o', "FILE", 0, "Write there, whole or not at all (default: standard output)", 0},
    {"quiet", 'q', NULL, 0, "No notes on standard error", 0},
    {0}};
static const struct argp_option quiet_options[] = {{"quiet", 'q', NULL, 0, "No notes and no progress on standard error", 0}, {0}};

/* In the order of dark_format. */
static const char *const format_words[] = {"table", "csv", "json"};

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  size_t index = 0;
  dark_status status;
  switch (key) {
    case FORMAT:
      status = dark__value_choice(&index, "--format", argument, format_words, sizeof format_words / sizeof format_words[0],
                                  &request->err);
      request->output.format = (dark_format)index;
      return dark__request_proceed(status);
    case 'o': request->output.path = strcmp(argument, "-") == 0 ? NULL : argument; return 0;
    case 'q': request->output.is_quiet = true; return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__output_group = {.options = options, .parser = take};
const struct argp dark__output_file_group = {.options = file_options, .parser = take};
const struct argp dark__quiet_group = {.options = quiet_options, .parser = take};
