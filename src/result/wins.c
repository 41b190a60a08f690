/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/assembly.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* Beyond these, only models that cause extreme replicates are kept. */
enum { N_KEPT = 10 };
/* A replicate beyond this many times the estimate is extreme. */
static const double EXTREME = 10;

/* One model while it is counted. */
typedef struct counted {
  dark_model_id id;
  dark_win win;
} counted;

static int compare_ids(dark_model_id a, dark_model_id b) {
  if (a.bits[0] != b.bits[0]) return a.bits[0] < b.bits[0] ? -1 : 1;
  if (a.bits[1] != b.bits[1]) return a.bits[1] < b.bits[1] ? -1 : 1;
  return 0;
}

static int by_id(const void *a, const void *b) { return compare_ids(((const counted *)a)->id, ((const counted *)b)->id); }

static int by_frequency(const void *a, const void *b) {
  const dark_win *x = &((const counted *)a)->win, *y = &((const counted *)b)->win;
  if (x->n != y->n) return x->n > y->n ? -1 : 1;
  return strcmp(x->model, y->model);
}

/* One entry per replicate that has an estimate. */
static size_t collect_replicates(counted *models, const dark_replicates *replicates, const dark_detail *detail) {
  const double *totals = dark_replicates_part(replicates, detail->part);
  const dark_model_id *ids = dark_replicates_models(replicates, detail->part);
  const size_t n_replicates = dark_replicates_n(replicates);
  size_t n = 0;
  for (size_t r = 0; r < n_replicates; r++) {
    if (isnan(totals[r])) continue;
    const size_t n_extreme = totals[r] > EXTREME * detail->estimate.total ? 1 : 0;
    models[n++] = (counted){.id = ids[r], .win = {.n = 1, .n_extreme = n_extreme}};
  }
  return n;
}

/* Add up entries of the same model; returns how many are left, sorted by model. */
static size_t merge_equal(counted *models, size_t n) {
  if (n == 0) return 0;
  qsort(models, n, sizeof *models, by_id);
  size_t last = 0;
  for (size_t i = 1; i < n; i++) {
    if (compare_ids(models[last].id, models[i].id) != 0) {
      models[++last] = models[i];
      continue;
    }
    models[last].win.n += models[i].win.n;
    models[last].win.n_extreme += models[i].win.n_extreme;
  }
  return last + 1;
}

static dark_status name_models(counted *models, size_t n, dark__arena *names, const dark_plan *plan, size_t part,
                               dark_error *err) {
  for (size_t i = 0; i < n; i++) {
    models[i].win.model = dark__model_name(names, plan, part, models[i].id);
    if (models[i].win.model == NULL) return dark__fail_memory(err);
  }
  return DARK_OK;
}

/* Copy what is worth showing into the detail. A formula has no models: its only name is "". */
static dark_status keep_wins(dark_detail *detail, const counted *models, size_t n, dark__arena *arena, dark_error *err) {
  for (size_t i = 0; i < n; i++) detail->n_extreme += models[i].win.n_extreme;
  detail->wins = dark__arena_take(arena, n, sizeof *detail->wins);
  if (detail->wins == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) {
    if (models[i].win.model[0] == '\0' || (i >= N_KEPT && models[i].win.n_extreme == 0)) continue;
    dark_win *win = &detail->wins[detail->n_wins];
    *win = models[i].win;
    win->model = dark__arena_copy(arena, models[i].win.model);
    if (win->model == NULL) return dark__fail_memory(err);
    detail->n_wins++;
  }
  return DARK_OK;
}

dark_status dark__wins_fill(dark_detail *detail, const dark__assembly *assembly, dark_error *err) {
  const dark_replicates *replicates = assembly->replicates;
  if (replicates == NULL || dark_replicates_n(replicates) == 0) return DARK_OK;
  if (dark_replicates_part(replicates, detail->part) == NULL || dark_replicates_models(replicates, detail->part) == NULL)
    return DARK_OK;
  dark_status status;
  size_t n = 0;
  dark__arena *names = dark__arena_new();
  counted *models = calloc(dark_replicates_n(replicates), sizeof *models);
  if (names == NULL || models == NULL) {
    status = dark__fail_memory(err);
    goto done;
  }
  n = merge_equal(models, collect_replicates(models, replicates, detail));
  status = name_models(models, n, names, assembly->plan, detail->part, err);
  if (status != DARK_OK) goto done;
  if (n > 0) qsort(models, n, sizeof *models, by_frequency);
  status = keep_wins(detail, models, n, assembly->arena, err);
done:
  free(models);
  dark__arena_free(names);
  return status;
}
