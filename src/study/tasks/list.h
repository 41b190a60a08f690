/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_TASKS_LIST_H
#define DARK__STUDY_TASKS_LIST_H

/* The inside of a list of tasks. */

#include "base/keys.h"
#include "study/scene/scene.h"
#include "study/shape/shape.h"

/* A note that stands for all of its kind. */
typedef struct dark__alike {
  size_t note, n_more;
} dark__alike;

struct dark_tasks {
  const dark_study *study;
  dark_table **tables;   /* [n_data] */
  dark__shape *shapes;   /* [n_data x n_scenarios] while the tasks are made, afterwards NULL */
  dark_table **fine;     /* [n_data] with the further columns that scenarios look at, or NULL */
  dark__decks *decks;    /* [n_data] what replicates of all scenarios are drawn from */
  dark__scene **scenes;  /* [n_data x n_scenarios] NULL: the data as read */
  dark_table **filtered; /* the same, of one list with counts of captures */
  dark_task *items;      /* [n] */
  size_t n;
  size_t *index; /* [n_data x n_scenarios x n_methods] number of the task, or DARK__NONE */
  dark_task_pair *pairs;
  size_t n_pairs, pairs_room;
  char **notes; /* [n_notes] */
  size_t n_notes, notes_room;
  dark__keys note_kinds; /* of the notes on tables and shapes, while the tasks are made */
  dark__alike *alike;    /* [note_kinds.n] */
  size_t alike_room;
  char sha256[65];
};

/* Number of the task, or DARK__NONE when the file keeps them apart. */
static inline size_t dark__tasks_find(const dark_tasks *tasks, size_t data, size_t scenario, size_t method) {
  return tasks->index[(data * tasks->study->n_scenarios + scenario) * tasks->study->n_methods + method];
}

#endif
