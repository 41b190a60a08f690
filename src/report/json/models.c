/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"
#include "report/words/certificate.h"
#include "report/words/dependence.h"
#include "report/words/names.h"
#include "table/positions.h"

static void append_candidate(dark__json *json, json_t *array, const dark__candidates *candidates, size_t i) {
  const dark_candidate *candidate = &candidates->items[i];
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "rank", dark__json_size(i + 1));
  dark__json_put(json, object, "model", dark__json_text(candidates->names[i]));
  dark__json_put(json, object, "parameters", dark__json_size(candidate->n_parameters));
  dark__json_put(json, object, "minus_infinity", dark__json_size(candidate->n_minus_infinity));
  dark__json_put(json, object, "deviance", dark__json_real(candidate->deviance));
  dark__json_put(json, object, "log_lik", dark__json_real(candidate->log_lik));
  dark__json_put(json, object, "aic", dark__json_real(candidate->aic));
  dark__json_put(json, object, "bic", dark__json_real(candidate->bic));
  dark__json_put(json, object, "total", dark__json_real(candidate->total));
  dark__json_put_bound(json, object, &candidate->bound);
  dark__json_put(json, object, "code", json_integer(candidate->code));
}

static void put_table_lists(dark__json *json, const dark_table *table) {
  json_t *lists = dark__json_put_array(json, json->root, "lists");
  size_t order[DARK_MAX_TABLE_LISTS];
  dark__lists_by_position(order, table);
  for (size_t i = 0; i < dark_table_n_lists(table); i++)
    dark__json_append(json, lists, dark__json_text(dark_table_list_name(table, order[i])));
}

/* What the models are ranked by: null where none of them has an estimate. */
static void put_criterion(dark__json *json, const dark__candidates *candidates) {
  const dark_candidate *best = candidates->n > 0 && candidates->items[0].code == 0 ? &candidates->items[0] : NULL;
  dark__json_put(json, json->root, "criterion",
                 best == NULL ? json_null() : json_string(best->criterion == best->aic ? "AIC" : "BIC"));
}

/* Of the first. */
static void put_certificate(dark__json *json, const dark__candidates *candidates, const dark_run *run) {
  const dark__certified of = dark__certified_best(run->chosen, candidates->n > 0 ? &candidates->items[0] : NULL);
  if (!of.is_told) return;
  dark__json_put(json, json->root, "certified", json_boolean(of.is_certified));
  dark__json_put(json, json->root, "certified_gap", dark__json_real(of.gap));
  dark__json_put(json, json->root, "certified_met", dark__json_real(of.met));
  dark__json_put(json, json->root, "certifying_fits", dark__json_size(of.n_fits));
}

dark_status dark__json_candidates(FILE *stream, const dark__candidates *candidates, const dark_table *table, const dark_run *run,
                                  dark_error *err) {
  dark__json json;
  dark__json_start(&json, table, run);
  put_table_lists(&json, table);
  dark__json_put_supposed(&json, run->dependence, dark_table_n_lists(table));
  json_t *reasons = dark__json_put_array(&json, json.root, "reasons");
  if (dark_table_n_lists(table) == 2 && !dark__is_departure(run->dependence))
    dark__json_append(&json, reasons, dark__json_text(dark_reason_code(DARK_REASON_INDEPENDENCE_UNTESTABLE)));
  put_criterion(&json, candidates);
  json_t *array = dark__json_put_array(&json, json.root, "candidates");
  for (size_t i = 0; i < candidates->n; i++) append_candidate(&json, array, candidates, i);
  put_certificate(&json, candidates, run);
  return dark__json_finish(&json, stream, run, err);
}

dark_status dark__json_check(FILE *stream, const dark_check *check, const dark_table *table, const dark_run *run,
                             dark_error *err) {
  dark__json json;
  dark__json_start(&json, table, run);
  put_table_lists(&json, table);
  json_t *object = dark__json_put_object(&json, json.root, "check");
  dark__json_put(&json, object, "model", dark__json_text(check->model));
  dark__json_put(&json, object, "code", json_integer(check->code));
  dark__json_put(&json, object, "parameters", dark__json_size(check->n_parameters));
  dark__json_put(&json, object, "minus_infinity", dark__json_size(check->n_minus_infinity));
  dark__json_put(&json, object, "reason", dark__json_text(check->reason));
  return dark__json_finish(&json, stream, run, err);
}
