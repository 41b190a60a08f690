/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/error.h"
#include "report/study/study.h"

dark_status dark__answer_rate(dark_resident_rate *out, const dark__study_answers *answers, const dark__answer *answer,
                              dark_error *err) {
  const size_t n = answers->categories.n;
  const bool has_estimate = strcmp(answer->state, "no_estimate") != 0;
  const char **names = calloc(2 * n + 1, sizeof *names);
  json_t *object = json_loads(answer->categories, 0, NULL);
  dark_status status = names == NULL || object == NULL ? dark__fail_memory(err) : DARK_OK;
  size_t n_known = 0;
  for (size_t c = 0; status == DARK_OK && c < n; c++) {
    const char *value = json_string_value(json_object_get(object, answers->categories.items[c]));
    if (value == NULL) continue;
    names[n_known] = answers->categories.items[c];
    names[n + n_known++] = value;
  }
  if (status == DARK_OK)
    *out = dark_residents_rate(answer->failure == NULL ? answers->residents : NULL, names, names + n, n_known,
                               has_estimate ? answer->total : (double)NAN, answer->lower, answer->upper);
  json_decref(object);
  free(names);
  return status;
}
