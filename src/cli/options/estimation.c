/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "cli/options/request.h"
#include "cli/options/value.h"

enum { METHOD = 0x100, MAX_ORDER, COMMON, SET, MODEL, JOINT, ABSENT, MISSING, POOL };

static const struct argp_option search_options[] = {
    {"method", METHOD, "NAME", 0, "How to estimate; see 'darkfigure methods' (default: auto in fit, bic in models)", 0},
    {"joint", JOINT, "auto|FORMULA", 0,
     "One model over all categories of --by: searched, or the one given, such as 'A*B + C*year' (means --method joint)", 0},
    {"absent", ABSENT, "LIST:COL=VALUE", 0,
     "With --joint: a list that did not exist where a category of --by has this value; repeatable", 0},
    {"missing", MISSING, "model|category|drop", 0,
     "With --joint: people of whom a category of --by is not known are where the model says that they may be (default), are a "
     "category of their own, or are left out, which is biased",
     0},
    {"pool", POOL, NULL, 0,
     "With --joint: also with the effects that differ by category shrunken towards each other, beside the estimates", 0},
    {"max-order", MAX_ORDER, "K", 0, "Most lists in one interaction of the models searched (default: the method's own)", 0},
    {"common-dependence", COMMON, "no|search|always", 0,
     "May models have H, one odds ratio that all pairs share which they leave out, as when people differ (default: the method's "
     "own)",
     0},
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

static dark_status read_common(dark_common_dependence *out, const char *argument, dark_error *err) {
  for (dark_common_dependence common = DARK_COMMON_NO; common <= DARK_COMMON_ALWAYS; common++)
    if (strcmp(argument, dark_common_dependence_name(common)) == 0) {
      *out = common;
      return DARK_OK;
    }
  return dark__fail(err, DARK_EUSAGE, "--common-dependence is '%s'; it is no, search or always", dark__show(argument).text);
}

static dark_status read_missing(dark_missing *out, const char *argument, dark_error *err) {
  for (dark_missing missing = DARK_MISSING_MODEL; missing <= DARK_MISSING_DROP; missing++)
    if (strcmp(argument, dark_missing_name(missing)) == 0) {
      *out = missing;
      return DARK_OK;
    }
  return dark__fail(err, DARK_EUSAGE, "--missing is '%s'; it is model, category or drop", dark__show(argument).text);
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
    case COMMON: return dark__request_proceed(read_common(&estimation->common, argument, &request->err));
    case JOINT: return dark__request_proceed(dark__value_text(&estimation->joint, "--joint", argument, &request->err));
    case ABSENT: dark__words_add(&estimation->absent, argument, strlen(argument)); return 0;
    case MISSING: return dark__request_proceed(read_missing(&estimation->missing, argument, &request->err));
    case POOL: estimation->pool = true; return 0;
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

/* A formula says all that these would say. */
static dark_status check_joint(const dark__estimation_options *estimation, dark_error *err) {
  const char *method = estimation->method;
  const char *other = estimation->model != NULL ? "--model" : estimation->max_order > 0 ? "--max-order" : NULL;
  if (method != NULL && strcmp(method, "joint") != 0 && strcmp(method, "auto") != 0)
    return dark__fail(err, DARK_EUSAGE, "options '--joint' and '--method %s' exclude each other: --joint means --method joint",
                      method);
  if (other != NULL)
    return dark__fail(err, DARK_EUSAGE, "options '--joint' and '%s' exclude each other: the formula says which terms there are",
                      other);
  if (estimation->common != DARK_COMMON_USUAL)
    return dark__fail(err, DARK_EUSAGE,
                      "options '--joint' and '--common-dependence' exclude each other: + H in the formula says it, and auto "
                      "searches with and without");
  return DARK_OK;
}

dark_status dark__estimation_check(const dark__request *request, dark_error *err) {
  const dark__estimation_options *estimation = &request->estimation;
  const char *method = estimation->method;
  if (estimation->set.failed || estimation->absent.failed) return dark__fail_memory(err);
  const bool is_fixed = method != NULL && strcmp(method, "fixed") == 0;
  if (estimation->joint != NULL) return check_joint(estimation, err);
  if (estimation->model == NULL) {
    if (!is_fixed) return DARK_OK;
    return dark__fail(err, DARK_EUSAGE, "method fixed needs a model, such as --model '[12,3]'");
  }
  if (method != NULL && !is_fixed && strcmp(method, "auto") != 0)
    return dark__fail(err, DARK_EUSAGE, "options '--model' and '--method %s' exclude each other: %s chooses models itself",
                      method, method);
  if (estimation->max_order > 0)
    return dark__fail(err, DARK_EUSAGE, "options '--model' and '--max-order' exclude each other: nothing is searched");
  if (estimation->common != DARK_COMMON_USUAL)
    return dark__fail(
        err, DARK_EUSAGE,
        "options '--model' and '--common-dependence' exclude each other: +H behind the model says it, as in '[12,3]+H'");
  return DARK_OK;
}

const char *dark__request_method(const dark__request *request, const char *initial) {
  if (request->estimation.model != NULL) return "fixed";
  if (request->estimation.joint != NULL) return "joint";
  return request->estimation.method == NULL ? initial : request->estimation.method;
}

void dark__search_show(dark__words *shown, const dark__request *request, const char *method) {
  const dark__estimation_options *estimation = &request->estimation;
  char order[16] = "default";
  if (estimation->max_order > 0) snprintf(order, sizeof order, "%u", estimation->max_order);
  dark__show_pair(shown, "method", method);
  dark__show_pair(shown, "max-order", order);
  if (estimation->joint != NULL) dark__show_pair(shown, "joint", estimation->joint);
  if (estimation->common != DARK_COMMON_USUAL)
    dark__show_pair(shown, "common-dependence", dark_common_dependence_name(estimation->common));
  if (estimation->missing != DARK_MISSING_USUAL) dark__show_pair(shown, "missing", dark_missing_name(estimation->missing));
  if (estimation->pool) dark__show_pair(shown, "pool", "yes");
  if (estimation->absent.n > 0) dark__show_pairs(shown, "absent", &estimation->absent);
  dark__show_pairs(shown, "set", &estimation->set);
  dark__dependence_show(shown, estimation);
}
