/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/beside.h"

#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "report/source/member.h"
#include "report/source/methods.h"

enum { COMPARISONS, WHAT_IFS };

bool dark__has_comparisons(const dark__beside *beside) { return beside->documents[COMPARISONS] != NULL; }
bool dark__has_what_ifs(const dark__beside *beside) { return beside->documents[WHAT_IFS] != NULL; }
bool dark__has_methods(const dark__beside *beside) { return beside->methods.document != NULL; }

static dark_status fail_unknown(const char *path, dark_error *err) {
  return dark__fail(
      err, DARK_EDATA,
      "%s: this is what none of 'darkfigure study compare', 'darkfigure sensitivity' and 'darkfigure methods FILE' writes with "
      "'--format json', which are what stands beside the results",
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

/* Of the same people on the same lists. */
static bool is_of_same(const dark__source *methods, const dark__source *fitted) {
  const dark_results *own = &methods->results, *results = &fitted->results;
  if (methods->n_people != fitted->n_people || own->n_lists != results->n_lists) return false;
  for (size_t l = 0; l < own->n_lists; l++)
    if (strcmp(own->lists[l], results->lists[l]) != 0) return false;
  return true;
}

/* Takes the document over. */
static dark_status take_methods(dark__beside *beside, const dark__source *fitted, dark__document *document, const char *path,
                                dark_error *err) {
  if (dark__has_methods(beside)) {
    dark__document_free(document);
    return dark__fail(err, DARK_EDATA, "%s: a second file of 'methods'; a page has one", dark__show_path(path).text);
  }
  const dark_status status = dark__source_from_methods(&beside->methods, document, path, err);
  if (status != DARK_OK || is_of_same(&beside->methods, fitted)) return status;
  return dark__fail(err, DARK_EDATA,
                    "%s: it is about other people or lists than %s: run 'methods' with the same file and the same options for "
                    "reading as 'fit'",
                    dark__show_path(path).text, dark__show_path(fitted->path).text);
}

dark_status dark__beside_read(dark__beside *beside, const dark__source *fitted, const char *path, dark_error *err) {
  dark__document *document = NULL;
  dark_status status = dark__read_source_document(
      &document, path,
      "beside the results goes what 'study compare', 'sensitivity' or 'methods FILE' writes with '--format json'", err);
  if (status != DARK_OK) return status;
  if (dark__is_of_methods(document)) return take_methods(beside, fitted, document, path, err);
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

void dark__beside_clear(dark__beside *beside) {
  dark__comparisons_source_clear(&beside->comparisons);
  dark__what_ifs_source_clear(&beside->what_ifs);
  dark__source_clear(&beside->methods);
  for (int i = 0; i < 2; i++) dark__document_free(beside->documents[i]);
  *beside = (dark__beside){0};
}
