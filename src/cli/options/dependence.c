/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/options/settings.h"

enum { ODDS_RATIO = 0x180, FORCE, XI };

static const struct argp_option options[] = {
    {"odds-ratio", ODDS_RATIO, "A:B=VALUE", 0,
     "Suppose that the odds of being on list B are VALUE times as high for people on A as for others, given the other lists, "
     "instead "
     "of estimating it; repeatable",
     0},
    {"force", FORCE, "A:B[,C:D]", 0, "Interactions of lists that every model searched contains; also '[12,34]'; repeatable", 0},
    {"xi", XI, "VALUE", 0,
     "Divide the hidden number by VALUE: a departure from the assumption that all lists together do not interact, to see what "
     "rests on it "
     "(default 1)",
     0},
    {0}};

/* Where "A:B=VALUE" ends its pair; NULL when it is not of that form. */
static const char *find_value(double *value, const char *text) {
  const char *at = strrchr(text, '=');
  return at != NULL && at != text && dark__parse_real(value, at + 1) && *value > 0 ? at : NULL;
}

static dark_status take_odds_ratio(dark__request *request, const char *text, dark_error *err) {
  double value;
  if (find_value(&value, text) == NULL)
    return dark__fail(err, DARK_EUSAGE, "option '--odds-ratio': '%s' is not two lists and a number above 0, such as A:B=2", text);
  dark__words_add(&request->estimation.odds_ratios, text, strlen(text));
  return DARK_OK;
}

static dark_status take_forced(dark__request *request, const char *text, dark_error *err) {
  if (text[0] != '[') return dark__words_split(&request->estimation.forced, "--force", text, err);
  dark__words_add(&request->estimation.forced, text, strlen(text));
  return DARK_OK;
}

static dark_status take_xi(dark__request *request, const char *text, dark_error *err) {
  if (!dark__parse_real(&request->estimation.xi, text) || !(request->estimation.xi > 0))
    return dark__fail(err, DARK_EUSAGE, "option '--xi': '%s' is not a number above 0, such as 0.5", text);
  request->estimation.xi_text = text;
  return DARK_OK;
}

static error_t take(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  switch (key) {
    case ODDS_RATIO: return dark__request_proceed(take_odds_ratio(request, argument, &request->err));
    case FORCE: return dark__request_proceed(take_forced(request, argument, &request->err));
    case XI: return dark__request_proceed(take_xi(request, argument, &request->err));
    default: return ARGP_ERR_UNKNOWN;
  }
}

const struct argp dark__dependence_group = {.options = options, .parser = take};

/* Pairs and values of "A:B=VALUE", which were seen to have that form. */
static dark_status read_odds_ratios(dark_fixed_odds *odds, dark__words *pairs, const dark__words *texts, dark_error *err) {
  for (size_t i = 0; i < texts->n; i++) {
    const char *at = find_value(&odds[i].value, texts->items[i]);
    dark__words_add(pairs, texts->items[i], (size_t)(at - texts->items[i]));
  }
  if (pairs->failed || texts->failed) return dark__fail_memory(err);
  for (size_t i = 0; i < texts->n; i++) odds[i].lists[0] = pairs->items[i];
  return DARK_OK;
}

dark_status dark__use_dependence(dark_settings *settings, const dark__estimation_options *estimation, dark__settings_user *use,
                                 void *context, dark_error *err) {
  dark__words pairs = {0};
  dark_fixed_odds *odds = calloc(estimation->odds_ratios.n + 1, sizeof *odds);
  dark_status status = odds == NULL || estimation->forced.failed ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = read_odds_ratios(odds, &pairs, &estimation->odds_ratios, err);
  settings->dependence = (dark_dependence){.odds_ratios = odds,
                                           .n_odds_ratios = estimation->odds_ratios.n,
                                           .forced = dark__words_items(&estimation->forced),
                                           .n_forced = estimation->forced.n,
                                           .xi = estimation->xi};
  if (status == DARK_OK) status = use(settings, context, err);
  settings->dependence = (dark_dependence){.xi = 0};
  dark__words_free(&pairs);
  free(odds);
  return status;
}

/* As it can be given back: what take_forced splits at commas is quoted where that needs it. */
static void show_forced(dark__words *shown, const char *item) {
  dark__words one = {0};
  dark__words_add(shown, "force", strlen("force"));
  dark__words_add(&one, item, strlen(item));
  if (one.failed || item[0] == '[') dark__words_add(shown, item, strlen(item));
  else dark__words_join(shown, &one, "");
  shown->failed |= one.failed;
  dark__words_free(&one);
}

void dark__dependence_show(dark__words *shown, const dark__estimation_options *estimation) {
  for (size_t i = 0; i < estimation->odds_ratios.n; i++) dark__show_pair(shown, "odds-ratio", estimation->odds_ratios.items[i]);
  for (size_t i = 0; i < estimation->forced.n; i++) show_forced(shown, estimation->forced.items[i]);
  if (estimation->xi_text != NULL) dark__show_pair(shown, "xi", estimation->xi_text);
}
