/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trajectories: a panel for the people of each section, estimates upwards, by how many of them were observed. */
#include <math.h>

#include "report/markup/markup.h"
#include "report/plot/legend.h"
#include "report/plot/rows.h"
#include "report/plot/upright.h"
#include "report/shown/checks.h"

enum { HEIGHT = DARK__UPRIGHT_HEIGHT, SMALL = DARK__PANEL_LETTERS, TICK = 5, RADIUS = 5, LINE = 16 };

typedef struct panel {
  const dark__checked *of;
  dark__upright at;
} panel;

static double share_x(const panel *of, size_t i) { return of->at.x + of->at.plot_width * dark__share_place(of->of, i); }
static bool is_drawn(const panel *of) { return dark__n_shares(of->of) > 0; }

static dark__mark mark_at(const dark__picture *picture, const panel *of, size_t i) {
  return dark__checked_mark(&picture->sheet, dark__share_at(of->of, i).answer);
}

/* ---- Marks */

static void draw_band(dark__picture *picture, const panel *of, size_t i) {
  if (!dark__is_share_band(&picture->sheet, of->of, i)) return;
  const dark__mark from = mark_at(picture, of, i), to = mark_at(picture, of, i + 1);
  dark__picture_band(picture, share_x(of, i), dark__upright_y(&of->at, from.lower), dark__upright_y(&of->at, from.upper),
                     share_x(of, i + 1), dark__upright_y(&of->at, to.lower), dark__upright_y(&of->at, to.upper));
}

static void draw_share(dark__picture *picture, const panel *of, size_t i) {
  const dark__mark mark = mark_at(picture, of, i);
  const double x = share_x(of, i);
  dark__upright_interval(picture, &of->at, &mark, x);
  if (!isfinite(mark.estimate)) return;
  const double y = dark__upright_y(&of->at, mark.estimate);
  if (dark__share_at(of->of, i).is_all) dark__picture_shape(picture, DARK__SHAPE_DISC, x, y);
  else dark__picture_disc(picture, "drawn", x, y, RADIUS);
}

/* The share, and under it how many people that is: from the last to the first, those that would touch the one behind them have none. */
static void draw_shares(dark__picture *picture, const panel *of) {
  const double y = dark__upright_y(&of->at, 0);
  double taken = DARK__PICTURE_WIDTH * 2.0;
  dark__picture_line(picture, "axis", of->at.x, y, of->at.x + of->at.plot_width, y);
  for (size_t i = dark__n_shares(of->of); i-- > 0;) {
    const dark__share share = dark__share_at(of->of, i);
    const dark__argument people = dark__argue_count(picture->sheet.language, round(share.n_people)),
                         level = dark__argue_share(&picture->sheet, &share);
    const double x = share_x(of, i),
                 half = fmax(dark__picture_width(people.text, SMALL), dark__picture_width(level.text, SMALL)) / 2.0;
    dark__picture_line(picture, "axis", x, y, x, y + TICK);
    if (x + half + SMALL / 2.0 > taken) continue;
    dark__picture_label(picture, "middle", x, y + TICK + SMALL, level.text);
    dark__picture_label(picture, "middle", x, y + TICK + SMALL + LINE, people.text);
    taken = x - half;
  }
}

static void draw_panel(dark__picture *picture, const panel *of) {
  const size_t n = dark__n_shares(of->of);
  if (!is_drawn(of)) return;
  dark__upright_people(picture, &of->at);
  for (size_t i = 0; i < n; i++) draw_band(picture, of, i);
  for (size_t i = 0; i < n; i++) draw_share(picture, of, i);
  draw_shares(picture, of);
}

static void note(const dark__picture *picture, const panel *of, dark__legend_of *legend) {
  for (size_t i = 0; i < dark__n_shares(of->of); i++) {
    const dark__mark mark = mark_at(picture, of, i);
    dark__mark kind = mark;
    if (!dark__share_at(of->of, i).is_all) kind.estimate = isnan(mark.estimate) ? mark.estimate : INFINITY;
    dark__legend_note(legend, &kind);
    if (isinf(kind.estimate)) legend->has[DARK__SAMPLE_DRAWS] = true;
    if (dark__is_beyond(&of->at.scale, &mark)) legend->has[DARK__SAMPLE_FEWER_BEYOND] = true;
  }
}

/* ---- Words */

static void tell_share(dark__picture *picture, const panel *of, size_t i) {
  const dark__share share = dark__share_at(of->of, i);
  const dark__mark mark = mark_at(picture, of, i);
  dark__paper *data = &picture->data;
  dark__paper_add(data, "<observed percent=\"%.0f\" people=\"%.0f\"", 100 * share.share, round(share.n_people));
  dark__tell_number(data, "estimate", mark.estimate);
  dark__tell_number(data, "lower", mark.lower);
  dark__tell_number(data, "upper", mark.upper);
  dark__paper_add(data, "/>\n");
}

static void tell(dark__picture *picture, const panel *of) {
  dark__paper *data = &picture->data, name = {0}, words = {0};
  dark__add_checked_name(&name, &picture->sheet, of->of);
  dark__add_thinned(&words, &picture->sheet, of->of);
  dark__paper_add(data, "<trajectory of=\"");
  dark__markup_text(data, dark__paper_text(&name));
  dark__paper_add(data, "\">\n");
  for (size_t i = 0; i < dark__n_shares(of->of); i++) tell_share(picture, of, i);
  dark__paper_add(data, "</trajectory>\n");
  dark__paper_add(&picture->description, "\n");
  dark__picture_describe(picture, dark__paper_text(&name), dark__paper_text(&words));
  if (name.failed || words.failed) picture->description.failed = true;
  dark__paper_clear(&name);
  dark__paper_clear(&words);
}

static int put_title(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  dark__paper text = {0};
  dark__add_checked_name(&text, &picture->sheet, of->of);
  return dark__panel_title(picture, of->at.left, of->at.width, &text);
}

static int put_axis(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  dark__paper text = {0};
  if (is_drawn(of)) dark__say(&text, picture->sheet.language, DARK__SAY_THINNED_AXIS, NULL, 0);
  return dark__panel_words(picture, of->at.left, of->at.width, &text, "quiet");
}

static int put_sentences(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  dark__paper text = {0};
  dark__add_thinned(&text, &picture->sheet, of->of);
  return dark__panel_words(picture, of->at.left, of->at.width, &text, is_drawn(of) ? "" : "warning");
}

/* ---- Panels beside each other */

static void draw_panels(dark__picture *picture, panel *panels, size_t n) {
  bool is_any = false;
  for (size_t i = 0; i < n; i++) is_any = is_any || is_drawn(&panels[i]);
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, put_title) + (is_any ? SMALL + 8 : 2);
  for (size_t i = 0; i < n; i++) panels[i].at.top = picture->y;
  for (size_t i = 0; i < n; i++) draw_panel(picture, &panels[i]);
  if (is_any) picture->y += HEIGHT + TICK + SMALL + LINE + 6;
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, put_axis) + 2;
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, put_sentences) + 14;
  for (size_t i = 0; i < n; i++) tell(picture, &panels[i]);
}

static void draw_all(dark__picture *picture, dark__legend_of *legend) {
  const dark__sheet *sheet = &picture->sheet;
  const size_t beside = dark__checked_at(sheet, 1) == NULL ? 1 : DARK__PANELS_BESIDE;
  panel panels[DARK__PANELS_BESIDE];
  size_t n = 0;
  const dark__checked *of;
  for (size_t i = 0; (of = dark__checked_at(sheet, i)) != NULL; i++) {
    const dark__scale scale = dark__thinned_scale(sheet, of);
    panels[n] = (panel){of, dark__upright_at(picture, &scale, n, beside)};
    note(picture, &panels[n++], legend);
    if (n < beside && dark__checked_at(sheet, i + 1) != NULL) continue;
    draw_panels(picture, panels, n);
    n = 0;
  }
}

void dark__plot_thinned(dark__picture *picture) {
  const dark__argument level = dark__checked_level(&picture->sheet);
  dark__legend_of legend = {.is_upright = true};
  dark__paper caption = {0};
  dark__picture_say(picture, &caption, DARK__SAY_THINNED_CAPTION, &level, 1);
  dark__picture_open(picture, &caption);
  draw_all(picture, &legend);
  dark__legend_put(picture, &legend);
  dark__picture_close(picture);
}
