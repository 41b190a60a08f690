/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options/request.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/threads.h"
#include "cli/console/clock.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/console/version.h"
#include "cli/options/check.h"

enum { DEFAULT_TOP = 10 };

void dark__request_init(dark__request *request, const char *command) {
  *request = (dark__request){.command = command,
                             .needs_file = true,
                             .most_operands = 1,
                             .resampling = {.uncertainty = DARK__UNCERTAINTY_INIT},
                             .study = {.shard = 1, .n_shards = 1},
                             .top = DEFAULT_TOP,
                             .n_thinnings = SIZE_MAX,
                             .err = DARK_ERROR_INIT,
                             .started = dark__seconds()};
}

static void free_words(dark__request *request) {
  dark__input_options *input = &request->input;
  dark__words *all[] = {&input->files,
                        &input->paths,
                        &input->names,
                        &input->keys,
                        &input->lists,
                        &input->by,
                        &input->where,
                        &input->ignore,
                        &input->drop_lists,
                        &input->absorbing,
                        &input->merge_lists,
                        &input->expect,
                        &input->covariates,
                        &input->yes,
                        &input->no,
                        &request->notes,
                        &request->sdg_columns,
                        &request->page.released,
                        &request->contrasts,
                        &input->long_form,
                        &request->estimation.set,
                        &request->estimation.absent,
                        &request->estimation.odds_ratios,
                        &request->estimation.forced};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) dark__words_free(all[i]);
}

error_t dark__request_take(int key, char *argument, struct argp_state *state) {
  const struct argp_child *children = state->root_argp->children;
  dark__request *request = state->input;
  switch (key) {
    case ARGP_KEY_INIT:
      for (size_t i = 0; children[i].argp != NULL; i++) state->child_inputs[i] = request;
      return 0;
    case ARGP_KEY_ARG: dark__words_add(&request->input.files, argument, strlen(argument)); return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

/* What only some commands write. */
static dark_status check_format(const dark__request *request, dark_error *err) {
  const dark_format format = request->output.format;
  const char *word = format == DARK_FORMAT_XLSX ? "xlsx" : "md";
  if (format <= DARK_FORMAT_JSON) return DARK_OK;
  if (request->has_papers) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "option '--format': 'darkfigure %s' writes table, csv or json; '%s' is for fit, describe and study compare",
                    request->command, word);
}

static dark_status check_consistency(dark__request *request, dark_error *err) {
  dark_status status = dark__input_find_files(request, err);
  if (status == DARK_OK) status = dark__input_check(request, err);
  if (status == DARK_OK) status = dark__estimation_check(request, err);
  if (status == DARK_OK) status = dark__resampling_check(request, err);
  if (status == DARK_OK) status = check_format(request, err);
  if (status == DARK_OK) status = dark__sdg_check(request, err);
  if (status == DARK_OK) status = dark__output_check(&request->output, &request->input.paths, err);
  if (status == DARK_OK) status = dark__contrast_check(request, err);
  return status;
}

static dark_status understand(dark__request *request, const struct argp *syntax, int argc, char **argv, dark_error *err) {
  dark_status status = dark__options_check(syntax, request->command, argc, argv, err);
  if (status != DARK_OK) return status;
  const error_t failed = argp_parse(syntax, argc, argv, ARGP_NO_HELP | ARGP_NO_EXIT, NULL, request);
  if (request->err.status != DARK_OK) {
    *err = request->err;
    return err->status;
  }
  if (failed != 0) return dark__fail(err, DARK_EUSAGE, "the command line makes no sense: %s", strerror(failed));
  return request->help == DARK__HELP_NONE ? check_consistency(request, err) : DARK_OK;
}

/* What the command does, then how it is called, then its options; all of them in one line each are in --usage. */
static void write_help(FILE *stream, const struct argp *syntax, char *name) {
  argp_help(syntax, stream, ARGP_HELP_PRE_DOC, name);
  putc('\n', stream);
  argp_help(syntax, stream, ARGP_HELP_SHORT_USAGE | ARGP_HELP_LONG | ARGP_HELP_POST_DOC, name);
}

static dark_status show_help(const dark__request *request, const struct argp *syntax, char *name, dark_error *err) {
  dark__output output;
  dark_status status = dark__output_open(&output, err);
  if (status != DARK_OK) return status;
  if (request->help == DARK__HELP_VERSION) dark__version_write(output.stream);
  else if (setenv("ARGP_HELP_FMT", "no-dup-args-note", 1) != 0) status = dark__fail_memory(err);
  else if (request->help == DARK__HELP_USAGE) argp_help(syntax, output.stream, ARGP_HELP_USAGE, name);
  else write_help(output.stream, syntax, name);
  if (status == DARK_OK) status = dark__output_deliver(&output, NULL, err);
  dark__output_close(&output);
  return status;
}

int dark__request_serve(dark__request *request, const struct argp *syntax, int argc, char **argv, dark__service *service) {
  dark_error err = DARK_ERROR_INIT;
  dark_status status = understand(request, syntax, argc, argv, &err);
  if (status == DARK_OK)
    status = request->help == DARK__HELP_NONE ? service(request, &err) : show_help(request, syntax, argv[0], &err);
  for (size_t i = 0; status != DARK_OK && i < request->notes.n; i++) dark__note("%s", request->notes.items[i]);
  if (status != DARK_OK) dark__complain("%s", err.message[0] == '\0' ? dark_status_text(status) : err.message);
  free_words(request);
  return status == DARK_OK ? request->exit_code : dark__exit_code(status);
}

dark_status dark__run_describe(dark_run *run, const dark__words *shown, const dark__request *request, const dark_table *table,
                               dark_error *err) {
  const bool is_linked = dark_table_link(table) != NULL;
  if (shown->failed) return dark__fail_memory(err);
  *run = (dark_run){.command = request->command,
                    .options = dark__words_items(shown),
                    .n_options = shown->n / 2,
                    .path = is_linked ? NULL : dark_table_path(table),
                    .sha256 = is_linked ? NULL : dark_table_sha256(table),
                    .has_hashes = request->output.has_hashes,
                    .n_threads = dark__n_threads(request->resampling.uncertainty.n_threads),
                    .seconds = dark__seconds() - request->started};
  return DARK_OK;
}
