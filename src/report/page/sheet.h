/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PAGE_SHEET_H
#define DARK__REPORT_PAGE_SHEET_H

/* The page while it is written, and what all of its parts put on it. */

#include "report/page/page.h"
#include "report/shown/scenario.h"

/* <tag>saying</tag>, as dark__markup_element. */
void dark__sheet_say(dark__sheet *sheet, const char *tag, dark__saying saying, const dark__argument *arguments, size_t n);
/* The same of what is on the paper, which is cleared. */
void dark__sheet_put(dark__sheet *sheet, const char *tag, dark__paper *text);
/* <td>, of which rows are sorted by the number (script.c): one that is printed there, never more of it. NaN: it has none. */
void dark__sheet_put_number(dark__sheet *sheet, double number, const char *text);

/* A table of numbers, up to its caption, and its end. It can be scrolled by keyboard where it is wider than the page, and is called so; `of` tells
   several of one saying apart and is cleared (NULL: there is one). */
void dark__sheet_open_table(dark__sheet *sheet, dark__saying called, dark__paper *of);
void dark__sheet_close_table(dark__sheet *sheet);

/* ---- The parts, by file */
void dark__page_style(dark__paper *style);                            /* style.c: the text of the style sheet */
void dark__page_script(dark__paper *script);                          /* script.c: the text of the script */
void dark__page_first_screen(dark__sheet *sheet);                     /* first_screen.c */
void dark__page_forest(dark__sheet *sheet);                           /* forest.c */
void dark__page_methods(dark__sheet *sheet);                          /* forest.c: what each method says, where it may be shown */
void dark__page_table(dark__sheet *sheet);                            /* table.c */
void dark__page_unknown(dark__sheet *sheet);                          /* unknown.c */
void dark__page_certainty(dark__sheet *sheet);                        /* certainty.c */
void dark__page_dependence(dark__sheet *sheet);                       /* dependence.c */
void dark__forest_axis(dark__sheet *sheet, const dark__scale *scale); /* the last row of a forest */
/* A row of a forest, of a class; the papers are cleared. NULL: without a mark. */
void dark__forest_line(dark__sheet *sheet, const char *kind, dark__paper *name, const dark__mark *mark, const dark__scale *scale,
                       dark__paper *value);
/* The cells of such a row, up to its end. */
void dark__forest_cells(dark__sheet *sheet, dark__paper *name, const dark__mark *mark, const dark__scale *scale,
                        dark__paper *value);
/* What a forest shows, up to where more may be said of its axis; then what the data are. */
void dark__forest_open_caption(dark__sheet *sheet, dark__saying says, const dark__argument *arguments, size_t n);
void dark__forest_close_caption(dark__sheet *sheet);
void dark__forest_caption(dark__sheet *sheet, dark__saying says, const dark__argument *level, const dark__scale *scale);
void dark__forest_legend(dark__sheet *sheet, bool has_recorded);
/* The same in other words: what each mark says, up to `last`. */
void dark__forest_legend_of(dark__sheet *sheet, const dark__saying *sayings, dark__legend last);
/* The class of a number at an axis, counted from the last: what has no room goes first. */
const char *dark__tick_class(size_t i);
void dark__sheet_put_standing(dark__sheet *sheet); /* source, period, and what the data are, beside a figure */
bool dark__page_what_ifs(dark__sheet *sheet);      /* what_if.c; false: there are none */
void dark__page_say_what_ifs(dark__sheet *sheet);  /* of the largest category, in a sentence */
void dark__page_scenarios(dark__sheet *sheet);     /* scenarios.c, where there are any */
void dark__page_method(dark__sheet *sheet);        /* appendix.c */
void dark__page_appendix(dark__sheet *sheet);
void dark__page_flow(dark__sheet *sheet);        /* flow.c */
void dark__page_series(dark__sheet *sheet);      /* by_year.c, where there is a year */
void dark__page_models(dark__sheet *sheet);      /* models.c: where there are any and they may be shown */
void dark__page_known_lists(dark__sheet *sheet); /* known_lists.c, likewise */
void dark__page_thinned(dark__sheet *sheet);     /* by_share.c, likewise */
/* The differences of a kind, and the list to choose a scenario from, where there are several. */
void dark__page_differences(dark__sheet *sheet, dark__comparison_kind kind); /* differences.c */
void dark__page_choice(dark__sheet *sheet);                                  /* choice.c */
/* The first comparison with the scenario of comparison i: the value of its choice. */
size_t dark__choice_of(const dark__comparisons_source *source, size_t i);

#endif
