/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the core has in place of jansson, libyaml and nettle does what these do. */

#include <float.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/markup/digest.h"
#include "study/document/plain.h"
#include "support/asking.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "writing/plain_json.h"

static dark_error err;

/* ---- Writing */

static dark__plain_json *plain_of(const json_t *value);

static dark__plain_json *plain_object(const json_t *value) {
  dark__plain_json *out = dark__plain_object();
  const char *key;
  json_t *item;
  json_object_foreach((json_t *)value, key, item) assert_int_equal(dark__plain_put(out, key, plain_of(item)), 0);
  return out;
}

static dark__plain_json *plain_array(const json_t *value) {
  dark__plain_json *out = dark__plain_array();
  for (size_t i = 0; i < json_array_size(value); i++)
    assert_int_equal(dark__plain_append(out, plain_of(json_array_get(value, i))), 0);
  return out;
}

static dark__plain_json *plain_of(const json_t *value) {
  switch (json_typeof(value)) {
    case JSON_OBJECT: return plain_object(value);
    case JSON_ARRAY: return plain_array(value);
    case JSON_STRING: return dark__plain_text(json_string_value(value));
    case JSON_INTEGER: return dark__plain_whole(json_integer_value(value));
    case JSON_REAL: return dark__plain_real(json_real_value(value));
    case JSON_TRUE: return dark__plain_word("true");
    case JSON_FALSE: return dark__plain_word("false");
    default: return dark__plain_word("null");
  }
}

static void assert_written_alike(json_t *value) {
  char *expected = json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(17) | JSON_ENCODE_ANY), *text = NULL;
  dark__plain_json *plain = plain_of(value);
  size_t n;
  FILE *stream = open_memstream(&text, &n);
  dark__plain_write(stream, plain);
  fclose(stream);
  assert_string_equal(text, expected);
  dark__plain_release(plain);
  free(text);
  free(expected);
  json_decref(value);
}

static void values_are_written_as_by_jansson(void **state) {
  static const double reals[] = {0,       -0.0,    1,     -1.5, 0.1,  1e15,    1e16,  123456789012345680.0,
                                 1e17,    1e22,    1e23,  1e-4, 1e-5, 1.5e-10, 1e300, 1e-300,
                                 DBL_MAX, DBL_MIN, 5e-324};
  char all[256];
  (void)state;
  for (size_t i = 0; i < sizeof reals / sizeof reals[0]; i++) assert_written_alike(json_real(reals[i]));
  for (int i = 1; i < 128; i++) all[i - 1] = (char)i;
  all[127] = '\0';
  assert_written_alike(json_string(all));
  assert_written_alike(json_string("gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80"));
  assert_written_alike(json_integer(-9007199254740992));
  assert_written_alike(json_loads("{\"a\": [], \"b\": {}, \"c\": [1, [2, {\"d\": null}], true, false], \"\": \"\"}", 0, NULL));
}

static char *json_of(const char *name, const char *settings) {
  dark_table *table = published_table(name);
  dark_answer *fit = fit_of(table, settings);
  char *text;
  assert_ok(dark_answer_write(&text, NULL, fit, DARK_FORMAT_JSON, &err), err);
  dark_answer_free(fit);
  dark_table_free(table);
  return text;
}

static const char usual[] = "{\"method\": \"bic\", \"replicates\": 20, \"fit_draws\": 0}";

static void documents_are_written_as_by_jansson(void **state) {
  static const char *const tables[] = {"Kosovo", "UKdat_5", "Western", "HIV"};
  (void)state;
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    char *text = json_of(tables[i], usual);
    assert_written_alike(json_loads(text, 0, NULL));
    dark_text_free(text);
  }
}

static void members_are_exchanged_and_values_shared(void **state) {
  dark__plain_json *object = dark__plain_object(), *list = dark__plain_array(), *shared = dark__plain_text("x");
  (void)state;
  assert_int_equal(dark__plain_append_shared(list, shared), 0);
  assert_int_equal(dark__plain_put(object, "a", shared), 0);
  assert_int_equal(dark__plain_put(object, "a", list), 0);
  assert_ptr_equal(dark__plain_get(object, "a"), list);
  assert_ptr_equal(dark__plain_at(list, 0), shared);
  assert_true(dark__plain_is_array(list) && !dark__plain_is_array(shared) && dark__plain_size(list) == 1);
  assert_null(dark__plain_get(object, "b"));
  assert_null(dark__plain_at(list, 1));
  assert_int_equal(dark__plain_put(object, "b", NULL), -1);
  assert_int_equal(dark__plain_append(NULL, dark__plain_word("null")), -1);
  dark__plain_release(object);
}

/* ---- Reading */

static void assert_same_node(const dark__node *a, const dark__node *b) {
  assert_int_equal(a->kind, b->kind);
  assert_int_equal(a->n, b->n);
  if (a->kind == DARK__NODE_TEXT) {
    assert_string_equal(a->text, b->text);
    assert_int_equal(a->is_plain, b->is_plain);
  }
  for (size_t i = 0; a->kind != DARK__NODE_TEXT && i < a->n; i++) {
    if (a->kind == DARK__NODE_MAP) assert_same_node(a->keys[i], b->keys[i]);
    assert_same_node(a->items[i], b->items[i]);
  }
}

static void assert_read_alike(const char *text) {
  dark__document *one, *other;
  assert_ok(dark__plain_document(&one, "j", text, strlen(text), &err), err);
  assert_ok(dark__document_parse(&other, "j", text, strlen(text), &err), err);
  assert_same_node(one->root, other->root);
  dark__document_free(one);
  dark__document_free(other);
}

static void documents_are_read_as_by_libyaml(void **state) {
  static const char *const tables[] = {"Kosovo", "UKdat_5", "Western"};
  (void)state;
  assert_read_alike("{\"a\": [1, -2.5e3, null, true, \"b\\n\\u00fc\\\"\\\\\\/\"], \"c\": {}, \"d\": []}");
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    char *text = json_of(tables[i], usual);
    assert_read_alike(text);
    dark_text_free(text);
  }
}

static void characters_beyond_the_first_plane_are_read(void **state) {
  static const char text[] = "[\"\\ud83d\\ude00\\u20AC\"]";
  dark__document *document;
  (void)state;
  assert_ok(dark__plain_document(&document, "j", text, sizeof text - 1, &err), err);
  assert_string_equal(document->root->items[0]->text, "\xF0\x9F\x98\x80\xE2\x82\xAC");
  dark__document_free(document);
}

static void what_is_no_json_is_refused_with_its_place(void **state) {
  static const char *const texts[] = {"",
                                      "{",
                                      "[1",
                                      "[1,]",
                                      "{\"a\"}",
                                      "{\"a\": }",
                                      "{a: 1}",
                                      "[\"a]",
                                      "[\"\\x\"]",
                                      "[\"\\u12\"]",
                                      "[\"\\ud800\"]",
                                      "[\"\\u0000\"]",
                                      "[1] 2",
                                      "[\"\x01\"]",
                                      "[\"\xFF\"]",
                                      "[\"\\",
                                      "]",
                                      "{\"a\" 1}",
                                      "[\"\\ud800\\u0041\"]"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    dark__document *document;
    assert_int_equal(dark__plain_document(&document, "j", texts[i], strlen(texts[i]), &err), DARK_EUSAGE);
    assert_null(document);
    assert_int_equal(strncmp(err.message, "j:1:", 4), 0);
  }
}

static void deep_documents_are_refused(void **state) {
  const size_t n = DARK__DOCUMENT_DEPTH;
  char text[2 * DARK__DOCUMENT_DEPTH + 8];
  dark__document *document;
  (void)state;
  memset(text, '[', n + 1);
  memset(text + n + 1, ']', n + 1);
  assert_int_equal(dark__plain_document(&document, "j", text, 2 * n + 2, &err), DARK_EUSAGE);
  assert_ok(dark__plain_document(&document, "j", text + 1, 2 * n, &err), err);
  dark__document_free(document);
}

/* ---- Digests */

static void digests_are_those_of_nettle(void **state) {
  char text[400], one[DARK__DIGEST], other[DARK__DIGEST];
  (void)state;
  for (size_t i = 0; i < sizeof text; i++) text[i] = (char)(31 * i + 7);
  for (size_t n = 0; n < sizeof text; n++) {
    dark__plain_digest(one, text, n);
    dark__digest(other, text, n);
    assert_string_equal(one, other);
  }
  /* FIPS 180-4, example of one block: the hash of "abc" is ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad */
  dark__plain_digest(one, "abc", 3);
  assert_string_equal(one, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(values_are_written_as_by_jansson),
                                     cmocka_unit_test(documents_are_written_as_by_jansson),
                                     cmocka_unit_test(members_are_exchanged_and_values_shared),
                                     cmocka_unit_test(documents_are_read_as_by_libyaml),
                                     cmocka_unit_test(characters_beyond_the_first_plane_are_read),
                                     cmocka_unit_test(what_is_no_json_is_refused_with_its_place),
                                     cmocka_unit_test(deep_documents_are_refused),
                                     cmocka_unit_test(digests_are_those_of_nettle)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
