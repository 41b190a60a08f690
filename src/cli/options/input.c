/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/console/complain.h"
#include "cli/console/cores.h"
#include "cli/options/request.h"
#include "cli/options/value.h"

enum {
  LINK = 0x100,
  CONFLICT,
  LISTS,
  COUNT,
  FORCE_COUNT,
  YES,
  NO,
  WHERE,
  IGNORE,
  DROP_LIST,
  MERGE_LISTS,
  DROP_UNLISTED,
  ORDERED,
  DELIMITER,
  CAPTURES,
  COVARIATES,
  BY,
  EXPECT
};

/* In the order of dark_conflict. */
static const char *const conflict_words[] = {"stop", "first", "missing"};

static const struct argp_option table_options[] = {
    {"link", LINK, "KEY", 0,
     "Each FILE is a list with a row per person; rows with the same value of this column are the same person. NAME=FILE names "
     "the list, else it is called as its file, without folder and ending",
     0},
    {"conflict", CONFLICT, "WHAT", 0,
     "When a key appears twice in a list, or with different values: stop (default); first (go on, the first value holds); "
     "missing "
     "(go on, the value counts as missing)",
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
    {"count-of-captures", CAPTURES, "COL", 0, "There is one list, and this column says how often each person was captured on it",
     0},
    {"covariates", COVARIATES, "COL[,COL]", 0,
     "With --count-of-captures: columns on which the rate of capture depends (numbers, or factors with their first value as "
     "reference)",
     0},
    {"where", WHERE, "COL=VALUE", 0,
     "Only rows (with --link: people) with this value; again for the same column: or, for another column: and", 0},
    {"ignore", IGNORE, "COL[,COL]", 0, "Columns not to look at", 0},
    {"drop-list", DROP_LIST, "A[,B]", 0, "Lists to leave out, and with them the people who are on no other list", 0},
    {"merge-lists", MERGE_LISTS, "NEW=A+B", 0, "Make one list of several: a person is on NEW when on any of them; repeatable", 0},
    {"drop-unlisted", DROP_UNLISTED, NULL, 0, "Leave out people who are on no list (they are refused otherwise)", 0},
    {"ordered", ORDERED, NULL, 0,
     "The lists were made one after the other, in the order of their columns: some methods need that", 0},
    {"delimiter", DELIMITER, "CHAR", 0, "What separates columns: ',', ';' or 'tab' (default: as the header has it)", 0},
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

static error_t take_table_option(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  dark__input_options *input = &request->input;
  dark_error *err = &request->err;
  switch (key) {
    case LINK: return dark__request_proceed(dark__value_text(&input->link, "--link", argument, &request->err));
    case CONFLICT: return dark__request_proceed(take_conflict(input, argument, err));
    case LISTS: return dark__request_proceed(dark__words_split(&input->lists, "--lists", argument, err));
    case COUNT: return dark__request_proceed(dark__value_text(&input->count, "--count", argument, &request->err));
    case YES: return dark__request_proceed(dark__words_split_any(&input->yes, "--yes", argument, err));
    case NO: return dark__request_proceed(dark__words_split_any(&input->no, "--no", argument, err));
    case FORCE_COUNT: input->force_count = true; return 0;
    case CAPTURES:
      return dark__request_proceed(dark__value_text(&input->captures, "--count-of-captures", argument, &request->err));
    case COVARIATES: return dark__request_proceed(dark__words_split(&input->covariates, "--covariates", argument, err));
    case WHERE: dark__words_add(&input->where, argument, strlen(argument)); return 0;
    case IGNORE: return dark__request_proceed(dark__words_split(&input->ignore, "--ignore", argument, err));
    case DROP_LIST: return dark__request_proceed(dark__words_split(&input->drop_lists, "--drop-list", argument, err));
    case MERGE_LISTS: dark__words_add(&input->merge_lists, argument, strlen(argument)); return 0;
    case DROP_UNLISTED: input->drop_unlisted = true; return 0;
    case ORDERED: input->ordered = true; return 0;
    case DELIMITER: return dark__request_proceed(dark__value_delimiter(&input->delimiter, argument, err));
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

const struct argp dark__input_group = {.options = table_options, .parser = take_table_option};
static const struct argp_child categories_children[] = {{&dark__input_group, 0, NULL, 0}, {0}};
const struct argp dark__categories_group = {
    .options = category_options, .parser = take_category_option, .children = categories_children};

dark_status dark__input_check(const dark__request *request, dark_error *err) {
  const dark__input_options *input = &request->input;
  if (input->expect.n > 0 && input->by.n == 0)
    return dark__fail(err, DARK_EUSAGE, "option '--expect' names values of a category, so it needs '--by'");
  if (input->has_conflict && input->link == NULL)
    return dark__fail(err, DARK_EUSAGE, "option '--conflict' is about linked files, so it needs '--link'");
  const dark__words *all[] = {&input->files,      &input->paths,  &input->names,      &input->lists,       &input->by,
                              &input->where,      &input->ignore, &input->drop_lists, &input->merge_lists, &input->expect,
                              &input->covariates, &input->yes,    &input->no};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (all[i]->failed) return dark__fail_memory(err);
  return DARK_OK;
}

static void show_names(dark__words *shown, const char *name, const dark__words *words, const char *none) {
  dark__words_add(shown, name, strlen(name));
  dark__words_join(shown, words, none);
}

void dark__input_show(dark__words *shown, const dark__request *request) {
  const dark__input_options *input = &request->input;
  const char *delimiter = input->delimiter == '\0'   ? "detected"
                          : input->delimiter == '\t' ? "tab"
                                                     : (char[]){input->delimiter, '\0'};
  dark__show_pair(shown, "link", input->link == NULL ? "" : input->link);
  dark__show_pair(shown, "conflict", conflict_words[input->conflict]);
  show_names(shown, "lists", input->link == NULL ? &input->lists : &input->names, "detected");
  if (input->captures != NULL) dark__show_pair(shown, "count-of-captures", input->captures);
  if (input->captures != NULL) show_names(shown, "covariates", &input->covariates, "");
  dark__show_pair(shown, "count", input->count != NULL ? input->count : input->link == NULL ? "detected" : "");
  if (input->yes.n > 0) show_names(shown, "yes", &input->yes, "");
  if (input->no.n > 0) show_names(shown, "no", &input->no, "");
  if (input->force_count) dark__show_pair(shown, "force-count", "yes");
  show_names(shown, "by", &input->by, "");
  dark__show_pairs(shown, "expect", &input->expect);
  dark__show_pairs(shown, "where", &input->where);
  show_names(shown, "ignore", &input->ignore, "");
  show_names(shown, "drop-list", &input->drop_lists, "");
  dark__show_pairs(shown, "merge-lists", &input->merge_lists);
  dark__show_pair(shown, "drop-unlisted", input->drop_unlisted ? "yes" : "no");
  dark__show_pair(shown, "ordered", input->ordered ? "yes" : "no");
  dark__show_pair(shown, "delimiter", delimiter);
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
  options.merge_lists = dark__words_items(&input->merge_lists), options.n_merge_lists = input->merge_lists.n;
  options.expect = dark__words_items(&input->expect), options.n_expect = input->expect.n;
  options.delimiter = input->delimiter;
  options.drop_unlisted = input->drop_unlisted;
  options.force_count = input->force_count;
  options.conflict = input->conflict;
  options.count_of_captures = input->captures;
  options.covariates = dark__words_items(&input->covariates), options.n_covariates = input->covariates.n;
  return options;
}

static dark_status link_files(dark_table **out, const dark__input_options *input, const dark_read_options *options,
                              dark_error *err) {
  const size_t n = input->paths.n;
  dark_list_file *files = calloc(n, sizeof *files);
  if (files == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) files[i] = (dark_list_file){input->names.items[i], input->paths.items[i]};
  const dark_status status = dark_table_link_csv(out, input->link, files, n, options, err);
  free(files);
  return status;
}

dark_status dark__request_read_table(dark_table **out, const dark__request *request, dark_error *err) {
  const dark__input_options *input = &request->input;
  const dark_read_options options = reading_options(input);
  const dark__cores before = dark__cores_forbid();
  const dark_status status = input->link == NULL ? dark_table_read_csv(out, input->paths.items[0], &options, err)
                                                 : link_files(out, input, &options, err);
  dark__cores_restore(&before);
  if (status != DARK_OK || request->output.is_quiet) return status;
  for (size_t i = 0; i < dark_table_n_notes(*out); i++) dark__note("%s", dark_table_note(*out, i));
  return DARK_OK;
}
