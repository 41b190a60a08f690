/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_METHOD_H
#define DARK_COVERAGE_METHOD_H

/* The methods whose intervals are tried: one line each in method.c. */

#include <stdbool.h>

#include "coverage/design.h"

typedef struct method {
  const char *name; /* as the report calls it; no comma */
  const char *estimator;
  const char *set[2]; /* OPTION=VALUE, as far as not NULL */
  dark_resample resample;
  dark_interval_type interval; /* without replicates where it needs none */
  size_t least_lists, most_lists;
  unsigned most_order;           /* designs in span at a higher order only are passed over; 0: none is */
  unsigned only;                 /* traits that a design must have to be tried with it; 0: any design */
  dark_common_dependence common; /* of the models searched; USUAL where nothing is asked */
} method;

extern const method coverage_methods[];
extern const size_t n_coverage_methods;

/* True when two methods share the plan, and with it the replicates: such methods stand next to each other in the table. */
bool methods_share_plan(const method *a, const method *b);

/* The method whose rows are those of `of` on a design of so many lists: mostly itself; for `auto` the one that it chooses, where that is
   tried anyway; NULL where it is not tried. */
const method *method_behind(const method *of, const design *on, size_t n_lists);

/* Which methods are wanted. */
typedef struct methods_wanted {
  bool
      has_replicates; /* without: one a plan, with log-normal intervals; what rows say of estimates is the same for all intervals */
  const char *patterns; /* of names, separated by commas; NULL: all */
} methods_wanted;

/* The methods that are run on a design: chosen [n_coverage_methods], in the order of the table. Returns how many. */
size_t methods_choose(const method **chosen, const design *of, size_t n_lists, const methods_wanted *which);

/* True when every one of the patterns matches some method; else *unmatched [size] holds the first that does not. */
bool methods_are_known(const char *patterns, char *unmatched, size_t size);

/* What a plan is made with; pointers into `of`. */
dark_settings method_settings(const method *of, const design *on);

#endif
