/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the options to the table. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/console/complain.h"
#include "cli/console/cores.h"
#include "cli/options/request.h"

static dark_read_options reading_options(const dark__input_options *input) {
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  options.lists = dark__words_items(&input->lists), options.n_lists = input->lists.n;
  options.count = input->count;
  options.yes = dark__words_items(&input->yes), options.n_yes = input->yes.n;
  options.no = dark__words_items(&input->no), options.n_no = input->no.n;
  options.by = dark__words_items(&input->by), options.n_by = input->by.n;
  options.where = dark__words_items(&input->where), options.n_where = input->where.n;
  options.ignore = dark__words_items(&input->ignore), options.n_ignore = input->ignore.n;
  options.drop_lists = dark__words_items(&input->drop_lists), options.n_drop_lists = input->drop_lists.n;
  options.absorbing = dark__words_items(&input->absorbing), options.n_absorbing = input->absorbing.n;
  options.merge_lists = dark__words_items(&input->merge_lists), options.n_merge_lists = input->merge_lists.n;
  options.expect = dark__words_items(&input->expect), options.n_expect = input->expect.n;
  options.delimiter = input->delimiter;
  options.thousands = input->thousands;
  options.suppressed = input->suppressed;
  options.suppressed_total = input->has_suppressed_total ? &input->suppressed_total : NULL;
  options.date = input->date;
  options.period = input->period;
  options.date_form = input->date_form;
  options.encoding = input->encoding;
  options.drop_unlisted = input->drop_unlisted;
  options.force_count = input->force_count;
  options.conflict = input->conflict;
  options.count_of_captures = input->captures;
  options.occasions = input->occasions;
  options.history = input->history;
  options.long_key = input->long_form.n > 0 ? input->long_form.items[0] : NULL;
  options.long_list = input->long_form.n > 1 ? input->long_form.items[1] : NULL;
  options.covariates = dark__words_items(&input->covariates), options.n_covariates = input->covariates.n;
  return options;
}

static dark_status link_files(dark_table **out, const dark__input_options *input, const dark_read_options *options,
                              dark_error *err) {
  const size_t n = input->paths.n;
  dark_list_file *files = calloc(n, sizeof *files);
  if (files == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) {
    const char *key = input->keys.items[i];
    files[i] = (dark_list_file){input->names.items[i], input->paths.items[i], key[0] == '\0' ? NULL : key};
  }
  const dark_status status = dark_table_link_csv(out, input->link, files, n, options, err);
  free(files);
  return status;
}

/* Whoever reads the report reads them there. */
static bool is_for_report(const dark__request *request) {
  return request->reports_notes && request->output.format == DARK_FORMAT_TABLE && request->output.path == NULL;
}

static void say_notes(dark__request *request, const dark_table *table) {
  const bool waits = is_for_report(request);
  for (size_t i = 0; i < dark_table_n_notes(table); i++) {
    const char *note = dark_table_note(table, i);
    if (waits) dark__words_add(&request->notes, note, strlen(note));
    else dark__note("%s", note);
  }
}

/* Only one model over all categories does anything else with people of whom one is not known than to give them one of their own. */
static dark_missing fate_of_missing(const dark__request *request) {
  const dark_missing missing = request->estimation.missing;
  if (strcmp(dark__request_method(request, ""), "joint") != 0) return DARK_MISSING_CATEGORY;
  return missing == DARK_MISSING_USUAL ? DARK_MISSING_MODEL : missing;
}

dark_status dark__request_read_table(dark_table **out, dark__request *request, dark_error *err) {
  const dark__input_options *input = &request->input;
  dark_read_options options = reading_options(input);
  options.missing = fate_of_missing(request);
  const dark__cores before = dark__cores_forbid();
  const dark_status status = input->link == NULL ? dark_table_read_csv(out, input->paths.items[0], &options, err)
                                                 : link_files(out, input, &options, err);
  dark__cores_restore(&before);
  if (status == DARK_OK && !request->output.is_quiet) say_notes(request, *out);
  return status;
}
