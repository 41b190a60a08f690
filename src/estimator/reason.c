/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <darkfigure/reason.h>

#include <stdio.h>
#include <string.h>

typedef struct reason_text {
  const char *code, *sentence;
} reason_text;

static const reason_text texts[] = {
#define X(constant, code, sentence) {code, sentence},
    DARK_REASONS(X)
#undef X
};

const char *dark_reason_code(dark_reason reason) { return (size_t)reason < DARK_N_REASONS ? texts[reason].code : ""; }

const char *dark_reason_sentence(dark_reason reason) { return (size_t)reason < DARK_N_REASONS ? texts[reason].sentence : ""; }

char *dark_reasons_write(char *buffer, size_t size, dark_reasons reasons) {
  size_t length = 0;
  if (buffer == NULL) return NULL;
  if (size > 0) buffer[0] = '\0';
  for (int reason = 0; reason < DARK_N_REASONS; reason++) {
    if ((reasons & DARK_REASON_BIT(reason)) == 0) continue;
    const char *code = dark_reason_code((dark_reason)reason);
    const size_t n = strlen(code) + (length > 0);
    if (length + n + 1 > size) break;
    length += (size_t)snprintf(buffer + length, size - length, "%s%s", length > 0 ? ";" : "", code);
  }
  return buffer;
}
