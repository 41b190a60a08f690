/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "report/text/sensitivity/parts.h"
#include "report/words/dependence.h"
#include "report/words/names.h"

/* Whether the estimate's interval is one of those that take the chosen model for true. */
static bool is_given_model(const dark_sensitivity *all) {
  for (size_t s = 0; s < all->n_sections; s++) {
    const dark_interval_type type = all->sections[s].rows[0].answer.interval.type;
    if (type == DARK_INTERVAL_LOG_NORMAL || type == DARK_INTERVAL_PROFILE) return true;
  }
  return false;
}

static void put_head(dark__paper *page, const dark__sensitivity_subject *of, const dark_run *run) {
  const dark_sensitivity *all = of->all;
  dark__paper text = {0};
  dark__paper_add(page, "How far the estimate depends on lists, on single people and on assumptions\n\n");
  dark__put_input(page, of->table, run);
  if (dark_table_captures(of->table) != NULL) dark__put_captures(page, dark_table_captures(of->table));
  else dark__put_lists(page, all->lists, all->n_lists);
  dark__paper_add_foreign(&text, all->asked_method);
  dark__put_entry(page, "Method", &text);
  dark__put_supposed(page, all->dependence, all->n_lists);
  if (all->n_replicates > 0)
    dark__paper_add(&text, "%s, from %s replicates of each table", dark__level(all->level).text,
                    dark__count_size(all->n_replicates).text);
  else
    dark__paper_add(&text, "%s, without resampling%s", dark__level(all->level).text,
                    is_given_model(all) ? ": given the model where one is chosen, and so too narrow; see --replicates" : "");
  dark__put_entry(page, "Intervals", &text);
}

static void put_estimate(dark__paper *page, const dark_sensitivity_row *row) {
  dark__paper text = {0};
  const double unit = dark__rounding_unit(row->answer.total);
  dark__paper_add(&text, "%s people (", dark__people(row->answer.total, unit).text);
  dark__add_limits(&text, &row->answer.interval, unit);
  dark__paper_add(&text, "), %s of them observed; ", dark__count(row->answer.observed).text);
  dark__paper_add_foreign(&text, row->answer.method);
  if (row->answer.model[0] != '\0') dark__paper_add(&text, ", model ");
  dark__paper_add_foreign(&text, row->answer.model);
  if (row->answer.state == DARK_STATE_UNSTABLE) dark__paper_add(&text, "; UNSTABLE: do not quote");
  dark__put_entry(page, "Estimate", &text);
}

static void put_verdict(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  dark__paper sentences[DARK__MOST_SENTENCES] = {{0}};
  const size_t n = dark__sensitivity_verdict(sentences, section, of);
  if (n > 0) dark__paper_add(page, "\n");
  for (size_t i = 0; i < n; i++) dark__paper_put(page, "-", 2, 4, &sentences[i]);
}

static void put_section(dark__paper *page, const dark_sensitivity_section *section, const dark__sensitivity_subject *of) {
  dark__paper text = {0};
  if (of->all->n_categories > 0) {
    dark__paper label = {0};
    dark__add_label(&label, of->all->categories, section->levels, of->all->n_categories, "All categories in one table");
    dark__paper_heading(page, dark__paper_text(&label));
    page->failed |= label.failed;
    dark__paper_clear(&label);
    dark__paper_add(page, "\n");
  }
  if (!dark__is_answered(&section->rows[0])) {
    dark__paper_add(&text, "cannot be estimated, because %s (%s observed)", dark__why_unanswered(&section->rows[0]),
                    dark__count(section->observed).text);
    dark__put_entry(page, "Estimate", &text);
    return;
  }
  put_estimate(page, &section->rows[0]);
  put_verdict(page, section, of);
  dark__put_left_out(page, section, of);
  dark__put_mergers(page, section, of);
  dark__put_cases(page, section, of);
  dark__put_xi(page, section, of);
  dark__put_odds_ratios(page, section, of);
  dark__put_priors(page, section, of);
  dark__put_missing_odds(page, section, of);
  dark__put_consistency(page, section, of);
  dark__put_thinning(page, section, of);
}

static bool is_any(const dark_sensitivity *all) {
  for (size_t s = 0; s < all->n_sections; s++)
    if (dark__is_answered(&all->sections[s].rows[0])) return true;
  return false;
}

static void put_notes(dark__paper *page, const dark__sensitivity_subject *of) {
  dark__paper text = {0};
  dark__paper_heading(page, "Notes");
  for (size_t i = 0; i < dark_table_n_notes(of->table); i++) {
    dark__paper_add(&text, "input: ");
    dark__paper_add_foreign(&text, dark_table_note(of->table, i));
    dark__paper_add(&text, ".");
    dark__paper_put(page, "-", 2, 4, &text);
  }
  if (!is_any(of->all)) return;
  dark__paper_add(&text,
                  "These are trials on the same data, one thing changed at a time. A large change does not say which of two "
                  "answers is right, and small ones do not say that the answer is: what all trials share is not tried.");
  dark__paper_put(page, "-", 2, 4, &text);
}

dark_status dark__text_sensitivity(FILE *stream, const dark_sensitivity *all, const dark_table *table, const dark_run *run,
                                   dark_error *err) {
  const dark__sensitivity_subject of = {all, table};
  dark__paper page = {0};
  put_head(&page, &of, run);
  for (size_t s = 0; s < all->n_sections; s++) put_section(&page, &all->sections[s], &of);
  put_notes(&page, &of);
  return dark__paper_finish(&page, stream, err);
}
