/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/sensitivity.h"
#include "report/words/dependence.h"
#include "report/words/format.h"
#include "writing/csv.h"
#include "writing/numbers.h"

#include "base/error.h"

/* The contract: users' scripts read these columns by name. */
#define COLUMNS                                                                                                                 \
  "analysis,item,list_a,list_b,value,observed,hidden,total,known,change_percent,level,lower,upper,interval,method,model,lists," \
  "replicates,failed,state,reasons"

static const char *list_name(size_t list, const dark_table *table) {
  return list != SIZE_MAX ? dark_table_list_name(table, list) : "";
}

static void put_item(FILE *stream, const dark_sensitivity_row *row, const dark__sensitivity_subject *of, dark__paper *item) {
  item->length = 0;
  if (item->text != NULL) item->text[0] = '\0';
  dark__add_item(item, row, of->table);
  dark__put_csv_text(stream, dark_analysis_name(row->analysis));
  dark__put_csv_text(stream, dark__paper_text(item));
  dark__put_csv_text(stream, list_name(row->list_a, of->table));
  dark__put_csv_text(stream, list_name(row->list_b, of->table));
  fprintf(stream, "%s,", dark__shortest(row->value).text);
}

static void put_interval(FILE *stream, const dark_sensitivity_row *row) {
  const dark_interval *interval = &row->answer.interval;
  fprintf(stream, "%s,", dark__shortest(interval->level).text);
  dark__put_csv_number(stream, interval->lower);
  dark__put_csv_number(stream, interval->upper);
  dark__put_csv_text(stream, row->analysis == DARK_ANALYSIS_THINNING ? "draws" : dark_interval_name(interval->type));
}

static void put_row(FILE *stream, const dark_sensitivity_row *row, const dark__sensitivity_subject *of, dark__paper *item) {
  char reasons[2048];
  for (size_t c = 0; c < of->all->n_categories; c++) dark__put_csv_text(stream, row->answer.levels[c]);
  put_item(stream, row, of, item);
  dark__put_csv_number(stream, row->answer.observed);
  dark__put_csv_number(stream, row->answer.hidden);
  dark__put_csv_number(stream, row->answer.total);
  dark__put_csv_number(stream, row->known);
  dark__put_csv_number(stream, 100 * row->change);
  put_interval(stream, row);
  dark__put_csv_text(stream, row->answer.method);
  dark__put_csv_text(stream, row->answer.model);
  dark__put_csv_text(stream, row->answer.lists);
  fprintf(stream, "%zu,%zu,", row->answer.n_replicates, row->answer.n_failed);
  dark__put_csv_text(stream, dark_state_name(row->answer.state));
  dark__put_text(stream, dark_reasons_write(reasons, sizeof reasons, row->answer.reasons));
}

dark_status dark__csv_sensitivity(FILE *stream, const dark_sensitivity *all, const dark_table *table, const dark_run *run,
                                  dark_error *err) {
  const dark__sensitivity_subject of = {all, table};
  dark__paper item = {0}, supposed = {0};
  (void)run;
  dark__add_supposed(&supposed, all->dependence);
  for (size_t c = 0; c < all->n_categories; c++) dark__put_csv_text(stream, all->categories[c]);
  fprintf(stream, COLUMNS "%s\n", supposed.length > 0 ? ",assumed" : "");
  for (size_t s = 0; s < all->n_sections; s++) {
    for (size_t r = 0; r < all->sections[s].n_rows; r++) {
      put_row(stream, &all->sections[s].rows[r], &of, &item);
      if (supposed.length > 0) fputc(',', stream);
      if (supposed.length > 0) dark__put_text(stream, dark__paper_text(&supposed));
      fputc('\n', stream);
    }
  }
  const dark_status status = item.failed || supposed.failed ? dark__fail_memory(err) : DARK_OK;
  dark__paper_clear(&item);
  dark__paper_clear(&supposed);
  return status;
}
