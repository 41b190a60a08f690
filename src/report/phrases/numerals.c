/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/phrases/phrases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "writing/numbers.h"

static const double too_large = 1e15;

/* English thousands into those of the language: a blank at which no line breaks (SFS 4175), and one before a percent sign. */
static void localise(dark__argument *argument, dark__language language, const char *english) {
  char *to = argument->text;
  for (; *english != '\0'; english++) {
    const bool is_blank = language == DARK__FINNISH && (*english == ',' || *english == '%');
    if (is_blank) {
      memcpy(to, "\xC2\xA0", 2);
      to += 2;
    }
    if (language == DARK__FINNISH && *english == '.') *to++ = ',';
    else if (!is_blank || *english == '%') *to++ = *english;
  }
  *to = '\0';
}

double dark__two_digits(double people, double known) {
  if (!isfinite(people) || people >= too_large) return people;
  double unit = 1;
  while (people >= unit * 100) unit *= 10;
  while (unit > 1 && people >= known && round(people / unit) * unit < known) unit /= 10;
  return round(people / unit) * unit;
}

dark__argument dark__argue_count(dark__language language, double people) {
  dark__argument argument = {"", people};
  localise(&argument, language, fabs(people) < too_large ? dark__count(people).text : "> 10^15");
  return argument;
}

dark__argument dark__argue_estimate(dark__language language, double people, double known) {
  return dark__argue_count(language, dark__two_digits(people, known));
}

/* `digits` behind the point. */
static double as_printed(double number, int digits) {
  const double unit = pow(10, digits);
  return round(number * unit) / unit;
}

dark__argument dark__argue_ratio(dark__language language, double ratio) {
  dark__argument argument = {"", ratio};
  char english[32];
  int digits = 1;
  if (!(ratio < 10)) return dark__argue_count(language, dark__two_digits(ratio, 0));
  for (double size = ratio; size > 0 && size < 1 && digits < 6; size *= 10) digits++;
  snprintf(english, sizeof english, "%.*f", digits, ratio);
  argument.number = as_printed(ratio, digits);
  localise(&argument, language, english);
  return argument;
}

dark__argument dark__argue_tick(dark__language language, double ratio) {
  dark__argument argument = {"", ratio};
  char english[32];
  size_t n;
  if (ratio >= 1) return dark__argue_count(language, ratio);
  n = (size_t)snprintf(english, sizeof english, "%.12f", ratio);
  while (n > 0 && n < sizeof english && english[n - 1] == '0') english[--n] = '\0';
  localise(&argument, language, english);
  return argument;
}

dark__argument dark__argue_change(dark__language language, double people) {
  dark__argument argument = dark__argue_count(language, fabs(people));
  const char *sign = people < 0 ? "−" : people > 0 ? "+" : "";
  const size_t n = strlen(sign), n_digits = strlen(argument.text);
  argument.number = people;
  if (n + n_digits >= sizeof argument.text) return argument;
  memmove(argument.text + n, argument.text, n_digits + 1);
  memcpy(argument.text, sign, n);
  return argument;
}

dark__argument dark__argue_setting(dark__language language, double value) {
  dark__argument argument = {"", value};
  localise(&argument, language, dark__shortest(value).text);
  return argument;
}

dark__argument dark__argue_level(dark__language language, double level) {
  dark__argument argument = {"", NAN};
  localise(&argument, language, dark__level(level).text);
  return argument;
}

dark__argument dark__argue_text(const char *text) {
  dark__argument argument = {"", NAN};
  const size_t room = sizeof argument.text - sizeof "…";
  size_t n = 0;
  while (text[n] != '\0') {
    const size_t length = dark__utf8_length(text + n) == 0 ? 1 : dark__utf8_length(text + n);
    if (n + length > room) break;
    memcpy(argument.text + n, text + n, length);
    n += length;
  }
  if (text[n] != '\0') strcpy(argument.text + n, "…");
  return argument;
}

dark__saying dark__share_words(double share) {
  static const struct {
    double below;
    dark__saying saying;
  } words[] = {{0.05, DARK__SAY_SHARE_NONE},        {0.15, DARK__SAY_SHARE_TENTH},
               {0.225, DARK__SAY_SHARE_FIFTH},      {0.29, DARK__SAY_SHARE_QUARTER},
               {0.367, DARK__SAY_SHARE_THIRD},      {0.45, DARK__SAY_SHARE_TWO_FIFTHS},
               {0.55, DARK__SAY_SHARE_HALF},        {0.633, DARK__SAY_SHARE_THREE_FIFTHS},
               {0.708, DARK__SAY_SHARE_TWO_THIRDS}, {0.775, DARK__SAY_SHARE_THREE_QUARTERS},
               {0.85, DARK__SAY_SHARE_FOUR_FIFTHS}, {0.95, DARK__SAY_SHARE_NINE_TENTHS}};
  size_t w = 0;
  while (w < sizeof words / sizeof words[0] && !(share < words[w].below)) w++;
  return w < sizeof words / sizeof words[0] ? words[w].saying : DARK__SAY_SHARE_NEARLY_ALL;
}
