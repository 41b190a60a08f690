/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/show.h"
#include "cli/console/complain.h"
#include "cli/study/study.h"
#include "writing/numbers.h"

static const struct argp_child groups[] = {{&dark__quiet_group, 0, "Output:", 1}, {&dark__help_group, 0, "Help:", 2}, {0}};

static const char help[] =
    "Put the results stores of several shards together in OUT, which then is the store of the whole study: 'study export', "
    "'status' and "
    "'run' take it. All must be of the same study with the same data, program and instruction set. What OUT holds already is "
    "kept.\v"
    "Example: darkfigure study merge study.db study.*-of-8.db\n\n"
    "Exit status: 0 all tasks are there, 1 some are missing, 2 wrong usage, also stores that do not belong together, 3 a damaged "
    "store "
    "or another kind of file, 4 input, output or system failure.";

static const struct argp syntax = {.parser = dark__request_take, .args_doc = "OUT STORE...", .doc = help, .children = groups};

static dark_status serve(dark__request *request, dark_error *err) {
  const dark__words *operands = &request->input.paths;
  size_t n_missing = 0;
  if (operands->n < 2) return dark__fail(err, DARK_EUSAGE, "study merge needs OUT and the STOREs to be put together");
  const char *const *paths = dark__words_items(operands);
  const dark_status status = dark__store_merge(&n_missing, paths[0], paths + 1, operands->n - 1, err);
  if (status != DARK_OK) return status;
  if (n_missing > 0) request->exit_code = DARK__EXIT_NO_ESTIMATE;
  if (n_missing > 0 && !request->output.is_quiet)
    dark__note("%s tasks are still missing in %s; more shards can be merged into it, and 'darkfigure study run' does the rest",
               dark__count_size(n_missing).text, dark__show_path(paths[0]).text);
  return DARK_OK;
}

int dark__study_merge(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "study merge");
  request.operand = "OUT and the STOREs";
  request.most_operands = SIZE_MAX;
  return dark__request_serve(&request, &syntax, argc, argv, serve);
}
