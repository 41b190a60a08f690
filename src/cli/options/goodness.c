/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cli/options/request.h"
#include "cli/options/value.h"

enum { FIT_DRAWS = 0x100 };

static const struct argp_option options[] = {{"fit-draws", FIT_DRAWS, "N", 0,
                                              "Tables drawn from the fitted model to test whether the observed one contradicts "
                                              "it, the choice of the model repeated in each "
                                              "(default: a tenth of the replicates, at most 499; 0: no test)",
                                              0},
                                             {0}};

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  uint64_t whole = 0;
  if (key != FIT_DRAWS) return ARGP_ERR_UNKNOWN;
  const dark_status status = dark__value_whole(&whole, "--fit-draws", argument, 0, DARK_MAX_REPLICATES, &request->err);
  request->goodness.n_draws = (size_t)whole;
  request->goodness.has_draws = true;
  return dark__request_proceed(status);
}

const struct argp dark__goodness_group = {.options = options, .parser = take};

void dark__goodness_show(dark__words *shown, size_t n_draws) {
  char number[32];
  snprintf(number, sizeof number, "%zu", n_draws);
  dark__show_pair(shown, "fit-draws", number);
}
