/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_PUBLISHED_H
#define DARK_TESTS_PUBLISHED_H

#include <darkfigure.h>

/* The published table that reference files call by a short name such as "UKdat_5", or "HIV_without_list3": without its third column. The
   test fails when there is none. dark_table_free it. */
dark_table *published_table(const char *name);

/* A plan for the table; the test fails when there is none. dark_plan_free it. */
dark_plan *plan_for(const dark_table *table, const char *method, unsigned max_order, const char *model, const char *set);

/* End the test unless the call went well. */
#define assert_ok(call, err)                                         \
  do {                                                               \
    if ((call) != DARK_OK) fail_msg("%s: %s", #call, (err).message); \
  } while (0)

#endif
