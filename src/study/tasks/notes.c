/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "study/tasks/notes.h"

dark_status dark__tasks_note(dark_tasks *tasks, dark__paper *paper, dark_error *err) {
  char **grown = dark__array_grow(tasks->notes, &tasks->notes_room, tasks->n_notes + 1, sizeof *grown);
  if (grown != NULL) tasks->notes = grown;
  if (grown == NULL || paper->failed || paper->text == NULL) {
    dark__paper_clear(paper);
    return dark__fail_memory(err);
  }
  tasks->notes[tasks->n_notes++] = paper->text; /* the paper's last line */
  *paper = (dark__paper){0};
  return DARK_OK;
}

static bool has_note(const dark_table *table, const char *note) {
  for (size_t i = 0; table != NULL && i < dark_table_n_notes(table); i++)
    if (strcmp(dark_table_note(table, i), note) == 0) return true;
  return false;
}

/* "study.yaml:7: " */
static void begin_at(dark__paper *paper, const dark_tasks *tasks, size_t line) {
  dark__paper_add(paper, "%s:%zu: ", tasks->study->document->place, line);
}

/* Two hundred data sets of one form have the same to say. Of one kind are notes that differ in numbers, and behind a colon, and are about the
   same scenario, or none. */
static void write_kind(dark__paper *kind, const dark_study_scenario *scenario, const char *what) {
  dark__paper_add(kind, "%zu:", scenario == NULL ? 0 : scenario->line);
  for (const char *c = what; *c != '\0' && *c != ':'; c++)
    if (!isdigit((unsigned char)*c)) dark__paper_add_bytes(kind, c, 1);
}

/* *is_first: no note of this kind was there; else it counts one more. */
static dark_status count_kind(bool *is_first, dark_tasks *tasks, const dark_study_scenario *scenario, const char *what,
                              dark_error *err) {
  dark__paper kind = {0};
  size_t id = 0;
  const size_t n_before = tasks->note_kinds.n;
  write_kind(&kind, scenario, what);
  dark_status status = kind.failed ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = dark__keys_add(&id, &tasks->note_kinds, dark__paper_text(&kind), kind.length, err);
  dark__paper_clear(&kind);
  if (status != DARK_OK) return status;
  *is_first = tasks->note_kinds.n > n_before;
  if (!*is_first) {
    tasks->alike[id].n_more++;
    return DARK_OK;
  }
  dark__alike *grown = dark__array_grow(tasks->alike, &tasks->alike_room, id + 1, sizeof *grown);
  if (grown == NULL) return dark__fail_memory(err);
  tasks->alike = grown;
  tasks->alike[id] = (dark__alike){tasks->n_notes, 0};
  return DARK_OK;
}

dark_status dark__note_table(dark_tasks *tasks, size_t data, const dark_study_scenario *scenario, const dark_table *table,
                             const dark_table *but, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < dark_table_n_notes(table); i++) {
    dark__paper paper = {0};
    bool is_first = false;
    if (has_note(but, dark_table_note(table, i))) continue;
    status = count_kind(&is_first, tasks, scenario, dark_table_note(table, i), err);
    if (status != DARK_OK || !is_first) continue;
    begin_at(&paper, tasks, scenario != NULL ? scenario->line : tasks->study->data[data].data.line);
    dark__paper_add(&paper, "data ");
    dark__paper_add_foreign(&paper, dark__data_name(tasks->study, data));
    if (scenario != NULL) dark__paper_add(&paper, ", scenario ");
    if (scenario != NULL) dark__paper_add_foreign(&paper, scenario->name);
    dark__paper_add(&paper, ": %s", dark_table_note(table, i));
    status = dark__tasks_note(tasks, &paper, err);
  }
  return status;
}

dark_status dark__note_shape(dark_tasks *tasks, const dark__shape *shape, dark_error *err) {
  dark__paper paper = {0};
  bool is_first = false;
  const char *what = !(shape->n_people > 0)                                       ? "leaves nobody"
                     : shape->n_lists == 1 && dark_table_n_lists(shape->read) > 1 ? "leaves one list"
                                                                                  : NULL;
  if (what == NULL) return DARK_OK;
  const dark_status status = count_kind(&is_first, tasks, &shape->scenario->scenario, what, err);
  if (status != DARK_OK || !is_first) return status;
  begin_at(&paper, tasks, shape->scenario->scenario.line);
  dark__paper_add(&paper, "scenario ");
  dark__paper_add_foreign(&paper, shape->scenario->scenario.name);
  dark__paper_add(&paper, " %s of data ", what);
  dark__paper_add_foreign(&paper, shape->data->data.name);
  dark__paper_add(&paper, ", so that there is nothing to estimate from");
  return dark__tasks_note(tasks, &paper, err);
}

/* "...: lists found by their values: A, B (199 more data sets have a note of this kind)" */
static dark_status add_number(char **note, size_t n_more, dark_error *err) {
  dark__paper paper = {0};
  dark__paper_add(&paper, "%s (%zu more data set%s a note of this kind)", *note, n_more, n_more == 1 ? " has" : "s have");
  if (paper.failed) {
    dark__paper_clear(&paper);
    return dark__fail_memory(err);
  }
  free(*note);
  *note = paper.text;
  return DARK_OK;
}

dark_status dark__note_numbers(dark_tasks *tasks, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < tasks->note_kinds.n; i++)
    if (tasks->alike[i].n_more > 0) status = add_number(&tasks->notes[tasks->alike[i].note], tasks->alike[i].n_more, err);
  return status;
}

dark_status dark__note_same(dark_tasks *tasks, dark_error *err) {
  size_t n = 0, example = 0;
  for (size_t i = 0; i < tasks->n; i++)
    if (tasks->items[i].same_as != i && n++ == 0) example = i;
  if (n == 0) return DARK_OK;
  dark__paper paper = {0};
  dark__paper_add(&paper, "%zu task%s the same as an earlier one and need%s no work (task %zu is task %zu)", n,
                  n == 1 ? " is" : "s are", n == 1 ? "s" : "", example + 1, tasks->items[example].same_as + 1);
  return dark__tasks_note(tasks, &paper, err);
}
