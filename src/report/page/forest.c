/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forest: a table whose row headers are the names, so that they wrap and run in their own direction, with a picture beside each. */
#include "report/figure/mark.h"
#include "report/markup/markup.h"
#include "report/page/sheet.h"

static void put_row(dark__sheet *sheet, const dark_row *row, const dark__scale *scale) {
  dark__paper name = {0}, value = {0};
  const dark__mark mark = dark__forest_mark(sheet, row);
  dark__paper_add(&sheet->html, "<tr role=\"row\"%s><th scope=\"row\" role=\"rowheader\">",
                  dark__is_sum(sheet, row) ? " class=\"sum\"" : "");
  dark__sheet_add_name(&name, sheet, row);
  dark__sheet_put(sheet, "bdi", &name);
  dark__paper_add(&sheet->html, "</th><td role=\"cell\" class=\"picture\">");
  dark__mark_draw(&sheet->html, &mark, scale);
  dark__paper_add(&sheet->html, "</td>");
  dark__sheet_add_value(&value, sheet, row);
  dark__sheet_put(
      sheet, dark__has_estimate(row) || dark__is_hidden(sheet, row) ? "td role=\"cell\"" : "td role=\"cell\" class=\"unknown\"",
      &value);
  dark__paper_add(&sheet->html, "</tr>\n");
}

void dark__forest_line(dark__sheet *sheet, const char *kind, dark__paper *name, const dark__mark *mark, const dark__scale *scale,
                       dark__paper *value) {
  dark__paper_add(&sheet->html, "<tr role=\"row\" class=\"%s\">", kind);
  dark__forest_cells(sheet, name, mark, scale, value);
}

void dark__forest_cells(dark__sheet *sheet, dark__paper *name, const dark__mark *mark, const dark__scale *scale,
                        dark__paper *value) {
  dark__paper_add(&sheet->html, "<th scope=\"row\" role=\"rowheader\">");
  dark__sheet_put(sheet, "bdi", name);
  dark__paper_add(&sheet->html, "</th><td role=\"cell\" class=\"picture\">");
  if (mark != NULL) dark__mark_draw(&sheet->html, mark, scale);
  dark__paper_add(&sheet->html, "</td>");
  dark__sheet_put(sheet, "td role=\"cell\"", value);
  dark__paper_add(&sheet->html, "</tr>\n");
}

/* Labels at the edges stay inside of the picture. */
static const char *anchor_of(double place) { return place < 0.08 ? "start" : place > 0.92 ? "end" : "middle"; }

/* Counted from the last: what has no room goes first. */
const char *dark__tick_class(size_t i) { return i == 0 ? "" : i % 2 == 1 ? " class=\"odd\"" : " class=\"even\""; }

/* The tick that always has its number: the last one, of ratios 1 and of differences 0. */
static size_t first_of_ticks(const dark__scale *scale) {
  const double middle = scale->is_ratio ? 1 : 0;
  size_t first = scale->n_ticks - 1;
  if (scale->is_ratio || scale->is_change)
    for (first = 0; first + 1 < scale->n_ticks && scale->ticks[first] < middle;) first++;
  return first;
}

enum { FEW_TICKS = 3 };

/* One number alone is no scale: of few ticks the one that is farthest from the first stays with it. */
static const char *class_of_tick(const dark__scale *scale, size_t i) {
  const size_t first = first_of_ticks(scale), last = scale->n_ticks - 1, farthest = last - first >= first ? last : 0;
  if (scale->n_ticks > FEW_TICKS || i == first) return dark__tick_class(i < first ? first - i : i - first);
  return i == farthest ? " class=\"even\"" : " class=\"few\"";
}

void dark__forest_axis(dark__sheet *sheet, const dark__scale *scale) {
  dark__paper *html = &sheet->html;
  dark__paper_add(html, "<tr role=\"row\" class=\"scale\"><th scope=\"row\" role=\"rowheader\">");
  dark__sheet_say(sheet, "span", dark__scale_words(scale), NULL, 0);
  dark__paper_add(html, "</th><td role=\"cell\" class=\"picture\"><svg width=\"100%%\" height=\"30\" role=\"img\">");
  dark__sheet_say(sheet, "title", dark__scale_words(scale), NULL, 0);
  dark__paper_add(html, "<line class=\"axis\" x1=\"0\" x2=\"100%%\" y1=\"1\" y2=\"1\"/>");
  for (size_t i = 0; i < scale->n_ticks; i++) {
    const double place = dark__scale_place(scale, scale->ticks[i]);
    dark__paper_add(html, "<line class=\"axis\" y1=\"1\" y2=\"7\"");
    dark__markup_share(html, "x1", place);
    dark__markup_share(html, "x2", place);
    dark__paper_add(html, "/><text%s y=\"1.6em\" text-anchor=\"%s\"", class_of_tick(scale, i), anchor_of(place));
    dark__markup_share(html, "x", place);
    dark__paper_add(html, ">%s</text>", dark__scale_tick(sheet, scale, i).text);
  }
  dark__paper_add(html, "</svg></td><td role=\"cell\"></td></tr>\n");
}

void dark__forest_legend_of(dark__sheet *sheet, const dark__saying *sayings, dark__legend last) {
  dark__paper_add(&sheet->html, "<p class=\"legend\">");
  for (int legend = DARK__LEGEND_POINT; legend <= (int)last; legend++) {
    dark__paper_add(&sheet->html, "<span>");
    dark__mark_legend(&sheet->html, (dark__legend)legend);
    dark__paper_add(&sheet->html, " ");
    dark__sheet_say(sheet, "span", sayings[legend], NULL, 0);
    dark__paper_add(&sheet->html, "</span> ");
  }
  dark__paper_add(&sheet->html, "</p>\n");
}

void dark__forest_legend(dark__sheet *sheet, bool has_recorded) {
  const dark__saying sayings[] = {[DARK__LEGEND_POINT] = DARK__SAY_LEGEND_POINT,
                                  [DARK__LEGEND_RANGE] = dark__range_legend(sheet),
                                  [DARK__LEGEND_ARROW] = DARK__SAY_LEGEND_ARROW,
                                  [DARK__LEGEND_RECORDED] = DARK__SAY_LEGEND_RECORDED};
  dark__forest_legend_of(sheet, sayings, has_recorded ? DARK__LEGEND_RECORDED : DARK__LEGEND_ARROW);
}

/* A picture is cut out and handed on: what the data are stands with it. */
void dark__sheet_put_standing(dark__sheet *sheet) {
  const dark__about *about = sheet->options->about;
  const dark__argument source = dark__argue_text(about->source == NULL ? "" : about->source);
  const dark__argument period = dark__argue_text(about->period == NULL ? "" : about->period);
  if (about->source != NULL) dark__sheet_say(sheet, "span", DARK__SAY_SOURCE, &source, 1);
  dark__paper_add(&sheet->html, " ");
  if (about->period != NULL) dark__sheet_say(sheet, "span", DARK__SAY_PERIOD, &period, 1);
  dark__paper_add(&sheet->html, " ");
  if (sheet->is_invented) dark__sheet_say(sheet, "strong", DARK__SAY_INVENTED, NULL, 0);
  else if (!about->is_final) dark__sheet_say(sheet, "strong", DARK__SAY_DRAFT, NULL, 0);
}

void dark__forest_open_caption(dark__sheet *sheet, dark__saying says, const dark__argument *arguments, size_t n) {
  dark__paper_add(&sheet->html, "<caption>");
  dark__sheet_say(sheet, "span", says, arguments, n);
  dark__paper_add(&sheet->html, " ");
}

void dark__forest_close_caption(dark__sheet *sheet) {
  dark__paper_add(&sheet->html, " ");
  dark__sheet_put_standing(sheet);
  dark__paper_add(&sheet->html, "</caption>\n");
}

void dark__forest_caption(dark__sheet *sheet, dark__saying says, const dark__argument *level, const dark__scale *scale) {
  dark__forest_open_caption(sheet, says, level, 1);
  if (scale->is_log) dark__sheet_say(sheet, "span", DARK__SAY_FOREST_LOG, NULL, 0);
  dark__forest_close_caption(sheet);
}

static void put_forest(dark__sheet *sheet, dark__saying says) {
  const dark_results *results = &sheet->source->results;
  const dark__scale scale = dark__forest_scale(sheet);
  const dark__argument level = dark__argue_level(sheet->language, results->rows[0].interval.level);
  dark__paper_add(&sheet->html, "<table class=\"forest\" role=\"table\">\n");
  dark__forest_caption(sheet, says, &level, &scale);
  dark__paper_add(&sheet->html, "<tbody role=\"rowgroup\">\n");
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1))
    put_row(sheet, &results->rows[r], &scale);
  dark__forest_axis(sheet, &scale);
  dark__paper_add(&sheet->html, "</tbody></table>\n");
  dark__forest_legend(sheet, true);
}

void dark__page_forest(dark__sheet *sheet) { put_forest(sheet, DARK__SAY_FOREST_CAPTION); }

/* ---- Methods: the same of another source */

void dark__page_methods(dark__sheet *sheet) {
  const dark__source *methods = sheet->options->methods;
  dark__paper names = {0};
  if (methods == NULL || sheet->options->protection != NULL) return;
  dark__sheet of = *sheet;
  of.source = methods;
  dark__sheet_say(&of, "h3", DARK__SAY_METHODS_TITLE, NULL, 0);
  put_forest(&of, DARK__SAY_METHODS_CAPTION);
  for (size_t i = 0; i < methods->n_not_applicable; i++)
    dark__paper_add(&names, "%s%s", i > 0 ? ", " : "", methods->not_applicable[i]);
  const dark__argument list = dark__argue_paper(&of, &names);
  if (methods->n_not_applicable > 0) dark__sheet_say(&of, "p", DARK__SAY_METHODS_OTHERS, &list, 1);
  sheet->html = of.html;
}
