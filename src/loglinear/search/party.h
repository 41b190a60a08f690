/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_PARTY_H
#define DARK__LOGLINEAR_SEARCH_PARTY_H

/* What the walks of walk.h share: tables of a crowd that each want models fitted one after the other, packed into blocks in the order in which they ask. */

#include "loglinear/search/pack.h"
#include "loglinear/search/walk.h"

/* Who walks, and what a table does when a model has been fitted to it: its fit is still in its lane. */
typedef struct dark__party dark__party;
typedef void dark__arrival(dark__party *of, const dark__task *task, const dark__verdict *verdict);

struct dark__party {
  const dark__walk *walk;
  dark__crowd *crowd;
  dark__pack pack;
  void *walkers;                      /* [n of the crowd] */
  size_t *group;                      /* [n of the crowd] tables that want the same, or nearly */
  dark__task tasks[DARK__MOST_LANES]; /* [n_tasks] wanted next */
  size_t n_tasks;
  dark__arrival *arrive;
  double usual; /* stepwise: half a deviance at which no p-value is below the threshold */
  dark_error *err;
};

static inline const dark__counts *dark__party_counts(const dark__party *of, size_t table) { return &of->crowd->counts[table]; }

/* Terms of a model, with intercept and main effects. */
static inline size_t dark__party_terms(const dark__party *of, dark__term_set model) {
  return 1 + of->walk->lattice.n_lists + dark__set_size(model);
}

/* For the tables of the crowd, each with a walker of `size` bytes that begins as zeros. DARK_ENOMEM; dark__party_part in any case. */
DARK_MUST_CHECK dark_status dark__party_meet(dark__party *of, size_t size, const dark__walk *walk, dark__crowd *crowd,
                                             dark_error *err);
void dark__party_part(dark__party *of);

/* A table wants a model fitted: it is as soon as there is one for every lane, and all are after dark__party_serve. Then `arrive` is called for each, in
   the order in which they were wanted. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__party_want(dark__party *of, size_t table, dark__term_set model);
DARK_MUST_CHECK dark_status dark__party_serve(dark__party *of);

/* The same for one model and tables [n]. */
DARK_MUST_CHECK dark_status dark__party_judge(dark__party *of, dark__term_set model, const size_t *tables, size_t n,
                                              dark__arrival *arrive);

#endif
