/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "report/sheets/sheets.h"
#include "writing/numbers.h"

typedef struct sheet_writer {
  dark__book *book;
  dark__study_differences *differences;
} sheet_writer;

static void put_side(const sheet_writer *writer, size_t task, const dark_group *category, size_t n) {
  const dark__study_differences *of = writer->differences;
  const dark_task *item = dark_tasks_at(of->tasks, task);
  dark__paper text = {0};
  dark__book_text(writer->book, dark_study_data_at(of->study, item->data)->name);
  dark__book_text(writer->book, dark_study_scenario_at(of->study, item->scenario)->name);
  dark__book_text(writer->book, dark_study_method_at(of->study, item->method)->name);
  dark__add_category(&text, category, n);
  dark__book_paper(writer->book, &text);
}

static void put_sides(const sheet_writer *writer, const dark__comparison *of) {
  put_side(writer, of->baseline, of->baseline_category, of->n_baseline_category);
  put_side(writer, of->other, of->other_category, of->n_other_category);
}

static dark_status put_compared(void *context, const dark__compared *compared, dark_error *err) {
  const double none = (double)NAN;
  const sheet_writer *writer = context;
  const dark_contrast absent = {.baseline_observed = none,
                                .baseline_total = none,
                                .other_observed = none,
                                .other_total = none,
                                .difference = none,
                                .ratio = none,
                                .difference_lower = none,
                                .difference_upper = none,
                                .ratio_lower = none,
                                .ratio_upper = none,
                                .state = DARK_STATE_NO_ESTIMATE};
  (void)err;
  dark__differences_count(writer->differences, compared);
  for (size_t l = 0; l < compared->n_levels; l++) {
    put_sides(writer, compared->of);
    const bool is_paired = compared->contrasts[l].is_paired;
    dark__book_contrast(writer->book, &compared->contrasts[l], is_paired ? "the same people" : "drawn independently", NULL);
  }
  if (compared->missing == NULL) return DARK_OK;
  put_sides(writer, compared->of);
  dark__book_contrast(writer->book, &absent, "", compared->missing);
  return DARK_OK;
}

static void begin(dark__book *book) {
  static const char *const names[] = {"baseline data", "baseline scenario", "baseline method", "baseline category",
                                      "data",          "scenario",          "method",          "category"};
  dark__book_sheet(book, "Differences");
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) dark__book_text(book, names[i]);
  dark__book_contrast_headings(book);
  dark__book_rows(book);
}

static void put_scenarios(dark__book *book, const dark_study *study) {
  dark__book_sheet(book, "Scenarios");
  dark__book_text(book, "scenario");
  dark__book_text(book, "definition");
  dark__book_rows(book);
  for (size_t i = 0; i < dark_study_n_scenarios(study); i++)
    dark__book_item(book, dark_study_scenario_at(study, i)->name, dark_study_scenario_at(study, i)->definition);
}

static void put_method(dark__book *book, const dark__study_differences *of) {
  dark__book_method_begin(book, "study compare");
  dark__book_item(book, "study", dark_study_name(of->study));
  dark__book_item(book, "plan_sha256", dark_tasks_sha256(of->tasks));
  dark__book_item(
      book, "conditions",
      "The intervals are about chance only: a difference between two assumptions does not say which of them is right.");
}

dark_status dark__book_differences(dark__book *book, dark__study_differences *differences, dark_error *err) {
  sheet_writer writer = {book, differences};
  begin(book);
  const dark_status status = dark__compare_each(differences->comparisons, differences->tasks, differences->store,
                                                differences->levels, differences->n_levels, put_compared, &writer, err);
  put_scenarios(book, differences->study);
  put_method(book, differences);
  return status;
}
