/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For realpath. NOLINTNEXTLINE(bugprone-reserved-identifier) */
#define _XOPEN_SOURCE 700

#include "cli/console/staged.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/console/complain.h"

static const char TEMPORARY[] = "/.darkfigure.XXXXXX";

void dark__split_path(char **folder, const char **name, const char *path) {
  const char *slash = strrchr(path, '/');
  *name = slash == NULL ? path : slash + 1;
  *folder = slash == NULL ? strdup(".") : slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* The permissions the finished file gets: those of the file it replaces, else what the user's mask leaves, to its owner alone where it is private. */
static mode_t find_mode(const char *path, bool is_private) {
  struct stat about;
  if (stat(path, &about) == 0) return about.st_mode & 07777;
  const mode_t mask = umask(0);
  umask(mask);
  return (is_private ? 0600 : 0666) & ~mask;
}

/* One step along a link: the path that it holds, from the folder that it is in. NULL, errno 0: `path` is no link. */
static char *follow_link(const char *path) {
  char text[4096], *folder, *out;
  const char *name;
  const ssize_t n = readlink(path, text, sizeof text - 1);
  errno = 0;
  if (n < 0) return NULL;
  text[n] = '\0';
  if (text[0] == '/') return strdup(text);
  dark__split_path(&folder, &name, path);
  const size_t room = folder == NULL ? 0 : strlen(folder) + (size_t)n + 2;
  out = folder == NULL ? NULL : malloc(room);
  if (out != NULL) snprintf(out, room, "%s/%s", folder, text);
  free(folder);
  return out;
}

/* Where a path leads at which there is nothing yet: along links, as the system would go that makes a file. */
static char *find_new_target(const char *path) {
  enum { MOST_LINKS = 40 };
  char *target = strdup(path);
  for (int i = 0; target != NULL && i < MOST_LINKS; i++) {
    char *next = follow_link(target);
    if (next == NULL && errno == 0) return target;
    free(target);
    target = next;
  }
  free(target);
  errno = target == NULL ? ENOMEM : ELOOP;
  return NULL;
}

static dark_status name_files(dark__staged *staged, dark_error *err) {
  char *folder;
  const char *name;
  staged->target = realpath(staged->path, NULL);
  if (staged->target == NULL && errno == ENOENT) staged->target = find_new_target(staged->path);
  if (staged->target == NULL && errno == ENOMEM) return dark__fail_memory(err);
  if (staged->target == NULL) return dark__fail_system(err, staged->path, "write");
  dark__split_path(&folder, &name, staged->target);
  const size_t room = folder == NULL ? 0 : strlen(folder) + sizeof TEMPORARY;
  if (folder != NULL) staged->temporary = malloc(room);
  if (staged->temporary != NULL) snprintf(staged->temporary, room, "%s%s", folder, TEMPORARY);
  free(folder);
  return staged->temporary == NULL ? dark__fail_memory(err) : DARK_OK;
}

dark_status dark__staged_open(dark__staged *staged, const char *path, dark_error *err) {
  *staged = (dark__staged){.path = path};
  dark_status status = name_files(staged, err);
  if (status != DARK_OK) return status;
  const int file = mkstemp(staged->temporary);
  if (file < 0) {
    status = dark__fail_system(err, path, "write");
    free(staged->temporary);
    staged->temporary = NULL;
    return status;
  }
  staged->stream = fdopen(file, "wb");
  if (staged->stream != NULL) return DARK_OK;
  close(file);
  return dark__fail_memory(err);
}

dark_status dark__staged_finish(dark__staged *staged, dark_error *err) {
  FILE *stream = staged->stream;
  const int file = fileno(stream);
  if (ferror(stream) != 0 && errno == 0) errno = EIO;
  const bool is_written = ferror(stream) == 0 && fflush(stream) == 0 &&
                          fchmod(file, find_mode(staged->target, staged->is_private)) == 0 && fsync(file) == 0;
  const int problem = errno;
  staged->stream = NULL;
  const bool is_closed = fclose(stream) == 0;
  if (!is_written) errno = problem;
  return is_written && is_closed ? DARK_OK : dark__fail_system(err, staged->path, "write");
}

/* A second name for what is at the target now. */
static dark_status keep_former(dark__staged *staged, dark_error *err) {
  const size_t room = strlen(staged->temporary) + 2;
  staged->former = malloc(room);
  if (staged->former == NULL) return dark__fail_memory(err);
  snprintf(staged->former, room, "%s~", staged->temporary);
  if (link(staged->target, staged->former) == 0) return DARK_OK;
  staged->is_new = errno == ENOENT;
  free(staged->former);
  staged->former = NULL;
  return DARK_OK;
}

dark_status dark__staged_commit(dark__staged *staged, bool is_revocable, dark_error *err) {
  dark_status status = is_revocable ? keep_former(staged, err) : DARK_OK;
  if (status != DARK_OK) return status;
  if (rename(staged->temporary, staged->target) != 0) return dark__fail_system(err, staged->path, "write");
  free(staged->temporary);
  staged->temporary = NULL;
  staged->is_committed = true;
  return DARK_OK;
}

void dark__staged_revoke(dark__staged *staged) {
  if (!staged->is_committed) return;
  if (staged->is_new) unlink(staged->target);
  if (staged->former == NULL || rename(staged->former, staged->target) != 0) return;
  free(staged->former);
  staged->former = NULL;
}

void dark__staged_clear(dark__staged *staged) {
  if (staged->stream != NULL) fclose(staged->stream);
  if (staged->temporary != NULL) unlink(staged->temporary);
  if (staged->former != NULL) unlink(staged->former);
  free(staged->target);
  free(staged->temporary);
  free(staged->former);
  *staged = (dark__staged){0};
}
