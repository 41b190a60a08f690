/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arguments.h"
#include "bridge/request/request.h"
#include "study/document/ask.h"
#include "study/document/make.h"

#ifdef DARK_CORE

dark_status dark_request_parse(dark_request **out, const char *json, size_t n, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE_ARRAY(json, n, err);
  return dark__fail(err, DARK_EUSAGE, "this build of the library reads no JSON; set key by key");
}

#else

/* Each key with its value as it wants it. */
static dark_status take_keys(dark_request *request, const dark__node *read, dark_error *err) {
  dark__node *root = dark__node_copy(request->document, read);
  for (size_t i = 0; root != NULL && i < root->n; i++) {
    root->items[i] = dark__key_fit(request->document, dark__key_find(root->keys[i]->text), root->items[i]);
    if (root->items[i] == NULL) root = NULL;
  }
  if (root == NULL) return dark__fail_memory(err);
  root->line = 0; /* what is about no key has no place */
  request->root = root;
  return DARK_OK;
}

static dark_status parse(dark_request *request, const dark__document *read, dark_error *err) {
  const char *names[DARK__N_KEYS];
  for (size_t i = 0; i < DARK__N_KEYS; i++) names[i] = dark__keys_known[i].name;
  const dark_status status = dark__ask_map(read->root, "the settings", names, DARK__N_KEYS, err);
  return status == DARK_OK ? take_keys(request, read->root, err) : status;
}

dark_status dark_request_parse(dark_request **out, const char *json, size_t n, dark_error *err) {
  dark__document *read = NULL;
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE_ARRAY(json, n, err);
  dark_status status = dark__document_parse(&read, "settings", json, n, err);
  if (status == DARK_OK) status = dark_request_new(out, err);
  if (status == DARK_OK) status = parse(*out, read, err);
  dark__document_free(read);
  if (status == DARK_OK) return DARK_OK;
  dark_request_free(*out);
  *out = NULL;
  return status;
}

#endif
