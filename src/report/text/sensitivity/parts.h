/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_TEXT_SENSITIVITY_PARTS_H
#define DARK__REPORT_TEXT_SENSITIVITY_PARTS_H

/* The parts of a section for reading, one for each analysis; nothing for one that the section does not have. */

#include "report/text/text.h"
#include "report/words/sensitivity.h"

typedef void dark__sensitivity_part(dark__paper *page, const dark_sensitivity_section *section,
                                    const dark__sensitivity_subject *of);

/* text/sensitivity/lists.c */
dark__sensitivity_part dark__put_left_out, dark__put_mergers, dark__put_consistency;
/* text/sensitivity/people.c */
dark__sensitivity_part dark__put_cases, dark__put_thinning;
/* text/sensitivity/assumed.c */
dark__sensitivity_part dark__put_xi, dark__put_odds_ratios, dark__put_priors, dark__put_missing_odds;

/* ---- sensitivity_cells.c: what they have in common */

/* Rows [n] in any answered? */
bool dark__any_answered(const dark_sensitivity_row *rows, size_t n);
/* A heading and a paragraph that says what is shown. */
void dark__put_analysis(dark__paper *page, const char *heading, const char *explanation);
/* Two cells: "24,300" and "(19,000–31,000)"; or "–" and nothing. */
void dark__grid_add_total(dark__grid *grid, const dark_sensitivity_row *row);
void dark__grid_add_change(dark__grid *grid, const dark_sensitivity_row *row);
void dark__grid_add_item(dark__grid *grid, const dark_sensitivity_row *row, const dark_table *table);
/* A cell: "unstable", or nothing. */
void dark__grid_add_state(dark__grid *grid, const dark_sensitivity_row *row);
/* Under the table: rows without an answer, together where the reason is the same. */
void dark__put_unanswered(dark__paper *page, const dark_sensitivity_row *rows, size_t n, const dark__sensitivity_subject *of);

#endif
