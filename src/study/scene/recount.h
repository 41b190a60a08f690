/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_SCENE_RECOUNT_H
#define DARK__STUDY_SCENE_RECOUNT_H

/* Steps of a scenario that change how many people stand in each combination of lists: errors of linkage, people out of scope, lists that
   detect more. They work on the records of one stratum, and either as expectations or with the chance that a replicate has. */

#include <stdbool.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include <darkfigure/study.h>

/* A stratum's records: histories [n] sorted, with all that the steps may move people to (dark__recount_close). */
typedef struct dark__recount_records {
  const uint32_t *histories;
  size_t n;
} dark__recount_records;

/* What detection takes from the estimate before it: for each record, the odds of being on the list, given the other lists; and the people on
   no list. */
typedef struct dark__detection {
  const double *odds; /* [n records] of the record without the list; NaN where there is no telling: nobody moves */
  double hidden;      /* NaN: no estimate, nobody is found */
  double hidden_odds;
} dark__detection;

typedef struct dark__recount {
  dark_step_kind kind;
  uint32_t first, second; /* bits of the lists; a list that the table does not have is 0, and the step does nothing */
  const dark_step *step;
} dark__recount;

/* Append to histories [*n, room for four times as many and one more] what the step may move people to; not sorted, with repetitions. */
void dark__recount_close(uint32_t *histories, size_t *n, const dark__recount *step);

/* Change counts [records->n] of people. With `random` the number moved is drawn, and so are uncertain rates; NULL: expectations. False: the
   corrected number of people in some record is negative, or the step asks for more people than there are; no estimate can be had.

     linkage    among the people on both lists of whom `links` are seen: true pairs  t = (links - b n2) / (1 - m - b), when b is a share of
                the n2 people of the second list who are not on the first, or  t = (1 - b) links / (1 - m), when it is one of the links
                (m missed, b false). The records with both lists gain t - links in proportion to their people; a record gains from the
                one without the second list, and no more than that has (then others gain the more), and the same number is taken from
                the people on the second list alone (Ding & Fienberg 1994, Surv. Methodol. 20:149;
                Di Consiglio & Tuoto 2015, J. Off. Stat. 31:415).
     scope      a share s of the n people on the list goes: from those on it alone, of whom each goes with probability s n / alone; or from
                all its records alike.
     detection  the odds o of being on the list become k o: of the people of a record without the list (p' - p) / (1 - p) move to the one
                with it, p = o / (1 + o), p' = k o / (1 + k o), the hidden ones among them; with k < 1 people move back. */
bool dark__recount_apply(double *counts, const dark__recount_records *records, const dark__recount *step,
                         const dark__detection *detection, const gsl_rng *random);

#endif
