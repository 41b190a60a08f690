/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For realpath. NOLINTNEXTLINE(bugprone-reserved-identifier) */
#define _XOPEN_SOURCE 700

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/complain.h"
#include "cli/interrupt.h"

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

/* The folder of a path and its last part. */
static void split_path(char **folder, const char **name, const char *path) {
  const char *slash = strrchr(path, '/');
  *name = slash == NULL ? path : slash + 1;
  *folder = slash == NULL ? strdup(".") : slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* Things that are written to, not replaced: what exists and is no regular file, and names of open files, whatever they lead to. */
static bool is_written_directly(const char *path) {
  struct stat about;
  if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0) return true;
  return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

static dark_status check_folder(const char *path, dark_error *err) {
  char *folder;
  const char *name;
  split_path(&folder, &name, path);
  if (folder == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  if (access(folder, W_OK | X_OK) != 0) status = dark__fail_system(err, path, "write");
  free(folder);
  return status;
}

dark_status dark__output_check(const dark__output_options *options, const char *input, dark_error *err) {
  const char *path = options->path;
  struct stat out, in;
  if (path == NULL) return DARK_OK;
  if (path[0] == '\0') return dark__fail(err, DARK_EUSAGE, "option '--output': a name is missing");
  if (stat(path, &out) != 0) return errno == ENOENT ? check_folder(path, err) : dark__fail_system(err, path, "write");
  if (S_ISDIR(out.st_mode)) return dark__fail(err, DARK_EIO, "%s: cannot write: is a directory", path);
  if (S_ISREG(out.st_mode) && input != NULL && stat(input, &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
    return dark__fail(err, DARK_EUSAGE, "%s: the output would overwrite the input", path);
  if (access(path, W_OK) != 0) return dark__fail_system(err, path, "write");
  return is_written_directly(path) ? DARK_OK : check_folder(path, err);
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

/* The permissions the finished file gets: those of the file it replaces, else what the user's mask leaves. */
static mode_t find_mode(const char *path) {
  struct stat about;
  if (stat(path, &about) == 0) return about.st_mode & 07777;
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

/* Fill the temporary file, see it onto the disk and put it in the place of `path`. */
static dark_status replace(const char *path, const char *temporary, int file, const dark__output *output, dark_error *err) {
  const bool is_written = write_all(file, output->text, output->size) && fchmod(file, find_mode(path)) == 0 && fsync(file) == 0;
  const int problem = errno;
  const bool is_closed = close(file) == 0;
  if (!is_written) errno = problem;
  if (is_written && is_closed && rename(temporary, path) == 0) return DARK_OK;
  const dark_status status = dark__fail_system(err, path, "write");
  unlink(temporary);
  return status;
}

/* `path` leads to a regular file or to nothing. */
static dark_status write_whole(const dark__output *output, const char *path, dark_error *err) {
  char *folder, *temporary = NULL;
  const char *name;
  split_path(&folder, &name, path);
  const size_t room = folder == NULL ? 0 : strlen(folder) + strlen("/.darkfigure.XXXXXX") + 1;
  if (folder != NULL) temporary = malloc(room);
  dark_status status = DARK_OK;
  if (temporary == NULL) {
    status = dark__fail_memory(err);
  } else {
    snprintf(temporary, room, "%s/.darkfigure.XXXXXX", folder);
    const int file = mkstemp(temporary);
    status = file < 0 ? dark__fail_system(err, path, "write") : replace(path, temporary, file, output, err);
  }
  free(temporary);
  free(folder);
  return status;
}

dark_status dark__output_deliver(dark__output *output, const char *path, dark_error *err) {
  dark_status status = dark__output_finish(output, err);
  if (status != DARK_OK) return status;
  if (path == NULL) return write_open(STDOUT_FILENO, output, "standard output", err);
  if (is_written_directly(path)) return write_directly(output, path, err);
  /* A link stays a link: what it leads to is replaced. */
  char *target = realpath(path, NULL);
  if (target == NULL && errno == ENOMEM) return dark__fail_memory(err);
  dark__interrupt_hold();
  status = write_whole(output, target == NULL ? path : target, err);
  dark__interrupt_release();
  free(target);
  return status;
}
