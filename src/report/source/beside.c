/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/beside.h"

#include "base/error.h"
#include "base/show.h"
#include "report/source/member.h"

enum { COMPARISONS, WHAT_IFS };

bool dark__has_comparisons(const dark__beside *beside) { return beside->documents[COMPARISONS] != NULL; }
bool dark__has_what_ifs(const dark__beside *beside) { return beside->documents[WHAT_IFS] != NULL; }

static dark_status fail_unknown(const char *path, dark_error *err) {
  return dark__fail(
      err, DARK_EDATA,
      "%s: this is neither what 'darkfigure study compare --format json' nor what 'darkfigure sensitivity --format json' writes, "
      "which are what stands beside the results",
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

dark_status dark__beside_read(dark__beside *beside, const dark__source *fitted, const char *path, dark_error *err) {
  dark__document *document = NULL;
  dark_status status = dark__read_source_document(
      &document, path, "beside the results goes what 'study compare' or 'sensitivity' writes with '--format json'", err);
  if (status != DARK_OK) return status;
  if (dark__is_written_by(document->root, "study compare")) return take(beside, COMPARISONS, document, path, err);
  if (dark__is_written_by(document->root, "sensitivity")) {
    status = take(beside, WHAT_IFS, document, path, err);
    return status == DARK_OK ? dark__what_ifs_check(&beside->what_ifs, fitted, path, err) : status;
  }
  dark__document_free(document);
  return fail_unknown(path, err);
}

void dark__beside_clear(dark__beside *beside) {
  dark__comparisons_source_clear(&beside->comparisons);
  dark__what_ifs_source_clear(&beside->what_ifs);
  for (int i = 0; i < 2; i++) dark__document_free(beside->documents[i]);
  *beside = (dark__beside){0};
}
