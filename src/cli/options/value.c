/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options/value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "report/protection/disclosure.h"

dark_status dark__value_text(const char **out, const char *option, const char *text, dark_error *err) {
  if (text[0] == '\0') return dark__fail(err, DARK_EUSAGE, "option '%s': the value is empty", option);
  *out = text;
  return DARK_OK;
}

dark_status dark__value_whole(uint64_t *out, const char *option, const char *text, uint64_t least, uint64_t most,
                              dark_error *err) {
  uint64_t value;
  if (dark__parse_whole(&value, text, most) && value >= least) {
    *out = value;
    return DARK_OK;
  }
  return dark__fail(err, DARK_EUSAGE, "option '%s': '%s' is not a whole number from %" PRIu64 " to %" PRIu64, option, text, least,
                    most);
}

dark_status dark__value_share(double *out, const char *option, const char *text, dark_error *err) {
  double value;
  if (dark__parse_real(&value, text) && value > 0 && value < 1) {
    *out = value;
    return DARK_OK;
  }
  return dark__fail(err, DARK_EUSAGE, "option '%s': '%s' is not a number between 0 and 1, such as 0.95", option, text);
}

dark_status dark__value_choice(size_t *out, const char *option, const char *text, const char *const *words, size_t n,
                               dark_error *err) {
  char known[256] = "";
  for (size_t i = 0; i < n; i++) {
    if (strcmp(text, words[i]) == 0) {
      *out = i;
      return DARK_OK;
    }
    const size_t used = strlen(known);
    snprintf(known + used, sizeof known - used, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", words[i]);
  }
  const char *nearest = dark__nearest(text, words, n);
  if (nearest == NULL) return dark__fail(err, DARK_EUSAGE, "option '%s': '%s' is not %s", option, text, known);
  return dark__fail(err, DARK_EUSAGE, "option '%s': '%s' is not %s; did you mean '%s'?", option, text, known, nearest);
}

dark_status dark__value_delimiter(char *out, const char *text, dark_error *err) {
  if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0) text = "\t";
  if (strcmp(text, "blank") == 0) text = " ";
  if (strlen(text) != 1 || strchr(",;\t ", text[0]) == NULL)
    return dark__fail(err, DARK_EUSAGE, "option '--delimiter': '%s' is not ',', ';', 'tab' or 'blank'", text);
  *out = text[0];
  return DARK_OK;
}

dark_status dark__value_thousands(char *out, const char *text, dark_error *err) {
  if (strcmp(text, "blank") == 0) text = " ";
  if (strlen(text) != 1 || strchr(",.' ", text[0]) == NULL)
    return dark__fail(err, DARK_EUSAGE, "option '--thousands': '%s' is not ',', '.', \"'\" or 'blank'", text);
  *out = text[0];
  return DARK_OK;
}

dark_status dark__value_disclosure(uint64_t *k, const char *text, dark_error *err) {
  if (dark__disclosure_parse(k, text)) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "option '--disclosure': '%s' is neither none nor the least number of people to be shown, from k=2 to k=%d",
                    dark__show(text).text, DARK__MOST_K);
}
