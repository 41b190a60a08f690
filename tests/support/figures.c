/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/page/page.h"
#include "support/assert_close.h"
#include "support/documents.h"
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
                                      .what_ifs = dark__has_what_ifs(&from.beside) ? &from.beside.what_ifs : NULL,
                                      .comparisons = dark__has_comparisons(&from.beside) ? &from.beside.comparisons : NULL,
                                      .protection = material->k > 0 ? &from.protection : NULL};
  if (kind == NULL) assert_ok(dark__page_write(stream, &from.source, &options, &err), err);
  else assert_ok(dark__plot_write(stream, *kind, &from.source, &options, &err), err);
  assert_int_equal(fclose(stream), 0);
  clear_sources(&from);
  return text;
}

char *figure_of(dark__plot_kind kind, const figure_material *material) { return write_out(material, &kind); }
char *page_with(const figure_material *material) { return write_out(material, NULL); }

/* ---- From a source alone */

dark_status read_json(dark__source *source, figure_reader *reader, const char *json, size_t n, dark_error *err) {
  char path[] = "/tmp/darkfigure-source-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, json, n), (ssize_t)n);
  assert_int_equal(close(file), 0);
  const dark_status status = reader(source, path, err);
  source->path = "source.json";
  unlink(path);
  return status;
}

static dark_status write_figure(char **figure, dark__plot_kind kind, const dark__source *source, dark__language language,
                                dark_error *err) {
  const dark__about about = {0};
  const dark__page_options options = {.about = &about, .language = language};
  size_t size = 0;
  FILE *stream = open_memstream(figure, &size);
  assert_non_null(stream);
  const dark_status status = dark__plot_write(stream, kind, source, &options, err);
  assert_int_equal(fclose(stream), 0);
  return status;
}

char *figure_of_source(dark__plot_kind kind, const dark__source *source, dark__language language) {
  dark_error err = DARK_ERROR_INIT;
  char *figure = NULL;
  assert_ok(write_figure(&figure, kind, source, language, &err), err);
  return figure;
}

char *figure_of_json(dark__plot_kind kind, figure_reader *reader, const char *json, dark__language language) {
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_ok(read_json(&source, reader, json, strlen(json), &err), err);
  char *figure = figure_of_source(kind, &source, language);
  dark__source_clear(&source);
  return figure;
}

void refuse_json(figure_reader *reader, const char *json, const char *message) {
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  assert_int_equal(read_json(&source, reader, json, strlen(json), &err), DARK_EDATA);
  if (strstr(err.message, message) == NULL) fail_msg("'%s' does not say: %s", err.message, message);
  dark__source_clear(&source);
}

static bool is_change_read(dark__plot_kind kind, figure_reader *reader, const char *text, size_t n) {
  dark_error err = DARK_ERROR_INIT;
  dark__source source;
  char *figure = NULL;
  const bool is_read = read_json(&source, reader, text, n, &err) == DARK_OK;
  if (is_read) {
    const dark_status status = write_figure(&figure, kind, &source, DARK__ENGLISH, &err);
    assert_true(status == DARK_OK || status == DARK_EDATA);
  }
  free(figure);
  dark__source_clear(&source);
  return is_read;
}

size_t draw_changes(dark__plot_kind kind, figure_reader *reader, const char *json) {
  const size_t size = 2 * strlen(json) + 1;
  char *text = malloc(size);
  uint64_t seed = 99;
  size_t n_read = 0;
  assert_non_null(text);
  for (int i = 0; i < 2000; i++) {
    memcpy(text, json, strlen(json) + 1);
    n_read += is_change_read(kind, reader, text, mutate(text, strlen(json), size, &seed)) ? 1 : 0;
  }
  free(text);
  return n_read;
}

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
