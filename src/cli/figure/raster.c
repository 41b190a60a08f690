/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/figure/raster.h"

#include "base/error.h"

#ifdef DARK_HAS_DRAWING

#include <cairo-pdf.h>
#include <cairo.h>
#include <dlfcn.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

enum { MOST_PIXELS = 32767 /* of a side of an image of cairo */ };
enum { MOST_POINTS = 14400 /* of a side of a page of PDF: readers refuse longer ones */ };
static const double points = 0.75; /* of a pixel of SVG, of which an inch has 96 */

#ifdef __SANITIZE_ADDRESS__
/* NOLINTBEGIN(bugprone-reserved-identifier): the names are the sanitizer's. What fonts these libraries keep until the process ends is theirs. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig\nleak:libpango\n"; }
const char *__lsan_default_options(void) { return "print_suppressions=0"; }
/* NOLINTEND(bugprone-reserved-identifier) */
#endif

/* ---- The library, which brings 40 others along: it is loaded when something is drawn, and not whenever the command starts */

#ifdef __APPLE__
static const char library[] = "librsvg-2.2.dylib";
#else
static const char library[] = "librsvg-2.so.2";
#endif

#define FUNCTIONS(X)                          \
  X(cairo_create)                             \
  X(cairo_destroy)                            \
  X(cairo_image_surface_create)               \
  X(cairo_pdf_surface_create_for_stream)      \
  X(cairo_pdf_surface_set_metadata)           \
  X(cairo_status)                             \
  X(cairo_status_to_string)                   \
  X(cairo_surface_destroy)                    \
  X(cairo_surface_finish)                     \
  X(cairo_surface_status)                     \
  X(cairo_surface_write_to_png_stream)        \
  X(g_error_free)                             \
  X(g_object_unref)                           \
  X(rsvg_handle_get_intrinsic_size_in_pixels) \
  X(rsvg_handle_new_from_data)                \
  X(rsvg_handle_render_document)

/* All of them, or none. The command draws on one thread. */
static struct {
#define MEMBER(name) __typeof__(&(name)) name; /* NOLINT(bugprone-macro-parentheses): a member's name */
  FUNCTIONS(MEMBER)
#undef MEMBER
} with;

static const struct {
  const char *name;
  size_t place;
} functions[] = {
#define PLACE(name) {#name, offsetof(__typeof__(with), name)},
    FUNCTIONS(PLACE)
#undef PLACE
};

bool dark__raster_is_built(void) { return true; }

bool dark__raster_is_there(void) {
  void *loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  for (size_t i = 0; loaded != NULL && i < sizeof functions / sizeof functions[0]; i++) {
    void *function = dlsym(loaded, functions[i].name);
    if (function == NULL) return false;
    memcpy((char *)&with + functions[i].place, &function, sizeof function);
  }
  return loaded != NULL;
}

/* A figure as librsvg has it. */
typedef struct figure {
  RsvgHandle *handle;
  double width, height;
} figure;

/* cairo_pdf_surface_create_for_stream and its likes hand over what they made. */
static cairo_status_t put(void *stream, const unsigned char *bytes, unsigned n) {
  return fwrite(bytes, 1, n, stream) == n ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static dark_status fail_drawing(dark_error *err, const char *why) {
  return dark__fail(err, DARK_EIO, "the figure cannot be drawn by librsvg and cairo: %s", why);
}

static dark_status fail_with(dark_error *err, GError *error) {
  const dark_status status = fail_drawing(err, error == NULL ? "no reason was given" : error->message);
  if (error != NULL) with.g_error_free(error);
  return status;
}

static dark_status read_figure(figure *of, const char *svg, size_t size, dark_error *err) {
  GError *error = NULL;
  *of = (figure){.handle = with.rsvg_handle_new_from_data((const guint8 *)svg, size, &error)};
  if (of->handle == NULL) return fail_with(err, error);
  if (!with.rsvg_handle_get_intrinsic_size_in_pixels(of->handle, &of->width, &of->height))
    return fail_drawing(err, "it has no size");
  return DARK_OK;
}

static void clear_figure(figure *of) {
  if (of->handle != NULL) with.g_object_unref(of->handle);
}

/* A stream that fails is found out by whoever owns it. */
static dark_status settle(cairo_status_t status, dark_error *err) {
  if (status == CAIRO_STATUS_SUCCESS || status == CAIRO_STATUS_WRITE_ERROR) return DARK_OK;
  return status == CAIRO_STATUS_NO_MEMORY ? dark__fail_memory(err) : fail_drawing(err, with.cairo_status_to_string(status));
}

static dark_status draw(cairo_surface_t *surface, const figure *of, double scale, dark_error *err) {
  const RsvgRectangle place = {0, 0, of->width * scale, of->height * scale};
  GError *error = NULL;
  cairo_t *context = with.cairo_create(surface);
  const gboolean is_drawn = with.rsvg_handle_render_document(of->handle, context, &place, &error);
  const cairo_status_t status = with.cairo_status(context);
  with.cairo_destroy(context);
  return is_drawn ? settle(status, err) : fail_with(err, error);
}

/* `scale`, or as much as fits where no side may be longer than `most`. */
static double scale_within(const figure *of, double scale, double most) {
  return fmin(scale, most / fmax(of->width, of->height));
}

/* What is no date takes the date away, so that the same figure gives the same bytes. */
static dark_status draw_pdf(FILE *stream, const figure *of, dark_error *err) {
  const double scale = scale_within(of, points, MOST_POINTS);
  cairo_surface_t *surface = with.cairo_pdf_surface_create_for_stream(put, stream, of->width * scale, of->height * scale);
  with.cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "none");
  dark_status status = draw(surface, of, scale, err);
  with.cairo_surface_finish(surface);
  if (status == DARK_OK) status = settle(with.cairo_surface_status(surface), err);
  with.cairo_surface_destroy(surface);
  return status;
}

/* With fewer pixels than one for one of the figure its letters would not be legible. */
static dark_status draw_png(double *pixels, FILE *stream, const figure *of, dark_error *err) {
  const double scale = scale_within(of, DARK__RASTER_PIXELS, MOST_PIXELS), slack = 1e-9;
  if (scale < 1)
    return dark__fail(err, DARK_ELIMIT,
                      "the figure is too high for png (%d pixels at most): give a name that ends in .svg or .pdf", MOST_PIXELS);
  cairo_surface_t *surface =
      with.cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(scale * of->width + slack), (int)(scale * of->height + slack));
  dark_status status = draw(surface, of, scale, err);
  if (status == DARK_OK) status = settle(with.cairo_surface_write_to_png_stream(surface, put, stream), err);
  with.cairo_surface_destroy(surface);
  *pixels = scale;
  return status;
}

dark_status dark__raster_pdf(FILE *stream, const char *svg, size_t size, dark_error *err) {
  figure of = {0};
  dark_status status = dark__raster_is_there() ? DARK_OK : fail_drawing(err, "they are not installed");
  if (status == DARK_OK) status = read_figure(&of, svg, size, err);
  if (status == DARK_OK) status = draw_pdf(stream, &of, err);
  clear_figure(&of);
  return status;
}

dark_status dark__raster_png(double *pixels, FILE *stream, const char *svg, size_t size, dark_error *err) {
  figure of = {0};
  dark_status status = dark__raster_is_there() ? DARK_OK : fail_drawing(err, "they are not installed");
  if (status == DARK_OK) status = read_figure(&of, svg, size, err);
  if (status == DARK_OK) status = draw_png(pixels, stream, &of, err);
  clear_figure(&of);
  return status;
}

#else

static dark_status fail_absent(dark_error *err) {
  return dark__fail(err, DARK_EUSAGE, "this darkfigure was built without librsvg and cairo");
}

bool dark__raster_is_built(void) { return false; }

bool dark__raster_is_there(void) { return false; }

dark_status dark__raster_pdf(FILE *stream, const char *svg, size_t size, dark_error *err) {
  (void)stream, (void)svg, (void)size;
  return fail_absent(err);
}

dark_status dark__raster_png(double *pixels, FILE *stream, const char *svg, size_t size, dark_error *err) {
  (void)pixels, (void)stream, (void)svg, (void)size;
  return fail_absent(err);
}

#endif
