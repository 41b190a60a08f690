/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/store/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/show.h"
#include "study/store/schema.h"

enum { HEADER = 100 };

static uint32_t read_number(const unsigned char *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static dark_status refuse(const char *path, const char *why, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s: %s; name another file", dark__show_path(path).text, why);
}

dark_status dark__place_fail_empty(const char *path, dark_error *err) {
  return refuse(path, "is empty: nothing was run yet", err);
}

static dark_status refuse_version(const char *path, uint32_t version, dark_error *err) {
  const char *advice = version < DARK__STORE_VERSION
                           ? "run the study again into another one (--store FILE), or read it with the darkfigure that made it"
                           : "a newer darkfigure made it, and reads it";
  return dark__fail(err, DARK_EDATA, "%s: is a results store of version %u, and this program reads and writes version %d; %s",
                    dark__show_path(path).text, (unsigned)version, DARK__STORE_VERSION, advice);
}

static dark_status check_header(const char *path, const unsigned char *header, size_t n, dark_error *err) {
  if (n < HEADER || memcmp(header, "SQLite format 3", 16) != 0)
    return refuse(path, "is no results store, nor any SQLite database", err);
  if (read_number(header + 68) != DARK__STORE_APPLICATION) return refuse(path, "is an SQLite database of something else", err);
  const uint32_t version = read_number(header + 60);
  return version == DARK__STORE_VERSION ? DARK_OK : refuse_version(path, version, err);
}

static dark_status read_header(bool *is_empty, const char *path, dark_error *err) {
  unsigned char header[HEADER];
  FILE *file = fopen(path, "rb");
  if (file == NULL) return dark__fail(err, DARK_EIO, "%s: cannot be opened: %s", dark__show_path(path).text, strerror(errno));
  const size_t n = fread(header, 1, HEADER, file);
  const bool failed = ferror(file) != 0;
  fclose(file);
  if (failed) return dark__fail(err, DARK_EIO, "%s: cannot be read", dark__show_path(path).text);
  *is_empty = n == 0;
  return n == 0 ? DARK_OK : check_header(path, header, n, err);
}

dark_status dark__place_check(bool *is_empty, const char *path, bool is_reading, dark_error *err) {
  struct stat about;
  *is_empty = true;
  const bool is_there = stat(path, &about) == 0;
  if (!is_there && !is_reading) return DARK_OK; /* that it cannot be made is found out by making it */
  if (!is_there && errno == ENOENT)
    return dark__fail(err, DARK_EIO, "%s: there is no such store; 'darkfigure study run' makes it", dark__show_path(path).text);
  if (is_there && !S_ISREG(about.st_mode)) return refuse(path, "is no regular file", err);
  if (!is_reading && about.st_nlink > 1)
    return refuse(path, "has other names (hard links), under which its log would not be found; make it a copy", err);
  const dark_status status = read_header(is_empty, path, err);
  return status == DARK_OK && *is_empty && is_reading ? dark__place_fail_empty(path, err) : status;
}

static bool has_folder(const char *path) {
  char folder[4096];
  struct stat about;
  const char *slash = strrchr(path, '/');
  if (slash == NULL || slash == path) return true;
  snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
  return stat(folder, &about) == 0;
}

/* Folders that the system fills itself say that there is no such file, though nobody asked for one. */
dark_status dark__place_make(const char *path, mode_t mode, const char *advice, dark_error *err) {
  const int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, mode);
  if (file >= 0) {
    close(file);
    return DARK_OK;
  }
  const char *reason = errno == ENOENT && has_folder(path) ? "Its folder takes no new files" : strerror(errno);
  return dark__fail(err, DARK_EIO, "%s: cannot be written: %s; %s", dark__show_path(path).text, reason, advice);
}

mode_t dark__place_common_mode(const char *const *paths, size_t n) {
  mode_t mode = 0666;
  struct stat about;
  for (size_t i = 0; i < n; i++)
    if (stat(paths[i], &about) == 0) mode &= about.st_mode;
  return mode | S_IRUSR | S_IWUSR;
}

bool dark__place_is_same(const char *a, const char *b) {
  struct stat x, y;
  return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}
