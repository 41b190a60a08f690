/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/csv/contrast.h"

#include "writing/csv.h"
#include "writing/numbers.h"

void dark__csv_put_contrast(FILE *stream, const dark_contrast *of) {
  char codes[2048];
  const double numbers[] = {of->baseline_observed, of->baseline_total,   of->other_observed, of->other_total, of->difference,
                            of->difference_lower,  of->difference_upper, of->ratio,          of->ratio_lower, of->ratio_upper};
  fprintf(stream, "%s,", dark__shortest(of->level).text);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) dark__put_csv_number(stream, numbers[i]);
  fprintf(stream, "%s,%d,%zu,%zu,%s,", dark_interval_name(of->interval), of->is_paired, of->n_replicates, of->n_failed,
          dark_state_name(of->state));
  dark__put_text(stream, dark_reasons_write(codes, sizeof codes, of->reasons));
}

void dark__csv_category_contrasts(FILE *stream, const dark_results *results) {
  fputs("column,baseline,value," DARK__CONTRAST_COLUMNS "\n", stream);
  for (size_t i = 0; i < results->n_contrasts; i++) {
    const dark_category_contrast *contrast = &results->contrasts[i];
    dark__put_csv_text(stream, contrast->category);
    dark__put_csv_text(stream, contrast->baseline);
    dark__put_csv_text(stream, contrast->other);
    dark__csv_put_contrast(stream, &contrast->of);
    fputc('\n', stream);
  }
}
