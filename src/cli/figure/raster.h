/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_FIGURE_RASTER_H
#define DARK__CLI_FIGURE_RASTER_H

/* What librsvg and cairo do, if the command was built with them. Only raster.c is compiled with their headers. */

#include <stdbool.h>
#include <stdio.h>

#include <darkfigure/status.h>

bool dark__raster_is_built(void);
/* Whether they can be loaded, too. */
bool dark__raster_is_there(void);

enum { DARK__RASTER_PIXELS = 2 }; /* for one of the figure */

/* `svg [size]` as PDF or PNG. *pixels: how many for one of the figure, fewer where it is so high that a PNG has no more. Errors as
   dark__drawing_write has them; DARK_EUSAGE where they are not built in, DARK_EIO where they are not there. */
DARK_MUST_CHECK dark_status dark__raster_pdf(FILE *stream, const char *svg, size_t size, dark_error *err);
DARK_MUST_CHECK dark_status dark__raster_png(double *pixels, FILE *stream, const char *svg, size_t size, dark_error *err);

#endif
