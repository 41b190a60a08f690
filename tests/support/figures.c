/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/assert_close.h"
#include "support/published.h"

typedef struct sources {
  dark__source source;
  dark__beside beside;
  dark__protection protection;
} sources;

static void write_file(char *path, const char *text) {
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
  assert_int_equal(close(file), 0);
}

static void read_sources(sources *from, const figure_material *material) {
  char fit[] = "/tmp/darkfigure-fit-XXXXXX", beside[] = "/tmp/darkfigure-beside-XXXXXX";
  dark_error err = DARK_ERROR_INIT;
  write_file(fit, material->fit);
  assert_ok(dark__source_read(&from->source, fit, &err), err);
  from->source.path = "fit.json";
  unlink(fit);
  if (material->k > 0) assert_ok(dark__protection_make(&from->protection, &from->source, NULL, 0, material->k, false, &err), err);
  if (material->beside == NULL) return;
  write_file(beside, material->beside);
  assert_ok(dark__beside_read(&from->beside, &from->source, beside, &err), err);
  unlink(beside);
}

static void clear_sources(sources *from) {
  dark__protection_clear(&from->protection);
  dark__beside_clear(&from->beside);
  dark__source_clear(&from->source);
}

/* Of a page, with no kind. */
static char *write_out(const figure_material *material, const dark__plot_kind *kind) {
  sources from = {0};
  const dark__about about = {0};
  dark_error err = DARK_ERROR_INIT;
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  assert_non_null(stream);
  read_sources(&from, material);
  const dark__page_options options = {.about = &about,
                                      .language = material->language,
                                      .what_ifs = &from.beside.what_ifs,
                                      .protection = material->k > 0 ? &from.protection : NULL};
  if (kind == NULL) assert_ok(dark__page_write(stream, &from.source, &options, &err), err);
  else assert_ok(dark__plot_write(stream, *kind, &from.source, &options, &err), err);
  assert_int_equal(fclose(stream), 0);
  clear_sources(&from);
  return text;
}

char *figure_of(dark__plot_kind kind, const figure_material *material) { return write_out(material, &kind); }
char *page_with(const figure_material *material) { return write_out(material, NULL); }

void assert_drawn(const char *figure, const char *text) {
  if (strstr(figure, text) == NULL) fail_msg("there is no: %s", text);
}

void assert_not_drawn(const char *figure, const char *text) {
  if (strstr(figure, text) != NULL) fail_msg("there is: %s", text);
}

int n_drawn(const char *figure, const char *text) {
  int n = 0;
  while ((figure = strstr(figure, text)) != NULL) n++, figure++;
  return n;
}
