/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "study/tasks/tasks.h"

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

dark_status dark__note_table(dark_tasks *tasks, size_t data, const dark_study_scenario *scenario, const dark_table *table,
                             const dark_table *but, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < dark_table_n_notes(table); i++) {
    dark__paper paper = {0};
    if (has_note(but, dark_table_note(table, i))) continue;
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
  const char *what = !(shape->n_people > 0)                                       ? "leaves nobody"
                     : shape->n_lists == 1 && dark_table_n_lists(shape->read) > 1 ? "leaves one list"
                                                                                  : NULL;
  if (what == NULL) return DARK_OK;
  begin_at(&paper, tasks, shape->scenario->scenario.line);
  dark__paper_add(&paper, "scenario ");
  dark__paper_add_foreign(&paper, shape->scenario->scenario.name);
  dark__paper_add(&paper, " %s of data ", what);
  dark__paper_add_foreign(&paper, shape->data->data.name);
  dark__paper_add(&paper, ", so that there is nothing to estimate from");
  return dark__tasks_note(tasks, &paper, err);
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
