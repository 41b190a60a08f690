/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PAGE_SCENARIO_H
#define DARK__REPORT_PAGE_SCENARIO_H

/* Scenarios of a page: their names, and the choice of one of them. */

#include "report/page/sheet.h"

/* ---- Names (scenario_names.c) */
/* The baseline of a comparison, with its category; its data and its method where the comparisons have several. */
void dark__scenario_add_baseline(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of);
/* The scenario of the other side, and its data and its method where the baseline has others; the second with its category where that is another. */
void dark__scenario_add_name(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of);
void dark__scenario_add_other(dark__paper *name, const dark__sheet *sheet, const dark__source_comparison *of);

/* ---- Choice (choice.c) */
/* A list to choose from, where there are several. */
void dark__page_choice(dark__sheet *sheet);
/* The first comparison with the scenario of comparison i: the value of its choice. */
size_t dark__choice_of(const dark__comparisons_source *source, size_t i);

#endif
