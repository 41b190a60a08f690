/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said differently when there is one list with counts of captures. */
#include <math.h>

#include <darkfigure/captures.h>

#include "report/text/text.h"

void dark__put_captures(dark__paper *page, const dark_captures *captures) {
  dark__paper text = {0};
  dark__paper_add(&text, "one list; column ");
  dark__paper_add_foreign(&text, captures->column);
  dark__paper_add(&text, " says how often a person was captured");
  dark__put_entry(page, "Captures", &text);
  for (size_t c = 0; c < captures->n_covariates; c++) {
    dark__paper_add(&text, "%s", dark__comma(c));
    dark__paper_add_foreign(&text, captures->covariates[c].name);
    if (captures->covariates[c].numbers != NULL) dark__paper_add(&text, " (a number)");
  }
  if (captures->n_covariates > 0) dark__put_entry(page, "Covariates", &text);
}

void dark__add_capture_counts(dark__paper *text, const double *counts, size_t n, size_t most) {
  for (size_t k = 0, shown = 0; k < n; k++) {
    if (!(counts[k] > 0)) continue;
    dark__paper_add(text, "%s", dark__comma(shown));
    if (k < 2) dark__paper_add(text, k == 0 ? "once" : "twice");
    else dark__paper_add(text, "%zu times%s", k + 1, k + 1 == most ? " or more" : "");
    dark__paper_add(text, ": %s%s", dark__count(counts[k]).text, shown++ == 0 ? " people" : "");
  }
}

void dark__add_captures_fit(dark__paper *text, const dark_explanation *explanation) {
  dark__paper_add(text, "log likelihood %s, %s parameter%s, AIC %s, BIC %s: smaller AIC and BIC are better",
                  dark__statistic(explanation->log_lik).text, dark__count_size(explanation->n_parameters).text,
                  explanation->n_parameters == 1 ? "" : "s", dark__statistic(explanation->aic).text,
                  dark__statistic(explanation->bic).text);
}

static void add_term(dark__grid *grid, const dark_term *term) {
  dark__grid_add_foreign(grid, term->name);
  dark__grid_add(grid, dark__statistic(term->coefficient).text);
  dark__grid_add(grid, dark__statistic(term->se).text);
}

void dark__put_coefficients(dark__paper *page, const dark_explanation *explanation) {
  dark__grid grid = {.columns = "lrr"};
  if (explanation->n_parameters < 2) return;
  dark__paper_heading(page, "Coefficients (of the log rate of capture)");
  dark__grid_add(&grid, "");
  dark__grid_add(&grid, "coefficient");
  dark__grid_add(&grid, "standard error");
  for (size_t i = 0; i < explanation->n_parameters; i++) add_term(&grid, &explanation->terms[i]);
  dark__grid_put(page, &grid, 2);
}

static void add_level(dark__grid *grid, const dark_level *level) {
  const double unit = dark__rounding_unit(level->total);
  dark__paper *cell = dark__grid_cell(grid);
  dark__paper_add_foreign(cell, level->covariate);
  dark__paper_add(cell, "=");
  dark__paper_add_foreign(cell, level->value);
  dark__grid_next(grid);
  dark__grid_add(grid, dark__count(level->observed).text);
  dark__grid_add(grid, dark__people(level->total, unit).text);
  dark__grid_add(grid, dark__people(level->se, unit).text);
}

void dark__put_levels(dark__paper *page, const dark_explanation *explanation) {
  dark__grid grid = {.columns = "lrrr"};
  if (explanation->n_levels == 0) return;
  dark__paper_heading(page, "By covariate (under the one model of all)");
  const char *const heads[] = {"", "observed", "estimated total", "standard error given the model"};
  for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) dark__grid_add(&grid, heads[h]);
  for (size_t i = 0; i < explanation->n_levels; i++)
    if (explanation->levels[i].observed > 0) add_level(&grid, &explanation->levels[i]);
  dark__grid_put(page, &grid, 2);
}
