/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_SHOW_H
#define DARK__BASE_SHOW_H

/* Foreign text made fit for a message: bytes of control characters and of what cannot be seen, and those that are not UTF-8,
   become \xNN, what is too long is cut with "...". Use it in place: dark__fail(err, status, "'%s' is odd", dark__show(value).text). */

#include <stddef.h>

typedef struct dark__shown {
  char text[256];
} dark__shown;

/* A value or a name: at most its first 40 bytes. */
dark__shown dark__show(const char *text);

/* What another library says, which may quote what it was given: at most its first 200 bytes. */
dark__shown dark__show_sentence(const char *text);

/* A path: at most its last 200 bytes; "-" is "standard input". */
dark__shown dark__show_path(const char *path);

/* Names as "a, b, c", those beyond the room as "and N more"; one that holds a comma or ends in a stop is quoted: "a, 'b, c', 'd.'".
   `name_at(context, i)` gives name i of `n`. */
dark__shown dark__show_names(const char *(*name_at)(const void *context, size_t i), const void *context, size_t n);

#endif
