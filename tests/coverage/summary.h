/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_COVERAGE_SUMMARY_H
#define DARK_COVERAGE_SUMMARY_H

/* From the blocks that are there to a page of Markdown. */

#include "coverage/tally.h"

/* One design on the page. */
typedef struct chapter {
  const design *of;
  size_t n_lists;
  double people, observed; /* the truth, and how many a table is expected to show */
  size_t replicates;
  tallies counts;
} chapter;

typedef struct summary {
  chapter *chapters; /* [n] designs of which there are tables, in the order of coverage_designs */
  size_t n;
  uint64_t seed;
  const char *program;          /* identifies code and data */
  const char *command;          /* repeats the run */
  const struct summary *bounds; /* of tables without replicates, for write_flags; NULL or empty: the page does without */
} summary;

/* Add the designs that have blocks in the store; of two stores each design is shown from that with more of its tables, at first sight the
   one added first. Start from a zeroed summary; summary_clear it whatever comes back.
   Errors: those of tallies_read and truth_make. */
DARK_MUST_CHECK dark_status summary_add(summary *to, const store *in, const experiment *how, size_t n_blocks, dark_error *err);
void summary_clear(summary *of);

/* Write the page. */
void summary_write(FILE *stream, const summary *of);

/* The tally of a method on a chapter's target at a level, for `auto` that of the method it chooses; NULL when there is none. */
const tally *chapter_tally(const chapter *in, const method *of, const char *target, double level);

/* summary_marks.c: the pass mark, 93 to 97% at the level of 95% with at most 4% beyond each limit. */
typedef enum mark { MARK_MET, MARK_NARROW, MARK_WIDE } mark;
/* *is_sure: it is off by more than twice the Monte Carlo standard error. */
mark mark_of(const tally *of, bool *is_sure);
void write_marks(FILE *stream, const summary *of);

/* summary_flags.c: the section on Chao's bound, from tables without replicates; it names its own code, seed and command, since it is run by
   itself. */
void write_flags(FILE *stream, const summary *of);

/* summary_words.c, summary_tables.c */
void write_introduction(FILE *stream, const summary *of);
void write_meaning(FILE *stream, const summary *of);
void write_span(FILE *stream, const summary *of, span which);
void write_designs(FILE *stream, const summary *of);
void write_figures(FILE *stream, const summary *of);

#endif
