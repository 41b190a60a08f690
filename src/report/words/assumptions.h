/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_ASSUMPTIONS_H
#define DARK__REPORT_WORDS_ASSUMPTIONS_H

/* What no list can show, said under every estimate. */
#define DARK__ASSUMPTIONS                                                                                                   \
  "Holds if: the population was closed, records are linked without error, everyone recorded is in scope, and the truth is " \
  "among "                                                                                                                  \
  "the models searched."

/* The same where people were captured several times on one list. */
#define DARK__ASSUMPTIONS_OF_CAPTURES                                                                                   \
  "Holds if: the population was closed, captures of one person are known to be that person's, everyone recorded is in " \
  "scope, and people "                                                                                                  \
  "differ in their rates of capture only as the method says."

/* Chao & Tsay: estimators that build on sample coverage need more than this. */
#define DARK__SAMPLE_COVERAGE_NEEDED 0.55

#endif
