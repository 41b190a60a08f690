/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__WRITING_PAPER_H
#define DARK__WRITING_PAPER_H

/* Text that grows: a page, a paragraph, a cell. When memory is exhausted the paper is marked as failed and everything done to it
   afterwards does nothing, so that only the end needs a check. Start with a zeroed one. */

#include <stdbool.h>
#include <stddef.h>

#include <darkfigure/status.h>

typedef struct dark__paper {
  char *text; /* NUL-terminated; NULL while empty */
  size_t length, capacity;
  bool failed;
} dark__paper;

/* Lines of paragraphs are broken at this many columns. */
enum { DARK__PAGE_WIDTH = 80 };

void dark__paper_clear(dark__paper *paper);
/* Never NULL. */
const char *dark__paper_text(const dark__paper *paper);

void dark__paper_add(dark__paper *paper, const char *format, ...) DARK_PRINTF(2, 3);
void dark__paper_add_bytes(dark__paper *paper, const char *bytes, size_t length);
void dark__paper_add_spaces(dark__paper *paper, size_t n);

/* Add a name or value from the user's file. Control characters, what has no width, marks that turn the direction of writing and bytes that are not
   UTF-8 are shown as escapes (\n, \x1b, \u202e), so that no value can break a line or play with a terminal. */
void dark__paper_add_foreign(dark__paper *paper, const char *text);

/* Columns that UTF-8 text takes: wide characters count two, combining ones none. */
size_t dark__text_width(const char *text);

/* Move `paragraph` onto the page, broken at spaces, and clear it. Lines begin in column `hang`, the first in column `indent`; with a
   `label`, that stands in column `indent` and all of the text begins in column `hang`. */
void dark__paper_put(dark__paper *page, const char *label, size_t indent, size_t hang, dark__paper *paragraph);

/* A heading: an empty line, the text, and an end of line. */
void dark__paper_heading(dark__paper *page, const char *text);

/* "a", ", b", ", c": what goes before item `i` of a list in a sentence. */
const char *dark__comma(size_t i);

#endif
