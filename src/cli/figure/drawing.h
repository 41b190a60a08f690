/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_FIGURE_DRAWING_H
#define DARK__CLI_FIGURE_DRAWING_H

/* The forms of a figure. It is drawn as SVG only; PDF and PNG are made from that by librsvg and cairo, with which the command was built or was not
   (DARK_HAS_DRAWING; the library never is). */

#include <stdbool.h>
#include <stdio.h>

#include <darkfigure/status.h>

typedef enum dark__drawing { DARK__DRAWING_SVG, DARK__DRAWING_PDF, DARK__DRAWING_PNG } dark__drawing;

/* The form that a file's name ends in (.svg, .pdf, .png); SVG for NULL, standard output, and for what is no file. DARK_EUSAGE: another
   ending, or a form that this command was built without: then it says what is missing. */
DARK_MUST_CHECK dark_status dark__drawing_find(dark__drawing *drawing, const char *path, dark_error *err);

/* `svg [size]` in that form; PNG with two pixels for one of the SVG, or as many as one can hold: *is_coarse, fewer. PDF is smaller where
   its page would be longer than 200 inches. The same SVG, libraries and fonts give the same bytes. DARK_ELIMIT (more than a PNG can hold
   with a pixel for one), DARK_EIO (the libraries fail), DARK_ENOMEM; errors of the stream are left to it. */
DARK_MUST_CHECK dark_status dark__drawing_write(bool *is_coarse, FILE *stream, dark__drawing drawing, const char *svg,
                                                size_t size, dark_error *err);

#endif
