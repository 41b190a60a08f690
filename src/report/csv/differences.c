/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"

#include "base/error.h"
#include "report/csv/contrast.h"
#include "writing/csv.h"

/* The contract: users' scripts read these columns by name. */
#define DIFFERENCE_COLUMNS                                                                                                  \
  "baseline_data,baseline_scenario,baseline_method,baseline_category,data,scenario,method,category," DARK__CONTRAST_COLUMNS \
  ",missing"

typedef struct csv_writer {
  FILE *stream;
  dark__study_differences *differences;
} csv_writer;

static void put_side(FILE *stream, const dark__study_differences *of, size_t task, const dark_group *category, size_t n) {
  const dark_task *item = dark_tasks_at(of->tasks, task);
  dark__paper text = {0};
  dark__add_category(&text, category, n);
  dark__put_csv_text(stream, dark_study_data_at(of->study, item->data)->name);
  dark__put_csv_text(stream, dark_study_scenario_at(of->study, item->scenario)->name);
  dark__put_csv_text(stream, dark_study_method_at(of->study, item->method)->name);
  dark__put_csv_text(stream, dark__paper_text(&text));
  dark__paper_clear(&text);
}

static void put_sides(const csv_writer *writer, const dark__comparison *of) {
  put_side(writer->stream, writer->differences, of->baseline, of->baseline_category, of->n_baseline_category);
  put_side(writer->stream, writer->differences, of->other, of->other_category, of->n_other_category);
}

static dark_status put_compared(void *context, const dark__compared *compared, dark_error *err) {
  const csv_writer *writer = context;
  (void)err;
  dark__differences_count(writer->differences, compared);
  for (size_t l = 0; l < compared->n_levels; l++) {
    put_sides(writer, compared->of);
    dark__csv_put_contrast(writer->stream, &compared->contrasts[l]);
    fputs(",\n", writer->stream);
  }
  if (compared->missing == NULL) return DARK_OK;
  put_sides(writer, compared->of);
  fprintf(writer->stream, ",,,,,,,,,,,,,,,%s,,", dark_state_name(DARK_STATE_NO_ESTIMATE));
  dark__put_text(writer->stream, compared->missing);
  fputc('\n', writer->stream);
  return DARK_OK;
}

dark_status dark__differences_csv(FILE *stream, dark__study_differences *differences, dark_error *err) {
  csv_writer writer = {stream, differences};
  fputs(DIFFERENCE_COLUMNS "\n", stream);
  return dark__compare_each(differences->comparisons, differences->tasks, differences->store, differences->levels,
                            differences->n_levels, put_compared, &writer, err);
}
