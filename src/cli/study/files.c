/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/console/complain.h"
#include "cli/console/cores.h"
#include "cli/console/output.h"
#include "cli/study/study.h"

dark_status dark__study_check_output(const dark__request *request, const dark_study *study, dark_error *err) {
  dark__words inputs = {0};
  for (size_t d = 0; d < dark_study_n_data(study); d++) {
    const dark_study_data *data = dark_study_data_at(study, d);
    if (data->path != NULL) dark__words_add(&inputs, data->path, strlen(data->path));
    for (size_t i = 0; i < data->n_files; i++) dark__words_add(&inputs, data->files[i].path, strlen(data->files[i].path));
  }
  const dark_status status = inputs.failed ? dark__fail_memory(err) : dark__output_check(&request->output, &inputs, err);
  dark__words_free(&inputs);
  return status;
}

/* Without the ending of a study file. */
static size_t stem_length(const char *path) {
  static const char *const endings[] = {".yaml", ".yml", ".json"};
  const size_t length = strlen(path);
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    const size_t n = strlen(endings[i]);
    if (dark__has_ending(path, endings[i]) && path[length - n - 1] != '/') return length - n;
  }
  return length;
}

char *dark__study_store_path(const char *study, size_t shard, size_t n_shards) {
  const size_t length = stem_length(study), size = length + 64;
  char *path = malloc(size);
  if (path == NULL) return NULL;
  if (n_shards == 1) snprintf(path, size, "%.*s.db", (int)length, study);
  else snprintf(path, size, "%.*s.%zu-of-%zu.db", (int)length, study, shard, n_shards);
  return path;
}

static dark_status find_store(dark__study_files *files, const dark__request *request, const char *path, dark_error *err) {
  const char *given = request->study.store;
  if (given != NULL && given[0] == '\0') return dark__fail(err, DARK_EUSAGE, "option '--store': a name is missing");
  if (given == NULL && strcmp(path, "-") == 0)
    return dark__fail(err, DARK_EUSAGE, "a study from standard input needs a name for its store: --store FILE");
  files->store = given != NULL ? dark__copy_text(given, strlen(given))
                               : dark__study_store_path(path, request->study.shard, request->study.n_shards);
  return files->store == NULL ? dark__fail_memory(err) : DARK_OK;
}

dark_status dark__study_make_tasks(dark_tasks **out, const dark_study *study, dark_error *err) {
  const dark__cores before = dark__cores_forbid();
  const dark_status status = dark_tasks_new(out, study, err);
  dark__cores_restore(&before);
  return status;
}

dark_status dark__study_files_open(dark__study_files *files, const dark__request *request, dark_error *err) {
  return dark__study_files_open_at(files, request, request->input.paths.items[0], err);
}

dark_status dark__study_files_open_at(dark__study_files *files, const dark__request *request, const char *path, dark_error *err) {
  *files = (dark__study_files){0};
  dark_status status = find_store(files, request, path, err);
  if (status == DARK_OK) status = dark_study_read(&files->study, path, err);
  if (status == DARK_OK) status = dark__study_check_output(request, files->study, err);
  if (status == DARK_OK) status = dark__study_make_tasks(&files->tasks, files->study, err);
  for (size_t i = 0; status == DARK_OK && !request->output.is_quiet && i < dark_tasks_n_notes(files->tasks); i++)
    dark__note("%s", dark_tasks_note(files->tasks, i));
  return status;
}

void dark__study_files_clear(dark__study_files *files) {
  dark_tasks_free(files->tasks);
  dark_study_free(files->study);
  free(files->store);
  *files = (dark__study_files){0};
}
