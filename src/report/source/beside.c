/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/beside.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "report/source/member.h"
#include "report/source/methods.h"
#include "report/source/models.h"

enum { COMPARISONS, WHAT_IFS };

bool dark__has_comparisons(const dark__beside *beside) { return beside->documents[COMPARISONS] != NULL; }
bool dark__has_what_ifs(const dark__beside *beside) { return beside->documents[WHAT_IFS] != NULL; }
bool dark__has_methods(const dark__beside *beside) { return beside->methods.document != NULL; }

static dark_status fail_unknown(const char *path, dark_error *err) {
  return dark__fail(
      err, DARK_EDATA,
      "%s: this is what none of 'darkfigure study compare', 'darkfigure sensitivity', 'darkfigure methods FILE' and 'darkfigure "
      "models' writes with '--format json', which are what stands beside the results",
      dark__show_path(path).text);
}

/* Takes the document over. */
static dark_status take(dark__beside *beside, int which, dark__document *document, const char *path, dark_error *err) {
  if (beside->documents[which] != NULL) {
    dark__document_free(document);
    return dark__fail(err, DARK_EDATA, "%s: a second file of '%s'; a page has one", dark__show_path(path).text,
                      which == COMPARISONS ? "study compare" : "sensitivity");
  }
  beside->documents[which] = document;
  return which == COMPARISONS ? dark__comparisons_source_from(&beside->comparisons, document, path, err)
                              : dark__what_ifs_source_from(&beside->what_ifs, document, path, err);
}

dark_status dark__beside_take_comparisons(dark__beside *beside, dark__document *document, const char *path, dark_error *err) {
  return take(beside, COMPARISONS, document, path, err);
}

static bool has_same_lists(const dark__source *source, const dark__source *fitted) {
  const dark_results *own = &source->results, *results = &fitted->results;
  if (own->n_lists != results->n_lists) return false;
  for (size_t l = 0; l < own->n_lists; l++)
    if (strcmp(own->lists[l], results->lists[l]) != 0) return false;
  return true;
}

static dark_status fail_other(const char *command, const char *hint, const char *path, const dark__source *fitted,
                              dark_error *err) {
  return dark__fail(err, DARK_EDATA,
                    "%s: it is about other people or lists than %s: run '%s' with the same file and the same options for "
                    "reading as 'fit'%s",
                    dark__show_path(path).text, dark__show_path(fitted->path).text, command, hint);
}

/* Takes the document over. */
static dark_status take_methods(dark__beside *beside, const dark__source *fitted, dark__document *document, const char *path,
                                dark_error *err) {
  if (dark__has_methods(beside)) {
    dark__document_free(document);
    return dark__fail(err, DARK_EDATA, "%s: a second file of 'methods'; a page has one", dark__show_path(path).text);
  }
  const dark_status status = dark__source_from_methods(&beside->methods, document, path, err);
  const bool is_of_same = beside->methods.n_people == fitted->n_people && has_same_lists(&beside->methods, fitted);
  return status != DARK_OK || is_of_same ? status : fail_other("methods", "", path, fitted, err);
}

static bool has_list(const dark__source *source, const char *list) {
  for (size_t l = 0; l < source->results.n_lists; l++)
    if (strcmp(source->results.lists[l], list) == 0) return true;
  return false;
}

/* Models stand beside others whatever part of the people these are about; beside results, with the row about their people, of whom some
   lists may have nobody. */
static bool goes_with(const dark__source *models, const dark__source *fitted) {
  if (fitted->results.n_rows == 0) return true;
  for (size_t l = 0; l < models->results.n_lists; l++)
    if (!has_list(fitted, models->results.lists[l])) return false;
  return dark__models_row(models, fitted) != NULL;
}

/* Takes the document over. */
static dark_status take_models(dark__beside *beside, const dark__source *fitted, dark__document *document, const char *path,
                               dark_error *err) {
  dark__source *grown = realloc(beside->models, (beside->n_models + 1) * sizeof *grown);
  if (grown == NULL) {
    dark__document_free(document);
    return dark__fail_memory(err);
  }
  beside->models = grown;
  dark__source *models = &beside->models[beside->n_models++];
  const dark_status status = dark__source_from_models(models, document, path, err);
  return status != DARK_OK || goes_with(models, fitted)
             ? status
             : fail_other("models", ", or with --where for one of its categories", path, fitted, err);
}

dark_status dark__beside_take_models(dark__beside *beside, const dark__source *fitted, dark__document *document, const char *path,
                                     dark_error *err) {
  return take_models(beside, fitted, document, path, err);
}

dark_status dark__beside_read(dark__beside *beside, const dark__source *fitted, const char *path, dark_error *err) {
  dark__document *document = NULL;
  dark_status status = dark__read_source_document(
      &document, path,
      "beside the results goes what 'study compare', 'sensitivity', 'methods FILE' or 'models' writes with '--format json'", err);
  if (status != DARK_OK) return status;
  if (dark__is_of_methods(document)) return take_methods(beside, fitted, document, path, err);
  if (dark__is_of_models(document)) return take_models(beside, fitted, document, path, err);
  if (dark__is_written_by(document->root, "study compare")) return take(beside, COMPARISONS, document, path, err);
  if (dark__is_written_by(document->root, "sensitivity")) {
    status = take(beside, WHAT_IFS, document, path, err);
    return status == DARK_OK ? dark__what_ifs_check(&beside->what_ifs, fitted, path, err) : status;
  }
  dark__document_free(document);
  return fail_unknown(path, err);
}

dark_status dark__beside_read_what_ifs(dark__beside *beside, const dark__source *fitted, const char *path, dark_error *err) {
  const dark_status status = dark__beside_read(beside, fitted, path, err);
  if (status != DARK_OK || dark__has_what_ifs(beside)) return status;
  return dark__fail(err, DARK_EDATA, "%s: this is not what 'darkfigure sensitivity --format json' writes",
                    dark__show_path(path).text);
}

dark_status dark__beside_read_comparisons(dark__beside *beside, const dark__source *fitted, const char *path, dark_error *err) {
  const dark_status status = dark__beside_read(beside, fitted, path, err);
  if (status != DARK_OK || dark__has_comparisons(beside)) return status;
  return dark__fail(err, DARK_EDATA, "%s: this is not what 'darkfigure study compare --format json' writes",
                    dark__show_path(path).text);
}

dark_status dark__beside_read_models(dark__beside *beside, const dark__source *fitted, const char *path, dark_error *err) {
  const size_t n = beside->n_models;
  const dark_status status = dark__beside_read(beside, fitted, path, err);
  if (status != DARK_OK || beside->n_models > n) return status;
  return dark__fail(err, DARK_EDATA, "%s: this is not what 'darkfigure models --format json' writes", dark__show_path(path).text);
}

void dark__beside_clear(dark__beside *beside) {
  for (size_t i = 0; i < beside->n_models; i++) dark__source_clear(&beside->models[i]);
  free(beside->models);
  dark__comparisons_source_clear(&beside->comparisons);
  dark__what_ifs_source_clear(&beside->what_ifs);
  dark__source_clear(&beside->methods);
  for (int i = 0; i < 2; i++) dark__document_free(beside->documents[i]);
  *beside = (dark__beside){0};
}
