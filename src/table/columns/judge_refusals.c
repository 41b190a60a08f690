/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "table/columns/judge.h"
#include "table/columns/telling_names.h"
#include "table/columns/view.h"

static dark__shown name_of(const dark__judgement *judgement, size_t candidate) {
  return dark__header_show(judgement->header, judgement->candidates->all[candidate].column);
}

/* The value that is met first among those that are no words of the convention; NULL: there is none. */
static const dark__value *first_in_the_way(const dark__judgement *judgement, size_t candidate) {
  const dark__census *census = dark__candidates_census(judgement->candidates, candidate);
  for (size_t i = 0; i < census->n; i++)
    if ((census->values[i].meaning.conventions >> judgement->convention & 1) == 0) return &census->values[i];
  return NULL;
}

/* Whether a column that was named holds several things, and nothing that lists do. */
static bool is_category(const dark__judgement *judgement, size_t candidate) {
  const dark__census *census = dark__candidates_census(judgement->candidates, candidate);
  for (size_t i = 0; i < census->n; i++)
    if ((census->values[i].meaning.conventions >> judgement->convention & 1) != 0) return false;
  return census->n > 1 && !judgement->candidates->is_guessed && judgement->verdicts[candidate] != DARK__VERDICT_OTHER;
}

/* What to type when a column may be no list after all, and when other words may be memberships. */
static dark__shown advice_on(const dark__judgement *judgement, size_t candidate) {
  dark__shown advice = {""};
  const size_t column = judgement->candidates->all[candidate].column;
  const dark__shown words = dark__judge_propose_words(judgement, judgement->verdicts[candidate] == DARK__VERDICT_OTHER);
  const bool may_ignore = judgement->candidates->is_guessed && !judgement->header->is_record;
  if (may_ignore) {
    snprintf(advice.text, sizeof advice.text, "; --ignore %.100s leaves the column out",
             dark__header_argument(judgement->header, column).text);
  }
  if (words.text[0] == '\0' && is_category(judgement, candidate))
    snprintf(advice.text, sizeof advice.text, "; --by %.100s takes it for a category of people",
             dark__header_argument(judgement->header, column).text);
  if (words.text[0] == '\0') return advice;
  const size_t n = strlen(advice.text);
  snprintf(advice.text + n, sizeof advice.text - n, "%s %.100s reads memberships by these words", may_ignore ? "," : ";",
           words.text);
  return advice;
}

static dark_status refuse_value(const dark__judgement *judgement, size_t candidate, const dark__value *value, dark_error *err) {
  char what[64] = "is a missing membership";
  const dark__shown name = name_of(judgement, candidate);
  if (!value->is_missing) snprintf(what, sizeof what, "is not %s", dark__convention_words(judgement->convention, true));
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s %s (list %s)%s", judgement->header->place, value->line,
                    judgement->candidates->all[candidate].column + 1, value->kind, what, name.text,
                    advice_on(judgement, candidate).text);
}

/* A column in another convention. */
static dark_status refuse_other(const dark__judgement *judgement, size_t candidate, const dark__value *value, dark_error *err) {
  const dark__convention other =
      dark__view_other(dark__candidates_census(judgement->candidates, candidate), judgement->convention);
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: column %s holds %s where other lists hold %s%s", judgement->header->place,
                    value->line, judgement->candidates->all[candidate].column + 1, name_of(judgement, candidate).text,
                    dark__convention_words(other, false), dark__convention_words(judgement->convention, false),
                    advice_on(judgement, candidate).text);
}

/* Whether a verdict stops the reading. What is written otherwise is a property of people where the lists are more. */
static bool is_refused(const dark__judgement *judgement, size_t candidate, bool is_other_refused) {
  const dark__verdict verdict = judgement->verdicts[candidate];
  return verdict == DARK__VERDICT_NEARLY || (verdict == DARK__VERDICT_OTHER && is_other_refused);
}

dark_status dark__judge_refuse_values(const dark__judgement *judgement, size_t n_lists, dark_error *err) {
  size_t n_others = 0;
  for (size_t i = 0; i < judgement->candidates->n; i++) n_others += judgement->verdicts[i] == DARK__VERDICT_OTHER;
  const dark__value *first = NULL;
  size_t candidate = 0;
  for (size_t i = 0; i < judgement->candidates->n; i++) {
    if (!is_refused(judgement, i, n_others >= n_lists)) continue;
    const dark__value *value = first_in_the_way(judgement, i);
    if (value == NULL || (first != NULL && first->line <= value->line)) continue;
    first = value;
    candidate = i;
  }
  if (first == NULL) return DARK_OK;
  const bool is_other = judgement->verdicts[candidate] == DARK__VERDICT_OTHER;
  return is_other ? refuse_other(judgement, candidate, first, err) : refuse_value(judgement, candidate, first, err);
}

static size_t list_column_at(const void *context, size_t i) {
  const dark__judgement *judgement = context;
  size_t candidate = 0;
  for (;; candidate++)
    if (judgement->verdicts[candidate] == DARK__VERDICT_LIST && i-- == 0) break;
  return judgement->candidates->all[candidate].column;
}

static dark__shown show_lists(const dark__judgement *judgement) {
  size_t n = 0;
  for (size_t i = 0; i < judgement->candidates->n; i++) n += judgement->verdicts[i] == DARK__VERDICT_LIST;
  return dark__header_show_all(judgement->header, list_column_at, judgement, n);
}

static dark_status refuse_list(const dark__judgement *judgement, size_t candidate, const char *why, dark_error *err) {
  const dark__shown name = name_of(judgement, candidate);
  const dark__shown word = dark__header_argument(judgement->header, judgement->candidates->all[candidate].column);
  return dark__fail(err, DARK_EDATA,
                    "%s: column %s %s, which may be a property of people and no list; --ignore %s leaves it out, --by %s makes "
                    "categories of it; if it is a list, --lists names all lists (here %s)",
                    judgement->header->place, name.text, why, word.text, word.text, show_lists(judgement).text);
}

dark_status dark__judge_refuse_property(const dark__judgement *judgement, size_t candidate, dark_error *err) {
  char why[64];
  snprintf(why, sizeof why, "holds %s and has a telling name", dark__convention_words(judgement->convention, false));
  return refuse_list(judgement, candidate, why, err);
}

dark_status dark__judge_refuse_constant(const dark__judgement *judgement, size_t candidate, dark_error *err) {
  return refuse_list(judgement, candidate, "says the same of everybody", err);
}

/* Numbers marked, caught and recaptured are no rows of people. */
static bool are_recaptures(const dark__header *header) {
  enum { MOST = 64 };
  const char *names[MOST];
  const size_t n = header->names.n < MOST ? header->names.n : MOST;
  for (size_t i = 0; i < n; i++) names[i] = dark__header_name(header, i);
  return dark__names_are_of_recaptures(names, n);
}

static const char make_columns[] =
    "; make a column for each list, with 1 for those who are on it and 0 for the others, or name the lists by "
    "--lists and their words by --yes and --no";

/* A column that is called as keys are, of several only the first one; number of columns: none. */
static size_t find_key(const dark__header *header) {
  const size_t n = header->names.n, n_tried = n == 2 ? 2 : 1;
  for (size_t i = 0; i < n_tried && !header->is_record; i++)
    if (dark__name_is_identifier(dark__header_name(header, i))) return i;
  return n;
}

/* What reads a file whose columns are separated by blanks, or one with a row for each time that somebody was seen; else what lists are. */
static dark__shown propose_form(const dark__header *header) {
  const size_t n = header->names.n, key = find_key(header);
  const char *first = dark__header_name(header, 0);
  const bool has_blanks = n == 1 && !header->is_record && strchr(first, ' ') != NULL && strchr(first, '|') == NULL;
  dark__shown advice = {""};
  if (has_blanks) snprintf(advice.text, sizeof advice.text, "; --delimiter blank reads columns that blanks separate");
  else if (n == 1)
    snprintf(advice.text, sizeof advice.text, "; there is one column only: columns are separated by ',', ';' or tabs");
  else if (n == 2 && key < n)
    snprintf(advice.text, sizeof advice.text, "; --long %.60s,%.60s reads a file with a row for each time that somebody was seen",
             dark__header_argument(header, key).text, dark__header_argument(header, 1 - key).text);
  return advice;
}

dark_status dark__judge_refuse_all(const dark__judgement *judgement, dark_error *err) {
  const size_t history = judgement->candidates->history;
  if (are_recaptures(judgement->header))
    return dark__fail(
        err, DARK_EDATA,
        "%s: numbers marked, caught and recaptured are not read; the same numbers are three rows under the header "
        "'first,second,count': 1,0 with those marked less the recaptured, 0,1 with those caught less the recaptured, 1,1 "
        "with the recaptured; --method chapman is the usual formula",
        judgement->header->place);
  if (history != DARK__NONE && !judgement->header->is_record)
    return dark__fail(err, DARK_EDATA,
                      "%s:%zu:%zu: no list found: no column holds only 0 and 1, or words like yes and no; --history %s reads "
                      "column %s as histories, each character of which is a list",
                      judgement->header->place, judgement->candidates->first_line, history + 1,
                      dark__header_argument(judgement->header, history).text, dark__header_show(judgement->header, history).text);
  const dark__header *header = judgement->header;
  const dark__shown form = propose_form(header);
  const size_t key = form.text[0] == '\0' ? find_key(header) : header->names.n;
  char also[160] = "";
  if (key < header->names.n)
    snprintf(also, sizeof also, "; with a row for each time that somebody was seen, --long %.60s,LIST names the two columns",
             dark__header_argument(header, key).text);
  return dark__fail(err, DARK_EDATA,
                    "%s:%zu: no list found: no column holds only 0 and 1, or words like yes and no (this record has %s)%s%s",
                    header->place, judgement->candidates->first_line, judgement->candidates->first_kinds.text,
                    form.text[0] != '\0' ? form.text : make_columns, also);
}
