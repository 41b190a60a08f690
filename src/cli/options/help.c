/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options/request.h"

/* Instead of argp's own, which have no -h and do not see when standard output is full. */

enum { USAGE = 0x100 };

static const struct argp_option options[] = {{"help", 'h', NULL, 0, "This text", -1},
                                             {"usage", USAGE, NULL, 0, "A short reminder of the options", -1},
                                             {"version", 'V', NULL, 0, "Versions of the program and of what it runs on", -1},
                                             {0}};

static error_t take(int key, char *argument, struct argp_state *state) {
  (void)argument;
  dark__request *request = state->input;
  switch (key) {
    case 'h': request->help = DARK__HELP_TEXT; return 0;
    case USAGE: request->help = DARK__HELP_USAGE; return 0;
    case 'V': request->help = DARK__HELP_VERSION; return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__help_group = {.options = options, .parser = take};
