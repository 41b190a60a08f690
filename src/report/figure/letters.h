/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_FIGURE_LETTERS_H
#define DARK__REPORT_FIGURE_LETTERS_H

/* How wide a text is where nobody can ask: an SVG breaks no lines, and is shown in a font that its writer does not know. Widths are those of DejaVu
   Sans, the widest of the usual fonts, or more, so that a text has room in narrower ones too. In thousandths of the size of letters. */

#include <stdbool.h>
#include <stddef.h>

enum { DARK__EM = 1000 };

/* Of the first `n_bytes` of a text in UTF-8. */
size_t dark__letters_width(const char *text, size_t n_bytes);

/* How many bytes of `text` stand on one line of width `room`: up to a blank, a hyphen, a slash or an underscore, or else between characters; one
   character at least, all of the text where it has room. */
size_t dark__letters_line(const char *text, size_t room);

/* Whether the first letter runs from right to left (Hebrew, Arabic and their relatives). */
bool dark__letters_run_left(const char *text);

#endif
