/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_DESIGN_H
#define DARK_COVERAGE_DESIGN_H

/* The designs of the coverage experiment: populations whose true size is known, and how they relate to the models that are searched. */

#include <darkfigure.h>

/* In span: the truth is among the models searched. Near span: it is among them, or nearly so, but too weak in parts for a selection to
   find. Out of span: it is not. Strata: several small in-span tables side by side, with their sums. */
typedef enum span { SPAN_IN, SPAN_NEAR, SPAN_OUT, SPAN_STRATA, N_SPANS } span;

/* Bits of design.traits. */
enum {
  TRAIT_QUICK = 1,       /* part of the run that takes minutes */
  TRAIT_DETAILED = 2,    /* also with the methods that are there for comparison */
  TRAIT_INDEPENDENT = 4, /* the lists are independent: main effects are the truth */
  TRAIT_BOUND = 16,      /* part of the run that counts complaints about Chao's bound */
  TRAIT_COMMON = 32,     /* also with the methods that know the common dependence, and those that a default is chosen from */
  TRAIT_SUMS = 64,       /* the design is about sums over categories: also with replicates of what is given unasked */
  TRAIT_ORDER = 8,       /* the design is about the order searched: `auto`, which searches another, is left out */
};

enum { MOST_MADE_LISTS = 7, MOST_MADE_ODDS = 10, N_STRATA_CATEGORIES = 2 };

/* A truth fitted to a published table: its cell means, observed and hidden, rounded to whole people in all. */
typedef struct fitted_truth {
  const char *file;   /* in data/published, without .csv */
  const char *method; /* what dark_settings take */
  const char *model, *set;
  unsigned max_order;
} fitted_truth;

/* A truth made from margins and odds ratios, of a whole population or of one stratum. */
typedef struct made_truth {
  const char *levels[N_STRATA_CATEGORIES]; /* of a stratum, else NULL */
  double people;                           /* or, where 0, ... */
  double observed;                         /* ... as many people as leave so many expected on lists */
  size_t n_lists;
  double margins[MOST_MADE_LISTS];
  dark_odds_ratio odds[MOST_MADE_ODDS];
  size_t n_odds;
  double odds_elsewhere;  /* of every other pair; 0 stands for 1 */
  double three_way;       /* how many times likelier, against the pairwise model, to be on A, B and C together; 0 stands for 1 */
  double referral;        /* the last list receives this share of the people on any other */
  double share_often;     /* a latent class: this share of the people ... */
  double times_often;     /* ... is so many times likelier to be on each list than the rest; margins are those of all */
  unsigned often_on;      /* bits of the lists that this is true of; 0 stands for all of them ... */
  double times_elsewhere; /* ... and how many times likelier it is to be on each of the others */
  double spread;          /* people differ: log odds of being on each list are normal with this standard deviation, 0 for alike */
} made_truth;

typedef struct design {
  const char *name;  /* names its files: lower case, no spaces */
  const char *title; /* what the truth is, in words, no final stop */
  span span;
  unsigned traits;
  unsigned order;             /* of the interactions that `bic` searches */
  const fitted_truth *fitted; /* either this ... */
  const made_truth *made;     /* ... or these: one, or one per stratum */
  size_t n_made;
  /* How a default is chosen (choice.c); NULL or 0: not by this design. */
  const char *family; /* designs that fail for one cause, which count together as one */
  double floor;       /* least percent of 95% intervals that must hold the truth; 0: whatever they do is reported only */
  double widest;      /* most that the median of log(upper / lower) may be */
  double false_links; /* share of the people on one list only whose record is merged with that of another such person */
} design;

extern const design coverage_designs[];
extern const size_t n_coverage_designs;

/* A generator of the literature whose truth is one that stands among the designs already. */
typedef struct twin {
  const char *title;
  const char *same_as; /* name of the design */
  const fitted_truth *fitted;
} twin;

extern const twin coverage_twins[];
extern const size_t n_coverage_twins;

/* NULL when there is none of that name. */
const design *design_find(const char *name);
/* "in span", ... Never NULL. */
const char *span_name(span of);

/* Names of the categories of designs with strata. */
extern const char *const strata_categories[N_STRATA_CATEGORIES];

#endif
