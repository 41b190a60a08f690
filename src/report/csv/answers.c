/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "report/csv/rate.h"
#include "report/csv/shrunken.h"
#include "report/study/study.h"
#include "writing/csv.h"
#include "writing/numbers.h"

/* The contract: users' scripts read these columns by name. Those behind the categories are those of `fit`, whose `method` is called
   `estimator` here, as a study gives methods names of its own. */
#define FRONT_COLUMNS "data,scenario,method,"
#define BACK_COLUMNS \
  "estimator,model,lists,observed,excluded,hidden,total,se,level,lower,upper,interval,replicates,failed,state,reasons,failure"

typedef struct csv_writer {
  FILE *stream;
  const dark__study_answers *answers;
  const dark__words *categories;
} csv_writer;

/* Empty for a column that the data of this task do not have. */
static dark_status put_categories(const csv_writer *writer, const dark__answer *answer, dark_error *err) {
  json_t *object = json_loads(answer->categories, 0, NULL);
  if (object == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < writer->categories->n; c++) {
    const char *value = json_string_value(json_object_get(object, writer->categories->items[c]));
    dark__put_csv_text(writer->stream, value == NULL ? "" : value);
  }
  json_decref(object);
  return DARK_OK;
}

static void put_estimate(FILE *stream, const dark__answer *answer) {
  dark__put_csv_number(stream, answer->observed);
  dark__put_csv_number(stream, answer->excluded);
  dark__put_csv_number(stream, answer->hidden);
  dark__put_csv_number(stream, answer->total);
  dark__put_csv_number(stream, answer->se);
  fprintf(stream, "%s,", dark__shortest(answer->level).text);
  dark__put_csv_number(stream, answer->lower);
  dark__put_csv_number(stream, answer->upper);
  dark__put_csv_text(stream, answer->interval);
  fprintf(stream, "%zu,%zu,", answer->n_replicates, answer->n_failed);
}

static dark_status put_answer(void *context, const dark__answer *answer, dark_error *err) {
  const csv_writer *writer = context;
  FILE *stream = writer->stream;
  dark__put_csv_text(stream, answer->data);
  dark__put_csv_text(stream, answer->scenario);
  dark__put_csv_text(stream, answer->method);
  dark_resident_rate rate;
  dark_status status = put_categories(writer, answer, err);
  dark__put_csv_text(stream, answer->estimator);
  dark__put_csv_text(stream, answer->model);
  dark__put_csv_text(stream, answer->lists);
  if (answer->failure == NULL) put_estimate(stream, answer);
  else fputs(",,,,,,,,,,,", stream);
  dark__put_csv_text(stream, answer->state);
  dark__put_csv_text(stream, answer->reasons);
  dark__put_text(stream, answer->failure == NULL ? "" : answer->failure);
  if (status == DARK_OK) status = dark__answer_rate(&rate, writer->answers, answer, err);
  if (status == DARK_OK && writer->answers->residents != NULL) dark__put_rate(stream, &rate);
  if (writer->answers->has_shrunken) dark__csv_put_shrunken(stream, &answer->shrunken);
  fputc('\n', stream);
  return status;
}

dark_status dark__answers_csv(FILE *stream, const dark__study_answers *answers, dark_error *err) {
  csv_writer writer = {stream, answers, &answers->categories};
  fputs(FRONT_COLUMNS, stream);
  for (size_t c = 0; c < answers->categories.n; c++) {
    fputs(dark__answers_prefix(answers->categories.items[c]), stream);
    dark__put_csv_text(stream, answers->categories.items[c]);
  }
  fputs(BACK_COLUMNS, stream);
  if (answers->residents != NULL) fputs(DARK__RATE_COLUMNS, stream);
  if (answers->has_shrunken) fputs(DARK__SHRUNKEN_COLUMNS, stream);
  fputc('\n', stream);
  return dark__store_each_answer(answers->store, put_answer, &writer, err);
}
