/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of a figure, where the command was built with librsvg and cairo and where it was not: the linker has what tells them go through
   here. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figure/drawing.h"
#include "cli/figure/raster.h"
#include "support/assert_close.h"

/* NOLINTBEGIN(bugprone-reserved-identifier): names that the linker makes */
bool __real_dark__raster_is_built(void);
bool __wrap_dark__raster_is_built(void);
bool __real_dark__raster_is_there(void);
bool __wrap_dark__raster_is_there(void);
/* NOLINTEND(bugprone-reserved-identifier) */

static bool is_left_out, is_missing;
bool __wrap_dark__raster_is_built(void) { return !is_left_out && (is_missing || __real_dark__raster_is_built()); }
bool __wrap_dark__raster_is_there(void) { return !is_missing && __real_dark__raster_is_there(); }

static const char svg[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>"
    "<text x=\"2\" y=\"15\">a</text></svg>";

/* Two pixels for one would be more than the 32,767 of a PNG; at 14,400 points a page of PDF ends. */
static const char high[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20000\"></svg>";

/* ---- Names of files */

static void assert_form(const char *path, dark__drawing expected) {
  dark_error err = DARK_ERROR_INIT;
  dark__drawing drawing = DARK__DRAWING_PNG;
  assert_int_equal(dark__drawing_find(&drawing, path, &err), DARK_OK);
  assert_int_equal(drawing, expected);
}

static void assert_refused(const char *path, const char *message) {
  dark_error err = DARK_ERROR_INIT;
  dark__drawing drawing;
  assert_int_equal(dark__drawing_find(&drawing, path, &err), DARK_EUSAGE);
  if (strstr(err.message, message) == NULL) fail_msg("'%s' does not say: %s", err.message, message);
}

static void endings_say_what_is_drawn(void **state) {
  (void)state;
  assert_form("a.svg", DARK__DRAWING_SVG);
  assert_form(NULL, DARK__DRAWING_SVG);
  assert_form("/dev/null", DARK__DRAWING_SVG);
  assert_refused("a.jpg", "'a.jpg' ends in none of .svg, .pdf, .png");
  assert_refused("svg", "ends in none of");
  assert_refused(".svg", "ends in none of");
  assert_refused("a.SVG", "ends in none of");
}

static void what_is_missing_is_said_and_how_to_get_it(void **state) {
  (void)state;
  is_left_out = true;
  assert_refused("a.pdf", "built without librsvg and cairo, which make pdf of a figure");
  assert_refused("a.png", "install librsvg2-dev and libcairo2-dev (names as in Debian 12) and build it again");
  assert_form("a.svg", DARK__DRAWING_SVG);
  is_left_out = false;
  is_missing = true;
  assert_refused("a.png", "librsvg and cairo, which make png of a figure, are not installed");
  assert_refused("a.pdf", "or install librsvg2-2");
  is_missing = false;
}

/* ---- What is written */

/* free() it. */
static char *write_figure(dark__drawing drawing, const char *text, size_t *size, dark_status expected) {
  char *bytes = NULL;
  dark_error err = DARK_ERROR_INIT;
  FILE *stream = open_memstream(&bytes, size);
  assert_non_null(stream);
  bool is_coarse;
  const dark_status status = dark__drawing_write(&is_coarse, stream, drawing, text, strlen(text), &err);
  assert_int_equal(fclose(stream), 0);
  if (status != expected) fail_msg("status %d: %s", (int)status, err.message);
  assert_int_equal(is_coarse, drawing == DARK__DRAWING_PNG && strcmp(text, high) == 0);
  return bytes;
}

static void svg_is_written_as_it_is(void **state) {
  (void)state;
  size_t size = 0;
  char *bytes = write_figure(DARK__DRAWING_SVG, svg, &size, DARK_OK);
  assert_int_equal(size, sizeof svg - 1);
  assert_memory_equal(bytes, svg, size);
  free(bytes);
}

static void assert_drawn_alike(dark__drawing drawing, const char *signature) {
  size_t size = 0, size_again = 0;
  char *bytes = write_figure(drawing, svg, &size, DARK_OK), *again = write_figure(drawing, svg, &size_again, DARK_OK);
  assert_true(size > 100);
  assert_memory_equal(bytes, signature, strlen(signature));
  assert_int_equal(size, size_again);
  assert_memory_equal(bytes, again, size);
  free(bytes);
  free(again);
}

static void pdf_and_png_are_drawn_with_the_same_bytes_each_time(void **state) {
  (void)state;
  if (!__real_dark__raster_is_built()) skip();
  assert_drawn_alike(DARK__DRAWING_PDF, "%PDF-");
  assert_drawn_alike(DARK__DRAWING_PNG, "\x89PNG");
}

static void a_pdf_has_no_date(void **state) {
  (void)state;
  size_t size = 0;
  if (!__real_dark__raster_is_built()) skip();
  char *bytes = write_figure(DARK__DRAWING_PDF, svg, &size, DARK_OK);
  for (size_t i = 0; i + 12 < size; i++) assert_int_not_equal(memcmp(bytes + i, "CreationDate", 12), 0);
  free(bytes);
}

/* Width and height of a PNG stand in bytes 16 to 23. */
static void a_png_has_two_pixels_for_one(void **state) {
  (void)state;
  size_t size = 0;
  if (!__real_dark__raster_is_built()) skip();
  char *bytes = write_figure(DARK__DRAWING_PNG, svg, &size, DARK_OK);
  assert_int_equal(bytes[19], 80);
  assert_int_equal(bytes[23], 40);
  free(bytes);
}

static int number_at(const char *bytes) { return (unsigned char)bytes[0] << 8 | (unsigned char)bytes[1]; }

/* 32767 / 20000 = 1.638 pixels for one, so that it is 65 wide; 14400 / 20000 = 0.72 points, 28.8 wide. */
static void what_is_high_is_drawn_smaller(void **state) {
  (void)state;
  size_t size = 0;
  if (!__real_dark__raster_is_built()) skip();
  char *png = write_figure(DARK__DRAWING_PNG, high, &size, DARK_OK);
  assert_int_equal(number_at(png + 18), 65);
  assert_int_equal(number_at(png + 22), 32767);
  free(png);
  char *pdf = write_figure(DARK__DRAWING_PDF, high, &size, DARK_OK);
  bool has_box = false;
  static const char box[] = "/MediaBox [ 0 0 28.8 14400 ]";
  for (size_t i = 0; i + sizeof box < size; i++) has_box = has_box || memcmp(pdf + i, box, sizeof box - 1) == 0;
  assert_true(has_box);
  free(pdf);
}

static void what_cannot_be_drawn_is_refused(void **state) {
  (void)state;
  static const char higher[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"33000\"></svg>";
  size_t size = 0;
  if (!__real_dark__raster_is_built()) skip();
  free(write_figure(DARK__DRAWING_PNG, higher, &size, DARK_ELIMIT));
  free(write_figure(DARK__DRAWING_PNG, "<svg", &size, DARK_EIO));
  free(write_figure(DARK__DRAWING_PDF, "", &size, DARK_EIO));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(endings_say_what_is_drawn),
      cmocka_unit_test(what_is_missing_is_said_and_how_to_get_it),
      cmocka_unit_test(svg_is_written_as_it_is),
      cmocka_unit_test(pdf_and_png_are_drawn_with_the_same_bytes_each_time),
      cmocka_unit_test(a_pdf_has_no_date),
      cmocka_unit_test(a_png_has_two_pixels_for_one),
      cmocka_unit_test(what_is_high_is_drawn_smaller),
      cmocka_unit_test(what_cannot_be_drawn_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
