/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shown/models.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double light = 0.001, least_difference = 2, least_radius = 2;

/* ---- What is drawn */

static bool is_drawn(const dark__source_model *model) { return dark__model_weight(model) >= light; }

const dark__source_model *dark__next_model(const dark__model_panel *panel, size_t *i) {
  const dark__source_model *items = panel->source->models.items;
  while (*i < panel->end && !is_drawn(&items[*i])) ++*i;
  return *i < panel->end ? &items[(*i)++] : NULL;
}

/* So many are drawn that a figure is no black cloud, and has no more bytes than can be sent. */
static size_t find_end(const dark__source_models *models) {
  size_t n = 0, end = 0;
  for (; end < models->n && n < DARK__MOST_MODELS; end++) n += is_drawn(&models->items[end]) ? 1 : 0;
  return end;
}

static double find_lightest(const dark__source_models *models, size_t end) {
  double lightest = light;
  for (size_t i = end; i < models->n; i++) lightest = fmax(lightest, dark__model_weight(&models->items[i]));
  return lightest;
}

static void measure(dark__model_panel *panel, const dark__mark *answer) {
  double least = NAN, most = NAN, difference = least_difference;
  size_t i = 0;
  for (const dark__source_model *model; (model = dark__next_model(panel, &i)) != NULL; panel->n_drawn++) {
    dark__widen(&least, &most, model->total);
    difference = fmax(difference, model->difference);
  }
  dark__widen(&least, &most, answer->lower);
  dark__widen(&least, &most, answer->estimate);
  dark__widen(&least, &most, answer->upper);
  panel->people = dark__scale_of(least, most);
  panel->difference = dark__scale_from_zero(difference);
}

static bool is_of_models(const dark__source *source) { return source->models.items != NULL; }

/* What `fit` wrote; NULL: it is not known. */
static const dark__source *fitted_of(const dark__sheet *sheet) { return is_of_models(sheet->source) ? NULL : sheet->source; }

const dark__source *dark__models_at(const dark__sheet *sheet, size_t i) {
  const size_t n_own = is_of_models(sheet->source) ? 1 : 0;
  if (i < n_own) return sheet->source;
  return i - n_own < sheet->options->n_models ? &sheet->options->models[i - n_own] : NULL;
}

dark__model_panel dark__model_panel_of(const dark__sheet *sheet, const dark__source *models) {
  const dark__source *fitted = fitted_of(sheet);
  const dark_row *answer = fitted == NULL ? NULL : dark__models_row(models, fitted);
  const dark__mark none = {.estimate = NAN, .lower = NAN, .upper = NAN};
  const dark__mark mark = answer == NULL ? none : dark__forest_mark(sheet, answer);
  dark__model_panel panel = {.source = models, .answer = answer, .end = find_end(&models->models)};
  measure(&panel, &mark);
  panel.n_light = models->models.n_estimated - panel.n_drawn;
  panel.lightest = find_lightest(&models->models, panel.end);
  return panel;
}

double dark__model_place(const dark__model_panel *panel, const dark__source_model *model) {
  return dark__scale_place(&panel->difference, model->difference);
}

double dark__model_radius(const dark__source_model *model) {
  return fmax(DARK__MOST_RADIUS * sqrt(dark__model_weight(model)), least_radius);
}

/* ---- In words */

static void say(dark__paper *text, const dark__sheet *sheet, dark__saying saying, const dark__argument *arguments, size_t n) {
  if (text->length > 0) dark__paper_add(text, " ");
  dark__say(text, sheet->language, saying, arguments, n);
}

void dark__add_model_panel_name(dark__paper *text, const dark__sheet *sheet, const dark__source *models) {
  const char *condition;
  size_t i = 0;
  for (; (condition = dark__models_condition(models, fitted_of(sheet), i)) != NULL; i++) {
    const char *value = strchr(condition, '=');
    dark__paper_add(text, "%s%s", i > 0 ? " · " : "", dark__label(sheet->options->labels, value == NULL ? condition : value + 1));
  }
  if (i == 0 && dark__models_at(sheet, 1) != NULL) dark__say(text, sheet->language, DARK__SAY_EVERYBODY, NULL, 0);
}

void dark__say_models(dark__paper *text, const dark__sheet *sheet) {
  const dark__source *models;
  const char *criterion = NULL;
  for (size_t i = 0; criterion == NULL && (models = dark__models_at(sheet, i)) != NULL; i++) criterion = models->models.criterion;
  const dark__argument by = dark__argue_text(criterion == NULL ? "" : criterion);
  say(text, sheet, criterion == NULL ? DARK__SAY_MODELS_CAPTION_NONE : DARK__SAY_MODELS_CAPTION, &by, 1);
}

/* Models that are called by the numbers of lists; where a list caught nobody, they have other numbers. */
static void say_lists(dark__paper *text, const dark__sheet *sheet, const dark__source *models) {
  const dark_results *results = &models->results;
  const char *name = models->models.n_estimated > 0 ? models->models.items[0].name : "";
  dark__paper lists = {0};
  if (name[0] != '[' || strspn(name + 1, "0123456789") == 0) return;
  for (size_t l = 0; l < results->n_lists; l++)
    dark__paper_add(&lists, "%s%zu %s", l > 0 ? ", " : "", l + 1, dark__label(sheet->options->labels, results->lists[l]));
  const dark__argument names = dark__argue_text(dark__paper_text(&lists));
  say(text, sheet, DARK__SAY_MODELS_LISTS, &names, 1);
  if (lists.failed) text->failed = true;
  dark__paper_clear(&lists);
}

static void say_best(dark__paper *text, const dark__sheet *sheet, const dark__model_panel *panel) {
  const dark__source_models *models = &panel->source->models;
  size_t i = 0;
  const dark__source_model *best = dark__next_model(panel, &i);
  if (best == NULL) return;
  const dark__argument about[] = {dark__argue_text(best->name),
                                  dark__argue_estimate(sheet->language, best->total, panel->source->n_people),
                                  dark__argue_count(sheet->language, (double)models->n)};
  say(text, sheet, DARK__SAY_MODELS_BEST, about, 3);
  const dark__argument most[] = {dark__argue_estimate(sheet->language, models->low, panel->source->n_people),
                                 dark__argue_estimate(sheet->language, models->high, panel->source->n_people)};
  if (models->n_estimated > 1) say(text, sheet, DARK__SAY_MODELS_MOST, most, 2);
}

/* A share in percent, of two digits, and no less. */
static dark__argument argue_share(dark__language language, double share) {
  double unit = 1;
  while (share < 10 * unit * (1 - 1e-9)) unit /= 10;
  return dark__argue_level(language, ceil(share / unit * (1 - 1e-9)) * unit);
}

static void say_answer(dark__paper *text, const dark__sheet *sheet, const dark_row *answer) {
  dark__paper value = {0};
  dark__sheet_add_value(&value, sheet, answer);
  const dark__argument words = dark__argue_text(dark__paper_text(&value));
  say(text, sheet, DARK__SAY_MODELS_ANSWER, &words, 1);
  if (value.failed) text->failed = true;
  dark__paper_clear(&value);
}

/* Whether the ranking ended because so many models were asked for, while they still weighed something. */
static bool is_cut(const dark__model_panel *panel) {
  const char *top = dark__source_option(panel->source, "top", 0);
  return top != NULL && panel->n_light == 0 && strtod(top, NULL) == (double)panel->n_drawn;
}

void dark__say_model_panel(dark__paper *text, const dark__sheet *sheet, const dark__model_panel *panel) {
  const dark__source_models *models = &panel->source->models;
  const dark__argument without = dark__argue_count(sheet->language, (double)(models->n - models->n_estimated));
  const dark__argument drawn = dark__argue_count(sheet->language, (double)panel->n_drawn);
  const dark__argument more[] = {dark__argue_count(sheet->language, (double)panel->n_light),
                                 argue_share(sheet->language, panel->lightest)};
  if (models->n_estimated == 0) say(text, sheet, DARK__SAY_MODELS_NO_ESTIMATE, NULL, 0);
  else say_best(text, sheet, panel);
  if (panel->answer != NULL && panel->n_drawn > 0) say_answer(text, sheet, panel->answer);
  if (panel->n_light > 0) say(text, sheet, DARK__SAY_MODELS_LIGHT, more, 2);
  if (is_cut(panel)) say(text, sheet, DARK__SAY_MODELS_CUT, &drawn, 1);
  if (models->n_estimated > 0 && models->n > models->n_estimated) say(text, sheet, DARK__SAY_MODELS_WITHOUT, &without, 1);
  say_lists(text, sheet, panel->source);
}
