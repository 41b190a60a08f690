/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/scene/staging.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "estimator/strata.h"
#include "numeric/stream.h"
#include "resample/draw/stratum_key.h"

/* ---- making */

static size_t n_coarse(const dark__scene *scene) { return dark_table_n_strata(scene->decks->coarse); }

static const dark__deck *deck_at(const dark__scene *scene, size_t i) {
  return i == n_coarse(scene) ? &scene->decks->whole : &scene->decks->strata[i];
}

/* The whole table counts as one stratum more. */
static size_t key_stratum(size_t i, size_t n) { return i == n ? DARK__WHOLE_TABLE : i; }

static void fill_keys(dark__staging *staging, uint64_t seed) {
  static const char purpose[] = "recount";
  const dark__scene *scene = staging->scene;
  for (size_t i = 0; i <= n_coarse(scene); i++) {
    const dark__deck *deck = deck_at(scene, i);
    staging->keys[i] = dark__deck_keys_of(scene->decks, key_stratum(i, n_coarse(scene)), seed);
    if (deck->n > staging->most_cells) staging->most_cells = deck->n;
    if (dark__deck_scratch(deck) > staging->most_scratch) staging->most_scratch = dark__deck_scratch(deck);
  }
  const size_t n = dark__scene_n_strata(scene);
  for (size_t s = 0; s <= n; s++) staging->recount_keys[s] = dark__stratum_key(scene->table, key_stratum(s, n), purpose, seed);
}

dark_status dark__staging_make(dark__staging *staging, const dark__scene *scene, uint64_t seed, dark_error *err) {
  *staging = (dark__staging){.scene = scene,
                             .keys = calloc(n_coarse(scene) + 1, sizeof *staging->keys),
                             .recount_keys = calloc(dark__scene_n_strata(scene) + 1, sizeof *staging->recount_keys),
                             .expected = calloc(scene->n_slots + 1, sizeof *staging->expected),
                             .is_impossible = calloc(dark__scene_n_strata(scene) + 1, sizeof *staging->is_impossible)};
  if (staging->keys == NULL || staging->recount_keys == NULL || staging->expected == NULL || staging->is_impossible == NULL)
    return dark__fail_memory(err);
  fill_keys(staging, seed);
  for (size_t s = 0; s < dark__scene_n_strata(scene); s++) {
    size_t n;
    const dark_record *records = dark_table_records(scene->table, s, &n);
    staging->is_impossible[s] = scene->strata[s].is_impossible;
    for (size_t i = 0; i < n; i++) staging->expected[scene->strata[s].first + i] = records[i].count;
  }
  return DARK_OK;
}

void dark__staging_clear(dark__staging *staging) {
  free(staging->keys);
  free(staging->recount_keys);
  free(staging->detections);
  free(staging->odds);
  free(staging->expected);
  free(staging->is_impossible);
  *staging = (dark__staging){0};
}

/* ---- detection */

bool dark__staging_detects(const dark__scene *scene) {
  for (size_t r = 0; r < scene->n_recounts; r++)
    if (scene->recounts[r].kind == DARK_STEP_DETECTION && scene->recounts[r].first != 0) return true;
  return false;
}

/* What is known of the people of a stratum. */
typedef struct answer {
  const dark_estimate *estimate;
  dark_explanation fit;
  uint32_t lists; /* of the table, that histories of the fit speak of */
} answer;

/* A bit of the table as a bit of a part, which may have only some of the lists. */
static uint32_t part_history(uint32_t history, uint32_t lists) {
  uint32_t result = 0;
  for (unsigned to = 0; lists != 0; lists &= lists - 1, to++)
    if ((history & lists & -lists) != 0) result |= UINT32_C(1) << to;
  return result;
}

/* People in a record as the model fits them, else as they were counted. */
static double people_in(const dark__scene_stratum *of, const double *counts, const answer *by, uint32_t history) {
  if (by->fit.fitted != NULL) return by->fit.fitted[part_history(history, by->lists)];
  for (size_t i = 0; i < of->n; i++)
    if (of->histories[i] == history) return counts[i];
  return 0;
}

static double ratio(double people, double others) { return others > 0 ? people / others : (double)NAN; }

static void fill_detection(dark__detection *out, double *odds, const dark__scene_stratum *of, const double *counts,
                           const answer *by, uint32_t list) {
  const double hidden = by->estimate->hidden;
  for (size_t i = 0; i < of->n; i++) {
    const uint32_t history = of->histories[i];
    odds[i] = (history & list) != 0 ? (double)NAN
                                    : ratio(people_in(of, counts, by, history | list), people_in(of, counts, by, history));
  }
  *out = (dark__detection){odds, hidden, ratio(people_in(of, counts, by, list), hidden)};
}

/* Odds of all detections of a stratum, which nobody has where there is no estimate. */
static dark_status detect_in(dark__staging *staging, const dark_plan *plan, size_t stratum, dark_error *err) {
  const dark__scene *scene = staging->scene;
  const dark__scene_stratum *of = &scene->strata[stratum];
  answer by = {.estimate = dark_plan_estimate(plan, stratum), .lists = (uint32_t)dark__plan_lists(plan, stratum)};
  const bool has_estimate = by.estimate->reason == DARK_N_REASONS;
  const dark_status status = has_estimate ? dark_plan_explain(&by.fit, plan, stratum, err) : DARK_OK;
  if (status != DARK_OK) return status;
  for (size_t r = 0; r < scene->n_recounts; r++) {
    double *odds = staging->odds + r * scene->n_slots + of->first;
    dark__detection *out = &staging->detections[stratum * scene->n_recounts + r];
    *out = (dark__detection){odds, (double)NAN, (double)NAN};
    for (size_t i = 0; i < of->n; i++) odds[i] = (double)NAN;
    if (has_estimate && scene->recounts[r].kind == DARK_STEP_DETECTION && scene->recounts[r].first != 0)
      fill_detection(out, odds, of, staging->expected + of->first, &by, scene->recounts[r].first);
  }
  if (has_estimate) dark_explanation_clear(&by.fit);
  return DARK_OK;
}

static const dark__detection *detections_of(const dark__staging *staging, size_t stratum) {
  return staging->detections == NULL ? NULL : staging->detections + stratum * staging->scene->n_recounts;
}

dark_status dark__staging_detect(dark__staging *staging, const dark_plan *plan, dark_error *err) {
  const dark__scene *scene = staging->scene;
  const size_t n = dark__scene_n_strata(scene);
  staging->detections = calloc(n * scene->n_recounts + 1, sizeof *staging->detections);
  staging->odds = calloc(scene->n_recounts * scene->n_slots + 1, sizeof *staging->odds);
  if (staging->detections == NULL || staging->odds == NULL) return dark__fail_memory(err);
  for (size_t s = 0; s < n; s++) {
    const dark_status status = detect_in(staging, plan, s, err);
    if (status != DARK_OK) return status;
  }
  for (size_t s = 0; s < n; s++) {
    const dark__scene_stratum *of = &scene->strata[s];
    double *expected = staging->expected + of->first;
    memcpy(expected, scene->counts + of->first, of->n * sizeof *expected);
    if (of->is_impossible) continue;
    staging->is_impossible[s] = !dark__scene_recount(expected, scene, s, detections_of(staging, s), NULL);
    if (staging->is_impossible[s]) memcpy(expected, scene->counts + of->first, of->n * sizeof *expected);
  }
  return DARK_OK;
}

/* ---- tables */

/* What a thread needs for one table. */
typedef struct desk {
  double *slots;    /* [n_slots] */
  unsigned *people; /* [most_cells] */
  unsigned *scratch;
} desk;

static desk desk_in(void *memory, const dark__staging *staging) {
  double *slots = memory;
  unsigned *people = (unsigned *)(slots + staging->scene->n_slots);
  return (desk){slots, people, people + staging->most_cells};
}

static size_t desk_size(const dark__staging *staging) {
  return staging->scene->n_slots * sizeof(double) + (staging->most_cells + staging->most_scratch) * sizeof(unsigned);
}

/* Deal deck `i` out to slots first .. end - 1, what goes elsewhere left out. */
static void deal(desk *on, const dark__staging *staging, size_t i, size_t number, size_t first, size_t end) {
  const dark__deck *deck = deck_at(staging->scene, i);
  const size_t *route = staging->scene->routes[i];
  dark__deck_draw(on->people, on->scratch, deck, staging->keys[i], number);
  for (size_t k = 0; k < deck->n; k++)
    if (route[k] != DARK__NONE && route[k] >= first && route[k] < end) on->slots[route[k]] += on->people[k];
}

static bool recount(desk *on, const dark__staging *staging, size_t stratum, const gsl_rng *random) {
  return dark__scene_recount(on->slots + staging->scene->strata[stratum].first, staging->scene, stratum,
                             detections_of(staging, stratum), random);
}

static bool draw_all(double *weights, desk *on, const dark__staging *staging, size_t number, const gsl_rng *random) {
  const dark__scene *scene = staging->scene;
  memset(on->slots, 0, scene->n_slots * sizeof *on->slots);
  memset(weights, 0, scene->n_pooled * sizeof *weights);
  deal(on, staging, n_coarse(scene), number, 0, scene->n_slots);
  for (size_t s = 0; s < dark__scene_n_strata(scene); s++)
    if (!recount(on, staging, s, random)) return false;
  for (size_t i = 0; i < scene->n_slots; i++) weights[scene->pooled_of[i]] += on->slots[i];
  return true;
}

static bool draw_stratum(double *weights, desk *on, const dark__staging *staging, size_t stratum, size_t number,
                         const gsl_rng *random) {
  const dark__scene_stratum *of = &staging->scene->strata[stratum];
  memset(on->slots + of->first, 0, of->n * sizeof *on->slots);
  for (size_t i = 0; i < of->n_sources; i++) deal(on, staging, of->sources[i], number, of->first, of->first + of->n);
  if (!recount(on, staging, stratum, random)) return false;
  memcpy(weights, on->slots + of->first, of->n * sizeof *weights);
  return true;
}

static bool draw(double *weights, void *scratch, const void *context, size_t part, size_t number) {
  const dark__staging *staging = context;
  const size_t n = dark__scene_n_strata(staging->scene);
  desk on = desk_in(scratch, staging);
  dark__stream stream;
  dark__stream_start(&stream, staging->recount_keys[part], number);
  if (part == n) return draw_all(weights, &on, staging, number, &stream.rng);
  return draw_stratum(weights, &on, staging, part, number, &stream.rng);
}

/* Of all people together a case is taken from the table after the recounts; in a stratum it is taken before. */
static bool leave_out_of_all(double *weights, const dark__staging *staging, size_t record) {
  const dark__scene *scene = staging->scene;
  memset(weights, 0, scene->n_pooled * sizeof *weights);
  for (size_t i = 0; i < scene->n_slots; i++) weights[scene->pooled_of[i]] += staging->expected[i];
  weights[record] -= 1;
  return weights[record] >= 0;
}

static bool without(double *weights, void *scratch, const void *context, size_t part, size_t record) {
  const dark__staging *staging = context;
  const dark__scene *scene = staging->scene;
  desk on = desk_in(scratch, staging);
  if (part == dark__scene_n_strata(scene)) return leave_out_of_all(weights, staging, record);
  const dark__scene_stratum *of = &scene->strata[part];
  memcpy(on.slots + of->first, scene->counts + of->first, of->n * sizeof *on.slots);
  on.slots[of->first + record] -= 1;
  if (on.slots[of->first + record] < 0 || !recount(&on, staging, part, NULL)) return false;
  memcpy(weights, on.slots + of->first, of->n * sizeof *weights);
  return true;
}

dark__draws dark__staging_draws(const dark__staging *staging) {
  return (dark__draws){.context = staging, .scratch_size = desk_size(staging), .draw = draw, .without = without};
}
