/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/read_options.h"

#include <string.h>

#include "base/arguments.h"
#include "table/columns/membership.h"
#include "table/form/period.h"

dark_status dark__read_options_check(const dark_read_options *options, dark_error *err) {
  const dark_status known = dark__version_check(options->version, DARK_READ_OPTIONS_VERSION, "dark_read_options", err);
  if (known != DARK_OK) return known;
  const struct {
    const char *const *texts;
    size_t n;
    const char *name;
  } all[] = {{options->lists, options->n_lists, "lists"},
             {options->by, options->n_by, "by"},
             {options->where, options->n_where, "where"},
             {options->ignore, options->n_ignore, "ignore"},
             {options->drop_lists, options->n_drop_lists, "drop_lists"},
             {options->absorbing, options->n_absorbing, "absorbing"},
             {options->merge_lists, options->n_merge_lists, "merge_lists"},
             {options->expect, options->n_expect, "expect"},
             {options->covariates, options->n_covariates, "covariates"},
             {options->yes, options->n_yes, "yes"},
             {options->no, options->n_no, "no"}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    const dark_status status = dark__texts_check(all[i].texts, all[i].n, all[i].name, err);
    if (status != DARK_OK) return status;
  }
  if ((size_t)options->conflict > DARK_CONFLICT_MISSING)
    return dark__fail(err, DARK_EUSAGE, "conflict is %u, none of dark_conflict", (unsigned)options->conflict);
  if ((size_t)options->missing > DARK_MISSING_DROP)
    return dark__fail(err, DARK_EUSAGE, "missing is %u, none of dark_missing", (unsigned)options->missing);
  if (options->thousands != '\0' && strchr(",.' ", options->thousands) == NULL)
    return dark__fail(err, DARK_EUSAGE, "thousands are set apart by ',', '.', \"'\" or a blank (--thousands)");
  if (options->long_list != NULL && options->long_key == NULL)
    return dark__fail(err, DARK_EUSAGE, "long_list needs long_key: the column of keys");
  const dark_status period = dark__period_check(options, err);
  return period == DARK_OK ? dark__membership_check(options, err) : period;
}
