/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"

#include "base/error.h"
#include "writing/csv.h"
#include "writing/numbers.h"

/* The contract: users' scripts read these columns by name. */
#define DIFFERENCE_COLUMNS                                                                                                    \
  "baseline_data,baseline_scenario,baseline_method,baseline_category,data,scenario,method,category,level,baseline_observed,"  \
  "baseline_total,observed,total,difference,difference_lower,difference_upper,ratio,ratio_lower,ratio_upper,interval,paired," \
  "replicates,failed,state,reasons,missing"

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

static void put_contrast(FILE *stream, const dark_contrast *of) {
  char codes[1024];
  const double numbers[] = {of->baseline_observed, of->baseline_total,   of->other_observed, of->other_total, of->difference,
                            of->difference_lower,  of->difference_upper, of->ratio,          of->ratio_lower, of->ratio_upper};
  fprintf(stream, "%s,", dark__shortest(of->level).text);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) dark__put_csv_number(stream, numbers[i]);
  fprintf(stream, "%s,%d,%zu,%zu,%s,", dark_interval_name(of->interval), of->is_paired, of->n_replicates, of->n_failed,
          dark_state_name(of->state));
  dark__put_csv_text(stream, dark_reasons_write(codes, sizeof codes, of->reasons));
  fputc('\n', stream);
}

static dark_status put_compared(void *context, const dark__compared *compared, dark_error *err) {
  const csv_writer *writer = context;
  (void)err;
  dark__differences_count(writer->differences, compared);
  for (size_t l = 0; l < compared->n_levels; l++) {
    put_sides(writer, compared->of);
    put_contrast(writer->stream, &compared->contrasts[l]);
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
