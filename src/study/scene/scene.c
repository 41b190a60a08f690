/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/scene/scene.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "study/scene/from_shape.h"
#include "table/expected.h"

/* Where a cell of a deck goes. */
typedef struct place {
  size_t stratum; /* DARK__NONE: nowhere */
  uint32_t history;
} place;

static place place_of(const dark__scene_shape *of, const dark_cell *cell) {
  const uint32_t history = dark__scene_history(of, cell->stratum, (uint32_t)cell->history);
  return (place){history == 0 ? DARK__NONE : of->to[cell->stratum], history};
}

size_t dark__scene_n_strata(const dark__scene *scene) { return dark_table_n_strata(scene->table); }

/* ---- steps that recount */

static uint32_t find_bit(const dark_table *table, const char *list) {
  for (size_t i = 0; i < dark_table_n_lists(table); i++)
    if (strcmp(dark_table_list_name(table, i), list) == 0) return UINT32_C(1) << i;
  return 0;
}

static bool is_recount(dark_step_kind kind) {
  return kind == DARK_STEP_LINKAGE || kind == DARK_STEP_SCOPE || kind == DARK_STEP_DETECTION;
}

static dark_status collect_recounts(dark__scene *scene, const dark_study_scenario *scenario, dark_error *err) {
  scene->recounts = calloc(scenario->n_steps + 1, sizeof *scene->recounts);
  if (scene->recounts == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < scenario->n_steps; i++) {
    const dark_step *step = &scenario->steps[i];
    if (!is_recount(step->kind)) continue;
    scene->recounts[scene->n_recounts++] =
        (dark__recount){.kind = step->kind,
                        .step = step,
                        .first = find_bit(scene->table, step->lists[0]),
                        .second = step->n_lists > 1 ? find_bit(scene->table, step->lists[1]) : 0};
  }
  return DARK_OK;
}

/* Detection may be about one value of a category. */
static bool is_about(const dark_step *step, const dark_table *table, size_t stratum) {
  if (step == NULL) return false;
  for (size_t g = 0; g < step->n_groups && step->kind == DARK_STEP_DETECTION; g++)
    for (size_t c = 0; c < dark_table_n_categories(table); c++) {
      const char *level = dark_table_level_name(table, c, dark_table_stratum_level(table, stratum, c));
      if (strcmp(dark_table_category_name(table, c), step->groups[g].name) == 0 && strcmp(level, step->groups[g].members[0]) != 0)
        return false;
    }
  return true;
}

static dark_status aim_recounts(dark__scene *scene, dark_error *err) {
  for (size_t s = 0; s < dark__scene_n_strata(scene); s++) {
    bool *is_recounted = scene->strata[s].is_recounted = calloc(scene->n_recounts + 1, sizeof *is_recounted);
    if (is_recounted == NULL) return dark__fail_memory(err);
    for (size_t r = 0; r < scene->n_recounts; r++) is_recounted[r] = is_about(scene->recounts[r].step, scene->table, s);
  }
  return DARK_OK;
}

bool dark__scene_recount(double *slots, const dark__scene *scene, size_t stratum, const dark__detection *detections,
                         const gsl_rng *random) {
  const dark__scene_stratum *of = &scene->strata[stratum];
  const dark__recount_records records = {of->histories, of->n};
  for (size_t r = 0; r < scene->n_recounts; r++) {
    const dark__recount *step = &scene->recounts[r];
    if (!of->is_recounted[r] || (step->kind == DARK_STEP_DETECTION && detections == NULL)) continue;
    if (!dark__recount_apply(slots, &records, step, detections == NULL ? NULL : &detections[r], random)) return false;
  }
  return true;
}

/* ---- records of strata */

static int compare_histories(const void *left, const void *right) {
  const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return (a > b) - (a < b);
}

static size_t sort_distinct(uint32_t *histories, size_t n) {
  size_t n_distinct = 0;
  if (n == 0) return 0;
  qsort(histories, n, sizeof *histories, compare_histories);
  for (size_t i = 0; i < n; i++)
    if (i == 0 || histories[i] != histories[n_distinct - 1]) histories[n_distinct++] = histories[i];
  return n_distinct;
}

/* Whether the lists that a step is about caught anybody in the stratum. */
static bool concerns(const dark__recount *step, const dark__scene_stratum *of) {
  uint32_t caught = 0;
  for (size_t i = 0; i < of->n; i++) caught |= of->histories[i];
  return ((step->first | step->second) & ~caught) == 0;
}

/* Room for what recounts may add. */
static dark_status close_stratum(dark__scene_stratum *of, const dark__scene *scene, dark_error *err) {
  if (of->is_recounted == NULL) return dark__fail_memory(err);
  for (size_t r = 0; r < scene->n_recounts; r++) {
    uint32_t *larger = realloc(of->histories, (2 * of->n + 2) * sizeof *larger);
    if (larger == NULL) return dark__fail_memory(err);
    of->histories = larger;
    if (of->is_recounted[r] && concerns(&scene->recounts[r], of)) dark__recount_close(of->histories, &of->n, &scene->recounts[r]);
    of->n = sort_distinct(of->histories, of->n);
  }
  return DARK_OK;
}

/* The histories of each stratum, from the cells of all people. */
static dark_status collect_histories(dark__scene *scene, const dark__scene_shape *of, dark_error *err) {
  const dark__deck *all = &scene->decks->whole;
  for (int is_filling = 0; is_filling < 2; is_filling++) {
    for (size_t s = 0; s < dark__scene_n_strata(scene) && is_filling; s++) {
      scene->strata[s].histories = calloc(scene->strata[s].n + 1, sizeof *scene->strata[s].histories);
      if (scene->strata[s].histories == NULL) return dark__fail_memory(err);
      scene->strata[s].n = 0;
    }
    for (size_t i = 0; i < all->n; i++) {
      const place to = place_of(of, &all->cells[i]);
      if (to.stratum == DARK__NONE) continue;
      dark__scene_stratum *stratum = &scene->strata[to.stratum];
      if (is_filling) stratum->histories[stratum->n] = to.history;
      stratum->n++;
    }
  }
  dark_status status = DARK_OK;
  for (size_t s = 0; status == DARK_OK && s < dark__scene_n_strata(scene); s++) {
    scene->strata[s].n = sort_distinct(scene->strata[s].histories, scene->strata[s].n);
    status = close_stratum(&scene->strata[s], scene, err);
    scene->strata[s].first = scene->n_slots;
    scene->n_slots += scene->strata[s].n;
  }
  return status;
}

static size_t find_history(const uint32_t *histories, size_t n, uint32_t history) {
  const uint32_t *found = bsearch(&history, histories, n, sizeof *histories, compare_histories);
  return (size_t)(found - histories);
}

/* ---- routes */

static dark_status route_deck(size_t **route, const dark__deck *deck, const dark__scene *scene, const dark__scene_shape *of,
                              dark_error *err) {
  *route = calloc(deck->n + 1, sizeof **route);
  if (*route == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < deck->n; i++) {
    const place to = place_of(of, &deck->cells[i]);
    (*route)[i] = DARK__NONE;
    if (to.stratum == DARK__NONE) continue;
    const dark__scene_stratum *stratum = &scene->strata[to.stratum];
    (*route)[i] = stratum->first + find_history(stratum->histories, stratum->n, to.history);
  }
  return DARK_OK;
}

static dark_status make_routes(dark__scene *scene, const dark__scene_shape *of, dark_error *err) {
  const dark__decks *decks = scene->decks;
  const size_t n = dark_table_n_strata(decks->coarse);
  scene->routes = calloc(n + 1, sizeof *scene->routes);
  scene->counts = calloc(scene->n_slots + 1, sizeof *scene->counts);
  if (scene->routes == NULL || scene->counts == NULL) return dark__fail_memory(err);
  dark_status status = route_deck(&scene->routes[n], &decks->whole, scene, of, err);
  for (size_t s = 0; status == DARK_OK && s < n; s++) status = route_deck(&scene->routes[s], &decks->strata[s], scene, of, err);
  for (size_t i = 0; status == DARK_OK && i < decks->whole.n; i++)
    if (scene->routes[n][i] != DARK__NONE) scene->counts[scene->routes[n][i]] += decks->whole.cells[i].count;
  return status;
}

size_t dark__scene_stratum_of(const dark__scene *scene, size_t slot) {
  size_t low = 0, high = dark__scene_n_strata(scene);
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (scene->strata[middle].first <= slot) low = middle;
    else high = middle;
  }
  return low;
}

/* The stratum to which a stratum as read sends its people: values are put together, but not taken apart. DARK__NONE: nobody is left. */
static size_t target_of(const dark__scene *scene, size_t from) {
  const size_t n = scene->decks->strata[from].n;
  size_t i = 0;
  while (i < n && scene->routes[from][i] == DARK__NONE) i++;
  return i == n ? DARK__NONE : dark__scene_stratum_of(scene, scene->routes[from][i]);
}

/* Which strata as read send people to each stratum. */
static dark_status find_sources(dark__scene *scene, dark_error *err) {
  for (int is_filling = 0; is_filling < 2; is_filling++) {
    for (size_t s = 0; s < dark__scene_n_strata(scene) && is_filling; s++) {
      scene->strata[s].sources = calloc(scene->strata[s].n_sources + 1, sizeof *scene->strata[s].sources);
      if (scene->strata[s].sources == NULL) return dark__fail_memory(err);
      scene->strata[s].n_sources = 0;
    }
    for (size_t from = 0; from < dark_table_n_strata(scene->decks->coarse); from++) {
      const size_t target = target_of(scene, from);
      if (target == DARK__NONE) continue;
      dark__scene_stratum *to = &scene->strata[target];
      if (is_filling) to->sources[to->n_sources] = from;
      to->n_sources++;
    }
  }
  return DARK_OK;
}

static dark_status pool(dark__scene *scene, dark_error *err) {
  scene->pooled = calloc(scene->n_slots + 1, sizeof *scene->pooled);
  scene->pooled_of = calloc(scene->n_slots + 1, sizeof *scene->pooled_of);
  if (scene->pooled == NULL || scene->pooled_of == NULL) return dark__fail_memory(err);
  for (size_t s = 0; s < dark__scene_n_strata(scene); s++)
    memcpy(scene->pooled + scene->strata[s].first, scene->strata[s].histories, scene->strata[s].n * sizeof *scene->pooled);
  scene->n_pooled = sort_distinct(scene->pooled, scene->n_slots);
  for (size_t s = 0; s < dark__scene_n_strata(scene); s++)
    for (size_t i = 0; i < scene->strata[s].n; i++)
      scene->pooled_of[scene->strata[s].first + i] = find_history(scene->pooled, scene->n_pooled, scene->strata[s].histories[i]);
  return DARK_OK;
}

/* ---- the table */

static dark_status fill_table(dark_table *table, const dark__scene *scene, const double *counts, dark_error *err) {
  dark_record *records = calloc(scene->n_slots + 1, sizeof *records);
  dark_status status = records == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t s = 0; status == DARK_OK && s < dark__scene_n_strata(scene); s++) {
    const dark__scene_stratum *of = &scene->strata[s];
    for (size_t i = 0; i < of->n; i++) records[i] = (dark_record){of->histories[i], counts[of->first + i]};
    status = dark__table_expect(table, s, records, of->n, err);
  }
  free(records);
  return status;
}

dark_status dark__scene_table(dark_table **out, const dark__scene *scene, const double *counts, const bool *is_impossible,
                              dark_error *err) {
  *out = NULL;
  dark_table *table = NULL;
  dark_status status = dark_table_new_like(&table, scene->table, NULL, 0, err);
  if (status == DARK_OK) status = fill_table(table, scene, counts, err);
  for (size_t s = 0; status == DARK_OK && s < dark__scene_n_strata(scene); s++)
    if (is_impossible[s]) dark__table_mark_impossible(table, s);
  if (status == DARK_OK) *out = table;
  else dark_table_free(table);
  return status;
}

static dark_status recount_all(dark__scene *scene, dark_error *err) {
  double *counts = calloc(scene->n_slots + 1, sizeof *counts);
  if (counts == NULL) return dark__fail_memory(err);
  memcpy(counts, scene->counts, scene->n_slots * sizeof *counts);
  for (size_t s = 0; s < dark__scene_n_strata(scene); s++) {
    dark__scene_stratum *of = &scene->strata[s];
    of->is_impossible = !dark__scene_recount(counts + of->first, scene, s, NULL, NULL);
    if (!of->is_impossible) continue;
    memcpy(counts + of->first, scene->counts + of->first, of->n * sizeof *counts);
    dark__table_mark_impossible(scene->table, s);
  }
  const dark_status status = fill_table(scene->table, scene, counts, err);
  free(counts);
  return status;
}

/* Everything but the table without people. */
static dark_status fill_scene(dark__scene *scene, const dark__scene_shape *of, dark_error *err) {
  dark_status status = collect_recounts(scene, &of->shape->scenario->scenario, err);
  if (status != DARK_OK) return status;
  scene->strata = calloc(dark__scene_n_strata(scene) + 1, sizeof *scene->strata);
  if (scene->strata == NULL) return dark__fail_memory(err);
  status = aim_recounts(scene, err);
  if (status == DARK_OK) status = collect_histories(scene, of, err);
  if (status == DARK_OK) status = make_routes(scene, of, err);
  if (status == DARK_OK) status = find_sources(scene, err);
  if (status == DARK_OK) status = pool(scene, err);
  return status == DARK_OK ? recount_all(scene, err) : status;
}

dark_status dark__scene_make(dark__scene *scene, const dark__shape *shape, const dark__decks *decks, dark_error *err) {
  dark__scene_shape of;
  *scene = (dark__scene){.decks = decks};
  dark_status status = dark__scene_shape_make(&scene->table, &of, shape, decks, err);
  if (status == DARK_OK) status = fill_scene(scene, &of, err);
  dark__scene_shape_clear(&of);
  return status;
}

void dark__scene_clear(dark__scene *scene) {
  for (size_t s = 0; scene->strata != NULL && s < dark__scene_n_strata(scene); s++) {
    free(scene->strata[s].histories);
    free(scene->strata[s].sources);
    free(scene->strata[s].is_recounted);
  }
  for (size_t s = 0; scene->routes != NULL && s <= dark_table_n_strata(scene->decks->coarse); s++) free(scene->routes[s]);
  free(scene->strata);
  free(scene->routes);
  free(scene->counts);
  free(scene->pooled);
  free(scene->pooled_of);
  free(scene->recounts);
  dark_table_free(scene->table);
  *scene = (dark__scene){0};
}
