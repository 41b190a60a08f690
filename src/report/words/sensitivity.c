/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/sensitivity.h"

#include <math.h>

#include "report/words/names.h"
#include "writing/numbers.h"

const dark_sensitivity_row *dark__rows_of(size_t *n, const dark_sensitivity_section *section, dark_analysis analysis) {
  const dark_sensitivity_row *first = NULL;
  *n = 0;
  for (size_t r = 0; r < section->n_rows; r++) {
    if (section->rows[r].analysis != analysis) continue;
    if (first == NULL) first = &section->rows[r];
    ++*n;
  }
  return first;
}

bool dark__is_answered(const dark_sensitivity_row *row) {
  return row->answer.state != DARK_STATE_NO_ESTIMATE && isfinite(row->answer.total);
}

const char *dark__why_unanswered(const dark_sensitivity_row *row) {
  if (row->why != NULL) return row->why;
  for (int reason = 0; reason < DARK_N_REASONS; reason++)
    if ((row->answer.reasons & DARK_REASON_BIT(reason)) != 0) return dark_reason_sentence((dark_reason)reason);
  return "no reason was recorded";
}

void dark__add_item(dark__paper *paper, const dark_sensitivity_row *row, const dark_table *table) {
  const char *a = row->list_a != SIZE_MAX ? dark_table_list_name(table, row->list_a) : "";
  const char *b = row->list_b != SIZE_MAX ? dark_table_list_name(table, row->list_b) : "";
  switch (row->analysis) {
    case DARK_ANALYSIS_LIST_LEFT_OUT:
    case DARK_ANALYSIS_INTERNAL_CONSISTENCY: dark__paper_add(paper, "%s", a); break;
    case DARK_ANALYSIS_LISTS_MERGED: dark__paper_add(paper, "%s+%s", a, b); break;
    case DARK_ANALYSIS_ODDS_RATIO: dark__paper_add(paper, "%s:%s=%s", a, b, dark__shortest(row->value).text); break;
    case DARK_ANALYSIS_XI: dark__paper_add(paper, "xi=%s", dark__shortest(row->value).text); break;
    case DARK_ANALYSIS_PRIOR: dark__paper_add(paper, "%s=%s", row->option, dark__shortest(row->value).text); break;
    case DARK_ANALYSIS_MISSING_ODDS:
      dark__paper_add(paper, "%s=%s:%s", dark_table_category_name(table, row->category),
                      dark_table_level_name(table, row->category, row->level), dark__shortest(row->value).text);
      break;
    case DARK_ANALYSIS_THINNING: dark__paper_add(paper, "keep=%s", dark__shortest(row->value).text); break;
    case DARK_ANALYSIS_CASE_LEFT_OUT: dark__add_history(paper, table, row->history); break;
    default: break;
  }
}

void dark__add_item_shown(dark__paper *paper, const dark_sensitivity_row *row, const dark_table *table) {
  dark__paper raw = {0};
  dark__add_item(&raw, row, table);
  dark__paper_add_foreign(paper, dark__paper_text(&raw));
  if (raw.failed) paper->failed = true;
  dark__paper_clear(&raw);
}

int dark__is_recovered(const dark_sensitivity_row *row) {
  const dark_interval *interval = &row->answer.interval;
  if (!isfinite(interval->lower) || !isfinite(interval->upper)) return -1;
  return interval->lower <= row->known && row->known <= interval->upper ? 1 : 0;
}

void dark__add_change(dark__paper *paper, double change) {
  if (isnan(change)) dark__paper_add(paper, "–");
  else if (change >= 1) dark__paper_add(paper, "x %s", dark__statistic(1 + change).text);
  else if (fabs(change) < 0.0005) dark__paper_add(paper, "0%%");
  else dark__paper_add(paper, "%s%s", change > 0 ? "+" : "-", dark__percent(fabs(change)).text);
}
