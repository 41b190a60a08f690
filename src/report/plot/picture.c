/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot/picture.h"

#include <math.h>
#include <string.h>

#include "report/figure/letters.h"
#include "report/figure/palette.h"
#include "report/markup/markup.h"
#include "writing/page.h"

enum { LABEL = 13 };

/* ---- Texts */

/* In thousandths of the size of letters. Bold letters are wider by less than a fifth. */
static size_t room_of(const dark__box *box) {
  const size_t room = (size_t)(box->width * DARK__EM / box->size);
  return box->is_bold ? room * 5 / 6 : room;
}

/* What cannot be seen takes more room once it is an escape. */
size_t dark__box_lines(dark__picture *picture, const dark__box *box, const char *text) {
  dark__paper seen = {0};
  size_t n = 0;
  dark__paper_add_foreign(&seen, text);
  for (const char *rest = dark__paper_text(&seen); *rest != '\0' && n < box->most; n++)
    rest += dark__letters_line(rest, room_of(box));
  if (seen.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&seen);
  return n;
}

int dark__picture_width(const char *text, int size) {
  return (int)(dark__letters_width(text, strlen(text)) * (size_t)size / DARK__EM) + 1;
}

int dark__box_line_height(const dark__box *box) { return box->size * 13 / 10; }

static void put_bytes(dark__paper *paper, const char *text, size_t n) {
  dark__paper part = {0};
  dark__paper_add_bytes(&part, text, n);
  if (part.failed) paper->failed = true;
  dark__markup_text(paper, dark__paper_text(&part));
  dark__paper_clear(&part);
}

/* As much of the line as leaves room for the dots. */
static size_t cut(const dark__box *box, const char *line, size_t n) {
  const size_t room = room_of(box) - DARK__EM;
  while (n > 1 && (dark__letters_width(line, n) > room || ((unsigned char)line[n] & 0xC0u) == 0x80)) n--;
  return n;
}

/* A text from right to left begins at the right end of its line: it ends at x, which is where it is read last. */
static void put_line(dark__picture *picture, const dark__box *box, size_t line, const char *text, size_t n, bool is_cut,
                     const char *whole) {
  dark__paper *html = &picture->sheet.html;
  while (!is_cut && n > 0 && text[n - 1] == ' ') n--;
  if (is_cut) n = cut(box, text, n);
  dark__paper_add(html, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"", box->x,
                  box->y + (int)line * dark__box_line_height(box) + box->size, box->size);
  if (box->is_bold) dark__paper_add(html, " font-weight=\"bold\"");
  if (box->kind[0] != '\0') dark__paper_add(html, " class=\"%s\"", box->kind);
  if (dark__letters_run_left(whole)) dark__paper_add(html, " direction=\"rtl\" text-anchor=\"end\"");
  dark__paper_add(html, ">");
  if (is_cut) dark__markup_element(html, "title", whole);
  put_bytes(html, text, n);
  dark__paper_add(html, "%s</text>\n", is_cut ? "…" : "");
}

static void put_seen(dark__picture *picture, const dark__box *box, const char *whole) {
  const char *text = whole;
  for (size_t line = 0; *text != '\0' && line < box->most; line++) {
    const size_t n = dark__letters_line(text, room_of(box));
    put_line(picture, box, line, text, n, line + 1 == box->most && text[n] != '\0', whole);
    text += n;
  }
}

void dark__picture_text(dark__picture *picture, const dark__box *box, const char *text) {
  dark__paper seen = {0};
  dark__paper_add_foreign(&seen, text);
  put_seen(picture, box, dark__paper_text(&seen));
  if (seen.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&seen);
}

void dark__picture_paragraph(dark__picture *picture, int size, const char *kind, dark__paper *text) {
  const dark__box box = {.x = DARK__PICTURE_EDGE,
                         .y = picture->y,
                         .width = DARK__PICTURE_WIDTH - 2 * DARK__PICTURE_EDGE,
                         .size = size,
                         .most = 12,
                         .is_bold = strcmp(kind, "quiet") != 0,
                         .kind = kind};
  const char *words = dark__paper_text(text);
  dark__picture_text(picture, &box, words);
  picture->y += (int)dark__box_lines(picture, &box, words) * dark__box_line_height(&box);
  if (words[0] != '\0') picture->y += 4;
  if (text->failed) picture->sheet.html.failed = true;
  dark__paper_clear(text);
}

int dark__picture_words(dark__picture *picture, const dark__box *box, dark__paper *text) {
  const char *words = dark__paper_text(text);
  const int height = (int)dark__box_lines(picture, box, words) * dark__box_line_height(box);
  dark__picture_text(picture, box, words);
  if (text->failed) picture->sheet.html.failed = true;
  dark__paper_clear(text);
  return height;
}

void dark__picture_say(dark__picture *picture, dark__paper *text, dark__saying saying, const dark__argument *arguments,
                       size_t n) {
  if (text->length > 0) dark__paper_add(text, " ");
  dark__say(text, picture->sheet.language, saying, arguments, n);
}

/* ---- Marks */

void dark__picture_line(dark__picture *picture, const char *kind, double x1, double y1, double x2, double y2) {
  dark__paper *html = &picture->sheet.html;
  dark__paper_add(html, "<line class=\"%s\"", kind);
  dark__markup_length(html, "x1", x1);
  dark__markup_length(html, "y1", y1);
  dark__markup_length(html, "x2", x2);
  dark__markup_length(html, "y2", y2);
  dark__paper_add(html, "/>\n");
}

void dark__picture_bar(dark__picture *picture, const char *kind, double x, double y, double width, double height) {
  dark__paper *html = &picture->sheet.html;
  dark__paper_add(html, "<rect class=\"%s\"", kind);
  dark__markup_length(html, "x", x);
  dark__markup_length(html, "y", y);
  dark__markup_length(html, "width", width);
  dark__markup_length(html, "height", height);
  dark__paper_add(html, "/>\n");
}

void dark__picture_label(dark__picture *picture, const char *anchor, double x, double y, const char *text) {
  dark__paper *html = &picture->sheet.html;
  dark__paper_add(html, "<text font-size=\"%d\" text-anchor=\"%s\"", LABEL, anchor);
  dark__markup_length(html, "x", x);
  dark__markup_length(html, "y", y);
  dark__paper_add(html, ">");
  dark__markup_text(html, text);
  dark__paper_add(html, "</text>\n");
}

static void put_corner(dark__paper *html, double x, double y) {
  const long across = lround(100 * x), down = lround(100 * y);
  dark__paper_add(html, "%ld.%02ld,%ld.%02ld ", across / 100, across % 100, down / 100, down % 100);
}

void dark__picture_band(dark__picture *picture, double x1, double low1, double high1, double x2, double low2, double high2) {
  dark__paper *html = &picture->sheet.html;
  dark__paper_add(html, "<polygon class=\"band\" points=\"");
  put_corner(html, x1, low1);
  put_corner(html, x1, high1);
  put_corner(html, x2, high2);
  put_corner(html, x2, low2);
  dark__paper_add(html, "\"/>\n");
}

void dark__picture_disc(dark__picture *picture, const char *kind, double x, double y, double radius) {
  dark__paper *html = &picture->sheet.html;
  dark__paper_add(html, "<circle class=\"%s\"", kind);
  dark__markup_length(html, "cx", x);
  dark__markup_length(html, "cy", y);
  dark__markup_length(html, "r", radius);
  dark__paper_add(html, "/>\n");
}

/* An svg of its own moves what is in it, as "translate" would, without a number in another attribute's text. */
void dark__picture_shape(dark__picture *picture, dark__shape shape, double x, double y) {
  dark__paper *html = &picture->sheet.html;
  dark__paper_add(html, "<svg overflow=\"visible\"");
  dark__markup_length(html, "x", x);
  dark__markup_length(html, "y", y);
  dark__paper_add(html, ">%s</svg>\n", dark__shape_markup(shape));
}

/* ---- In words */

void dark__picture_describe(dark__picture *picture, const char *name, const char *value) {
  const dark__argument both[] = {dark__argue_text(name), dark__argue_text(value)};
  dark__paper text = {0};
  dark__say(&text, picture->sheet.language, DARK__SAY_CATEGORY, both, 2);
  dark__markup_text(&picture->description, dark__paper_text(&text));
  if (text.failed) picture->description.failed = true;
  dark__paper_clear(&text);
}

/* ---- The file */

static unsigned colour(dark__colour_use use) { return (unsigned)dark__colour(use); }

/* In full: what is not a browser does not know variables. */
static void put_style(dark__paper *head) {
  dark__paper_add(
      head, "<style>text{font-family:Helvetica,Arial,'DejaVu Sans',sans-serif;fill:#%06X}.quiet{fill:#%06X}.warning{fill:#%06X}",
      colour(DARK__COLOUR_TEXT), colour(DARK__COLOUR_QUIET), colour(DARK__COLOUR_WARNING));
  dark__paper_add(
      head, ".interval,.range,.axis{fill:none;stroke:#%06X;stroke-width:2}.range{stroke-dasharray:3 3}.axis{stroke-width:1}",
      colour(DARK__COLOUR_TEXT));
  dark__paper_add(
      head,
      ".band{fill:#%06X;fill-opacity:0.25}.box{fill:none;stroke:#%06X}.gap{stroke:#%06X;stroke-width:2;stroke-dasharray:2 "
      "5}.rule{stroke:#%06X;stroke-opacity:0.25;stroke-width:1}.on{fill:#%06X}.off{fill:#%06X}",
      colour(DARK__COLOUR_ESTIMATE), colour(DARK__COLOUR_QUIET), colour(DARK__COLOUR_QUIET), colour(DARK__COLOUR_QUIET),
      colour(DARK__COLOUR_TEXT), colour(DARK__COLOUR_QUIET));
  dark__paper_add(head,
                  ".reference{stroke:#%06X;stroke-width:2}.arrow{fill:#%06X}.point,.moved{fill:#%06X;stroke:#%06X}.recorded{fill:"
                  "#%06X}",
                  colour(DARK__COLOUR_QUIET), colour(DARK__COLOUR_TEXT), colour(DARK__COLOUR_ESTIMATE),
                  colour(DARK__COLOUR_PAPER), colour(DARK__COLOUR_RECORDED));
  dark__paper_add(
      head, ".model{fill:#%06X;fill-opacity:0.25;stroke:#%06X}.dot{fill:#%06X}.drawn{fill:#%06X;stroke:#%06X;stroke-width:2}",
      colour(DARK__COLOUR_ESTIMATE), colour(DARK__COLOUR_ESTIMATE), colour(DARK__COLOUR_ESTIMATE), colour(DARK__COLOUR_PAPER),
      colour(DARK__COLOUR_ESTIMATE));
  dark__paper_add(head, ".low{fill:#%06X;fill-opacity:0.25}.empty{fill:none;stroke:#%06X;stroke-opacity:0.25}</style>\n",
                  colour(DARK__COLOUR_RECORDED), colour(DARK__COLOUR_QUIET));
}

static void put_words(dark__paper *head, const dark__picture *picture) {
  const char *question = picture->sheet.options->about->question;
  dark__paper title = {0};
  if (question != NULL) dark__paper_add(&title, "%s", question);
  else dark__say(&title, picture->sheet.language, DARK__SAY_QUESTION, NULL, 0);
  dark__markup_element(head, "title", dark__paper_text(&title));
  dark__paper_add(head, "\n<desc>");
  dark__paper_add_bytes(head, dark__paper_text(&picture->description), picture->description.length);
  dark__paper_add(head, "</desc>\n<metadata>\n<data xmlns=\"urn:darkfigure:figure\" unit=\"people\">\n");
  dark__paper_add_bytes(head, dark__paper_text(&picture->data), picture->data.length);
  dark__paper_add(head, "</data>\n</metadata>\n");
  if (title.failed) head->failed = true;
  dark__paper_clear(&title);
}

static void put_head(dark__paper *head, const dark__picture *picture) {
  const dark__language language = picture->sheet.language;
  const char *code = language == DARK__PSEUDO ? "en" : dark__language_words[language];
  dark__paper_add(head, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" ");
  dark__paper_add(head, "width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" lang=\"%s\" xml:lang=\"%s\">\n",
                  DARK__PICTURE_WIDTH, picture->y, DARK__PICTURE_WIDTH, picture->y, code, code);
  put_words(head, picture);
  put_style(head);
  dark__paper_add(head, "<rect width=\"100%%\" height=\"100%%\" fill=\"#%06X\"/>\n", colour(DARK__COLOUR_PAPER));
}

dark_status dark__picture_finish(dark__picture *picture, FILE *stream, dark_error *err) {
  dark__paper file = {0};
  dark__paper *parts[] = {&picture->description, &picture->data, &picture->sheet.html};
  picture->y += DARK__PICTURE_EDGE;
  put_head(&file, picture);
  dark__paper_add_bytes(&file, dark__paper_text(&picture->sheet.html), picture->sheet.html.length);
  dark__paper_add(&file, "</svg>\n");
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    if (parts[i]->failed) file.failed = true;
    dark__paper_clear(parts[i]);
  }
  return dark__paper_finish(&file, stream, err);
}
