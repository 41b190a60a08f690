/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SHOWN_FLOW_H
#define DARK__REPORT_SHOWN_FLOW_H

/* From lists to the estimate: how many people are on each list, known to any, left out, analysed, in the estimate. Each step is the one before it less
   what goes aside. Numbers are protected as those of the first screen are, and lists have none then: they are no part of what is proved. */

#include "report/shown/sheet.h"

enum { DARK__MOST_FLOW_STEPS = 3 };

typedef struct dark__flow_step {
  dark__saying says, aside_says;
  dark__printed people, aside; /* NaN people: not shown */
  bool has_aside;
} dark__flow_step;

/* Known; analysed; and where some categories cannot be estimated, those in the others. Returns how many steps there are. */
size_t dark__flow(dark__flow_step steps[DARK__MOST_FLOW_STEPS], const dark__sheet *sheet);
/* "Analysed: 394", "Analysed: not shown". */
void dark__say_flow(dark__paper *text, dark__sheet *sheet, dark__saying saying, dark__printed people);
/* "police: 88", without a number where numbers are protected or are not known. */
void dark__add_flow_list(dark__paper *text, dark__sheet *sheet, size_t list);
/* Names of the lists that were set aside. Returns how many there are. */
size_t dark__add_set_aside(dark__paper *text, const dark__sheet *sheet);
/* People on a list, of all categories; NaN where it is not known. */
double dark__list_people(const dark__source *source, size_t list);

#endif
