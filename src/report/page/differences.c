/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The differences of a kind as a picture below their tables: for each baseline a row, and then one for each scenario. */
#include <math.h>

#include "report/markup/markup.h"
#include "report/page/scenario.h"

static void put_difference(dark__sheet *sheet, const dark__scale *scale, size_t i) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  const dark__source_comparison *of = &source->items[i];
  const dark__shown_difference shown = dark__shown_difference_of(sheet, of);
  const dark__mark whole = dark__difference_mark(&shown), mark = dark__mark_within(&whole, scale);
  dark__paper name = {0}, value = {0};
  dark__scenario_add_other(&name, sheet, of);
  dark__add_difference_words(&value, sheet, of);
  dark__paper_add(&sheet->html, "<tr role=\"row\" class=\"if\" data-scenario=\"%zu\">", dark__choice_of(source, i));
  dark__forest_cells(sheet, &name, &mark, scale, &value);
}

/* A group of rows of its own, which goes when nothing is left beside its baseline. */
static void put_group(dark__sheet *sheet, const dark__scale *scale, size_t first) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  dark__paper baseline = {0};
  dark__add_baseline_words(&baseline, sheet, &source->items[first]);
  dark__paper_add(&sheet->html, "<tbody role=\"rowgroup\" class=\"beside\"><tr role=\"row\" class=\"sum\">"
                                "<th scope=\"rowgroup\" role=\"rowheader\" colspan=\"3\">");
  dark__sheet_put(sheet, "bdi", &baseline);
  dark__paper_add(&sheet->html, "</th></tr>\n");
  for (size_t i = first; i < source->n; i++)
    if (dark__is_beside(source, i, first)) put_difference(sheet, scale, i);
  dark__paper_add(&sheet->html, "</tbody>\n");
}

void dark__page_differences(dark__sheet *sheet, dark__comparison_kind kind) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  const dark__scale scale = dark__differences_scale(sheet, kind);
  dark__paper_add(&sheet->html, "<table class=\"forest what-if\" role=\"table\">\n");
  dark__forest_caption(sheet, DARK__SAY_DIFFERENCES_PICTURE, NULL, &scale);
  for (size_t i = 0; i < source->n; i++)
    if (source->items[i].kind == kind && dark__is_first_beside(source, i)) put_group(sheet, &scale, i);
  dark__paper_add(&sheet->html, "<tbody role=\"rowgroup\">\n");
  dark__forest_axis(sheet, &scale);
  dark__paper_add(&sheet->html, "</tbody></table>\n");
}
