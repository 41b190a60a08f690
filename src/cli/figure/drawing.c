/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/figure/drawing.h"

#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "cli/console/output.h"
#include "cli/figure/raster.h"

static dark_status check_built(const char *ending, dark_error *err) {
  if (dark__raster_is_built() && dark__raster_is_there()) return DARK_OK;
  if (dark__raster_is_built())
    return dark__fail(
        err, DARK_EUSAGE,
        "option '-o': librsvg and cairo, which make %s of a figure, are not installed: give a name that ends in .svg, "
        "or install librsvg2-2 (as it is called in Debian 12)",
        ending);
  return dark__fail(err, DARK_EUSAGE,
                    "option '-o': this darkfigure was built without librsvg and cairo, which make %s of a figure: give a name "
                    "that ends in .svg, or install librsvg2-dev and libcairo2-dev (names as in Debian 12) and build it again",
                    ending);
}

dark_status dark__drawing_find(dark__drawing *drawing, const char *path, dark_error *err) {
  static const char *const endings[] = {[DARK__DRAWING_SVG] = ".svg", [DARK__DRAWING_PDF] = ".pdf", [DARK__DRAWING_PNG] = ".png"};
  *drawing = DARK__DRAWING_SVG;
  if (path == NULL) return DARK_OK;
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    if (!dark__has_ending(path, endings[i])) continue;
    *drawing = (dark__drawing)i;
    return i == DARK__DRAWING_SVG ? DARK_OK : check_built(endings[i] + 1, err);
  }
  if (dark__is_written_directly(path)) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "option '-o': '%s' ends in none of .svg, .pdf, .png, so that it is not clear what to draw",
                    dark__show_path(path).text);
}

dark_status dark__drawing_write(bool *is_coarse, FILE *stream, dark__drawing drawing, const char *svg, size_t size,
                                dark_error *err) {
  double pixels = DARK__RASTER_PIXELS;
  dark_status status = DARK_OK;
  switch (drawing) {
    case DARK__DRAWING_PDF: status = dark__raster_pdf(stream, svg, size, err); break;
    case DARK__DRAWING_PNG: status = dark__raster_png(&pixels, stream, svg, size, err); break;
    case DARK__DRAWING_SVG: fwrite(svg, 1, size, stream); break;
  }
  *is_coarse = pixels < DARK__RASTER_PIXELS;
  return status;
}
