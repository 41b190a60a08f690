/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "table/columns/fold.h"
#include "table/columns/judge.h"

enum { MOST = 12 };

/* Different words, in the order in which they are met. */
typedef struct words {
  const char *texts[MOST];
  size_t n;
} words;

static void add(words *to, const char *text) {
  for (size_t i = 0; i < to->n; i++)
    if (dark__is_same_folded(to->texts[i], text)) return;
  if (to->n < MOST) to->texts[to->n++] = text;
}

/* Words for yes and no, and what else is in the way. */
typedef struct gathered {
  words yes, no, codes;
} gathered;

static bool is_word(const dark__value *value, uint32_t conventions) { return (value->meaning.conventions & conventions) != 0; }

/* Add what a column holds; false when something is neither a word of the conventions nor a code nor missing. */
static bool gather(gathered *to, const dark__census *census, uint32_t conventions) {
  for (size_t i = 0; i < census->n; i++) {
    const dark__value *value = &census->values[i];
    const char *text = dark__census_text(value);
    if (is_word(value, conventions)) add(value->meaning.is_yes ? &to->yes : &to->no, text);
    else if (value->is_missing || value->is_code) add(&to->codes, text);
    else return false;
  }
  return true;
}

static bool gather_all(gathered *to, const dark__judgement *judgement, bool with_others) {
  const uint32_t own = UINT32_C(1) << judgement->convention;
  for (size_t i = 0; i < judgement->candidates->n; i++) {
    const dark__verdict verdict = judgement->verdicts[i];
    const uint32_t conventions = verdict == DARK__VERDICT_OTHER ? UINT32_MAX : own;
    const dark__census *census = dark__candidates_census(judgement->candidates, i);
    if (verdict == DARK__VERDICT_OTHER && !with_others) continue;
    if (verdict != DARK__VERDICT_NONE && !gather(to, census, conventions)) return false;
  }
  /* A 2 stands for no where it stands against 1, not where there is a 0. */
  const bool has_no = to->no.n > 0;
  for (size_t i = 0; i < to->codes.n; i++) {
    if (has_no && strcmp(to->codes.texts[i], "2") == 0) return false;
    add(&to->no, to->codes.texts[i]);
  }
  return to->yes.n > 0 && to->no.n > 0;
}

/* As the options take them, an empty word in quotes. */
static void join(char *to, size_t size, const words *from) {
  size_t n = 0;
  bool has_empty = false;
  for (size_t i = 0; i < from->n; i++) has_empty = has_empty || from->texts[i][0] == '\0';
  if (has_empty) n += (size_t)snprintf(to, size, "'");
  for (size_t i = 0; i < from->n && n < size; i++)
    n += (size_t)snprintf(to + n, size - n, "%s%s", i == 0 ? "" : ",", from->texts[i][0] == '\0' ? "\"\"" : from->texts[i]);
  if (has_empty && n < size) snprintf(to + n, size - n, "'");
}

dark__shown dark__judge_propose_words(const dark__judgement *judgement, bool with_others) {
  dark__shown proposed = {""};
  gathered all = {.yes.n = 0};
  char yes[64] = "", no[96] = "";
  if (judgement->convention == DARK__CONVENTION_GIVEN || !gather_all(&all, judgement, with_others)) return proposed;
  join(yes, sizeof yes, &all.yes);
  join(no, sizeof no, &all.no);
  snprintf(proposed.text, sizeof proposed.text, "--yes %s --no %s", yes, no);
  return proposed;
}
