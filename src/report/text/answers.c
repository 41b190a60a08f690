/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <jansson.h>

#include "base/error.h"
#include "report/study/study.h"
#include "report/text/text.h"
#include "report/words/rates.h"

typedef struct text_writer {
  dark__grid grid;
  const dark__words *categories;
  const dark__study_answers *answers;
} text_writer;

static dark_status put_categories(text_writer *writer, const dark__answer *answer, dark_error *err) {
  json_t *object = json_loads(answer->categories, 0, NULL);
  if (object == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < writer->categories->n; c++) {
    const char *value = json_string_value(json_object_get(object, writer->categories->items[c]));
    dark__grid_add_foreign(&writer->grid, value == NULL ? "" : value);
  }
  json_decref(object);
  return DARK_OK;
}

/* "6,900–18,000 (95%)" */
static void put_interval(dark__grid *grid, const dark__answer *answer) {
  dark__paper *cell = dark__grid_cell(grid);
  const double unit = dark__rounding_unit(answer->total);
  const bool has_none = isnan(answer->lower) && isnan(answer->upper);
  if (has_none) dark__paper_add(cell, "–");
  else if (isnan(answer->upper)) dark__paper_add(cell, "%s or more", dark__people(answer->lower, unit).text);
  else dark__paper_add(cell, "%s–%s", dark__people(answer->lower, unit).text, dark__people(answer->upper, unit).text);
  if (!has_none) dark__paper_add(cell, " (%s)", dark__level(answer->level).text);
  dark__grid_next(grid);
}

static dark_status put_rate(text_writer *writer, const dark__answer *answer, dark_error *err) {
  dark_resident_rate rate;
  if (writer->answers->residents == NULL) return DARK_OK;
  const dark_status status = dark__answer_rate(&rate, writer->answers, answer, err);
  if (status != DARK_OK) return status;
  dark__add_rate(dark__grid_cell(&writer->grid), &rate);
  dark__grid_next(&writer->grid);
  return DARK_OK;
}

/* "62,000 (58,000–66,000)" */
static void put_shrunken(text_writer *writer, const dark_shrunken *of) {
  dark__paper *cell = dark__grid_cell(&writer->grid);
  if (!writer->answers->has_shrunken) return;
  if (isnan(of->total)) dark__paper_add(cell, "–");
  else
    dark__paper_add(cell, "%s (%s–%s)", dark__estimate(of->total).text, dark__estimate(of->lower).text,
                    dark__estimate(of->upper).text);
  dark__grid_next(&writer->grid);
}

static dark_status put_answer(void *context, const dark__answer *answer, dark_error *err) {
  text_writer *writer = context;
  dark__grid *grid = &writer->grid;
  dark__grid_add_foreign(grid, answer->data);
  dark__grid_add_foreign(grid, answer->scenario);
  dark__grid_add_foreign(grid, answer->method);
  dark_status status = put_categories(writer, answer, err);
  dark__grid_add(grid, answer->failure == NULL ? dark__count(answer->observed).text : "–");
  dark__grid_add(grid, dark__estimate(answer->total).text);
  put_interval(grid, answer);
  if (status == DARK_OK) status = put_rate(writer, answer, err);
  put_shrunken(writer, &answer->shrunken);
  dark__grid_add(grid, answer->state);
  dark__grid_add_foreign(grid, answer->failure != NULL ? answer->failure : answer->reasons);
  return status;
}

static void put_names(dark__grid *grid, const dark__words *categories, bool has_rates, bool has_shrunken) {
  static const char *const front[] = {"data", "scenario", "method"};
  static const char *const back[] = {"observed", "total", "interval", "state", "reasons"};
  for (size_t i = 0; i < 3; i++) dark__grid_add(grid, front[i]);
  for (size_t c = 0; c < categories->n; c++) dark__grid_add_foreign(grid, categories->items[c]);
  for (size_t i = 0; i < 5; i++) {
    dark__grid_add(grid, back[i]);
    if (i == 2 && has_rates) dark__grid_add(grid, "total per 100,000");
    if (i == 2 && has_shrunken) dark__grid_add(grid, "shrunken total");
  }
}

dark_status dark__answers_text(FILE *stream, const dark__study_answers *answers, dark_error *err) {
  dark__paper page = {0}, columns = {0};
  dark__paper_add(&columns, "lll");
  for (size_t c = 0; c < answers->categories.n; c++) dark__paper_add(&columns, "l");
  dark__paper_add(&columns, "rrl%s%sll", answers->residents != NULL ? "r" : "", answers->has_shrunken ? "l" : "");
  text_writer writer = {.grid = {.columns = dark__paper_text(&columns)}, .categories = &answers->categories, .answers = answers};
  dark__paper_add(&page, "Study ");
  dark__paper_add_foreign(&page, dark_study_name(answers->study));
  dark__paper_add(&page, ": %s of %s tasks done\n\n",
                  dark__count_size(answers->n_tasks - answers->n_missing - answers->n_failed).text,
                  dark__count_size(answers->n_tasks).text);
  put_names(&writer.grid, &answers->categories, answers->residents != NULL, answers->has_shrunken);
  dark_status status = dark__store_each_answer(answers->store, put_answer, &writer, err);
  dark__grid_put(&page, &writer.grid, 2);
  if (columns.failed) page.failed = true;
  dark__paper_clear(&columns);
  if (status == DARK_OK) return dark__paper_finish(&page, stream, err);
  dark__paper_clear(&page);
  return status;
}
