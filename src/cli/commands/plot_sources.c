/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/plot_sources.h"

#include "report/source/checks.h"
#include "report/source/methods.h"
#include "report/source/models.h"
#include "report/source/untestable.h"
#include "report/words/rows.h"

static dark__material_way way_of(dark__plot_kind kind) {
  switch (kind) {
    case DARK__PLOT_METHODS: return (dark__material_way){dark__source_read_methods, NULL, DARK__NEED_BASELINE};
    case DARK__PLOT_MODELS: return (dark__material_way){dark__source_read_models, dark__source_from_models, DARK__NEED_MODELS};
    case DARK__PLOT_UNTESTABLE:
      return (dark__material_way){dark__source_read_untestable, dark__source_from_untestable, DARK__NEED_ASSUMPTIONS};
    case DARK__PLOT_CONSISTENCY:
      return (dark__material_way){dark__source_read_checks, dark__source_from_checks, DARK__NEED_ASSUMPTIONS};
    case DARK__PLOT_TRAJECTORIES:
      return (dark__material_way){dark__source_read_checks, dark__source_from_checks, DARK__NEED_THINNED};
    case DARK__PLOT_DIFFERENCES: return dark__way_of_comparisons;
    default: return dark__way_of_answer;
  }
}

/* Those of the further categories of a study, which come with it. */
static dark_status take_models(dark__plot_sources *from, dark_error *err) {
  dark__study_answer *answer = &from->material.answer;
  const dark__source *source = &from->material.source;
  dark_status status = DARK_OK;
  for (size_t i = 1; status == DARK_OK && i < answer->n_models; i++) {
    dark__document *models = answer->models[i];
    answer->models[i] = NULL;
    status = dark__beside_take_models(&from->beside, source, models, source->path, err);
  }
  return status;
}

/* Those of a study likewise. */
static dark_status take_comparisons(dark__plot_sources *from, dark_error *err) {
  dark__document *comparisons = from->material.answer.comparisons;
  from->material.answer.comparisons = NULL;
  if (comparisons == NULL) return DARK_OK;
  return dark__beside_take_comparisons(&from->beside, comparisons, from->material.source.path, err);
}

static dark_status read_beside(dark__plot_sources *from, const dark__plot_order *of, const char *path, dark_error *err) {
  const dark__source *source = &from->material.source;
  if (of->kind == DARK__PLOT_MODELS) return dark__beside_read_models(&from->beside, source, path, err);
  if (of->kind == DARK__PLOT_DIFFERENCES) return dark__beside_read_comparisons(&from->beside, source, path, err);
  return dark__beside_read_what_ifs(&from->beside, source, path, err);
}

dark_status dark__plot_sources_read(dark__plot_sources *from, const dark__plot_order *of, const dark__request *request,
                                    dark_error *err) {
  const dark__material_way way = way_of(of->kind);
  dark_status status = dark__material_read(&from->material, &way, request, of->source, err);
  if (status == DARK_OK) status = take_models(from, err);
  if (status == DARK_OK) status = take_comparisons(from, err);
  for (size_t i = 0; status == DARK_OK && i < of->n_beside; i++) status = read_beside(from, of, of->beside[i], err);
  return status;
}

void dark__plot_sources_clear(dark__plot_sources *from) {
  dark__beside_clear(&from->beside);
  dark__material_clear(&from->material);
}

bool dark__plot_lacks_estimates(const dark__plot_order *of, const dark__plot_sources *from) {
  const dark__source *source = &from->material.source;
  for (size_t i = 0; i < from->beside.n_models; i++)
    if (from->beside.models[i].models.n_estimated > 0) return false;
  if (of->kind == DARK__PLOT_OVERLAPS || source->models.n_estimated > 0) return false;
  for (size_t i = 0; i < source->n_untestable; i++)
    if (source->untestable[i].hidden >= 0) return false;
  for (size_t i = 0; i < source->n_checked; i++)
    if (dark__row_has_estimate(&source->checked[i].estimate)) return false;
  return !dark_results_any(&source->results);
}
