/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot/plot.h"

#include "report/plot/picture.h"
#include "report/source/histories.h"

const char *const dark__plot_words[] = {"forest", "overlaps", "tornado"};

static dark_status check(dark__plot_kind kind, const dark__source *source, dark_error *err) {
  return kind == DARK__PLOT_OVERLAPS ? dark__source_check_histories(source, err) : DARK_OK;
}

dark_status dark__plot_write(FILE *stream, dark__plot_kind kind, const dark__source *source, const dark__page_options *options,
                             dark_error *err) {
  static void (*const kinds[])(dark__picture *) = {[DARK__PLOT_FOREST] = dark__plot_forest,
                                                   [DARK__PLOT_OVERLAPS] = dark__plot_overlaps,
                                                   [DARK__PLOT_TORNADO] = dark__plot_tornado};
  const dark_status status = check(kind, source, err);
  if (status != DARK_OK) return status;
  dark__picture picture = {.sheet = {.source = source,
                                     .options = options,
                                     .language = options->language,
                                     .is_invented = dark__is_invented(options->about, source)}};
  kinds[kind](&picture);
  return dark__picture_finish(&picture, stream, err);
}
