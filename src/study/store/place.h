/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_STORE_PLACE_H
#define DARK__STUDY_STORE_PLACE_H

/* The file that a path leads to, before SQLite may touch it. Links are followed, as by the output of commands.

   A process that closes any descriptor of a database loses its locks on it: none of this may be asked of a file that the process has open as a
   store. */

#include <stdbool.h>
#include <sys/types.h>

#include <darkfigure/status.h>

/* Whether there is nothing to read: no file, or an empty one, which is a store that is about to be made.
   DARK_EDATA: the file is something else, of another version, or has several names, of which each would have a log of its own.
   DARK_EIO: cannot be read; with `is_reading` also when there is none. */
DARK_MUST_CHECK dark_status dark__place_check(bool *is_empty, const char *path, bool is_reading, dark_error *err);

/* DARK_EDATA: nothing was written into the store yet. */
dark_status dark__place_fail_empty(const char *path, dark_error *err);

/* Make the file, empty, unless it is there. It gets what the umask leaves of `mode`, and SQLite gives its logs the same. DARK_EIO, with
   `advice` for the user at the end. */
DARK_MUST_CHECK dark_status dark__place_make(const char *path, mode_t mode, const char *advice, dark_error *err);

/* What all files [n] allow in common, and at least that their owner reads and writes. Files that are not there count for nothing. */
mode_t dark__place_common_mode(const char *const *paths, size_t n);

bool dark__place_is_same(const char *a, const char *b);

#endif
