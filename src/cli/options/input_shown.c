/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked for of the input, as reports repeat it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/options/request.h"

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
  dark__show_pair(shown, "conflict", dark__conflict_words[input->conflict]);
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
