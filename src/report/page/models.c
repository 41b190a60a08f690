/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All models on the page, for those who may see the lists. Across, everything is a share of the width, which is not known. What the
   pictures say that is not said in words stands in the JSON that they were made from. */
#include "report/shown/models.h"
#include "report/page/sheet.h"

#include <math.h>

#include "report/figure/palette.h"
#include "report/markup/markup.h"

enum { HEIGHT = 260, ANSWER = 34, TICK = 6, INSET = DARK__MOST_RADIUS + 2 };

static const double edge = 0.05;

typedef struct picture {
  dark__sheet *sheet;
  dark__model_panel panel;
  dark__mark answer;
} picture;

/* Discs at the edges stay inside of the picture. */
static double across(const picture *of, double people) {
  return edge + (1 - 2 * edge) * dark__scale_place(&of->panel.people, people);
}
static double down(double place) { return INSET + (HEIGHT - 2 * INSET) * place; }

static void put_disc(const picture *of, const dark__source_model *model, double wider) {
  dark__paper *html = &of->sheet->html;
  dark__paper_add(html, "<circle");
  dark__markup_share(html, "cx", across(of, model->total));
  dark__markup_length(html, "cy", down(dark__model_place(&of->panel, model)));
  dark__markup_length(html, "r", dark__model_radius(model) + wider);
  dark__paper_add(html, "/>");
}

static void put_models(const picture *of) {
  dark__paper *html = &of->sheet->html;
  size_t i = 0;
  const dark__source_model *best = dark__next_model(&of->panel, &i);
  dark__paper_add(html, "<g class=\"band\" stroke=\"#%06X\">", (unsigned)dark__colour(DARK__COLOUR_ESTIMATE));
  for (const dark__source_model *model = best; model != NULL; model = dark__next_model(&of->panel, &i)) put_disc(of, model, 0);
  dark__paper_add(html, "</g><g class=\"interval\">");
  if (best != NULL) put_disc(of, best, 1);
  dark__paper_add(html, "</g>");
}

static void put_answer(const picture *of) {
  dark__paper *html = &of->sheet->html;
  const double y = HEIGHT + ANSWER / 2.0;
  const bool is_open = isinf(of->answer.upper);
  if (isfinite(of->answer.estimate))
    dark__markup_line(html, "reference", across(of, of->answer.estimate), across(of, of->answer.estimate), 0, y);
  if (!isnan(of->answer.lower) && !isnan(of->answer.upper)) {
    const double from = across(of, of->answer.lower), to = is_open ? 1 : across(of, of->answer.upper);
    dark__markup_line(html, isnan(of->answer.estimate) ? "range" : "interval", from, to, y, y);
    dark__shape_put(html, DARK__SHAPE_END, from, y);
    dark__shape_put(html, is_open ? DARK__SHAPE_ARROW : DARK__SHAPE_END, to, y);
  }
  if (isfinite(of->answer.estimate)) dark__shape_put(html, DARK__SHAPE_DIAMOND, across(of, of->answer.estimate), y);
}

static int height_of(const picture *of) { return of->panel.answer == NULL ? HEIGHT : HEIGHT + ANSWER; }

static void put_marks(const picture *of) {
  dark__paper *html = &of->sheet->html;
  const int height = height_of(of);
  dark__paper_add(html, "<svg class=\"plot\" width=\"100%%\" height=\"%d\" aria-hidden=\"true\">", height);
  for (size_t i = 0; i < of->panel.difference.n_ticks; i++) {
    const double y = down(dark__scale_place(&of->panel.difference, of->panel.difference.ticks[i]));
    dark__markup_line(html, "rule", 0, 1, y, y);
  }
  for (size_t i = 0; i < of->panel.people.n_ticks; i++) {
    const double x = across(of, of->panel.people.ticks[i]);
    dark__markup_line(html, "axis", x, x, height - TICK, height);
  }
  dark__markup_line(html, "axis", 0, 1, height, height);
  if (of->panel.answer != NULL) put_answer(of);
  put_models(of);
  dark__paper_add(html, "</svg>\n");
}

static void put_differences(const picture *of) {
  dark__paper *html = &of->sheet->html;
  dark__paper_add(html, "<svg class=\"plot\" width=\"4ch\" height=\"%d\" aria-hidden=\"true\">", height_of(of));
  for (size_t i = 0; i < of->panel.difference.n_ticks; i++) {
    dark__paper_add(html, "<text x=\"100%%\" dx=\"-4\" dy=\".35em\" text-anchor=\"end\"");
    dark__markup_length(html, "y", down(dark__scale_place(&of->panel.difference, of->panel.difference.ticks[i])));
    dark__paper_add(html, ">%s</text>", dark__argue_count(of->sheet->language, of->panel.difference.ticks[i]).text);
  }
  dark__paper_add(html, "</svg>");
}

static const char *anchor_of(double place) { return place < 0.12 ? "start" : place > 0.88 ? "end" : "middle"; }

static void put_people(const picture *of) {
  const dark__scale *people = &of->panel.people;
  dark__paper *html = &of->sheet->html;
  dark__paper_add(html, "<span></span><svg class=\"years-axis\" width=\"100%%\" aria-hidden=\"true\">");
  for (size_t i = 0; i < people->n_ticks; i++) {
    const double place = across(of, people->ticks[i]);
    dark__paper_add(html, "<text%s y=\"1.2em\" text-anchor=\"%s\"", dark__tick_class(people->n_ticks - 1 - i), anchor_of(place));
    dark__markup_share(html, "x", place);
    dark__paper_add(html, ">%s</text>", dark__argue_count(of->sheet->language, people->ticks[i]).text);
  }
  dark__paper_add(html, "</svg>");
}

static void put_words(const picture *of) {
  dark__paper text = {0};
  dark__say(&text, of->sheet->language, DARK__SAY_AXIS_PEOPLE, NULL, 0);
  dark__paper_add(&text, ".");
  if (of->panel.people.is_log) dark__paper_add(&text, " ");
  if (of->panel.people.is_log) dark__say(&text, of->sheet->language, DARK__SAY_FOREST_LOG, NULL, 0);
  dark__sheet_put(of->sheet, "small", &text);
}

/* Where nothing can be drawn there are words alone. */
static void put_panel(dark__sheet *sheet, const dark__source *models) {
  picture of = {.sheet = sheet, .panel = dark__model_panel_of(sheet, models)};
  const dark__argument criterion = dark__argue_text(models->models.criterion == NULL ? "" : models->models.criterion);
  dark__paper name = {0}, words = {0};
  if (of.panel.answer != NULL) of.answer = dark__forest_mark(sheet, of.panel.answer);
  dark__paper_add(&sheet->html, "<figure class=\"year\"><figcaption>");
  dark__add_model_panel_name(&name, sheet, models);
  dark__sheet_put(sheet, "bdi", &name);
  dark__paper_add(&sheet->html, " ");
  if (of.panel.n_drawn > 0) dark__sheet_say(sheet, "small", DARK__SAY_MODELS_AXIS, &criterion, 1);
  dark__paper_add(&sheet->html, "</figcaption>\n");
  if (of.panel.n_drawn > 0) {
    dark__paper_add(&sheet->html, "<div class=\"panel\">");
    put_differences(&of);
    put_marks(&of);
    put_people(&of);
    dark__paper_add(&sheet->html, "</div>\n");
    put_words(&of);
  }
  dark__say_model_panel(&words, sheet, &of.panel);
  dark__sheet_put(sheet, of.panel.n_drawn > 0 ? "p" : "p class=\"unknown\"", &words);
  dark__paper_add(&sheet->html, "</figure>\n");
}

void dark__page_models(dark__sheet *sheet) {
  const dark__page_options *options = sheet->options;
  dark__paper caption = {0};
  if (options->n_models == 0 || options->protection != NULL) return;
  dark__sheet_say(sheet, "h3", DARK__SAY_MODELS_TITLE, NULL, 0);
  dark__say_models(&caption, sheet);
  dark__sheet_put(sheet, "p", &caption);
  dark__sheet_put_standing(sheet);
  dark__paper_add(&sheet->html, "\n<div class=\"years\">\n");
  for (size_t i = 0; i < options->n_models; i++) put_panel(sheet, &options->models[i]);
  dark__paper_add(&sheet->html, "</div>\n");
}
