/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_ASSUMPTIONS_H
#define DARK__CLOSED_ASSUMPTIONS_H

/* Words that the closed-population estimators share, so that a model says the same of itself in all its forms. */

#define DARK__ASSUMES_ALL_ALIKE "lists are independent and equally likely to catch, and everybody is equally likely to be caught"
#define DARK__ASSUMES_LISTS_DIFFER \
  "lists are independent, each with a chance of its own, and everybody is equally likely to be caught by a list"
#define DARK__ASSUMES_PEOPLE_DIFFER "lists are equally likely to catch, and people differ in how easily they are caught, "
#define DARK__ASSUMES_BOTH_DIFFER "lists have chances of their own, and people differ in how easily they are caught, "

#define DARK__SHAPE_CHAO "in whatever way: the estimate is a lower bound"
#define DARK__SHAPE_POISSON "with a few who are caught very often"
#define DARK__SHAPE_DARROCH "with log odds that are normal among the people not caught"
#define DARK__SHAPE_GAMMA "with many who are hardly ever caught"
#define DARK__SHAPE_NORMAL "with log odds that are normal in the population"

#define DARK__HARD_TO_TELL "data can hardly tell the shapes of heterogeneity apart, and their estimates differ much: compare them"

#endif
