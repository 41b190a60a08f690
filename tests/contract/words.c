/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status, reasons, intervals, estimators: words and constants. */

#include <stdlib.h>
#include <string.h>

#include "contract/contract.h"

static void check_dark_status_text(void) {
  ANSWERS("status", strcmp(dark_status_text((dark_status)99), "unknown status") == 0);
  ANSWERS("status", strcmp(dark_status_text((dark_status)-1), "unknown status") == 0);
}

static void check_dark_reason_code(void) {
  ANSWERS("reason", strcmp(dark_reason_code(DARK_N_REASONS), "") == 0);
  ANSWERS("reason", strcmp(dark_reason_code((dark_reason)-1), "") == 0);
}

static void check_dark_reason_sentence(void) {
  ANSWERS("reason", strcmp(dark_reason_sentence(DARK_N_REASONS), "") == 0);
  ANSWERS("reason", strcmp(dark_reason_sentence((dark_reason)-1), "") == 0);
}

static void check_dark_reasons_write(void) {
  char text[8] = "before";
  ANSWERS("buffer", dark_reasons_write(NULL, sizeof text, 1) == NULL);
  ANSWERS("size", dark_reasons_write(text, 0, 1) == text && strcmp(text, "before") == 0);
  ANSWERS("reasons", dark_reasons_write(text, sizeof text, UINT64_C(1) << 63) == text && text[0] == '\0');
}

static void check_dark_interval_name(void) {
  ANSWERS("type", strcmp(dark_interval_name(DARK_N_INTERVALS), "") == 0);
  ANSWERS("type", strcmp(dark_interval_name((dark_interval_type)-1), "") == 0);
}

static void check_dark_common_dependence_name(void) {
  ANSWERS("common", strcmp(dark_common_dependence_name((dark_common_dependence)4), "") == 0);
  ANSWERS("common", strcmp(dark_common_dependence_name((dark_common_dependence)-1), "") == 0);
}

static void check_dark_missing_name(void) {
  ANSWERS("missing", strcmp(dark_missing_name((dark_missing)4), "") == 0);
  ANSWERS("missing", strcmp(dark_missing_name((dark_missing)-1), "") == 0);
}

static void check_dark_interval_needs_replicates(void) {
  ANSWERS("type", dark_interval_needs_replicates(DARK_N_INTERVALS) == 0);
  ANSWERS("type", dark_interval_needs_replicates((dark_interval_type)-1) == 0);
}

static void check_dark_state_name(void) {
  ANSWERS("state", strcmp(dark_state_name((dark_state)4), "") == 0);
  ANSWERS("state", strcmp(dark_state_name((dark_state)-1), "") == 0);
}

static void check_dark_analysis_name(void) {
  ANSWERS("analysis", strcmp(dark_analysis_name(DARK_N_ANALYSES), "") == 0);
  ANSWERS("analysis", strcmp(dark_analysis_name((dark_analysis)-1), "") == 0);
}

static void check_dark_step_name(void) {
  ANSWERS("kind", strcmp(dark_step_name(DARK_N_STEPS), "") == 0);
  ANSWERS("kind", strcmp(dark_step_name((dark_step_kind)-1), "") == 0);
}

static void check_dark_estimator_at(void) {
  ANSWERS("index", dark_estimator_at(1000) == NULL);
  ANSWERS("index", dark_estimator_at(SIZE_MAX) == NULL);
}

static void check_dark_estimator_find(void) {
  ANSWERS("name", dark_estimator_find(NULL) == NULL);
  ANSWERS("name", dark_estimator_find("") == NULL);
}

static void check_dark_estimator_nearest(void) {
  ANSWERS("name", dark_estimator_nearest(NULL) == NULL);
  ANSWERS("name", dark_estimator_nearest("") == NULL);
}

static void check_dark_estimator_name(void) { ANSWERS("estimator", dark_estimator_name(NULL) == NULL); }
static void check_dark_estimator_assumption(void) { ANSWERS("estimator", dark_estimator_assumption(NULL) == NULL); }
static void check_dark_estimator_advice(void) { ANSWERS("estimator", dark_estimator_advice(NULL) == NULL); }
static void check_dark_estimator_source(void) { ANSWERS("estimator", dark_estimator_source(NULL) == NULL); }
static void check_dark_estimator_min_lists(void) { ANSWERS("estimator", dark_estimator_min_lists(NULL) == 0); }
static void check_dark_estimator_max_lists(void) { ANSWERS("estimator", dark_estimator_max_lists(NULL) == 0); }
static void check_dark_estimator_takes_captures(void) {
  ANSWERS("estimator", dark_estimator_takes_captures(NULL, NULL) == 0);
  ANSWERS("captures", dark_estimator_takes_captures(dark_estimator_find("m0"), NULL) == 1);
  ANSWERS("captures", dark_estimator_takes_captures(dark_estimator_find("ztpoisson"), NULL) == 0);
}

static void check_dark_estimator_is_one_list(void) { ANSWERS("estimator", dark_estimator_is_one_list(NULL) == 0); }
static void check_dark_estimator_takes_dependence(void) { ANSWERS("estimator", dark_estimator_takes_dependence(NULL) == 0); }

static void check_dark_estimator_options(void) {
  size_t n = 99;
  ANSWERS("estimator", dark_estimator_options(NULL, &n) == NULL && n == 0);
  ANSWERS("n_options", dark_estimator_options(dark_estimator_find("bic"), NULL) == NULL);
}

static void check_dark_method_choose(void) {
  unsigned order = 99;
  ANSWERS("n_lists", dark_method_choose(0, &order) != NULL && order != 99);
  ANSWERS("n_lists", strcmp(dark_method_choose(SIZE_MAX, &order), "mth-chao") == 0 && order == 0);
  ANSWERS("max_order", strcmp(dark_method_choose(2, NULL), "chapman") == 0);
}

static void check_dark_method_choose_one_list(void) { assert_non_null(dark_method_choose_one_list()); }
static void check_dark_version(void) { assert_non_null(dark_version()); }
static void check_dark_gsl_version(void) { assert_non_null(dark_gsl_version()); }
static void check_dark_instruction_set(void) { assert_non_null(dark_instruction_set()); }

static void check_dark_instruction_set_check(void) {
  dark_error err = DARK_ERROR_INIT;
  const char *name = "DARKFIGURE_INSTRUCTION_SET";
  assert_int_equal(setenv(name, "no-such-set", 1), 0);
  ANSWERS("err", dark_instruction_set_check(NULL) == DARK_EUSAGE);
  assert_int_equal(dark_instruction_set_check(&err), DARK_EUSAGE);
  assert_non_null(strstr(err.message, "'no-such-set'"));
  assert_non_null(strstr(err.message, "portable"));
  assert_string_not_equal(dark_instruction_set(), "no-such-set");
  assert_int_equal(setenv(name, "portable", 1), 0);
  assert_int_equal(dark_instruction_set_check(&err), DARK_OK);
  assert_string_equal(dark_instruction_set(), "portable");
  assert_int_equal(setenv(name, "", 1), 0);
  assert_int_equal(dark_instruction_set_check(&err), DARK_OK);
  assert_int_equal(unsetenv(name), 0);
}

const contract word_contracts[] = {
    CONTRACT(dark_status_text),
    CONTRACT(dark_reason_code),
    CONTRACT(dark_reason_sentence),
    CONTRACT(dark_reasons_write),
    CONTRACT(dark_common_dependence_name),
    CONTRACT(dark_missing_name),
    CONTRACT(dark_interval_name),
    CONTRACT(dark_interval_needs_replicates),
    CONTRACT(dark_state_name),
    CONTRACT(dark_analysis_name),
    CONTRACT(dark_step_name),
    CONTRACT(dark_estimator_at),
    CONTRACT(dark_estimator_find),
    CONTRACT(dark_estimator_nearest),
    CONTRACT(dark_estimator_name),
    CONTRACT(dark_estimator_assumption),
    CONTRACT(dark_estimator_advice),
    CONTRACT(dark_estimator_source),
    CONTRACT(dark_estimator_min_lists),
    CONTRACT(dark_estimator_max_lists),
    CONTRACT(dark_estimator_is_one_list),
    CONTRACT(dark_estimator_takes_captures),
    CONTRACT(dark_estimator_takes_dependence),
    CONTRACT(dark_estimator_options),
    CONTRACT(dark_method_choose),
    CONTRACT(dark_method_choose_one_list),
    CONTRACT(dark_version),
    CONTRACT(dark_gsl_version),
    CONTRACT(dark_instruction_set),
    CONTRACT(dark_instruction_set_check),
    NO_CONTRACT,
};
