/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/sdg.h"

#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "result/residents.h"

/* The same files without lists left out. The copy borrows everything, and is not freed. */
static dark_status read_everybody(dark_table **out, const dark__request *request, dark_error *err) {
  dark__request all = *request;
  for (size_t i = 0; i < request->input.paths.n; i++)
    if (strcmp(request->input.paths.items[i], "-") == 0)
      return dark__fail(
          err, DARK_EUSAGE,
          "option '--sdg' counts the people of left-out lists too, and reads the input twice; name a file in place of "
          "standard input");
  all.input.drop_lists = all.input.absorbing = (dark__words){0};
  all.output.is_quiet = true;
  all.notes = (dark__words){0};
  const dark_status status = dark__request_read_table(out, &all, err);
  dark__words_free(&all.notes);
  return status;
}

dark_status dark__sdg_open(dark__sdg *out, dark_table **everybody, const dark_table *table, const dark_residents *residents,
                           const dark__request *request, dark_error *err) {
  const dark__words *columns = &request->sdg_columns;
  if (!request->is_sdg) return DARK_OK;
  *out = (dark__sdg){.detected = table, .residents = residents};
  for (size_t i = 0; columns->n == DARK__N_SDG && i < DARK__N_SDG; i++) out->columns[i] = columns->items[i];
  dark_status status = dark__sdg_find(out, table, err);
  if (status == DARK_OK && dark__words_has(&residents->columns, out->columns[DARK__SDG_FORM]))
    return dark__fail(err, DARK_EUSAGE,
                      "option '--sdg' divides every form of exploitation by the same residents; leave the column '%s' out of %s",
                      dark__show(out->columns[DARK__SDG_FORM]).text, residents->place);
  if (status != DARK_OK || request->input.drop_lists.n + request->input.absorbing.n == 0) return status;
  status = read_everybody(everybody, request, err);
  if (status == DARK_OK) status = dark_residents_check(residents, *everybody, err);
  out->detected = *everybody;
  return status;
}
