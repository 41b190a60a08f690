/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/range.h"

#include <string.h>
#include <strings.h>

#include <darkfigure/suppression.h>

#include "base/error.h"
#include "base/show.h"

/* Counts beyond the limit are read as this, so that whoever reads the range refuses it. */
static const uint64_t TOO_MANY = (uint64_t)DARK_MAX_SUPPRESSED + 1;

static const char *skip_blanks(const char *text) { return text + strspn(text, " "); }

/* Digits at *text, which moves behind them and blanks; false: there are none. */
static bool take_number(uint64_t *out, const char **text) {
  const char *at = *text;
  *out = 0;
  for (; *at >= '0' && *at <= '9'; at++) {
    *out = *out * 10 + (uint64_t)(*at - '0');
    if (*out > TOO_MANY) *out = TOO_MANY;
  }
  if (at == *text) return false;
  *text = skip_blanks(at);
  return true;
}

/* One of the signs [n] at *text, which moves behind it and blanks; n: none. */
static size_t take_sign(const char **text, const char *const *signs, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (strncmp(*text, signs[i], strlen(signs[i])) != 0) continue;
    *text = skip_blanks(*text + strlen(signs[i]));
    return i;
  }
  return n;
}

static bool is_mark(const char *text) {
  static const char *const marks[] = {"s", "c", "*", "suppressed", "confidential"};
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (strcasecmp(text, marks[i]) == 0) return true;
  return false;
}

static dark__range_kind read_below(dark__range *out, const char *text, bool is_reached, uint64_t least) {
  uint64_t bound;
  if (!take_number(&bound, &text) || *text != '\0') return DARK__RANGE_NONE;
  if (!is_reached && bound == 0) return DARK__RANGE_EMPTY;
  out->most = is_reached ? bound : bound - 1;
  out->least = least < out->most ? least : out->most;
  return DARK__RANGE_READ;
}

dark__range_kind dark__range_read(dark__range *out, const char *text, uint64_t least) {
  static const char *const below[] = {"<=", "\xE2\x89\xA4", "<"}, *const between[] = {"-", "\xE2\x80\x93", ".."};
  text = skip_blanks(text);
  if (is_mark(text)) return DARK__RANGE_MARK;
  const size_t sign = take_sign(&text, below, 3);
  if (sign < 3) return read_below(out, text, sign < 2, least);
  if (!take_number(&out->least, &text) || take_sign(&text, between, 3) == 3) return DARK__RANGE_NONE;
  if (!take_number(&out->most, &text) || *text != '\0') return DARK__RANGE_NONE;
  return out->least <= out->most ? DARK__RANGE_READ : DARK__RANGE_EMPTY;
}

dark_status dark__range_option(dark__range *out, const char *text, dark_error *err) {
  switch (dark__range_read(out, text, 1)) {
    case DARK__RANGE_READ: break;
    case DARK__RANGE_EMPTY:
      return dark__fail(err, DARK_EUSAGE, "--suppressed: there is no number in '%s'; the smaller one comes first, as in 1-4",
                        dark__show(text).text);
    default:
      return dark__fail(err, DARK_EUSAGE,
                        "--suppressed: '%s' is not of the form 1-4, from the smallest count that is suppressed to the "
                        "largest",
                        dark__show(text).text);
  }
  if (out->most <= DARK_MAX_SUPPRESSED) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "--suppressed: a suppressed count may be %u at most", DARK_MAX_SUPPRESSED);
}
