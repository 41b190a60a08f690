/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of pages and figures that are handed on. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "cli/options/request.h"
#include "cli/options/value.h"
#include "report/page/page.h"
#include "report/phrases/phrases.h"

enum { ABOUT = 0x100, LABELS, LANG, DATE, DISCLOSURE, ZEROS, RELEASED, STORE };

static const struct argp_option options[] = {
    {"about", ABOUT, "FILE", 0, "Who is counted, where, when, from what; draft or final; real or invented (YAML, see the manual)",
     0},
    {"labels", LABELS, "FILE", 0, "What lists and categories are called there: a line 'name: label' for each (YAML)", 0},
    {"lang", LANG, "LANG", 0, "Language: en or fi (default en)", 0},
    {"date", DATE, "YYYY-MM-DD", 0, "A date to stand there (default: none, so that the same input gives the same bytes)", 0},
    {"disclosure", DISCLOSURE, "k=K|none", 0,
     "Do not show numbers of 1 to K - 1 people on the lists, nor what would give them away (default k=5); none: show everything, "
     "for those who may see the lists, and say so",
     0},
    {"released", RELEASED, "FILE", 0,
     "What was handed on before from the same records: the private file of that page, or the JSON of 'fit' if all of it was; "
     "small "
     "numbers stay safe from readers of both (repeatable)",
     0},
    {"store", STORE, "FILE", 0,
     "The results store of SOURCE, which then is a study file (default for .yaml and .yml: its name with .db in place of that)",
     0},
    {"suppress-zeros", ZEROS, 0, 0, "Nor show where nobody is on the lists", 0},
    {0}};

/* The page itself, and other forms of its table. */
enum { FORMAT = 0x200, CSV_SAFE };

static const struct argp_option handout_options[] = {
    {"format", FORMAT, "FORMAT", 0,
     "html, the page (default), or its table of estimates alone, protected in the same way: table, csv, md for papers, xlsx", 0},
    {"csv-safe", CSV_SAFE, NULL, 0,
     "For CSV that is opened in a spreadsheet: an apostrophe before texts that it would take for a formula", 0},
    {0}};

static error_t take_handout(int key, char *argument, struct argp_state *state) {
  static const char *const words[] = {"html", "table", "csv", "md", "xlsx"};
  static const dark_format formats[] = {DARK_FORMAT_TABLE, DARK_FORMAT_TABLE, DARK_FORMAT_CSV, DARK_FORMAT_MARKDOWN,
                                        DARK_FORMAT_XLSX};
  dark__request *request = state->input;
  size_t index = 0;
  if (key == CSV_SAFE) request->output.is_csv_safe = true;
  if (key != FORMAT) return key == CSV_SAFE ? 0 : ARGP_ERR_UNKNOWN;
  const dark_status status =
      dark__value_choice(&index, "--format", argument, words, sizeof words / sizeof words[0], &request->err);
  request->page.is_table = index > 0;
  request->output.format = formats[index];
  return dark__request_proceed(status);
}

const struct argp dark__handout_group = {.options = handout_options, .parser = take_handout};

static dark_status take_date(const char **out, const char *text, dark_error *err) {
  if (!dark__is_page_date(text))
    return dark__fail(err, DARK_EUSAGE, "option '--date': '%s' is no date such as 2026-11-29", dark__show(text).text);
  *out = text;
  return DARK_OK;
}

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  dark__page_request *page = &request->page;
  dark_error *err = &request->err;
  switch (key) {
    case ABOUT: return dark__request_proceed(dark__value_text(&page->about, "--about", argument, err));
    case LABELS: return dark__request_proceed(dark__value_text(&page->labels, "--labels", argument, err));
    case LANG:
      return dark__request_proceed(dark__value_choice(&page->language, "--lang", argument, dark__language_words, 2, err));
    case DATE: return dark__request_proceed(take_date(&page->date, argument, err));
    case DISCLOSURE: return dark__request_proceed(dark__value_disclosure(&page->least_shown, argument, err));
    case STORE: return dark__request_proceed(dark__value_text(&request->study.store, "--store", argument, err));
    case RELEASED:
      dark__words_add(&page->released, argument, strlen(argument));
      return dark__request_proceed(page->released.failed ? dark__fail_memory(err) : DARK_OK);
    case ZEROS: page->hides_zeros = true; return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__page_group = {.options = options, .parser = take};
