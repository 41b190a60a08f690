/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/member.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"

dark_status dark__read_source_document(dark__document **out, const char *path, const char *hint, dark_error *err) {
  dark_error why = DARK_ERROR_INIT;
  const dark_status status = dark__document_read(out, path, &why);
  if (status == DARK_EUSAGE) return dark__fail(err, DARK_EDATA, "%s; %s", why.message, hint);
  if (status == DARK_ELIMIT)
    return dark__fail(
        err, status,
        "%s: more categories than pages and figures are for; a fit --by fewer columns or --where part of them makes "
        "it smaller, and 'fit --format xlsx' is a table of all",
        why.message);
  if (status != DARK_OK && err != NULL) *err = why;
  return status;
}

bool dark__is_written_by(const dark__node *root, const char *command) {
  const dark__node *written = root->kind == DARK__NODE_MAP ? dark__map_get(root, "command") : NULL;
  return written != NULL && written->kind == DARK__NODE_TEXT && strcmp(written->text, command) == 0;
}

void dark__reading_fail(dark__reading *reading, const char *member, const char *what) {
  if (reading->status != DARK_OK) return;
  reading->status = dark__fail(reading->err, DARK_EDATA,
                               "%s: this is not what 'darkfigure %s' of this version writes: '%s' %s; write it "
                               "anew with 'darkfigure %s -o %s %s'",
                               dark__show_path(reading->path).text, reading->command, member, what, reading->command,
                               reading->file, reading->input);
}

void *dark__reading_take(dark__reading *reading, dark__arena *arena, size_t n, size_t size) {
  void *room = reading->status == DARK_OK ? dark__arena_take(arena, n, size) : NULL;
  if (room == NULL && reading->status == DARK_OK) reading->status = dark__fail_memory(reading->err);
  return room;
}

static bool is_kind(const dark__node *node, dark__node_kind kind) { return node != NULL && node->kind == kind; }

static const dark__node *member(dark__reading *reading, const dark__node *object, const char *name) {
  const dark__node *value = is_kind(object, DARK__NODE_MAP) ? dark__map_get(object, name) : NULL;
  if (value == NULL) dark__reading_fail(reading, name, "is missing");
  return value;
}

const dark__node *dark__member_object(dark__reading *reading, const dark__node *object, const char *name) {
  const dark__node *value = member(reading, object, name);
  if (is_kind(value, DARK__NODE_MAP)) return value;
  dark__reading_fail(reading, name, "is no object");
  return NULL;
}

const dark__node *dark__member_array(dark__reading *reading, const dark__node *object, const char *name) {
  const dark__node *value = member(reading, object, name);
  if (is_kind(value, DARK__NODE_LIST)) return value;
  dark__reading_fail(reading, name, "is no array");
  return NULL;
}

static bool is_text(const dark__node *node) { return is_kind(node, DARK__NODE_TEXT) && !node->is_plain; }
static bool is_word(const dark__node *node, const char *word) {
  return is_kind(node, DARK__NODE_TEXT) && node->is_plain && strcmp(node->text, word) == 0;
}

const char *dark__member_text_or_null(dark__reading *reading, const dark__node *object, const char *name) {
  const dark__node *value = member(reading, object, name);
  if (is_text(value)) return value->text;
  if (!is_word(value, "null")) dark__reading_fail(reading, name, "is no text");
  return NULL;
}

const char *dark__member_text(dark__reading *reading, const dark__node *object, const char *name) {
  const char *text = dark__member_text_or_null(reading, object, name);
  if (text == NULL) dark__reading_fail(reading, name, "is no text");
  return text == NULL ? "" : text;
}

double dark__member_real(dark__reading *reading, const dark__node *object, const char *name) {
  const dark__node *value = member(reading, object, name);
  double number = NAN;
  if (is_word(value, "null")) return NAN;
  const bool is_number = is_kind(value, DARK__NODE_TEXT) && value->is_plain && dark__parse_real(&number, value->text);
  if (!is_number || !isfinite(number)) dark__reading_fail(reading, name, "is no number");
  return is_number ? number : NAN;
}

double dark__member_count(dark__reading *reading, const dark__node *object, const char *name) {
  const double value = dark__member_real(reading, object, name);
  if (!(value >= 0)) dark__reading_fail(reading, name, "is no number of people");
  return value;
}

bool dark__member_flag(dark__reading *reading, const dark__node *object, const char *name) {
  const dark__node *value = member(reading, object, name);
  if (!is_word(value, "true") && !is_word(value, "false")) dark__reading_fail(reading, name, "is neither true nor false");
  return is_word(value, "true");
}

size_t dark__n_items(const dark__node *node) { return node == NULL ? 0 : node->n; }

const char *dark__item_text(dark__reading *reading, const dark__node *array, size_t i, const char *name) {
  const dark__node *item = i < dark__n_items(array) ? array->items[i] : NULL;
  if (is_text(item)) return item->text;
  dark__reading_fail(reading, name, "holds something else than texts");
  return "";
}
