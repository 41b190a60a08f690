/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_JUDGE_H
#define DARK__TABLE_COLUMNS_JUDGE_H

/* What the candidates are, by all values they hold and never by an order of rows. A list is a column all of whose values are
   memberships in the convention of the file; what is nearly one is an error, and so is a list that may be a property of people. Where no
   row is read there is nobody to be wrong about. */

#include "table/columns/candidates.h"

typedef enum dark__verdict {
  DARK__VERDICT_NONE, /* no list, as most columns of a file */
  DARK__VERDICT_LIST,
  DARK__VERDICT_NEARLY, /* a value or some blanks are in the way */
  DARK__VERDICT_OTHER   /* a list, if it were in the convention of the file; left aside where most lists are in that */
} dark__verdict;

typedef struct dark__judgement {
  const dark__candidates *candidates; /* borrowed */
  const dark__header *header;         /* borrowed */
  const bool *is_identifier;          /* [number of columns] those are no lists; borrowed */
  dark__verdict *verdicts;            /* [n of the candidates] */
  dark__convention convention;        /* of the file */
} dark__judgement;

/* Judge the candidates of a file of which n_rows are read, and give the lists their role in `columns`. Of `judgement` what is borrowed
   is set. DARK_EDATA: as above, or there is no list. DARK_ENOMEM. Frees nothing on failure. */
DARK_MUST_CHECK dark_status dark__judge(dark__judgement *judgement, dark__columns *columns, uint64_t n_rows, dark_error *err);

void dark__judgement_free(dark__judgement *judgement);

/* "--yes 1 --no 0,9": words that would read what the lists hold and what is in the way, when that is nothing but usual codes and blanks
   (judge_words.c); else "". With those of columns in other conventions, or without. */
dark__shown dark__judge_propose_words(const dark__judgement *judgement, bool with_others);

/* The refusals, in words (judge_refusals.c). The first returns DARK_OK when there is nothing to refuse. */
DARK_MUST_CHECK dark_status dark__judge_refuse_values(const dark__judgement *judgement, size_t n_lists, dark_error *err);
DARK_MUST_CHECK dark_status dark__judge_refuse_property(const dark__judgement *judgement, size_t candidate, dark_error *err);
DARK_MUST_CHECK dark_status dark__judge_refuse_constant(const dark__judgement *judgement, size_t candidate, dark_error *err);
DARK_MUST_CHECK dark_status dark__judge_refuse_all(const dark__judgement *judgement, dark_error *err);

#endif
