/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_CONTRACT_SCENE_H
#define DARK_TESTS_CONTRACT_SCENE_H

/* One of everything that the library makes, so that all arguments but one can be right. Shared by the checks, which leave it as it is. */

#include <darkfigure.h>

#include "support/made_study.h"

typedef struct scene {
  dark_table *table;    /* three lists; a category with two levels */
  dark_table *plain;    /* three lists, one stratum */
  dark_table *captures; /* one list with counts of captures */
  dark_plan *plan;      /* of `table`: parts 0 and 1, and the pooled one */
  dark_plan *hopeless;  /* of a table without overlap: its only part has no estimator */
  dark_workspace *workspace;
  double *weights; /* of part 0 of `plan` */
  dark_replicates *replicates;
  dark_results *results;
  dark_descriptions *descriptions;
  dark_sensitivity *sensitivity;
  dark_residents *residents; /* of the values of `table` */
  dark_population *population;
  dark_sample *sample;
  made_study made;
  char csv[32];
} scene;

extern scene the;

/* For cmocka_run_group_tests. */
int scene_begin(void **state);
int scene_end(void **state);

#endif
