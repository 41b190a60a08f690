/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/compare/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "study/run/assemble.h"
#include "study/tasks/tasks.h"

/* ---- which comparisons there are */

static dark_status take_from_file(dark__comparisons *out, const dark_tasks *tasks, dark_error *err) {
  out->items = calloc(dark_tasks_n_pairs(tasks) + 1, sizeof *out->items);
  if (out->items == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < dark_tasks_n_pairs(tasks); i++) {
    const dark_task_pair *pair = dark_tasks_pair(tasks, i);
    const dark_study_comparison *of = dark_study_comparison_at(tasks->study, pair->comparison);
    const dark_study_side *side = &of->against[pair->against];
    out->items[out->n++] = (dark__comparison){.place = i,
                                              .baseline = pair->baseline_task,
                                              .other = pair->task,
                                              .baseline_category = of->baseline.category,
                                              .n_baseline_category = of->baseline.n_category,
                                              .other_category = side->category,
                                              .n_other_category = side->n_category};
  }
  return DARK_OK;
}

/* Comparisons with one baseline stand together, else in the order of the file. */
static int compare_places(const void *left, const void *right) {
  const dark__comparison *a = left, *b = right;
  if (a->baseline != b->baseline) return a->baseline < b->baseline ? -1 : 1;
  return (a->place > b->place) - (a->place < b->place);
}

static dark_status fail_scenario(const dark_study *study, const char *name, dark_error *err) {
  const char *nearest = dark__keys_nearest(&study->scenario_names, name);
  if (nearest != NULL)
    return dark__fail(err, DARK_EUSAGE, "option '--baseline': there is no scenario '%s'; did you mean '%s'?",
                      dark__show(name).text, dark__show(nearest).text);
  return dark__fail(err, DARK_EUSAGE, "option '--baseline': there is no scenario '%s'", dark__show(name).text);
}

/* Every scenario that is not the baseline, with each value of a range as a baseline of its own. */
static dark_status take_all(dark__comparisons *out, const dark_tasks *tasks, const char *baseline, dark_error *err) {
  const dark_study *study = tasks->study;
  const size_t id = dark__keys_find(&study->scenario_names, baseline, strlen(baseline));
  if (id == DARK__NONE) return fail_scenario(study, baseline, err);
  const dark__span span = study->spans[id];
  out->items = calloc(tasks->n * (span.end - span.first) + 1, sizeof *out->items);
  if (out->items == NULL) return dark__fail_memory(err);
  for (size_t s = span.first; s < span.end; s++)
    for (size_t i = 0; i < tasks->n; i++) {
      const dark_task *task = &tasks->items[i];
      const size_t base = dark__tasks_find(tasks, task->data, s, task->method);
      if (base == DARK__NONE || base == i) continue;
      out->items[out->n] = (dark__comparison){.place = out->n, .baseline = base, .other = i};
      out->n++;
    }
  return DARK_OK;
}

dark_status dark__comparisons_make(dark__comparisons *out, const dark_tasks *tasks, const char *baseline, dark_error *err) {
  *out = (dark__comparisons){0};
  const dark_status status = baseline == NULL ? take_from_file(out, tasks, err) : take_all(out, tasks, baseline, err);
  if (status != DARK_OK) return status;
  qsort(out->items, out->n, sizeof *out->items, compare_places);
  if (out->n > 0) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "%s",
                    baseline == NULL ? "the study names no comparisons; --baseline compares all scenarios with one"
                                     : "no other scenario has a task to compare with the baseline");
}

void dark__comparisons_clear(dark__comparisons *comparisons) {
  free(comparisons->items);
  *comparisons = (dark__comparisons){0};
}

/* ---- a task with its replicates, kept while the next comparison has it too */

typedef struct loaded {
  bool is_loaded;
  size_t task;
  dark__ready ready;
  dark_replicates *replicates;
} loaded;

static void unload(loaded *of) {
  if (!of->is_loaded) return;
  dark_replicates_free(of->replicates);
  dark__ready_clear(&of->ready);
  *of = (loaded){0};
}

static dark_status load(loaded *of, dark__store *store, const dark_tasks *tasks, size_t task, dark_error *err) {
  if (of->is_loaded && of->task == task) return DARK_OK;
  unload(of);
  *of = (loaded){.is_loaded = true, .task = task};
  const dark_status status = dark__ready_make(&of->ready, tasks, task, err);
  if (status != DARK_OK || of->ready.plan == NULL) return status;
  return dark__assemble_replicates(&of->replicates, store, tasks, task, of->ready.plan, err);
}

/* ---- one after the other */

/* What the loop holds. */
typedef struct comparing {
  const dark_tasks *tasks;
  dark__store *store;
  char *states; /* [n tasks] 'd' done, 'f' failed */
  loaded baseline, other;
  const double *levels;
  size_t n_levels;
} comparing;

static void see_state(void *context, size_t task, char state) {
  comparing *c = context;
  if (task < c->tasks->n) c->states[task] = state;
}

static const char *find_missing(const comparing *c, const dark__comparison *of) {
  const char baseline = c->states[of->baseline], other = c->states[of->other];
  if (baseline == 'f') return "the baseline has failed; 'study export' says why";
  if (other == 'f') return "the task has failed; 'study export' says why";
  if (baseline != 'd') return "the baseline has not been run yet";
  return other != 'd' ? "the task has not been run yet" : NULL;
}

static dark_status contrast_levels(dark_contrast *out, comparing *c, const dark__comparison *of, const double *levels, size_t n,
                                   dark_error *err) {
  const dark__contrast_side baseline = {of->baseline, &c->baseline.ready, c->baseline.replicates, of->baseline_category,
                                        of->n_baseline_category};
  const dark__contrast_side other = {of->other, &c->other.ready, c->other.replicates, of->other_category, of->n_other_category};
  const dark_interval_type a = dark_tasks_at(c->tasks, of->baseline)->interval, b = dark_tasks_at(c->tasks, of->other)->interval;
  const bool is_bca = a == DARK_INTERVAL_BCA && b == DARK_INTERVAL_BCA;
  dark_status status = DARK_OK;
  for (size_t l = 0; status == DARK_OK && l < n; l++)
    status = dark__contrast_make(&out[l], c->tasks, &baseline, &other, is_bca ? DARK_INTERVAL_BCA : DARK_INTERVAL_PERCENTILE,
                                 levels[l], err);
  return status;
}

static dark_status compare_one(comparing *c, const dark__comparison *of, dark__see_compared *see, void *context,
                               dark_error *err) {
  const dark_study_method *method = dark_study_method_at(c->tasks->study, dark_tasks_at(c->tasks, of->other)->method);
  const double *levels = c->levels != NULL ? c->levels : method->levels;
  const size_t n = c->levels != NULL ? c->n_levels : method->n_levels;
  dark__compared compared = {.of = of, .missing = find_missing(c, of)};
  if (compared.missing != NULL) return see(context, &compared, err);
  dark_contrast *contrasts = calloc(n + 1, sizeof *contrasts);
  if (contrasts == NULL) return dark__fail_memory(err);
  dark_status status = load(&c->baseline, c->store, c->tasks, of->baseline, err);
  if (status == DARK_OK) status = load(&c->other, c->store, c->tasks, of->other, err);
  if (status == DARK_OK) status = contrast_levels(contrasts, c, of, levels, n, err);
  compared.contrasts = contrasts;
  compared.n_levels = n;
  if (status == DARK_OK) status = see(context, &compared, err);
  free(contrasts);
  return status;
}

dark_status dark__compare_each(const dark__comparisons *comparisons, const dark_tasks *tasks, dark__store *store,
                               const double *levels, size_t n_levels, dark__see_compared *see, void *context, dark_error *err) {
  comparing c = {.tasks = tasks, .store = store, .states = calloc(tasks->n + 1, 1), .levels = levels, .n_levels = n_levels};
  dark_status status = c.states == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = dark__store_each_state(store, see_state, &c, err);
  for (size_t i = 0; status == DARK_OK && i < comparisons->n; i++)
    status = compare_one(&c, &comparisons->items[i], see, context, err);
  unload(&c.baseline);
  unload(&c.other);
  free(c.states);
  return status;
}
