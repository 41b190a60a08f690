/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/phrases/phrases.h"

#include <string.h>

const char *const dark__language_words[DARK__N_LANGUAGES] = {"en", "fi", "pseudo"};

static const char *const english[DARK__N_SAYINGS] = {
#define X(name, english, finnish) english,
#include "report/phrases/sayings.def"
#undef X
};
static const char *const finnish[DARK__N_SAYINGS] = {
#define X(name, english, finnish) finnish,
#include "report/phrases/sayings.def"
#undef X
};
static const char *const finnish_reasons[DARK_N_REASONS] = {
#define X(name, finnish) [DARK_REASON_##name] = (finnish),
#include "report/phrases/reasons.def"
#undef X
};

/* "{1}" or "{1:word|words}", which ends at `end`. */
static void fill_place(dark__paper *paper, const char *place, const char *end, const dark__argument *arguments, size_t n) {
  const size_t index = (size_t)(place[1] - '1');
  if (index >= n) return;
  if (place[2] != ':') {
    dark__paper_add(paper, "%s", arguments[index].text);
    return;
  }
  const char *one = place + 3, *bar = memchr(one, '|', (size_t)(end - one));
  if (bar == NULL) return;
  if (arguments[index].number == 1) dark__paper_add_bytes(paper, one, (size_t)(bar - one));
  else dark__paper_add_bytes(paper, bar + 1, (size_t)(end - bar - 1));
}

static void fill(dark__paper *paper, const char *saying, const dark__argument *arguments, size_t n) {
  while (*saying != '\0') {
    const size_t plain = strcspn(saying, "{");
    dark__paper_add_bytes(paper, saying, plain);
    saying += plain;
    if (*saying == '\0') return;
    const char *end = strchr(saying, '}');
    if (end == NULL) return;
    fill_place(paper, saying, end, arguments, n);
    saying = end + 1;
  }
}

/* Short words, between which lines can break. */
static void lengthen(dark__paper *paper, size_t length) {
  for (size_t i = 0; 5 * i < 2 * length; i++) dark__paper_add(paper, i % 6 == 0 ? " " : "~");
}

static void say_longer(dark__paper *paper, const char *saying, const dark__argument *arguments, size_t n) {
  dark__paper_add(paper, "⟦");
  fill(paper, saying, arguments, n);
  lengthen(paper, strlen(saying));
  dark__paper_add(paper, "⟧");
}

void dark__say(dark__paper *paper, dark__language language, dark__saying saying, const dark__argument *arguments, size_t n) {
  if (language == DARK__PSEUDO) say_longer(paper, english[saying], arguments, n);
  else fill(paper, language == DARK__FINNISH ? finnish[saying] : english[saying], arguments, n);
}

void dark__say_reason(dark__paper *paper, dark__language language, dark_reason reason) {
  if (language == DARK__FINNISH) dark__paper_add(paper, "%s", finnish_reasons[reason]);
  else if (language == DARK__PSEUDO) say_longer(paper, dark_reason_sentence(reason), NULL, 0);
  else dark__paper_add(paper, "%s", dark_reason_sentence(reason));
}
