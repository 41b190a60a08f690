/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "estimator/estimator.h"

enum { MAX_OPTIONS = 32 };

/* The option that "NAME=VALUE" names, or n_options. */
static size_t find_option(const dark_estimator *estimator, const char *text, size_t name_length) {
  size_t i = 0;
  while (i < estimator->n_options &&
         !(strlen(estimator->options[i].name) == name_length && strncmp(estimator->options[i].name, text, name_length) == 0))
    i++;
  return i;
}

static dark_status fail_unknown(const dark_estimator *estimator, const char *text, dark_error *err) {
  const char *names[MAX_OPTIONS];
  char name[64] = "";
  const size_t length = strcspn(text, "=");
  memcpy(name, text, length < sizeof name - 1 ? length : sizeof name - 1);
  for (size_t i = 0; i < estimator->n_options; i++) names[i] = estimator->options[i].name;
  const char *nearest = dark__nearest(name, names, estimator->n_options);
  if (nearest == NULL && estimator->n_options == 1) nearest = names[0];
  if (nearest == NULL) return dark__fail(err, DARK_EUSAGE, "--set %s: method %s has no option '%s'", text, estimator->name, name);
  return dark__fail(err, DARK_EUSAGE, "--set %s: method %s has no option '%s'; did you mean '%s'?", text, estimator->name, name,
                    nearest);
}

/* The index of `word` among words separated by '|', or -1. */
static int find_choice(const char *choices, const char *word) {
  const size_t length = strlen(word);
  for (int index = 0; *choices != '\0'; index++) {
    const size_t n = strcspn(choices, "|");
    if (n == length && strncmp(choices, word, n) == 0) return index;
    choices += n + (choices[n] == '|');
  }
  return -1;
}

static dark_status read_value(double *value, const dark_option *option, const char *text, dark_error *err) {
  const char *word = strchr(text, '=') + 1;
  if (option->type == DARK_OPTION_CHOICE) {
    const int choice = find_choice(option->choices, word);
    if (choice < 0) return dark__fail(err, DARK_EUSAGE, "--set %s: '%s' is none of %s", text, word, option->choices);
    *value = choice;
    return DARK_OK;
  }
  uint64_t whole = 0;
  const bool is_whole = dark__parse_whole(&whole, word, UINT64_C(1) << 53);
  if (is_whole) *value = (double)whole;
  const bool parsed = option->type == DARK_OPTION_WHOLE ? is_whole : dark__parse_real(value, word);
  if (!parsed || *value < option->least || *value > option->most)
    return dark__fail(err, DARK_EUSAGE, "--set %s: '%s' is not a %s from %.15g to %.15g", text, word,
                      option->type == DARK_OPTION_WHOLE ? "whole number" : "number", option->least, option->most);
  return DARK_OK;
}

dark_status dark__options_read(double *values, const dark_estimator *estimator, const char *const *set, size_t n_set,
                               dark_error *err) {
  for (size_t i = 0; i < estimator->n_options; i++) values[i] = estimator->options[i].initial;
  for (size_t k = 0; k < n_set; k++) {
    if (strchr(set[k], '=') == NULL) return dark__fail(err, DARK_EUSAGE, "--set %s is not of the form OPTION=VALUE", set[k]);
    const size_t i = find_option(estimator, set[k], strcspn(set[k], "="));
    if (i == estimator->n_options) return fail_unknown(estimator, set[k], err);
    const dark_status status = read_value(&values[i], &estimator->options[i], set[k], err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}
