/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each estimate would be if an assumption were another: a forest in which every category is followed by what moves it furthest. */
#include "report/page/sheet.h"

enum { MOST_SAID = 2 };

/* ---- The table */

static void put_estimate(dark__sheet *sheet, const dark_row *row, const dark__scale *scale) {
  dark__paper name = {0}, value = {0};
  dark__mark mark = dark__forest_mark(sheet, row);
  mark.reference = mark.estimate;
  dark__sheet_add_name(&name, sheet, row);
  dark__sheet_add_value(&value, sheet, row);
  dark__forest_line(sheet, "sum", &name, &mark, scale, &value);
}

static void put_what_if(dark__sheet *sheet, const dark__what_if *of, const dark_row *row, const dark__scale *scale) {
  dark__paper name = {0}, value = {0};
  const dark__mark mark = dark__what_if_mark(sheet, of, row);
  dark__sheet_add_what_if(&name, sheet, of);
  dark__sheet_add_what_if_value(&value, sheet, of);
  dark__forest_line(sheet, "if", &name, &mark, scale, &value);
}

static void put_row(dark__sheet *sheet, const dark_row *row, const dark__what_if_section *section, size_t n, void *context) {
  const dark__scale *scale = context;
  put_estimate(sheet, row, scale);
  for (size_t i = 0; i < n; i++) put_what_if(sheet, &section->items[i], row, scale);
}

bool dark__page_what_ifs(dark__sheet *sheet) {
  if (dark__use_what_ifs(sheet, NULL, NULL) == 0) return false;
  dark__scale scale = dark__what_ifs_scale(sheet);
  dark__paper_add(&sheet->html, "<table class=\"forest what-if\" role=\"table\">\n<caption>");
  dark__sheet_say(sheet, "span", DARK__SAY_WHAT_IFS_CAPTION, NULL, 0);
  dark__paper_add(&sheet->html, "</caption>\n<tbody role=\"rowgroup\">\n");
  dark__use_what_ifs(sheet, put_row, &scale);
  dark__forest_axis(sheet, &scale);
  dark__paper_add(&sheet->html, "</tbody></table>\n");
  return true;
}

/* ---- The sentence of the first screen */

typedef struct largest {
  const dark_row *row;
  const dark__what_if_section *section;
  size_t n;
} largest;

static void keep_larger(dark__sheet *sheet, const dark_row *row, const dark__what_if_section *section, size_t n, void *context) {
  largest *of = context;
  (void)sheet;
  if (of->row == NULL || row->total > of->row->total) *of = (largest){row, section, n};
}

void dark__page_say_what_ifs(dark__sheet *sheet) {
  largest of = {0};
  dark__paper list = {0};
  if (dark__use_what_ifs(sheet, keep_larger, &of) == 0) return;
  for (size_t i = 0; i < of.n && i < MOST_SAID; i++) {
    dark__paper_add(&list, "%s", i > 0 ? "; " : "");
    dark__sheet_add_what_if(&list, sheet, &of.section->items[i]);
    dark__paper_add(&list, " (");
    dark__sheet_add_what_if_value(&list, sheet, &of.section->items[i]);
    dark__paper_add(&list, ")");
  }
  const dark__argument words[] = {dark__argue_name(sheet, of.row), dark__argue_paper(sheet, &list)};
  dark__sheet_say(sheet, "p", DARK__SAY_DEPENDS_ON, words, 2);
  dark__paper_add(&sheet->html, "\n");
}
