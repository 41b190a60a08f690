/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "cli/options/request.h"
#include "cli/options/value.h"

enum { RESIDENTS = 0x100, SDG, SDG_COLUMNS, DISCLOSURE };

static const struct argp_option options[] = {
    DARK__RESIDENTS_OPTION(RESIDENTS),
    {"sdg", SDG, NULL, 0,
     "The table of SDG indicator 16.2.2 in place of the estimates alone: detected people per 100,000 "
     "residents by sex, age and form of exploitation, and behind them the estimates; in CSV, "
     "with residents, and with these three among the categories",
     0},
    {"sdg-columns", SDG_COLUMNS, "SEX,AGE,FORM", 0, "With --sdg: which categories these are, where their names do not tell", 0},
    {"disclosure", DISCLOSURE, "k=K|none", 0,
     "With --sdg: do not show numbers of 1 to K - 1 detected people, nor what would give them away (default none)", 0},
    {0}};

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  switch (key) {
    case RESIDENTS: return dark__request_proceed(dark__value_text(&request->residents, "--residents", argument, &request->err));
    case SDG: request->is_sdg = true; return 0;
    case SDG_COLUMNS:
      return dark__request_proceed(dark__words_split(&request->sdg_columns, "--sdg-columns", argument, &request->err));
    case DISCLOSURE:
      request->has_disclosure = true;
      return dark__request_proceed(dark__value_disclosure(&request->page.least_shown, argument, &request->err));
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__residents_group = {.options = options, .parser = take};

dark_status dark__residents_open(dark_residents **out, const dark__request *request, dark_error *err) {
  *out = NULL;
  if (request->residents == NULL) return DARK_OK;
  dark__words inputs = {0};
  dark__words_add(&inputs, request->residents, strlen(request->residents));
  dark_status status = inputs.failed ? dark__fail_memory(err) : dark__output_check(&request->output, &inputs, err);
  if (status == DARK_OK) status = dark_residents_read(out, request->residents, err);
  dark__words_free(&inputs);
  return status;
}

dark_status dark__sdg_check(const dark__request *request, dark_error *err) {
  const size_t n = request->sdg_columns.n;
  if (!request->is_sdg && n > 0)
    return dark__fail(err, DARK_EUSAGE, "option '--sdg-columns' is about the table of '--sdg'; add that");
  if (!request->is_sdg && request->has_disclosure)
    return dark__fail(err, DARK_EUSAGE,
                      "option '--disclosure' is about the table of '--sdg' here; 'darkfigure report' makes a protected page, and "
                      "with '--format' a protected table, from '--format json'");
  if (!request->is_sdg) return DARK_OK;
  if (n != 0 && n != 3)
    return dark__fail(err, DARK_EUSAGE, "option '--sdg-columns' takes three names, SEX,AGE,FORM, and %zu %s given", n,
                      n == 1 ? "is" : "are");
  if (request->output.format != DARK_FORMAT_CSV)
    return dark__fail(err, DARK_EUSAGE, "option '--sdg' makes a table in CSV, so it needs '--format csv'");
  if (request->residents != NULL) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "option '--sdg' needs the residents that people are divided by: '--residents FILE'");
}
