/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "cli/options/request.h"
#include "cli/options/value.h"

enum { METHOD = 0x100, MAX_ORDER, SET, MODEL };

static const struct argp_option search_options[] = {
    {"method", METHOD, "NAME", 0, "How to estimate; see 'darkfigure methods' (default: auto in fit, bic in models)", 0},
    {"max-order", MAX_ORDER, "K", 0, "Most lists in one interaction of the models searched (default: the method's own)", 0},
    {"set", SET, "OPTION=VALUE", 0, "An option of the method; repeatable", 0},
    {0}};

static const struct argp_option model_options[] = {
    {"model", MODEL, "MODEL", 0,
     "Fit this model only: '[12,23]' by positions of lists in the file or '[A*B,C]' by their names (means --method fixed)", 0},
    {0}};

static dark_status check_method(const char *name, dark_error *err) {
  if (strcmp(name, "auto") == 0 || dark_estimator_find(name) != NULL) return DARK_OK;
  const char *nearest = dark_estimator_nearest(name);
  if (nearest != NULL) return dark__fail(err, DARK_EUSAGE, "unknown method '%s'; did you mean '%s'?", name, nearest);
  return dark__fail(err, DARK_EUSAGE, "unknown method '%s'; see 'darkfigure methods'", name);
}

static error_t take_search_option(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  dark__estimation_options *estimation = &request->estimation;
  uint64_t whole = 0;
  dark_status status;
  switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = request; return 0;
    case METHOD: estimation->method = argument; return dark__request_proceed(check_method(argument, &request->err));
    case MAX_ORDER:
      status = dark__value_whole(&whole, "--max-order", argument, 1, DARK_MAX_LISTS, &request->err);
      estimation->max_order = (unsigned)whole;
      return dark__request_proceed(status);
    case SET: dark__words_add(&estimation->set, argument, strlen(argument)); return 0;
    default: return ARGP_ERR_UNKNOWN;
  }
}

static error_t take_model_option(int key, char *argument, struct argp_state *state) {
  dark__request *request = state->input;
  switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = request; return 0;
    case MODEL: return dark__request_proceed(dark__value_text(&request->estimation.model, "--model", argument, &request->err));
    default: return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp_child search_children[] = {{&dark__dependence_group, 0, NULL, 0}, {0}};
const struct argp dark__search_group = {.options = search_options, .parser = take_search_option, .children = search_children};
static const struct argp_child estimation_children[] = {{&dark__search_group, 0, NULL, 0}, {0}};
const struct argp dark__estimation_group = {
    .options = model_options, .parser = take_model_option, .children = estimation_children};

dark_status dark__estimation_check(const dark__request *request, dark_error *err) {
  const dark__estimation_options *estimation = &request->estimation;
  const char *method = estimation->method;
  if (estimation->set.failed) return dark__fail_memory(err);
  const bool is_fixed = method != NULL && strcmp(method, "fixed") == 0;
  if (estimation->model == NULL) {
    if (!is_fixed) return DARK_OK;
    return dark__fail(err, DARK_EUSAGE, "method fixed needs a model, such as --model '[12,3]'");
  }
  if (method != NULL && !is_fixed && strcmp(method, "auto") != 0)
    return dark__fail(err, DARK_EUSAGE, "options '--model' and '--method %s' exclude each other: %s chooses models itself",
                      method, method);
  if (estimation->max_order > 0)
    return dark__fail(err, DARK_EUSAGE, "options '--model' and '--max-order' exclude each other: nothing is searched");
  return DARK_OK;
}

const char *dark__request_method(const dark__request *request, const char *initial) {
  if (request->estimation.model != NULL) return "fixed";
  return request->estimation.method == NULL ? initial : request->estimation.method;
}

void dark__search_show(dark__words *shown, const dark__request *request, const char *method) {
  const dark__estimation_options *estimation = &request->estimation;
  char order[16] = "default";
  if (estimation->max_order > 0) snprintf(order, sizeof order, "%u", estimation->max_order);
  dark__show_pair(shown, "method", method);
  dark__show_pair(shown, "max-order", order);
  dark__show_pairs(shown, "set", &estimation->set);
  dark__dependence_show(shown, estimation);
}
