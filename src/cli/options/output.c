/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options/request.h"
#include "cli/options/value.h"

#include <string.h>

enum { FORMAT = 0x100, HASHES, CSV_SAFE };

static const struct argp_option options[] = {
    {"format", FORMAT, "FORMAT", 0,
     "table, csv or json (default table); fit, describe and study compare also write md, tables for papers, and xlsx", 0},
    {"csv-safe", CSV_SAFE, NULL, 0,
     "For CSV that is opened in a spreadsheet: an apostrophe before texts that it would take for a formula, escapes for "
     "characters that "
     "cannot be seen",
     0},
    {"hashes", HASHES, NULL, 0,
     "In JSON, the SHA-256 also of files whose rows are people (a key can be found from it by trying all keys)", 0},
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
static const char *const format_words[] = {"table", "csv", "json", "md", "xlsx"};

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
    case HASHES: request->output.has_hashes = true; return 0;
    case CSV_SAFE: request->output.is_csv_safe = true; return 0;
    case 'o': request->output.path = strcmp(argument, "-") == 0 ? NULL : argument; return 0;
    case 'q': request->output.is_quiet = true; return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__output_group = {.options = options, .parser = take};
const struct argp dark__output_file_group = {.options = file_options, .parser = take};
const struct argp dark__quiet_group = {.options = quiet_options, .parser = take};
