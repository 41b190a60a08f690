/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include <darkfigure/suppression.h>

#include "base/error.h"
#include "cli/options/request.h"
#include "cli/options/value.h"

enum {
  LINK = 0x100,
  LONG,
  CONFLICT,
  LISTS,
  COUNT,
  FORCE_COUNT,
  THOUSANDS,
  SUPPRESSED,
  SUPPRESSED_TOTAL,
  DATE,
  PERIOD,
  DATE_FORM,
  YES,
  NO,
  WHERE,
  IGNORE,
  DROP_LIST,
  ABSORBING,
  MERGE_LISTS,
  DROP_UNLISTED,
  ORDERED,
  DELIMITER,
  ENCODING,
  CAPTURES,
  COVARIATES,
  OCCASIONS,
  HISTORY,
  BY,
  EXPECT
};

/* In the order of dark_conflict. */
const char *const dark__conflict_words[] = {"stop", "first", "missing"};

static const struct argp_option table_options[] = {
    {"link", LINK, "KEY", 0,
     "Each FILE is a list with a row per person; rows with the same value of this column are the same person. NAME=FILE names "
     "the list, else it is called as its file, without folder and ending; FILE:COL when its keys are in another column",
     0},
    {"long", LONG, "ID,LIST", 0,
     "FILE has a row for each time that somebody was seen: rows with the same value of column ID are the same person, who is on "
     "all the "
     "lists that column LIST names",
     0},
    {"conflict", CONFLICT, "WHAT", 0,
     "With --link and --long: when a key has different values, or appears twice in a file of --link: stop (default); first (go "
     "on, "
     "the first value holds); missing (go on, the value counts as missing)",
     0},
    {"lists", LISTS, "A,B,C", 0,
     "Columns that are lists (default: those that hold nothing but 0 and 1, or words like yes and no, and that no other option "
     "names)",
     0},
    {"yes", YES, "WORDS", 0,
     "Words that say that somebody is on a list, as in '1,oui', in any case (default: the usual ones of one language)", 0},
    {"no", NO, "WORDS", 0, "Words that say that somebody is not; an empty one, as in 'no,', is a blank", 0},
    {"count", COUNT, "COL", 0,
     "Column of counts (default: one called count, freq, frequency or n, in any case; else a row is a person)", 0},
    {"force-count", FORCE_COUNT, NULL, 0, "Count by a column that looks like numbers of cases, or of lists, all the same", 0},
    {"thousands", THOUSANDS, "CHAR", 0, "What sets thousands apart in counts, as in 1,005: ',', '.', \"'\" or 'blank'", 0},
    {"suppressed", SUPPRESSED, "A-B", 0,
     "Counts that are only marked as suppressed ('s', 'c' or '*') are from A to B, as in 1-4; with 0-4 so are those of "
     "combinations of lists without a row. '<5' and '1-4' in the column need no option",
     0},
    {"suppressed-total", SUPPRESSED_TOTAL, "N", 0, "So many people are in all suppressed counts together", 0},
    {"history", HISTORY, "COL", 0, "This column holds histories such as 010011, each character of which is a list", 0},
    {"where", WHERE, "COL=VALUE", 0,
     "Only rows (with --link: people) with this value; again for the same column: or, for another column: and", 0},
    {"date", DATE, "COL", 0, "Column of dates; conditions and categories may then name 'year(COL)'", 0},
    {"period", PERIOD, "FROM..TO", 0,
     "With --date: only rows of these days, as in 2017-01-01..2017-12-31, 2017..2018 or 2017-07..", 0},
    {"date-form", DATE_FORM, "FORM", 0,
     "With --date: how dates with slashes are written: d/m/y or m/d/y (default: as the dates of the column show, where it "
     "matters)",
     0},
    {"ignore", IGNORE, "COL[,COL]", 0, "Columns not to look at", 0},
    {"drop-list", DROP_LIST, "A[,B]", 0, "Lists to leave out, and with them the people who are on no other list", 0},
    {"absorbing", ABSORBING, "A[,B]", 0,
     "Lists to which the others refer the people they find: left out, since being on one says nothing of being found; people on "
     "it alone count among the unseen",
     0},
    {"merge-lists", MERGE_LISTS, "NEW=A+B", 0, "Make one list of several: a person is on NEW when on any of them; repeatable", 0},
    {"drop-unlisted", DROP_UNLISTED, NULL, 0, "Leave out people who are on no list (they are refused otherwise)", 0},
    {"delimiter", DELIMITER, "CHAR", 0, "What separates columns: ',', ';', 'tab' or 'blank' (default: as the header has it)", 0},
    {"encoding", ENCODING, "NAME", 0,
     "How letters are written in files that are not UTF-8: cp1252 (Windows), latin1, UTF-16, ... (default: UTF-8, and UTF-16 "
     "where a byte order mark says so)",
     0},
    {0}};

/* One list that says how often a person was seen on it, or lists of which only that counts. */
static const struct argp_option capture_options[] = {
    {"count-of-captures", CAPTURES, "COL", 0,
     "There is one list, and this column says how often each person was captured on it; with --long ID this is but a name, and "
     "the rows of each person are counted",
     0},
    {"occasions", OCCASIONS, "N", 0,
     "With --count-of-captures: on N occasions people could be captured, at most once on each; else: the N lists are such "
     "occasions, "
     "and only on how many of them each person is counts (up to 64; for m0, mh-..., chao, zelterman)",
     0},
    {"covariates", COVARIATES, "COL[,COL]", 0,
     "With --count-of-captures: columns on which the rate of capture depends (numbers, or factors with their first value as "
     "reference)",
     0},
    {0}};

static const struct argp_option order_options[] = {
    {"ordered", ORDERED, NULL, 0,
     "The lists were made one after the other, in the order of their columns: some methods need that", 0},
    {0}};

static const struct argp_option category_options[] = {
    {"by", BY, "COL[,COL]", 0, "Categories: one estimate for each combination of values, for each margin and in total", 0},
    {"expect", EXPECT, "COL=V[,V]", 0, "Values of a category that appear in the results even when nobody has them; repeatable",
     0},
    {0}};

static dark_status take_conflict(dark__input_options *input, const char *text, dark_error *err) {
  size_t index = 0;
  const dark_status status = dark__value_choice(&index, "--conflict", text, dark__conflict_words, 3, err);
  input->conflict = (dark_conflict)index;
  input->has_conflict = true;
  return status;
}

static dark_status take_occasions(dark__input_options *input, const char *text, dark_error *err) {
  uint64_t n = 0;
  const dark_status status = dark__value_whole(&n, "--occasions", text, 2, DARK_MAX_OCCASIONS, err);
  input->occasions = (unsigned)n;
  return status;
}

static dark_status take_total(dark__input_options *input, const char *text, dark_error *err) {
  input->has_suppressed_total = true;
  return dark__value_whole(&input->suppressed_total, "--suppressed-total", text, 0, DARK_MAX_SUPPRESSED_TOTAL, err);
}

static error_t take_table_option(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  dark__input_options *input = &request->input;
  dark_error *err = &request->err;
  switch (key) {
    case LINK: return dark__request_proceed(dark__value_text(&input->link, "--link", argument, &request->err));
    case LONG: return dark__request_proceed(dark__words_split(&input->long_form, "--long", argument, err));
    case CONFLICT: return dark__request_proceed(take_conflict(input, argument, err));
    case LISTS: return dark__request_proceed(dark__words_split(&input->lists, "--lists", argument, err));
    case COUNT: return dark__request_proceed(dark__value_text(&input->count, "--count", argument, &request->err));
    case YES: return dark__request_proceed(dark__words_split_any(&input->yes, "--yes", argument, err));
    case NO: return dark__request_proceed(dark__words_split_any(&input->no, "--no", argument, err));
    case FORCE_COUNT: input->force_count = true; return 0;
    case THOUSANDS: return dark__request_proceed(dark__value_thousands(&input->thousands, argument, err));
    case SUPPRESSED: return dark__request_proceed(dark__value_text(&input->suppressed, "--suppressed", argument, err));
    case SUPPRESSED_TOTAL: return dark__request_proceed(take_total(input, argument, err));
    case HISTORY: return dark__request_proceed(dark__value_text(&input->history, "--history", argument, &request->err));
    case WHERE: dark__words_add(&input->where, argument, strlen(argument)); return 0;
    case DATE: return dark__request_proceed(dark__value_text(&input->date, "--date", argument, err));
    case PERIOD: return dark__request_proceed(dark__value_text(&input->period, "--period", argument, err));
    case DATE_FORM: return dark__request_proceed(dark__value_text(&input->date_form, "--date-form", argument, err));
    case IGNORE: return dark__request_proceed(dark__words_split(&input->ignore, "--ignore", argument, err));
    case DROP_LIST: return dark__request_proceed(dark__words_split(&input->drop_lists, "--drop-list", argument, err));
    case ABSORBING: return dark__request_proceed(dark__words_split(&input->absorbing, "--absorbing", argument, err));
    case MERGE_LISTS: dark__words_add(&input->merge_lists, argument, strlen(argument)); return 0;
    case DROP_UNLISTED: input->drop_unlisted = true; return 0;
    case DELIMITER: return dark__request_proceed(dark__value_delimiter(&input->delimiter, argument, err));
    case ENCODING: return dark__request_proceed(dark__value_text(&input->encoding, "--encoding", argument, err));
    default: return ARGP_ERR_UNKNOWN;
  }
}

static error_t take_category_option(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = request; return 0;
    case BY: return dark__request_proceed(dark__words_split(&request->input.by, "--by", argument, &request->err));
    case EXPECT: dark__words_add(&request->input.expect, argument, strlen(argument)); return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

static error_t take_capture_option(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  dark__input_options *input = &request->input;
  dark_error *err = &request->err;
  switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = request; return 0;
    case CAPTURES:
      return dark__request_proceed(dark__value_text(&input->captures, "--count-of-captures", argument, &request->err));
    case OCCASIONS: return dark__request_proceed(take_occasions(input, argument, err));
    case COVARIATES: return dark__request_proceed(dark__words_split(&input->covariates, "--covariates", argument, err));
    default: return ARGP_ERR_UNKNOWN;
  }
}

static error_t take_order_option(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  (void)argument;
  switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = request; return 0;
    case ORDERED: request->input.ordered = true; return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

/* Each has the one before it and more. */
const struct argp dark__input_group = {.options = table_options, .parser = take_table_option};
static const struct argp_child categories_children[] = {{&dark__input_group, 0, NULL, 0}, {0}};
const struct argp dark__categories_group = {
    .options = category_options, .parser = take_category_option, .children = categories_children};
static const struct argp_child captures_children[] = {{&dark__categories_group, 0, NULL, 0}, {0}};
const struct argp dark__captures_group = {
    .options = capture_options, .parser = take_capture_option, .children = captures_children};
static const struct argp_child ordered_children[] = {{&dark__captures_group, 0, NULL, 0}, {0}};
const struct argp dark__ordered_group = {.options = order_options, .parser = take_order_option, .children = ordered_children};

dark_status dark__input_check(const dark__request *request, dark_error *err) {
  const dark__input_options *input = &request->input;
  if (input->expect.n > 0 && input->by.n == 0)
    return dark__fail(err, DARK_EUSAGE, "option '--expect' names values of a category, so it needs '--by'");
  if (input->has_conflict && input->link == NULL && input->long_form.n == 0)
    return dark__fail(err, DARK_EUSAGE, "option '--conflict' is about rows of one person, so it needs '--link' or '--long'");
  if (input->long_form.n > 2)
    return dark__fail(err, DARK_EUSAGE, "option '--long' takes two columns, ID,LIST, and '%s' is one more",
                      input->long_form.items[2]);
  const dark__words *all[] = {&input->files,     &input->paths,       &input->names,  &input->lists,
                              &input->by,        &input->where,       &input->ignore, &input->drop_lists,
                              &input->absorbing, &input->merge_lists, &input->expect, &input->covariates,
                              &input->yes,       &input->no,          &input->keys,   &input->long_form};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (all[i]->failed) return dark__fail_memory(err);
  return DARK_OK;
}
