/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/show.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/study/study.h"

static const struct argp_child groups[] = {{&dark__slurm_group, 0, "Job array:", 1},
                                           {&dark__output_file_group, 0, "Output:", 2},
                                           {&dark__help_group, 0, "Help:", 3},
                                           {0}};

static const char help[] =
    "Write a script for sbatch that runs a study as a job array under Slurm, one shard of it in each task, each into a store of "
    "its "
    "own. After failures, the list of the shards that are not complete, to submit them again.\v"
    "Examples:\n"
    "  darkfigure study slurm --tasks 8 -o study.sbatch study.yaml\n"
    "  sbatch study.sbatch\n"
    "  sbatch --array=\"$(darkfigure study slurm --tasks 8 --missing study.yaml)\"\n"
    "    study.sbatch\n"
    "  darkfigure study merge study.db study.*-of-8.db\n\n"
    "Exit status: 0 done, 2 wrong usage, also in the study file, 3 bad data, 4 input, output or system failure.";

static const struct argp syntax = {.parser = dark__request_take, .args_doc = "STUDY", .doc = help, .children = groups};

/* ---- The script */

/* A word of the shell, whatever is in it. */
static void put_quoted(FILE *stream, const char *text) {
  fputc('\'', stream);
  for (; *text != '\0'; text++) {
    if (*text == '\'') fputs("'\\''", stream);
    else fputc(*text, stream);
  }
  fputc('\'', stream);
}

/* Letters, digits and a few marks of the study's name. */
static void put_job_name(FILE *stream, const char *name) {
  for (; *name != '\0'; name++) fputc(isalnum((unsigned char)*name) || strchr("._-", *name) != NULL ? *name : '_', stream);
}

static void write_script(FILE *stream, const dark_study *study, const char *path, size_t n) {
  fputs("#!/bin/bash\n#SBATCH --job-name=", stream);
  put_job_name(stream, dark_study_name(study));
  fprintf(stream,
          "\n#SBATCH --array=1-%zu\n#SBATCH --cpus-per-task=1\n#\n"
          "# One task for each shard of the study, from the folder in which this is submitted. Add what your cluster asks for "
          "(--time,\n"
          "# --partition); more threads with --cpus-per-task. A task that is submitted again goes on where it was:\n"
          "#\n#   sbatch --array=\"$(darkfigure study slurm --tasks %zu --missing STUDY)\" SCRIPT\n#\n"
          "# When all are complete: darkfigure study merge OUT.db *-of-%zu.db\n\nset -eu\n\n"
          "# Never SLURM_ARRAY_TASK_COUNT: that is how many tasks were submitted this time.\nshards=%zu\n"
          "study=",
          n, n, n, n);
  put_quoted(stream, path);
  fputs("\n\nexec darkfigure study run --quiet --progress never --threads \"${SLURM_CPUS_PER_TASK:-1}\" \\\n"
        "  --shard \"${SLURM_ARRAY_TASK_ID:?is set by Slurm}/$shards\" -- \"$study\"\n",
        stream);
}

/* ---- What is missing */

static dark_status see_task(void *context, const dark__progress_of_task *task, dark_error *err) {
  bool *is_complete = context;
  (void)err;
  if (task->state == 'm') *is_complete = false;
  return DARK_OK;
}

/* A store that is not there yet, or empty, has nothing. */
static dark_status check_shard(bool *is_complete, const char *path, const dark_tasks *tasks, dark_error *err) {
  struct stat about;
  dark__store store;
  *is_complete = false;
  if (stat(path, &about) != 0 && errno == ENOENT) return DARK_OK;
  if (about.st_size == 0) return DARK_OK;
  *is_complete = true;
  dark_status status = dark__store_read(&store, path, tasks, err);
  if (status == DARK_OK) status = dark__store_each_task(&store, see_task, is_complete, err);
  dark__store_close(&store);
  return status;
}

/* complete [n], for shards without a task too. */
static dark_status check_shards(bool *complete, const dark_tasks *tasks, const char *study, size_t n, dark_error *err) {
  size_t *shards = calloc(dark_tasks_n(tasks), sizeof *shards);
  dark_status status = shards == NULL ? dark__fail_memory(err) : dark_tasks_deal(shards, tasks, n, err);
  for (size_t s = 0; s < n; s++) complete[s] = true;
  for (size_t i = 0; status == DARK_OK && i < dark_tasks_n(tasks); i++) complete[shards[i]] = false;
  free(shards);
  for (size_t s = 0; status == DARK_OK && s < n; s++) {
    if (complete[s]) continue;
    char *path = dark__study_store_path(study, s + 1, n);
    status = path == NULL ? dark__fail_memory(err) : check_shard(&complete[s], path, tasks, err);
    free(path);
  }
  return status;
}

/* "3,7-9" */
static void write_list(FILE *stream, const bool *complete, size_t n) {
  const char *comma = "";
  for (size_t s = 0; s < n; s++) {
    if (complete[s]) continue;
    size_t last = s;
    while (last + 1 < n && !complete[last + 1]) last++;
    fprintf(stream, "%s%zu", comma, s + 1);
    if (last > s) fprintf(stream, "-%zu", last + 1);
    comma = ",";
    s = last;
  }
  fputc('\n', stream);
}

static dark_status write_missing(FILE *stream, const dark__study_files *files, const dark__request *request, dark_error *err) {
  const size_t n = request->study.n_shards_wanted;
  bool *complete = calloc(n, sizeof *complete);
  dark_status status =
      complete == NULL ? dark__fail_memory(err) : check_shards(complete, files->tasks, request->input.paths.items[0], n, err);
  if (status == DARK_OK) {
    if (memchr(complete, false, n) != NULL) write_list(stream, complete, n);
    else if (!request->output.is_quiet) dark__note("all shards are complete; 'darkfigure study merge' puts them together");
  }
  free(complete);
  return status;
}

static dark_status write(const dark__study_files *files, const dark__request *request, dark_error *err) {
  dark__output output;
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK && request->study.is_missing) status = write_missing(output.stream, files, request, err);
  else if (status == DARK_OK)
    write_script(output.stream, files->study, request->input.paths.items[0], request->study.n_shards_wanted);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  return status;
}

static dark_status serve(dark__request *request, dark_error *err) {
  dark__study_files files = {0};
  const size_t n = request->study.n_shards_wanted;
  if (n == 0) return dark__fail(err, DARK_EUSAGE, "study slurm needs the number of tasks of the job array: --tasks N");
  if (strcmp(request->input.paths.items[0], "-") == 0)
    return dark__fail(err, DARK_EUSAGE, "study slurm needs a STUDY that the tasks can read, not standard input");
  dark_status status = dark__study_files_open(&files, request, err);
  if (status == DARK_OK && n > dark_tasks_n(files.tasks) && !request->output.is_quiet)
    dark__note("the study has only %zu tasks; some of the %zu shards will have nothing to do", dark_tasks_n(files.tasks), n);
  if (status == DARK_OK) status = write(&files, request, err);
  dark__study_files_clear(&files);
  return status;
}

int dark__study_slurm(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "study slurm");
  request.operand = "STUDY";
  return dark__request_serve(&request, &syntax, argc, argv, serve);
}
