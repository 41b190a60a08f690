/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/material.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"

bool dark__is_protected(const dark__request *request) { return request->page.least_shown > 0; }

dark_status dark__material_check_output(const dark__request *request, const char *output, dark_error *err) {
  const char *const beside[] = {request->page.about, request->page.labels};
  const dark__words *sources = &request->input.paths, *released = &request->page.released;
  const dark__output_options where = {.path = output};
  dark__words files = {0};
  for (size_t i = 0; i < sources->n; i++) dark__words_add(&files, sources->items[i], strlen(sources->items[i]));
  for (size_t i = 0; i < released->n; i++) dark__words_add(&files, released->items[i], strlen(released->items[i]));
  for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
    if (beside[i] != NULL) dark__words_add(&files, beside[i], strlen(beside[i]));
  const dark_status status = files.failed ? dark__fail_memory(err) : dark__output_check(&where, &files, err);
  dark__words_free(&files);
  return status;
}

static dark_status read_released(dark__material *material, const dark__words *paths, dark_error *err) {
  dark_status status = DARK_OK;
  material->released = calloc(paths->n + 1, sizeof *material->released);
  if (material->released == NULL) return dark__fail_memory(err);
  while (status == DARK_OK && material->n_released < paths->n) {
    const size_t i = material->n_released++;
    status = dark__released_read(&material->released[i], paths->items[i], err);
  }
  return status;
}

static dark_status protect(dark__material *material, const dark__request *request, dark_error *err) {
  const dark__page_request *page = &request->page;
  if (!dark__is_protected(request)) return DARK_OK;
  const dark_status status = read_released(material, &page->released, err);
  if (status != DARK_OK) return status;
  return dark__protection_make(&material->protection, &material->source, material->released, material->n_released,
                               (double)page->least_shown, page->hides_zeros, err);
}

/* Before anything is read. */
static dark_status check_released(const dark__request *request, dark_error *err) {
  if (dark__is_protected(request) || request->page.released.n == 0) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "option '--released' counts in what was handed on before, to protect small numbers; with '--disclosure none' "
                    "nothing is protected: leave one of them out");
}

const dark__material_way dark__way_of_answer = {dark__source_read, dark__source_from, DARK__NEED_BASELINE};
const dark__material_way dark__way_of_comparisons = {dark__source_read, dark__source_from, DARK__NEED_COMPARISONS};

/* A study: its baseline, which the source takes over. */
static dark_status read_study(dark__material *material, const dark__material_way *way, const dark__request *request,
                              const char *path, dark_error *err) {
  dark__study_answer *answer = &material->answer;
  dark_status status = dark__study_answer_read(answer, request, path, way->need, err);
  if (status == DARK_OK) {
    dark__document *baseline = answer->baseline;
    answer->baseline = NULL;
    status = way->from(&material->source, baseline, path, err);
  }
  material->source.study = path;
  material->source.store = answer->store;
  return status;
}

/* Every database of SQLite begins so (its file format, section 1.3). */
static bool is_store(const char *path) {
  char bytes[16] = "";
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  const size_t n = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  return n == sizeof bytes && memcmp(bytes, "SQLite format 3", sizeof bytes) == 0;
}

static dark_status fail_store(const char *path, dark_error *err) {
  return dark__fail(
      err, DARK_EDATA,
      "%s: this is a results store; what it is about stands in its study file: give that, and the store with --store: "
      "--store %s STUDY.yaml",
      dark__show_path(path).text, dark__show_path(path).text);
}

static dark_status read_source(dark__material *material, const dark__material_way *way, const dark__request *request,
                               const char *path, dark_error *err) {
  dark_error why = DARK_ERROR_INIT;
  if (way->from != NULL && dark__is_study(request, path)) return read_study(material, way, request, path, err);
  const dark_status status = way->read(&material->source, path, &why);
  if (status == DARK_EDATA && is_store(path)) return fail_store(path, err);
  if (status != DARK_OK && err != NULL) *err = why;
  return status;
}

dark_status dark__material_read(dark__material *material, const dark__material_way *way, const dark__request *request,
                                const char *source, dark_error *err) {
  dark_status status = check_released(request, err);
  if (status == DARK_OK) status = read_source(material, way, request, source, err);
  if (status == DARK_OK) status = dark__about_read(&material->about, request->page.about, err);
  if (status == DARK_OK) status = dark__labels_read(&material->labels, request->page.labels, err);
  return status == DARK_OK ? protect(material, request, err) : status;
}

dark__page_options dark__material_options(const dark__material *material, const dark__request *request) {
  return (dark__page_options){.language = (dark__language)request->page.language,
                              .about = &material->about,
                              .labels = material->labels,
                              .protection = dark__is_protected(request) ? &material->protection : NULL,
                              .date = request->page.date};
}

void dark__material_clear(dark__material *material) {
  dark__protection_clear(&material->protection);
  for (size_t i = 0; i < material->n_released; i++) dark__released_clear(&material->released[i]);
  free(material->released);
  dark__document_free(material->labels);
  dark__about_clear(&material->about);
  dark__source_clear(&material->source);
  dark__study_answer_clear(&material->answer);
}
