/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/request/request.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arguments.h"
#include "base/utf8.h"
#include "study/document/make.h"
#include "writing/numbers.h"

dark_status dark_request_new(dark_request **out, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  dark_request *request = calloc(1, sizeof *request);
  if (request == NULL) return dark__fail_memory(err);
  request->document = dark__document_new("settings");
  if (request->document == NULL) {
    free(request);
    return dark__fail_memory(err);
  }
  request->root = request->document->root;
  *out = request;
  return DARK_OK;
}

void dark_request_free(dark_request *request) {
  if (request == NULL) return;
  dark__document_free(request->document);
  free(request);
}

dark_status dark_request_copy(dark_request **out, const dark_request *request, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(request, err);
  dark_status status = dark_request_new(out, err);
  if (status != DARK_OK) return status;
  (*out)->root = dark__node_copy((*out)->document, request->root);
  if ((*out)->root != NULL) return DARK_OK;
  dark_request_free(*out);
  *out = NULL;
  return dark__fail_memory(err);
}

int dark_request_has(const dark_request *request, const char *key) {
  return request != NULL && key != NULL && dark__map_get(request->root, key) != NULL;
}

/* ---- Setting */

/* The map `from` with the key; the request's map is exchanged only when all went well. value NULL: out of memory. */
static dark_status put(dark_request *request, const dark__key *key, const dark__node *value, dark_error *err) {
  if (value != NULL) value = dark__key_fit(request->document, key, value);
  const dark__node *root = value == NULL ? NULL : dark__map_with(request->document, request->root, key->name, value);
  if (root == NULL) return dark__fail_memory(err);
  request->root = root;
  return DARK_OK;
}

static dark_status check_text(const char *text, const dark__key *key, dark_error *err) {
  if (text == NULL) return dark__fail(err, DARK_EUSAGE, "%s: a text is NULL", key->name);
  return dark__utf8_is_valid(text) ? DARK_OK : dark__fail(err, DARK_EUSAGE, "%s: a text is not UTF-8", key->name);
}

static dark_status check_real(double value, const dark__key *key, dark_error *err) {
  return isfinite(value) ? DARK_OK : dark__fail(err, DARK_EUSAGE, "%s: a number is missing or infinite", key->name);
}

/* Only what is to be a number or a truth value may be one: a list may be called null, or 1. */
static bool may_be_number(const dark__key *key) {
  return key->kind == DARK_KEY_WHOLE || key->kind == DARK_KEY_REAL || key->kind == DARK_KEY_FLAG || key->kind == DARK_KEY_REALS;
}

static dark__node *text_node(dark_request *request, const dark__key *key, const char *text) {
  return dark__node_new_text(request->document, text, may_be_number(key));
}

static dark__node *real_node(dark_request *request, double value) {
  return dark__node_new_text(request->document, dark__shortest(value).text, true);
}

static dark_status make_texts(dark__node **out, dark_request *request, const dark__key *key, const char *const *values, size_t n,
                              dark_error *err) {
  *out = dark__node_new_list(request->document, n);
  if (*out == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) {
    const dark_status status = check_text(values[i], key, err);
    if (status != DARK_OK) return status;
    (*out)->items[i] = text_node(request, key, values[i]);
    if ((*out)->items[i] == NULL) return dark__fail_memory(err);
  }
  return DARK_OK;
}

dark_status dark_request_set_text(dark_request *request, const char *key, const char *value, dark_error *err) {
  const dark__key *known;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  DARK__REQUIRE(value, err);
  dark_status status = dark__key_need(&known, key, err);
  if (status == DARK_OK) status = check_text(value, known, err);
  return status == DARK_OK ? put(request, known, text_node(request, known, value), err) : status;
}

dark_status dark_request_set_whole(dark_request *request, const char *key, uint64_t value, dark_error *err) {
  const dark__key *known;
  char digits[32];
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  const dark_status status = dark__key_need(&known, key, err);
  if (status != DARK_OK) return status;
  snprintf(digits, sizeof digits, "%" PRIu64, value);
  return put(request, known, dark__node_new_text(request->document, digits, true), err);
}

dark_status dark_request_set_real(dark_request *request, const char *key, double value, dark_error *err) {
  const dark__key *known;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  dark_status status = dark__key_need(&known, key, err);
  if (status == DARK_OK) status = check_real(value, known, err);
  return status == DARK_OK ? put(request, known, real_node(request, value), err) : status;
}

dark_status dark_request_set_flag(dark_request *request, const char *key, int value, dark_error *err) {
  const dark__key *known;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  const dark_status status = dark__key_need(&known, key, err);
  if (status != DARK_OK) return status;
  return put(request, known, dark__node_new_text(request->document, value != 0 ? "true" : "false", true), err);
}

dark_status dark_request_set_texts(dark_request *request, const char *key, const char *const *values, size_t n, dark_error *err) {
  const dark__key *known;
  dark__node *list = NULL;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  DARK__REQUIRE_ARRAY(values, n, err);
  dark_status status = dark__key_need(&known, key, err);
  if (status == DARK_OK) status = make_texts(&list, request, known, values, n, err);
  return status == DARK_OK ? put(request, known, list, err) : status;
}

dark_status dark_request_set_reals(dark_request *request, const char *key, const double *values, size_t n, dark_error *err) {
  const dark__key *known;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  DARK__REQUIRE_ARRAY(values, n, err);
  dark_status status = dark__key_need(&known, key, err);
  if (status != DARK_OK) return status;
  dark__node *list = dark__node_new_list(request->document, n);
  for (size_t i = 0; list != NULL && i < n; i++) {
    status = check_real(values[i], known, err);
    if (status != DARK_OK) return status;
    list->items[i] = real_node(request, values[i]);
    if (list->items[i] == NULL) list = NULL;
  }
  return put(request, known, list, err);
}

dark_status dark_request_unset(dark_request *request, const char *key, dark_error *err) {
  const dark__key *known;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  const dark_status status = dark__key_need(&known, key, err);
  if (status != DARK_OK) return status;
  const dark__node *root = dark__map_with(request->document, request->root, key, NULL);
  if (root == NULL) return dark__fail_memory(err);
  request->root = root;
  return DARK_OK;
}

/* ---- Members of maps */

static dark_status need_member(const dark__key **known, const char *key, const char *member, dark_error *err) {
  dark_status status = dark__key_need(known, key, err);
  if (status == DARK_OK) status = check_text(member, *known, err);
  if (status == DARK_OK && member[0] == '\0') status = dark__fail(err, DARK_EUSAGE, "%s: an empty name", key);
  return status;
}

/* value NULL: out of memory. */
static dark_status put_member(dark_request *request, const dark__key *key, const char *member, const dark__node *value,
                              dark_error *err) {
  const dark__node *map = dark__map_get(request->root, key->name);
  if (map == NULL || map->kind != DARK__NODE_MAP) map = dark__node_new_map(request->document, 0);
  if (map == NULL || value == NULL) return dark__fail_memory(err);
  return put(request, key, dark__map_with(request->document, map, member, value), err);
}

dark_status dark_request_put_text(dark_request *request, const char *key, const char *member, const char *value,
                                  dark_error *err) {
  const dark__key *known;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  DARK__REQUIRE(member, err);
  dark_status status = need_member(&known, key, member, err);
  if (status != DARK_OK) return status;
  DARK__REQUIRE(value, err);
  status = check_text(value, known, err);
  return status == DARK_OK ? put_member(request, known, member, text_node(request, known, value), err) : status;
}

dark_status dark_request_put_real(dark_request *request, const char *key, const char *member, double value, dark_error *err) {
  const dark__key *known;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  DARK__REQUIRE(member, err);
  dark_status status = need_member(&known, key, member, err);
  if (status == DARK_OK) status = check_real(value, known, err);
  return status == DARK_OK ? put_member(request, known, member, real_node(request, value), err) : status;
}

dark_status dark_request_put_texts(dark_request *request, const char *key, const char *member, const char *const *values,
                                   size_t n, dark_error *err) {
  const dark__key *known;
  dark__node *list = NULL;
  DARK__REQUIRE(request, err);
  DARK__REQUIRE(key, err);
  DARK__REQUIRE(member, err);
  dark_status status = need_member(&known, key, member, err);
  if (status != DARK_OK) return status;
  DARK__REQUIRE_ARRAY(values, n, err);
  status = make_texts(&list, request, known, values, n, err);
  return status == DARK_OK ? put_member(request, known, member, list, err) : status;
}
