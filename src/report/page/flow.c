/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from lists to the estimate, as lists of sentences. */
#include "report/shown/flow.h"
#include "report/page/sheet.h"

static void put_lists(dark__sheet *sheet) {
  dark__paper aside = {0};
  dark__paper_add(&sheet->html, "<li>");
  dark__sheet_say(sheet, "span", DARK__SAY_FLOW_LISTS, NULL, 0);
  dark__paper_add(&sheet->html, "<ul>\n");
  for (size_t l = 0; l < sheet->source->results.n_lists; l++) {
    dark__paper text = {0};
    dark__add_flow_list(&text, sheet, l);
    dark__paper_add(&sheet->html, "<li>");
    dark__sheet_put(sheet, "bdi", &text);
    dark__paper_add(&sheet->html, "</li>\n");
  }
  dark__paper_add(&sheet->html, "</ul>");
  const size_t n_aside = dark__add_set_aside(&aside, sheet);
  const dark__argument names = dark__argue_paper(sheet, &aside);
  if (n_aside > 0) dark__sheet_say(sheet, "p class=\"aside\"", DARK__SAY_FLOW_SET_ASIDE, &names, 1);
  dark__paper_add(&sheet->html, "</li>\n");
}

static void put_step(dark__sheet *sheet, const dark__flow_step *step) {
  dark__paper text = {0}, aside = {0};
  dark__say_flow(&text, sheet, step->says, step->people);
  if (step->has_aside) dark__say_flow(&aside, sheet, step->aside_says, step->aside);
  dark__paper_add(&sheet->html, "<li>");
  dark__sheet_put(sheet, "span", &text);
  if (step->has_aside) dark__sheet_put(sheet, "p class=\"aside\"", &aside);
  dark__paper_clear(&aside);
  dark__paper_add(&sheet->html, "</li>\n");
}

void dark__page_flow(dark__sheet *sheet) {
  dark__flow_step steps[DARK__MOST_FLOW_STEPS];
  const size_t n = dark__flow(steps, sheet);
  dark__sheet_say(sheet, "h3", DARK__SAY_FLOW_TITLE, NULL, 0);
  dark__sheet_say(sheet, "p", DARK__SAY_FLOW_CAPTION, NULL, 0);
  dark__paper_add(&sheet->html, "\n<ol class=\"flow\">\n");
  put_lists(sheet);
  for (size_t i = 0; i < n; i++) put_step(sheet, &steps[i]);
  dark__paper_add(&sheet->html, "</ol>\n");
}
