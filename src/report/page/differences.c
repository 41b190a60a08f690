/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The differences of a kind as a picture below their tables: for each baseline a row, and then one for each scenario. */
#include "report/page/sheet.h"
#include "report/shown/scenario.h"

static void put_difference(dark__sheet *sheet, const dark__difference_axis *axis, size_t i) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  const dark__source_comparison *of = &source->items[i];
  const dark__shown_difference shown = dark__shown_difference_of(sheet, of);
  const dark__mark whole = dark__difference_mark(&shown), mark = dark__mark_within(&whole, &axis->scale);
  dark__paper name = {0}, value = {0};
  dark__scenario_add_other(&name, sheet, of);
  dark__add_difference_words(&value, sheet, of);
  dark__paper_add(&sheet->html, "<tr role=\"row\" class=\"if\" data-scenario=\"%zu\">", dark__choice_of(source, i));
  dark__forest_cells(sheet, &name, axis->has_marks ? &mark : NULL, &axis->scale, &value);
}

/* A group of rows, which goes when nothing is left beside its baseline, with its axis where it has one of its own. */
static void put_group(dark__sheet *sheet, const dark__differences_axes *axes, size_t first) {
  const dark__difference_axis axis = dark__difference_axis_of(sheet, axes, first);
  const dark__comparisons_source *source = sheet->options->comparisons;
  dark__paper baseline = {0};
  dark__add_baseline_words(&baseline, sheet, &source->items[first]);
  dark__paper_add(&sheet->html, "<tbody role=\"rowgroup\" class=\"beside\"><tr role=\"row\" class=\"sum\">"
                                "<th scope=\"rowgroup\" role=\"rowheader\" colspan=\"3\">");
  dark__sheet_put(sheet, "bdi", &baseline);
  dark__paper_add(&sheet->html, "</th></tr>\n");
  for (size_t i = first; i < source->n; i++)
    if (dark__is_beside(source, i, first)) put_difference(sheet, &axis, i);
  if (axes->is_own && axis.has_marks) dark__forest_axis(sheet, &axis.scale);
  dark__paper_add(&sheet->html, "</tbody>\n");
}

static void put_legend(dark__sheet *sheet) {
  static const dark__saying sayings[] = {[DARK__LEGEND_POINT] = DARK__SAY_LEGEND_CHANGE,
                                         [DARK__LEGEND_RANGE] = DARK__SAY_LEGEND_LOOSE_CHANGE,
                                         [DARK__LEGEND_ARROW] = DARK__SAY_LEGEND_GOES_ON};
  dark__forest_legend_of(sheet, sayings, DARK__LEGEND_ARROW);
}

static void put_caption(dark__sheet *sheet, const dark__differences_axes *axes) {
  dark__forest_open_caption(sheet, DARK__SAY_DIFFERENCES_PICTURE, NULL, 0);
  if (axes->is_own) dark__sheet_say(sheet, "strong", DARK__SAY_OWN_AXES, NULL, 0);
  dark__forest_close_caption(sheet);
}

static void put_common_axis(dark__sheet *sheet, const dark__differences_axes *axes) {
  if (axes->is_own || !axes->has_marks) return;
  dark__paper_add(&sheet->html, "<tbody role=\"rowgroup\">\n");
  dark__forest_axis(sheet, &axes->common);
  dark__paper_add(&sheet->html, "</tbody>");
}

void dark__page_differences(dark__sheet *sheet, dark__comparison_kind kind) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  const dark__differences_axes axes = dark__differences_axes_of(sheet, kind);
  dark__paper_add(&sheet->html, "<table class=\"forest\" role=\"table\">\n");
  put_caption(sheet, &axes);
  for (size_t i = 0; i < source->n; i++)
    if (source->items[i].kind == kind && dark__is_first_beside(source, i)) put_group(sheet, &axes, i);
  put_common_axis(sheet, &axes);
  dark__paper_add(&sheet->html, "</table>\n");
  put_legend(sheet);
}
