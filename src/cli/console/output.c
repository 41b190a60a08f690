/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/console/complain.h"
#include "cli/console/interrupt.h"
#include "cli/console/staged.h"
#include "table/form/form.h"
#include "writing/guard.h"

dark_status dark__output_open(dark__output *output, dark_error *err) {
  *output = (dark__output){0};
  output->stream = open_memstream(&output->text, &output->size);
  return output->stream == NULL ? dark__fail_memory(err) : DARK_OK;
}

dark_status dark__output_finish(dark__output *output, dark_error *err) {
  if (output->stream == NULL) return DARK_OK;
  const int has_error = ferror(output->stream);
  const int failed = fclose(output->stream);
  output->stream = NULL;
  return has_error != 0 || failed != 0 ? dark__fail_memory(err) : DARK_OK;
}

void dark__output_close(dark__output *output) {
  if (output->stream != NULL) fclose(output->stream);
  free(output->text);
  *output = (dark__output){0};
}

bool dark__is_written_directly(const char *path) {
  struct stat about;
  if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0) return true;
  return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

static dark_status check_folder(const char *path, dark_error *err) {
  char *folder;
  const char *name;
  dark__split_path(&folder, &name, path);
  if (folder == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  if (access(folder, W_OK | X_OK) != 0) status = dark__fail_system(err, path, "write");
  free(folder);
  return status;
}

/* Whether two names of files that are not there would be one file. */
static bool is_same_new_file(const char *a, const char *b) {
  char *folders[2];
  const char *names[2];
  struct stat abouts[2];
  dark__split_path(&folders[0], &names[0], a);
  dark__split_path(&folders[1], &names[1], b);
  bool is_same = folders[0] != NULL && folders[1] != NULL && strcmp(names[0], names[1]) == 0;
  for (int i = 0; is_same && i < 2; i++) is_same = stat(folders[i], &abouts[i]) == 0;
  is_same = is_same && abouts[0].st_dev == abouts[1].st_dev && abouts[0].st_ino == abouts[1].st_ino;
  free(folders[0]);
  free(folders[1]);
  return is_same;
}

bool dark__is_same_file(const char *a, const char *b) {
  struct stat about_a, about_b;
  if (a == NULL || b == NULL) return a == b;
  const bool is_a = stat(a, &about_a) == 0, is_b = stat(b, &about_b) == 0;
  if (is_a && is_b) return about_a.st_dev == about_b.st_dev && about_a.st_ino == about_b.st_ino;
  return !is_a && !is_b && is_same_new_file(a, b);
}

/* Whether a path, or the workbook that it names a sheet of, is that file. */
static bool leads_to(const char *path, const struct stat *out) {
  struct stat in;
  char file[PATH_MAX];
  size_t n;
  (void)dark__form_sheet(&n, path);
  if (n >= sizeof file) return false; /* no file has such a name */
  memcpy(file, path, n);
  file[n] = '\0';
  return stat(file, &in) == 0 && in.st_dev == out->st_dev && in.st_ino == out->st_ino;
}

static bool is_input(const struct stat *out, const dark__words *inputs) {
  for (size_t i = 0; i < inputs->n; i++)
    if (leads_to(inputs->items[i], out)) return true;
  return false;
}

/* A terminal under any name. */
static bool is_terminal(const char *path) {
  if (strcmp(path, "/dev/stdout") == 0) return isatty(STDOUT_FILENO) == 1;
  if (!dark__is_written_directly(path)) return false;
  const int file = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK);
  const bool is = file >= 0 && isatty(file) == 1;
  if (file >= 0) close(file);
  return is;
}

dark_status dark__output_check(const dark__output_options *options, const dark__words *inputs, dark_error *err) {
  const char *path = options->path;
  struct stat out;
  if (options->is_csv_safe && options->format != DARK_FORMAT_CSV)
    return dark__fail(err, DARK_EUSAGE, "option '--csv-safe' is about CSV, so it needs '--format csv'");
  if (options->has_hashes && options->format != DARK_FORMAT_JSON)
    return dark__fail(err, DARK_EUSAGE, "option '--hashes' is about JSON, so it needs '--format json'");
  if (options->format == DARK_FORMAT_XLSX && (path == NULL || is_terminal(path)))
    return dark__fail(err, DARK_EUSAGE, "option '--format': a workbook goes into a file; add '-o tables.xlsx'");
  if (path == NULL) return DARK_OK;
  if (path[0] == '\0') return dark__fail(err, DARK_EUSAGE, "option '--output': a name is missing");
  if (stat(path, &out) != 0) return errno == ENOENT ? check_folder(path, err) : dark__fail_system(err, path, "write");
  if (S_ISDIR(out.st_mode)) return dark__fail(err, DARK_EIO, "%s: cannot write: is a directory", path);
  if (S_ISREG(out.st_mode) && is_input(&out, inputs))
    return dark__fail(err, DARK_EUSAGE, "%s: the output would overwrite the input", path);
  if (access(path, W_OK) != 0) return dark__fail_system(err, path, "write");
  return dark__is_written_directly(path) ? DARK_OK : check_folder(path, err);
}

static bool write_all(int file, const char *text, size_t size) {
  while (size > 0) {
    const ssize_t n = write(file, text, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text += n;
    size -= (size_t)n;
  }
  return true;
}

/* To a file that is open already; messages call it `path`. */
static dark_status write_open(int file, const dark__output *output, const char *path, dark_error *err) {
  return write_all(file, output->text, output->size) ? DARK_OK : dark__fail_system(err, path, "write");
}

static dark_status write_directly(const dark__output *output, const char *path, dark_error *err) {
  if (strcmp(path, "/dev/stdout") == 0) return write_open(STDOUT_FILENO, output, "standard output", err);
  const int file = open(path, O_WRONLY | O_NOCTTY);
  if (file < 0) return dark__fail_system(err, path, "write");
  dark_status status = write_open(file, output, path, err);
  if (close(file) != 0 && status == DARK_OK) status = dark__fail_system(err, path, "write");
  return status;
}

/* `path` leads to a regular file or to nothing. */
static dark_status write_whole(const dark__output *output, const char *path, dark_error *err) {
  dark__staged staged;
  dark_status status = dark__staged_open(&staged, path, err);
  if (status == DARK_OK) {
    fwrite(output->text, 1, output->size, staged.stream);
    status = dark__staged_finish(&staged, err);
  }
  if (status == DARK_OK) status = dark__staged_commit(&staged, false, err);
  dark__staged_clear(&staged);
  return status;
}

static dark_status guard(dark__output *output, dark_error *err) {
  dark__output guarded;
  dark_status status = dark__output_open(&guarded, err);
  if (status == DARK_OK && !dark__guard_csv(guarded.stream, output->text, output->size)) status = dark__fail_memory(err);
  if (status == DARK_OK) status = dark__output_finish(&guarded, err);
  if (status != DARK_OK) {
    dark__output_close(&guarded);
    return status;
  }
  dark__output plain = *output;
  *output = guarded;
  dark__output_close(&plain);
  return DARK_OK;
}

dark_status dark__output_ready(dark__output *output, const dark__output_options *options, dark_error *err) {
  const dark_status status = dark__output_finish(output, err);
  return status == DARK_OK && options != NULL && options->is_csv_safe ? guard(output, err) : status;
}

dark_status dark__output_deliver(dark__output *output, const dark__output_options *options, dark_error *err) {
  const char *path = options == NULL ? NULL : options->path;
  dark_status status = dark__output_ready(output, options, err);
  if (status != DARK_OK) return status;
  if (path == NULL) return write_open(STDOUT_FILENO, output, "standard output", err);
  if (dark__is_written_directly(path)) return write_directly(output, path, err);
  dark__interrupt_hold();
  status = write_whole(output, path, err);
  dark__interrupt_release();
  return status;
}
