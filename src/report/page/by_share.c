/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of fewer people on the page. Across, everything is a share of the width, which is not known. What is drawn is said in words below it, and
   stands in the JSON that it was made from. */
#include <math.h>

#include "report/markup/markup.h"
#include "report/page/upright.h"
#include "report/shown/checks.h"

enum { HEIGHT = DARK__UPRIGHT_HEIGHT, RADIUS = 5 };

typedef struct panel {
  dark__sheet *sheet;
  const dark__checked *of;
  dark__scale scale;
} panel;

static dark__mark mark_at(const panel *at, size_t i) { return dark__checked_mark(at->sheet, dark__share_at(at->of, i).answer); }

/* ---- Marks */

static void put_draws(const panel *at, const dark__mark *mark, double share) {
  dark__paper *html = &at->sheet->html;
  if (!isfinite(mark->estimate)) return;
  dark__paper_add(html, "<circle class=\"drawn\" r=\"%d\"", RADIUS);
  dark__markup_share(html, "cx", share);
  dark__markup_length(html, "cy", dark__upright_down(&at->scale, mark->estimate));
  dark__paper_add(html, "/>");
}

static void put_share(const panel *at, size_t i) {
  dark__paper *html = &at->sheet->html;
  const dark__mark mark = mark_at(at, i);
  const double place = dark__share_place(at->of, i);
  dark__page_upright_interval(html, &at->scale, &mark, place);
  if (dark__share_at(at->of, i).is_all) dark__page_upright_point(html, &at->scale, &mark, place);
  else put_draws(at, &mark, place);
}

static void put_band(const panel *at, size_t i) {
  const dark__mark from = mark_at(at, i), to = mark_at(at, i + 1);
  dark__page_upright_band(&at->sheet->html, &at->scale, &from, dark__share_place(at->of, i), &to,
                          dark__share_place(at->of, i + 1));
}

static void put_marks(const panel *at) {
  dark__paper *html = &at->sheet->html;
  const size_t n = dark__n_shares(at->of);
  dark__paper_add(html, "<svg class=\"plot\" width=\"100%%\" height=\"%d\" aria-hidden=\"true\">", HEIGHT);
  dark__page_upright_rules(html, &at->scale);
  dark__page_upright_open_bands(html);
  for (size_t i = 0; i < n; i++)
    if (dark__is_share_band(at->sheet, at->of, i)) put_band(at, i);
  dark__page_upright_close_bands(html);
  for (size_t i = 0; i < n; i++) put_share(at, i);
  dark__paper_add(html, "</svg>\n");
}

/* ---- Words */

static void put_shares(const panel *at) {
  dark__paper *html = &at->sheet->html;
  const size_t n = dark__n_shares(at->of);
  dark__paper_add(html, "<span></span><svg class=\"years-axis\" width=\"100%%\" aria-hidden=\"true\">");
  for (size_t i = 0; i < n; i++) {
    const dark__share share = dark__share_at(at->of, i);
    const double place = dark__share_place(at->of, i);
    dark__paper_add(html, "<text%s y=\"1.2em\" text-anchor=\"middle\"", dark__tick_class(n - 1 - i));
    dark__markup_share(html, "x", place);
    dark__paper_add(html, ">%s</text>", dark__argue_share(at->sheet, &share).text);
  }
  dark__paper_add(html, "</svg>");
}

static void put_picture(const panel *at) {
  dark__paper_add(&at->sheet->html, "<div class=\"panel\">");
  dark__page_upright_people(at->sheet, &at->scale);
  put_marks(at);
  put_shares(at);
  dark__paper_add(&at->sheet->html, "</div>\n");
  dark__sheet_say(at->sheet, "small", DARK__SAY_THINNED_SHARE, NULL, 0);
}

static void put_panel(dark__sheet *sheet, const dark__checked *of) {
  const panel at = {sheet, of, dark__thinned_scale(sheet, of)};
  const bool is_drawn = dark__n_shares(of) > 0;
  dark__paper name = {0}, words = {0};
  dark__paper_add(&sheet->html, "<figure class=\"year\"><figcaption>");
  dark__add_checked_name(&name, sheet, of);
  dark__sheet_put(sheet, "bdi", &name);
  dark__paper_add(&sheet->html, " ");
  if (is_drawn) dark__sheet_say(sheet, "small", DARK__SAY_AXIS_PEOPLE, NULL, 0);
  dark__paper_add(&sheet->html, "</figcaption>\n");
  if (is_drawn) put_picture(&at);
  dark__add_thinned(&words, sheet, of);
  dark__sheet_put(sheet, is_drawn ? "p" : "p class=\"unknown\"", &words);
  dark__paper_add(&sheet->html, "</figure>\n");
}

static void put_legend(dark__sheet *sheet) {
  dark__paper_add(&sheet->html,
                  "<p class=\"legend\"><span><svg width=\"40\" height=\"28\" aria-hidden=\"true\"><rect class=\"band\" "
                  "y=\"8\" width=\"36\" height=\"12\"/><circle class=\"drawn\" r=\"%d\" cx=\"18\" cy=\"14\"/></svg> ",
                  RADIUS);
  dark__sheet_say(sheet, "span", DARK__SAY_LEGEND_THINNED, NULL, 0);
  dark__paper_add(&sheet->html, "</span></p>\n");
}

static bool has_any(const dark__sheet *sheet) {
  const dark__checked *of;
  for (size_t i = 0; (of = dark__checked_at(sheet, i)) != NULL; i++)
    if (of->n_thinned > 0) return true;
  return false;
}

void dark__page_thinned(dark__sheet *sheet) {
  const dark__checked *of;
  const dark__argument level = dark__checked_level(sheet);
  if (sheet->options->protection != NULL || !has_any(sheet)) return;
  dark__sheet_say(sheet, "h3", DARK__SAY_THINNED_TITLE, NULL, 0);
  dark__sheet_say(sheet, "p", DARK__SAY_THINNED_CAPTION, &level, 1);
  dark__sheet_put_standing(sheet);
  dark__paper_add(&sheet->html, "\n<div class=\"years\">\n");
  for (size_t i = 0; (of = dark__checked_at(sheet, i)) != NULL; i++) put_panel(sheet, of);
  dark__paper_add(&sheet->html, "</div>\n");
  put_legend(sheet);
}
