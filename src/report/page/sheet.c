/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page/sheet.h"

#include <math.h>
#include <stdio.h>

#include "report/markup/markup.h"
#include "writing/numbers.h"

void dark__sheet_put(dark__sheet *sheet, const char *tag, dark__paper *text) {
  if (text->failed) sheet->html.failed = true;
  dark__markup_element(&sheet->html, tag, dark__paper_text(text));
  dark__paper_clear(text);
}

void dark__sheet_put_number(dark__sheet *sheet, double number, const char *text) {
  char tag[64] = "td";
  if (isfinite(number)) snprintf(tag, sizeof tag, "td data-sort=\"%s\"", dark__shortest(number).text);
  dark__markup_element(&sheet->html, tag, text);
}

void dark__sheet_say(dark__sheet *sheet, const char *tag, dark__saying saying, const dark__argument *arguments, size_t n) {
  dark__paper text = {0};
  dark__say(&text, sheet->language, saying, arguments, n);
  dark__sheet_put(sheet, tag, &text);
}

void dark__sheet_open_table(dark__sheet *sheet, dark__saying called, dark__paper *of) {
  dark__paper name = {0};
  dark__say(&name, sheet->language, called, NULL, 0);
  if (of != NULL) {
    dark__paper_add(&name, ": %s", dark__paper_text(of));
    if (of->failed) sheet->html.failed = true;
    dark__paper_clear(of);
  }
  dark__paper_add(&sheet->html, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
  dark__markup_text(&sheet->html, dark__paper_text(&name));
  if (name.failed) sheet->html.failed = true;
  dark__paper_clear(&name);
  dark__paper_add(&sheet->html, "\"><table class=\"numbers\">\n");
}

void dark__sheet_close_table(dark__sheet *sheet) { dark__paper_add(&sheet->html, "</tbody></table></div>\n"); }
