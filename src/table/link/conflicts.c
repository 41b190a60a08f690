/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/link/conflicts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"

enum { MAX_SHOWN = 5 };

/* Count one more; true when it is to be described, which takes time that a file full of conflicts should not cost. */
static bool count(dark__conflict_kind *kind) {
  kind->n++;
  return kind->n_shown + 1 == kind->n && kind->n_shown < MAX_SHOWN;
}

/* Describe the last one, if there is room. */
static void describe(dark__conflict_kind *kind, const char *text) {
  const size_t used = strlen(kind->shown);
  if (used + 2 + strlen(text) >= sizeof kind->shown) return;
  snprintf(kind->shown + used, sizeof kind->shown - used, "%s%s", used == 0 ? "" : ", ", text);
  kind->n_shown++;
}

void dark__conflicts_add_repeat(dark__conflicts *conflicts, const char *place, size_t line, uint32_t first) {
  char text[384], of[64] = "an earlier line";
  if (!count(&conflicts->repeats)) return;
  if (first != UINT32_MAX) snprintf(of, sizeof of, "line %" PRIu32, first);
  snprintf(text, sizeof text, "%s:%zu repeats the key of %s", place, line, of);
  describe(&conflicts->repeats, text);
}

void dark__conflicts_add_contradiction(dark__conflicts *conflicts, const dark__contradiction *found) {
  char text[800];
  if (!count(&conflicts->contradictions)) return;
  const dark__shown column = dark__show(found->column);
  if (found->is_key) {
    snprintf(text, sizeof text, "%s:%zu has another %s than before", found->place, found->line, column.text);
  } else {
    snprintf(text, sizeof text, "%s:%zu has %s '%s' after '%s'", found->place, found->line, column.text,
             dark__show(found->later).text, dark__show(found->earlier).text);
  }
  describe(&conflicts->contradictions, text);
}

static const char *more(const dark__conflict_kind *kind) { return kind->n > kind->n_shown ? ", ..." : ""; }

dark_status dark__conflicts_check(const dark__conflicts *conflicts, uint64_t n_people, dark_error *err) {
  const dark__conflict_kind *repeats = &conflicts->repeats, *contradictions = &conflicts->contradictions;
  char first[512] = "", second[512] = "";
  if (repeats->n == 0 && contradictions->n == 0) return DARK_OK;
  if (repeats->n > 0) {
    snprintf(first, sizeof first, "%s%s (%" PRIu64 " %s a key of %s list)", repeats->shown, more(repeats), repeats->n,
             repeats->n == 1 ? "row repeats" : "rows repeat", repeats->n == 1 ? "its" : "their");
  }
  if (contradictions->n > 0) {
    snprintf(second, sizeof second, "%s%s (%" PRIu64 " %s contradictory values)", contradictions->shown, more(contradictions),
             n_people, n_people == 1 ? "person has" : "people have");
  }
  const char *separator = first[0] != '\0' && second[0] != '\0' ? "; " : "";
  return dark__fail(err, DARK_EDATA, "%s%s%s; --conflict first or --conflict missing goes on and counts them", first, separator,
                    second);
}
