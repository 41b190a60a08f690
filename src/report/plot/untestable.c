/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of what cannot be tested: for the pairs of lists that move an estimate furthest a panel whose cells are the estimate at each
   odds ratio that was tried, from left to right, and each xi, from top to bottom; a line where it is twice the estimate, or half of it, or
   where it reaches a threshold.
   Between the cells nothing is drawn: nothing was computed there. */
#include "report/source/untestable.h"

#include <math.h>

#include "report/markup/markup.h"
#include "report/plot/legend.h"
#include "report/plot/panel.h"
#include "report/plot/rows.h"
#include "writing/numbers.h"

enum {
  GUTTER = DARK__PANEL_GUTTER,
  LETTERS = DARK__PANEL_LETTERS,
  CELL = 24,
  HEAD = 38,
  SIDE = 48,
  MARK = 18,
  MOST_CELL = 110,
  PADDING = 5
};
enum { MOST_COLUMNS = 16, MOST_ALONE = 6, MANY = 12, MOST_OF_SEVERAL = 2 };

/* Where the conclusion changes without a threshold: so many times the estimate, or its share. */
static const double times = 2;

typedef enum verdict { LOST, LOW, LIKE, HIGH } verdict;

/* Column 0 is the estimate as it is, without an odds ratio. */
typedef struct panel {
  const dark__untestable *of;
  const dark__odds_pair *pair; /* NULL: there is none */
  double ratios[MOST_COLUMNS], hidden[MOST_COLUMNS];
  size_t n_columns;
  double threshold; /* 0: none */
  int left, width, top;
} panel;

/* ---- Numbers */

static double people_at(const panel *of, size_t row, size_t column) {
  return dark__untestable_total(of->of, of->hidden[column], of->of->xis[row]);
}

/* Of numbers as they are printed: one that reads like the threshold reaches it. */
static bool reaches(const panel *of, double people) { return dark__two_digits(people, of->of->observed) >= of->threshold; }

static verdict verdict_at(const panel *of, size_t row, size_t column) {
  const double people = people_at(of, row, column), ratio = people / of->of->total;
  if (isnan(people)) return LOST;
  if (of->threshold > 0) return reaches(of, people) == reaches(of, of->of->total) ? LIKE : reaches(of, people) ? HIGH : LOW;
  return ratio >= times ? HIGH : ratio <= 1 / times ? LOW : LIKE;
}

static dark__argument number_at(const dark__picture *picture, const panel *of, size_t row, size_t column) {
  const double people = people_at(of, row, column);
  return isnan(people) ? dark__argue_text("–") : dark__argue_estimate(picture->sheet.language, people, of->of->observed);
}

static panel panel_of(const dark__picture *picture, const dark__untestable *of, const dark__odds_pair *pair) {
  panel out = {.of = of, .pair = pair, .hidden = {of->hidden}, .n_columns = 1, .threshold = picture->sheet.options->threshold};
  for (size_t i = 0; pair != NULL && i < pair->n && out.n_columns < MOST_COLUMNS; i++, out.n_columns++)
    out.ratios[out.n_columns] = pair->answers[i].ratio, out.hidden[out.n_columns] = pair->answers[i].hidden;
  return out;
}

/* ---- Names */

static void add_title(dark__paper *text, const dark__picture *picture, const panel *of) {
  const dark__document *labels = picture->sheet.options->labels;
  dark__sheet_add_people(text, &picture->sheet, of->of->values, of->of->n_categories);
  if (of->pair != NULL)
    dark__paper_add(text, " · %s, %s", dark__label(labels, of->pair->first), dark__label(labels, of->pair->second));
}

/* ---- Cells */

static double cell_width(const panel *of) { return fmin((double)(of->width - SIDE) / (double)of->n_columns, MOST_CELL); }
static double cell_x(const panel *of, size_t column) { return of->left + SIDE + cell_width(of) * (double)column; }
static double cell_y(const panel *of, size_t row) { return of->top + HEAD + CELL * (double)row; }

static void put_end(dark__picture *picture, double right, double top, const char *text, bool is_bold) {
  dark__paper_add(&picture->sheet.html, is_bold ? "<g font-weight=\"bold\">" : "");
  dark__picture_label(picture, "end", right - PADDING, top + CELL / 2.0 + LETTERS / 3.0, text);
  dark__paper_add(&picture->sheet.html, is_bold ? "</g>\n" : "");
}

/* Within what separates the xis that are tried. */
static bool is_estimate(const panel *of, size_t row) { return fabs(of->of->xis[row] / of->of->xi - 1) < 0.01; }

static void draw_cell(dark__picture *picture, const panel *of, size_t row, size_t column) {
  static const char *const kinds[] = {[LOST] = "empty", [LOW] = "low", [LIKE] = "empty", [HIGH] = "band"};
  const verdict found = verdict_at(of, row, column);
  const double x = cell_x(of, column), y = cell_y(of, row), width = cell_width(of);
  dark__picture_bar(picture, kinds[found], x, y, width, CELL);
  if (found == HIGH) dark__picture_shape(picture, DARK__SHAPE_UP, x + MARK / 2.0, y + CELL / 2.0 - 4);
  if (found == LOW) dark__picture_shape(picture, DARK__SHAPE_DOWN, x + MARK / 2.0, y + CELL / 2.0 + 4);
  put_end(picture, x + width, y, number_at(picture, of, row, column).text, column == 0 && is_estimate(of, row));
}

/* Between cells of which one changes the conclusion and the other does not, or otherwise. */
static void draw_borders(dark__picture *picture, const panel *of, size_t row, size_t column) {
  const verdict own = verdict_at(of, row, column);
  const double x = cell_x(of, column), y = cell_y(of, row), width = cell_width(of);
  const bool has_right = column + 1 < of->n_columns, has_below = row + 1 < of->of->n_xis;
  if (has_right && verdict_at(of, row, column + 1) != own)
    dark__picture_line(picture, "interval", x + width, y, x + width, y + CELL);
  if (has_below && verdict_at(of, row + 1, column) != own)
    dark__picture_line(picture, "interval", x, y + CELL, x + width, y + CELL);
}

static void draw_heads(dark__picture *picture, const panel *of) {
  dark__paper words = {0};
  const dark__box box = {.x = (int)cell_x(of, 0) + PADDING,
                         .y = of->top,
                         .width = (int)cell_width(of) - PADDING,
                         .size = LETTERS,
                         .most = 2,
                         .kind = "quiet"};
  dark__say(&words, picture->sheet.language, DARK__SAY_UNTESTABLE_AS_IS, NULL, 0);
  dark__picture_text(picture, &box, dark__paper_text(&words));
  if (words.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&words);
  for (size_t c = 1; c < of->n_columns; c++)
    put_end(picture, cell_x(of, c) + cell_width(of), of->top + HEAD - CELL,
            dark__argue_ratio(picture->sheet.language, of->ratios[c]).text, false);
  for (size_t r = 0; r < of->of->n_xis; r++)
    put_end(picture, cell_x(of, 0), cell_y(of, r), dark__argue_ratio(picture->sheet.language, of->of->xis[r]).text, false);
}

static void draw_panel(dark__picture *picture, const panel *of) {
  draw_heads(picture, of);
  for (size_t r = 0; r < of->of->n_xis; r++)
    for (size_t c = 0; c < of->n_columns; c++) draw_cell(picture, of, r, c);
  for (size_t r = 0; r < of->of->n_xis; r++)
    for (size_t c = 0; c < of->n_columns; c++) draw_borders(picture, of, r, c);
}

/* ---- Words */

static void say_changed(dark__paper *text, dark__picture *picture, const panel *of) {
  size_t n = 0, n_known = 0;
  for (size_t r = 0; r < of->of->n_xis; r++)
    for (size_t c = 0; c < of->n_columns; c++) {
      const verdict found = verdict_at(of, r, c);
      n_known += found != LOST ? 1 : 0;
      n += found == LOW || found == HIGH ? 1 : 0;
    }
  const dark__argument counts[] = {dark__argue_count(picture->sheet.language, (double)n),
                                   dark__argue_count(picture->sheet.language, (double)n_known),
                                   dark__argue_estimate(picture->sheet.language, of->of->total, of->of->observed),
                                   dark__argue_count(picture->sheet.language, of->threshold)};
  const dark__saying with = reaches(of, of->of->total) ? DARK__SAY_UNTESTABLE_FALLEN : DARK__SAY_UNTESTABLE_REACHED;
  dark__say(text, picture->sheet.language, of->threshold > 0 ? with : DARK__SAY_UNTESTABLE_CHANGED, counts, 4);
}

static void tell(dark__picture *picture, const panel *of) {
  dark__paper *data = &picture->data, title = {0}, words = {0};
  add_title(&title, picture, of);
  say_changed(&words, picture, of);
  dark__paper_add(data, "<map of=\"");
  dark__markup_text(data, dark__paper_text(&title));
  dark__paper_add(data, "\" estimate=\"%.0f\">\n", of->of->total);
  for (size_t r = 0; r < of->of->n_xis; r++)
    for (size_t c = 0; c < of->n_columns; c++) {
      dark__paper_add(data, "<cell xi=\"%s\"", dark__shortest(of->of->xis[r]).text);
      if (c > 0) dark__paper_add(data, " odds-ratio=\"%s\"", dark__shortest(of->ratios[c]).text);
      dark__tell_number(data, "people", people_at(of, r, c));
      dark__paper_add(data, "/>\n");
    }
  dark__paper_add(data, "</map>\n");
  dark__paper_add(&picture->description, "\n");
  dark__picture_describe(picture, dark__paper_text(&title), dark__paper_text(&words));
  if (title.failed || words.failed) picture->description.failed = true;
  dark__paper_clear(&title);
  dark__paper_clear(&words);
}

static int put_title(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  dark__paper text = {0};
  add_title(&text, picture, of);
  return dark__panel_title(picture, of->left, of->width, &text);
}

static int put_changed(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  dark__paper text = {0};
  say_changed(&text, picture, of);
  return dark__panel_words(picture, of->left, of->width, &text, "quiet");
}

/* ---- Panels beside each other */

static int greater(int a, int b) { return a > b ? a : b; }

static void draw_beside(dark__picture *picture, panel *panels, size_t n) {
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, put_title) + 4;
  for (size_t i = 0; i < n; i++) {
    panels[i].top = picture->y;
    draw_panel(picture, &panels[i]);
  }
  picture->y += HEAD + CELL * (int)panels[0].of->n_xis + 6;
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, put_changed) + 16;
  for (size_t i = 0; i < n; i++) tell(picture, &panels[i]);
}

/* The widest number with its mark, bold, has room in a cell. */
static bool has_room(const dark__picture *picture, const panel *of, int width) {
  int widest = 0;
  for (size_t r = 0; r < of->of->n_xis; r++)
    for (size_t c = 0; c < of->n_columns; c++)
      widest = greater(widest, dark__picture_width(number_at(picture, of, r, c).text, LETTERS));
  return 1.2 * widest + MARK + 2 * PADDING <= (double)(width - SIDE) / (double)of->n_columns;
}

static size_t most_pairs(const dark__picture *picture, const dark__untestable *of) {
  const size_t n = picture->sheet.source->n_untestable, most = n > MANY ? 1 : n > 1 ? MOST_OF_SEVERAL : MOST_ALONE;
  return of->n_pairs < most ? of->n_pairs : most;
}

static void put_rest(dark__picture *picture, const dark__untestable *of, size_t n) {
  const dark__argument rest = dark__argue_count(picture->sheet.language, (double)(of->n_pairs - n));
  dark__paper text = {0};
  if (of->n_pairs > n) dark__picture_say(picture, &text, DARK__SAY_UNTESTABLE_REST, &rest, 1);
  dark__picture_paragraph(picture, LETTERS, "quiet", &text);
  picture->y += of->n_pairs > n ? GUTTER / 2 : 0;
}

static void draw_pairs(dark__picture *picture, const dark__untestable *of) {
  const size_t n = most_pairs(picture, of), n_panels = n == 0 ? 1 : n;
  const int room = dark__panel_width(1), half = dark__panel_width(DARK__PANELS_BESIDE);
  bool is_narrow = true;
  for (size_t p = 0; p < n_panels; p++) {
    const panel one = panel_of(picture, of, n == 0 ? NULL : &of->pairs[p]);
    is_narrow = is_narrow && has_room(picture, &one, half);
  }
  const size_t beside = is_narrow ? DARK__PANELS_BESIDE : 1;
  panel panels[DARK__PANELS_BESIDE];
  size_t at = 0;
  for (size_t p = 0; p < n_panels; p++) {
    panels[at] = panel_of(picture, of, n == 0 ? NULL : &of->pairs[p]);
    panels[at].width = is_narrow ? half : room;
    panels[at].left = dark__panel_left(at);
    if (++at < beside && p + 1 < n_panels) continue;
    draw_beside(picture, panels, at);
    at = 0;
  }
  put_rest(picture, of, n);
}

static void draw_sections(dark__picture *picture, bool *is_any) {
  const dark__source *source = picture->sheet.source;
  for (size_t s = 0; s < source->n_untestable; s++) {
    const dark__untestable *of = &source->untestable[s];
    if (isnan(of->total)) dark__panel_without(picture, of->values, of->n_categories, of->is_unstable);
    else draw_pairs(picture, of);
    *is_any = *is_any || !isnan(of->total);
  }
}

static void open_figure(dark__picture *picture) {
  const double threshold = picture->sheet.options->threshold;
  const dark__argument people = dark__argue_count(picture->sheet.language, threshold);
  dark__paper caption = {0};
  dark__picture_say(picture, &caption, DARK__SAY_UNTESTABLE_CAPTION, NULL, 0);
  dark__picture_say(picture, &caption, threshold > 0 ? DARK__SAY_UNTESTABLE_LINE : DARK__SAY_UNTESTABLE_TWICE, &people, 1);
  dark__picture_open(picture, &caption);
  if (threshold > 0) dark__paper_add(&picture->data, "<threshold people=\"%.0f\"/>\n", threshold);
}

void dark__plot_untestable(dark__picture *picture) {
  const bool has_threshold = picture->sheet.options->threshold > 0;
  dark__legend_of legend = {.is_upright = false};
  bool is_any = false;
  open_figure(picture);
  draw_sections(picture, &is_any);
  legend.has[has_threshold ? DARK__SAMPLE_REACHED : DARK__SAMPLE_HIGH] = is_any;
  legend.has[has_threshold ? DARK__SAMPLE_FALLEN : DARK__SAMPLE_LOW] = is_any;
  dark__legend_put(picture, &legend);
  dark__picture_close(picture);
}
