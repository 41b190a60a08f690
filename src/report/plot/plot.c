/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot/plot.h"

#include "base/error.h"
#include "base/show.h"
#include "report/plot/picture.h"
#include "report/shown/models.h"
#include "report/shown/series.h"
#include "report/source/checks.h"
#include "report/source/histories.h"
#include "report/source/quantiles.h"

const char *const dark__plot_words[] = {"forest", "overlaps",   "tornado",    "series",      "flow",         "methods",
                                        "models", "replicates", "untestable", "consistency", "trajectories", "differences"};

static dark_status check_models(const dark__sheet *sheet, dark_error *err) {
  if (dark__models_at(sheet, 0) != NULL) return DARK_OK;
  return dark__fail(
      err, DARK_EDATA,
      "%s: there are no models in it; plot models draws what 'darkfigure models --format json' wrote, which may stand "
      "behind it",
      dark__show_path(sheet->source->path).text);
}

static dark_status check_comparisons(const dark__sheet *sheet, dark_error *err) {
  if (sheet->options->comparisons != NULL && sheet->options->comparisons->n > 0) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%s: nothing is compared; plot differences draws what the key 'comparisons' of a study asks for, and "
                    "'darkfigure study compare --format json' wrote",
                    dark__show_path(sheet->source->path).text);
}

/* Whether the source has what the kind draws. */
static dark_status check(dark__plot_kind kind, const dark__sheet *sheet, dark_error *err) {
  dark__series series;
  if (kind == DARK__PLOT_OVERLAPS) return dark__source_check_histories(sheet->source, err);
  if (kind == DARK__PLOT_REPLICATES) return dark__source_check_quantiles(sheet->source, err);
  if (kind == DARK__PLOT_CONSISTENCY) return dark__source_check_known_lists(sheet->source, err);
  if (kind == DARK__PLOT_TRAJECTORIES) return dark__source_check_thinned(sheet->source, err);
  if (kind == DARK__PLOT_DIFFERENCES) return check_comparisons(sheet, err);
  if (kind == DARK__PLOT_MODELS) return check_models(sheet, err);
  if (kind != DARK__PLOT_SERIES || dark__series_find(&series, sheet)) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%s: none of its categories is a year, whole numbers from 1900 to 2100; estimate by one: 'fit --by year "
                    "--format json'",
                    dark__show_path(sheet->source->path).text);
}

dark_status dark__plot_write(FILE *stream, dark__plot_kind kind, const dark__source *source, const dark__page_options *options,
                             dark_error *err) {
  static void (*const kinds[])(dark__picture *) = {[DARK__PLOT_FOREST] = dark__plot_forest,
                                                   [DARK__PLOT_OVERLAPS] = dark__plot_overlaps,
                                                   [DARK__PLOT_TORNADO] = dark__plot_tornado,
                                                   [DARK__PLOT_SERIES] = dark__plot_series,
                                                   [DARK__PLOT_FLOW] = dark__plot_flow,
                                                   [DARK__PLOT_METHODS] = dark__plot_methods,
                                                   [DARK__PLOT_MODELS] = dark__plot_models,
                                                   [DARK__PLOT_REPLICATES] = dark__plot_replicates,
                                                   [DARK__PLOT_UNTESTABLE] = dark__plot_untestable,
                                                   [DARK__PLOT_CONSISTENCY] = dark__plot_known_lists,
                                                   [DARK__PLOT_TRAJECTORIES] = dark__plot_thinned,
                                                   [DARK__PLOT_DIFFERENCES] = dark__plot_differences};
  dark__picture picture = {.sheet = {.source = source,
                                     .options = options,
                                     .language = options->language,
                                     .is_invented = dark__is_invented(options->about, source)}};
  const dark_status status = check(kind, &picture.sheet, err);
  if (status != DARK_OK) return status;
  kinds[kind](&picture);
  return dark__picture_finish(&picture, stream, err);
}
