/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_STAGED_H
#define DARK__CLI_CONSOLE_STAGED_H

/* A file that takes the place of another as a whole: it is written beside it under a temporary name, and renamed when it is on the disk.
   Until then, and forever if something fails, the old contents stay. */

#include <stdbool.h>
#include <stdio.h>

#include <darkfigure/status.h>

typedef struct dark__staged {
  FILE *stream;     /* write here until dark__staged_finish */
  const char *path; /* for messages; borrowed */
  char *target;     /* what the path leads to, also where there is nothing yet: a link stays a link */
  char *temporary;  /* NULL: not there (any more) */
  char *former;     /* second name of what was at the target before the commit; NULL: none */
  bool is_new;      /* there was nothing before */
  bool is_committed;
  bool is_private; /* a new file is for its owner alone; set before dark__staged_finish */
} dark__staged;

/* `path` leads to a regular file or to nothing. dark__staged_clear also after a failure. DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__staged_open(dark__staged *staged, const char *path, dark_error *err);

/* See everything onto the disk and close the stream. DARK_EIO. */
DARK_MUST_CHECK dark_status dark__staged_finish(dark__staged *staged, dark_error *err);

/* Put the file in its place. With `is_revocable` what was there before is kept until dark__staged_clear, for dark__staged_revoke (on a file
   system without hard links it is not). DARK_EIO. */
DARK_MUST_CHECK dark_status dark__staged_commit(dark__staged *staged, bool is_revocable, dark_error *err);

/* Undo a commit. */
void dark__staged_revoke(dark__staged *staged);

/* Remove what is not in its place. Also for a zeroed one. */
void dark__staged_clear(dark__staged *staged);

/* The folder of a path, which the caller frees (NULL: no memory), and its last part. */
void dark__split_path(char **folder, const char **name, const char *path);

#endif
