/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "table/columns/telling_names.h"
#include "table/columns/view.h"

/* Different values in the way of a column of words that still let it be nearly a list; rows that tell by saying the same. */
enum { FEW = 8, SOME = 3 };

/* Whether it holds 1 and 2, and maybe codes for unknown. */
static bool is_coded(const dark__census *census) {
  bool has_two = false;
  for (size_t i = 0; i < census->n; i++) {
    const dark__value *value = &census->values[i];
    if (!value->meaning.is_yes && !value->is_code && !value->is_missing) return false;
    has_two = has_two || strcmp(dark__census_text(value), "2") == 0;
  }
  return has_two && census->yes != 0;
}

/* Whether a column would be a list in the convention but for something in the way. */
static bool is_nearly(const dark__view *of, const dark__census *census, dark__convention convention) {
  if (dark__census_is_hopeless(census) || of->n_missing + of->n_others == 0) return false;
  if (of->has_yes && of->has_no) return convention == DARK__CONVENTION_DIGITS || of->n_others <= FEW;
  if (is_coded(census)) return true;
  return (of->has_yes || of->has_no) && of->n_others + (of->n_missing > 0) <= 1;
}

static bool is_property(const dark__judgement *judgement, size_t i) {
  return dark__name_is_property(dark__header_name(judgement->header, judgement->candidates->all[i].column));
}

/* ---- The convention of the file */

static bool is_no_list(const dark__judgement *judgement, size_t i) {
  return judgement->is_identifier[judgement->candidates->all[i].column] || is_property(judgement, i);
}

/* How many columns speak for a convention. */
static size_t count_for(const dark__judgement *judgement, dark__convention convention) {
  const dark__candidates *candidates = judgement->candidates;
  size_t n = 0;
  for (size_t i = 0; i < candidates->n; i++) {
    const dark__view of = dark__view_of(dark__candidates_census(candidates, i), convention);
    n += candidates->is_guessed ? dark__view_establishes(&of, convention) && !is_no_list(judgement, i) : dark__view_is_whole(&of);
  }
  return n;
}

/* How many columns hold a 0 and at most blanks besides 0 and 1: where there are as many, 1 against blank is 0 and 1 with blanks. */
static size_t count_zeros(const dark__judgement *judgement) {
  size_t n = 0;
  for (size_t i = 0; i < judgement->candidates->n; i++) {
    const dark__view of = dark__view_of(dark__candidates_census(judgement->candidates, i), DARK__CONVENTION_DIGITS);
    n += of.has_no && of.n_others == 0 && !is_no_list(judgement, i);
  }
  return n;
}

static dark__convention find_convention(const dark__judgement *judgement) {
  dark__convention best = 0;
  size_t most = 0;
  for (dark__convention c = 0; c < DARK__N_CONVENTIONS; c++) {
    const size_t n = count_for(judgement, c);
    if (c == DARK__CONVENTION_ONE && n <= count_zeros(judgement)) continue;
    if (n > most) best = c;
    if (n > most) most = n;
  }
  return best;
}

/* ---- Verdicts */

/* What --where leaves out tells that numbers from 0 to 90 are none of memberships even if those that are read are 0 and 1. */
static bool is_list_nowhere_else(const dark__candidates *candidates, size_t i) {
  return candidates->is_any_read && dark__census_is_hopeless(&candidates->all[i].outside);
}

static dark__verdict judge_one(const dark__judgement *judgement, size_t i) {
  const dark__candidates *candidates = judgement->candidates;
  const dark__census *census = dark__candidates_census(candidates, i);
  const dark__view of = dark__view_of(census, judgement->convention);
  if (!candidates->is_guessed)
    return dark__view_is_whole(&of) || !candidates->is_any_read ? DARK__VERDICT_LIST : DARK__VERDICT_NEARLY;
  if (judgement->is_identifier[candidates->all[i].column] || is_list_nowhere_else(candidates, i)) return DARK__VERDICT_NONE;
  if (dark__view_is_whole(&of)) return DARK__VERDICT_LIST;
  const bool is_near = is_nearly(&of, census, judgement->convention),
             is_other = dark__view_other(census, judgement->convention) < DARK__N_CONVENTIONS;
  if ((!is_near && !is_other) || is_property(judgement, i)) return DARK__VERDICT_NONE;
  return is_near ? DARK__VERDICT_NEARLY : DARK__VERDICT_OTHER;
}

/* Whether everybody is on the list, also those whom --where leaves out. */
static bool is_constant(const dark__candidates *candidates, size_t i) {
  const dark__census *census = dark__candidates_census(candidates, i), *outside = &candidates->all[i].outside;
  return census->yes == (UINT64_C(1) << census->n) - 1 && outside->yes == (UINT64_C(1) << outside->n) - 1;
}

/* Lists that --lists does not name must be beyond doubt. */
static dark_status doubt_lists(const dark__judgement *judgement, uint64_t n_rows, dark_error *err) {
  const dark__candidates *candidates = judgement->candidates;
  size_t n_catching = 0;
  for (size_t i = 0; i < candidates->n; i++)
    n_catching += judgement->verdicts[i] == DARK__VERDICT_LIST && dark__candidates_census(candidates, i)->yes != 0;
  for (size_t i = 0; i < candidates->n; i++) {
    if (judgement->verdicts[i] != DARK__VERDICT_LIST) continue;
    if (n_rows > 0 && is_property(judgement, i)) return dark__judge_refuse_property(judgement, i, err);
    if (n_rows >= SOME && n_catching > 1 && is_constant(candidates, i)) return dark__judge_refuse_constant(judgement, i, err);
  }
  return DARK_OK;
}

dark_status dark__judge(dark__judgement *judgement, dark__columns *columns, uint64_t n_rows, dark_error *err) {
  const dark__candidates *candidates = judgement->candidates;
  judgement->verdicts = calloc(candidates->n + 1, sizeof *judgement->verdicts);
  if (judgement->verdicts == NULL) return dark__fail_memory(err);
  judgement->convention = find_convention(judgement);
  size_t n_lists = 0;
  for (size_t i = 0; i < candidates->n; i++) {
    judgement->verdicts[i] = judge_one(judgement, i);
    if (judgement->verdicts[i] != DARK__VERDICT_LIST) continue;
    columns->columns[candidates->all[i].column] = (dark__column){DARK__ROLE_LIST, "--lists"};
    n_lists++;
  }
  dark_status status = candidates->is_any_read ? dark__judge_refuse_values(judgement, n_lists, err) : DARK_OK;
  if (status == DARK_OK && n_lists == 0) status = dark__judge_refuse_all(judgement, err);
  if (status == DARK_OK && candidates->is_guessed) status = doubt_lists(judgement, n_rows, err);
  return status;
}

void dark__judgement_free(dark__judgement *judgement) {
  free(judgement->verdicts);
  judgement->verdicts = NULL;
}
