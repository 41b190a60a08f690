/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of each list from the others, as a forest. */
#include "report/page/sheet.h"
#include "report/shown/checks.h"

static void put_section(dark__sheet *sheet, const dark__checked *of, const dark__scale *scale) {
  dark__paper name = {0}, value = {0};
  dark__add_checked_name(&name, sheet, of);
  dark__add_known_lists(&value, sheet, of);
  dark__forest_line(sheet, "sum", &name, NULL, scale, &value);
  for (size_t l = 0; l < of->n_lists; l++) {
    const dark__mark mark = dark__known_list_mark(sheet, &of->lists[l]);
    dark__paper_add(&name, "%s", dark__label(sheet->options->labels, of->lists[l].name));
    dark__add_known_list(&value, sheet, &of->lists[l]);
    dark__forest_line(sheet, "if", &name, &mark, scale, &value);
  }
}

static bool has_any(const dark__sheet *sheet) {
  const dark__checked *of;
  for (size_t i = 0; (of = dark__checked_at(sheet, i)) != NULL; i++)
    if (of->n_lists > 0) return true;
  return false;
}

void dark__page_known_lists(dark__sheet *sheet) {
  const dark__checked *of;
  if (sheet->options->protection != NULL || !has_any(sheet)) return;
  const dark__scale scale = dark__known_lists_scale(sheet);
  const dark__argument level = dark__checked_level(sheet);
  dark__sheet_say(sheet, "h3", DARK__SAY_KNOWN_LISTS_TITLE, NULL, 0);
  dark__paper_add(&sheet->html, "<table class=\"forest\" role=\"table\">\n");
  dark__forest_caption(sheet, DARK__SAY_KNOWN_LISTS_CAPTION, &level, &scale);
  dark__paper_add(&sheet->html, "<tbody role=\"rowgroup\">\n");
  for (size_t i = 0; (of = dark__checked_at(sheet, i)) != NULL; i++) put_section(sheet, of, &scale);
  dark__forest_axis(sheet, &scale);
  dark__paper_add(&sheet->html, "</tbody></table>\n");
  dark__forest_legend(sheet, false);
}
