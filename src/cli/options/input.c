/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/suppression.h>

#include "base/error.h"
#include "cli/console/complain.h"
#include "cli/console/cores.h"
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
static const char *const conflict_words[] = {"stop", "first", "missing"};

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
  const dark_status status = dark__value_choice(&index, "--conflict", text, conflict_words, 3, err);
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

static void show_names(dark__words *shown, const char *name, const dark__words *words, const char *none) {
  dark__words_add(shown, name, strlen(name));
  dark__words_join(shown, words, none);
}

static void show_suppressed(dark__words *shown, const dark__input_options *input) {
  char number[24];
  snprintf(number, sizeof number, "%" PRIu64, input->suppressed_total);
  if (input->suppressed != NULL) dark__show_pair(shown, "suppressed", input->suppressed);
  if (input->has_suppressed_total) dark__show_pair(shown, "suppressed-total", number);
}

void dark__input_show(dark__words *shown, const dark__request *request) {
  const dark__input_options *input = &request->input;
  const char *delimiter = input->delimiter == '\0'   ? "detected"
                          : input->delimiter == '\t' ? "tab"
                          : input->delimiter == ' '  ? "blank"
                                                     : (char[]){input->delimiter, '\0'};
  dark__show_pair(shown, "link", input->link == NULL ? "" : input->link);
  if (input->long_form.n > 0) show_names(shown, "long", &input->long_form, "");
  dark__show_pair(shown, "conflict", conflict_words[input->conflict]);
  show_names(shown, "lists", input->link == NULL ? &input->lists : &input->names, "detected");
  if (input->captures != NULL) dark__show_pair(shown, "count-of-captures", input->captures);
  if (input->history != NULL) dark__show_pair(shown, "history", input->history);
  if (input->occasions > 0) {
    char number[16];
    snprintf(number, sizeof number, "%u", input->occasions);
    dark__show_pair(shown, "occasions", number);
  }
  if (input->captures != NULL) show_names(shown, "covariates", &input->covariates, "");
  dark__show_pair(shown, "count", input->count != NULL ? input->count : input->link == NULL ? "detected" : "");
  if (input->yes.n > 0) show_names(shown, "yes", &input->yes, "");
  if (input->no.n > 0) show_names(shown, "no", &input->no, "");
  if (input->thousands != '\0')
    dark__show_pair(shown, "thousands", input->thousands == ' ' ? "blank" : (char[]){input->thousands, '\0'});
  if (input->force_count) dark__show_pair(shown, "force-count", "yes");
  show_suppressed(shown, input);
  show_names(shown, "by", &input->by, "");
  dark__show_pairs(shown, "expect", &input->expect);
  dark__show_pairs(shown, "where", &input->where);
  if (input->date != NULL) dark__show_pair(shown, "date", input->date);
  if (input->period != NULL) dark__show_pair(shown, "period", input->period);
  if (input->date_form != NULL) dark__show_pair(shown, "date-form", input->date_form);
  show_names(shown, "ignore", &input->ignore, "");
  show_names(shown, "drop-list", &input->drop_lists, "");
  if (input->absorbing.n > 0) show_names(shown, "absorbing", &input->absorbing, "");
  dark__show_pairs(shown, "merge-lists", &input->merge_lists);
  dark__show_pair(shown, "drop-unlisted", input->drop_unlisted ? "yes" : "no");
  dark__show_pair(shown, "ordered", input->ordered ? "yes" : "no");
  dark__show_pair(shown, "delimiter", delimiter);
  if (input->encoding != NULL) dark__show_pair(shown, "encoding", input->encoding);
}

static dark_read_options reading_options(const dark__input_options *input) {
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  options.lists = dark__words_items(&input->lists), options.n_lists = input->lists.n;
  options.count = input->count;
  options.yes = dark__words_items(&input->yes), options.n_yes = input->yes.n;
  options.no = dark__words_items(&input->no), options.n_no = input->no.n;
  options.by = dark__words_items(&input->by), options.n_by = input->by.n;
  options.where = dark__words_items(&input->where), options.n_where = input->where.n;
  options.ignore = dark__words_items(&input->ignore), options.n_ignore = input->ignore.n;
  options.drop_lists = dark__words_items(&input->drop_lists), options.n_drop_lists = input->drop_lists.n;
  options.absorbing = dark__words_items(&input->absorbing), options.n_absorbing = input->absorbing.n;
  options.merge_lists = dark__words_items(&input->merge_lists), options.n_merge_lists = input->merge_lists.n;
  options.expect = dark__words_items(&input->expect), options.n_expect = input->expect.n;
  options.delimiter = input->delimiter;
  options.thousands = input->thousands;
  options.suppressed = input->suppressed;
  options.suppressed_total = input->has_suppressed_total ? &input->suppressed_total : NULL;
  options.date = input->date;
  options.period = input->period;
  options.date_form = input->date_form;
  options.encoding = input->encoding;
  options.drop_unlisted = input->drop_unlisted;
  options.force_count = input->force_count;
  options.conflict = input->conflict;
  options.count_of_captures = input->captures;
  options.occasions = input->occasions;
  options.history = input->history;
  options.long_key = input->long_form.n > 0 ? input->long_form.items[0] : NULL;
  options.long_list = input->long_form.n > 1 ? input->long_form.items[1] : NULL;
  options.covariates = dark__words_items(&input->covariates), options.n_covariates = input->covariates.n;
  return options;
}

static dark_status link_files(dark_table **out, const dark__input_options *input, const dark_read_options *options,
                              dark_error *err) {
  const size_t n = input->paths.n;
  dark_list_file *files = calloc(n, sizeof *files);
  if (files == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) {
    const char *key = input->keys.items[i];
    files[i] = (dark_list_file){input->names.items[i], input->paths.items[i], key[0] == '\0' ? NULL : key};
  }
  const dark_status status = dark_table_link_csv(out, input->link, files, n, options, err);
  free(files);
  return status;
}

/* Whoever reads the report reads them there. */
static bool is_for_report(const dark__request *request) {
  return request->reports_notes && request->output.format == DARK_FORMAT_TABLE && request->output.path == NULL;
}

static void say_notes(dark__request *request, const dark_table *table) {
  const bool waits = is_for_report(request);
  for (size_t i = 0; i < dark_table_n_notes(table); i++) {
    const char *note = dark_table_note(table, i);
    if (waits) dark__words_add(&request->notes, note, strlen(note));
    else dark__note("%s", note);
  }
}

/* Only one model over all categories does anything else with people of whom one is not known than to give them one of their own. */
static dark_missing fate_of_missing(const dark__request *request) {
  const dark_missing missing = request->estimation.missing;
  if (strcmp(dark__request_method(request, ""), "joint") != 0) return DARK_MISSING_CATEGORY;
  return missing == DARK_MISSING_USUAL ? DARK_MISSING_MODEL : missing;
}

dark_status dark__request_read_table(dark_table **out, dark__request *request, dark_error *err) {
  const dark__input_options *input = &request->input;
  dark_read_options options = reading_options(input);
  options.missing = fate_of_missing(request);
  const dark__cores before = dark__cores_forbid();
  const dark_status status = input->link == NULL ? dark_table_read_csv(out, input->paths.items[0], &options, err)
                                                 : link_files(out, input, &options, err);
  dark__cores_restore(&before);
  if (status == DARK_OK && !request->output.is_quiet) say_notes(request, *out);
  return status;
}
