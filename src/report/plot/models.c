/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each model of the lists estimates, by how much worse it fits than the best: a panel for each file of `models`, a disc for each
   model, whose area is its weight in an average; below them the answer of `fit` about the same people, where that is given. */
#include "report/shown/models.h"

#include <math.h>

#include "report/figure/palette.h"
#include "report/markup/markup.h"
#include "report/plot/legend.h"
#include "report/plot/panel.h"
#include "report/plot/rows.h"

enum { HEIGHT = 280, ANSWER = 30, INSET = DARK__MOST_RADIUS + 2, SMALL = DARK__PANEL_LETTERS, TICK = 5 };

typedef struct panel {
  dark__model_panel models;
  dark__mark answer;
  int left, width, top;
  dark__rows rows; /* the axis of people */
} panel;

/* ---- Where it lies */

static double model_x(const panel *of, const dark__source_model *model) { return dark__axis_place(&of->rows.axis, model->total); }
static double place_y(const panel *of, double place) { return of->top + INSET + (HEIGHT - 2 * INSET) * place; }
static double difference_y(const panel *of, double difference) {
  return place_y(of, dark__scale_place(&of->models.difference, difference));
}

static panel arrange(const dark__picture *picture, const dark__source *models, int left, int width) {
  panel of = {.models = dark__model_panel_of(&picture->sheet, models), .left = left, .width = width};
  const dark__scale *scale = &of.models.difference;
  const double largest = scale->n_ticks > 0 ? scale->ticks[scale->n_ticks - 1] : 0;
  const int room = dark__picture_width(dark__argue_count(picture->sheet.language, largest).text, SMALL) + TICK + 4;
  if (of.models.answer != NULL) of.answer = dark__forest_mark(&picture->sheet, of.models.answer);
  of.answer.recorded = 0;
  of.rows.axis = (dark__axis){
      .scale = of.models.people, .x = left + room + INSET, .width = width - room - 2 * INSET, .room = width - room - INSET};
  return of;
}

static bool is_drawn(const panel *of) { return of->models.n_drawn > 0; }

/* ---- Marks */

static void put_disc(dark__picture *picture, const panel *of, const dark__source_model *model, double wider) {
  dark__paper *html = &picture->sheet.html;
  dark__paper_add(html, "<circle");
  dark__markup_length(html, "cx", model_x(of, model));
  dark__markup_length(html, "cy", place_y(of, dark__model_place(&of->models, model)));
  dark__markup_length(html, "r", dark__model_radius(model) + wider);
  dark__paper_add(html, "/>\n");
}

/* Small discs lie over large ones; the best has a ring. */
static void draw_models(dark__picture *picture, const panel *of) {
  dark__paper *html = &picture->sheet.html;
  size_t i = 0;
  const dark__source_model *best = dark__next_model(&of->models, &i);
  dark__paper_add(html, "<g class=\"model\">\n");
  for (const dark__source_model *model = best; model != NULL; model = dark__next_model(&of->models, &i))
    put_disc(picture, of, model, 0);
  dark__paper_add(html, "</g>\n<g class=\"interval\">");
  if (best != NULL) put_disc(picture, of, best, 1);
  dark__paper_add(html, "</g>\n");
}

static void draw_answer(dark__picture *picture, const panel *of) {
  const double y = of->top + HEIGHT + ANSWER / 2.0;
  if (of->models.answer == NULL) return;
  if (isfinite(of->answer.estimate)) {
    const double x = dark__axis_place(&of->rows.axis, of->answer.estimate);
    dark__picture_line(picture, "reference", x, of->top, x, y);
  }
  dark__rows_mark(picture, &of->rows, &of->answer, y);
}

static void draw_differences(dark__picture *picture, const panel *of) {
  const dark__scale *scale = &of->models.difference;
  const dark__argument criterion = dark__argue_text(of->models.source->models.criterion);
  dark__paper words = {0};
  dark__say(&words, picture->sheet.language, DARK__SAY_MODELS_AXIS, &criterion, 1);
  dark__picture_label(picture, "start", of->left, of->top - 6, dark__paper_text(&words));
  if (words.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&words);
  for (size_t i = 0; i < scale->n_ticks; i++) {
    const double y = difference_y(of, scale->ticks[i]), x = of->rows.axis.x - INSET;
    dark__picture_line(picture, "rule", x, y, of->left + of->width, y);
    dark__picture_label(picture, "end", x - TICK, y + SMALL / 3.0,
                        dark__argue_count(picture->sheet.language, scale->ticks[i]).text);
  }
}

/* ---- Words */

static void tell_models(dark__picture *picture, const panel *of) {
  dark__paper *data = &picture->data;
  size_t i = 0;
  for (const dark__source_model *model; (model = dark__next_model(&of->models, &i)) != NULL;) {
    dark__paper_add(data, "<model name=\"");
    dark__markup_text(data, model->name);
    const long difference = lround(100 * model->difference),
               weight = lround(10000 * dark__model_weight(model) / of->models.source->models.weight);
    dark__paper_add(data, "\" estimate=\"%.0f\" difference=\"%ld.%02ld\" weight=\"%ld.%04ld\"/>\n", model->total,
                    difference / 100, difference % 100, weight / 10000, weight % 10000);
  }
}

static void tell(dark__picture *picture, const panel *of) {
  const dark__source_models *models = &of->models.source->models;
  dark__paper *data = &picture->data, name = {0}, words = {0};
  dark__add_model_panel_name(&name, &picture->sheet, of->models.source);
  dark__paper_add(data, "<models of=\"");
  dark__markup_text(data, dark__paper_text(&name));
  dark__paper_add(data, "\" n=\"%zu\" without-estimate=\"%zu\" not-drawn=\"%zu\"", models->n, models->n - models->n_estimated,
                  of->models.n_light);
  if (of->models.answer != NULL) {
    dark__tell_number(data, "answer", of->answer.estimate);
    dark__tell_number(data, "lower", of->answer.lower);
    dark__tell_number(data, "upper", of->answer.upper);
  }
  dark__paper_add(data, ">\n");
  tell_models(picture, of);
  dark__paper_add(data, "</models>\n");
  dark__say_model_panel(&words, &picture->sheet, &of->models);
  dark__paper_add(&picture->description, "\n");
  if (name.length > 0) dark__picture_describe(picture, dark__paper_text(&name), dark__paper_text(&words));
  else dark__markup_text(&picture->description, dark__paper_text(&words));
  if (name.failed || words.failed) picture->description.failed = true;
  dark__paper_clear(&name);
  dark__paper_clear(&words);
}

static int put_title(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  dark__paper text = {0};
  dark__add_model_panel_name(&text, &picture->sheet, of->models.source);
  return dark__panel_title(picture, of->left, of->width, &text);
}

static int put_sentences(dark__picture *picture, const panel *of) {
  dark__paper text = {0};
  dark__say_model_panel(&text, &picture->sheet, &of->models);
  return dark__panel_words(picture, of->left, of->width, &text, is_drawn(of) ? "" : "warning");
}

/* Where nothing is drawn they stand in place of the panel. */
static int put_sentences_below(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  return is_drawn(of) ? put_sentences(picture, of) : 0;
}

/* ---- Panels beside each other */

/* Returns how high it is. */
static int draw_panel(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  const int top = of->top;
  if (!is_drawn(of)) return put_sentences(picture, of);
  draw_differences(picture, of);
  draw_answer(picture, of);
  draw_models(picture, of);
  picture->y = top + HEIGHT + (of->models.answer != NULL ? ANSWER : 0);
  dark__axis_below(picture, &of->rows.axis);
  const int height = picture->y - top;
  picture->y = top;
  return height;
}

static void draw_panels(dark__picture *picture, panel *panels, size_t n) {
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, put_title) + SMALL + 8;
  for (size_t i = 0; i < n; i++) panels[i].top = picture->y;
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, draw_panel);
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, put_sentences_below) + 12;
  for (size_t i = 0; i < n; i++) tell(picture, &panels[i]);
}

static void note(dark__legend_of *legend, const panel *of) {
  if (!is_drawn(of)) return;
  legend->has[DARK__SAMPLE_MODEL] = legend->has[DARK__SAMPLE_BEST_MODEL] = true;
  if (of->models.answer != NULL) dark__legend_note(legend, &of->answer);
}

static void draw_all(dark__picture *picture, dark__legend_of *legend) {
  const dark__sheet *sheet = &picture->sheet;
  const bool is_alone = dark__models_at(sheet, 1) == NULL;
  const int width = dark__panel_width(is_alone ? 1 : DARK__PANELS_BESIDE);
  panel panels[DARK__PANELS_BESIDE];
  size_t n = 0;
  const dark__source *models;
  for (size_t i = 0; (models = dark__models_at(sheet, i)) != NULL; i++) {
    panels[n] = arrange(picture, models, dark__panel_left(n), width);
    note(legend, &panels[n++]);
    if (n < DARK__PANELS_BESIDE && dark__models_at(sheet, i + 1) != NULL) continue;
    draw_panels(picture, panels, n);
    n = 0;
  }
}

void dark__plot_models(dark__picture *picture) {
  dark__legend_of legend = {.is_upright = false};
  dark__paper caption = {0};
  dark__say_models(&caption, &picture->sheet);
  dark__picture_open(picture, &caption);
  draw_all(picture, &legend);
  dark__legend_put(picture, &legend);
  dark__picture_close(picture);
}
