/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/member.h"

#include <math.h>

#include "base/error.h"
#include "base/show.h"

void dark__reading_fail(dark__reading *reading, const char *member, const char *what) {
  if (reading->status != DARK_OK) return;
  reading->status = dark__fail(reading->err, DARK_EDATA,
                               "%s: this is not what 'darkfigure fit --format json' of this version writes: '%s' %s; write it "
                               "anew with 'darkfigure fit --format json -o fit.json FILE'",
                               dark__show_path(reading->path).text, member, what);
}

static const json_t *member(dark__reading *reading, const json_t *object, const char *name) {
  const json_t *value = json_object_get(object, name);
  if (value == NULL) dark__reading_fail(reading, name, "is missing");
  return value;
}

const json_t *dark__member_object(dark__reading *reading, const json_t *object, const char *name) {
  const json_t *value = member(reading, object, name);
  if (!json_is_object(value)) dark__reading_fail(reading, name, "is no object");
  return value;
}

const json_t *dark__member_array(dark__reading *reading, const json_t *object, const char *name) {
  const json_t *value = member(reading, object, name);
  if (!json_is_array(value)) dark__reading_fail(reading, name, "is no array");
  return value;
}

const char *dark__member_text_or_null(dark__reading *reading, const json_t *object, const char *name) {
  const json_t *value = member(reading, object, name);
  if (!json_is_string(value) && !json_is_null(value)) dark__reading_fail(reading, name, "is no text");
  return json_string_value(value);
}

const char *dark__member_text(dark__reading *reading, const json_t *object, const char *name) {
  const char *text = dark__member_text_or_null(reading, object, name);
  if (text == NULL) dark__reading_fail(reading, name, "is no text");
  return text == NULL ? "" : text;
}

double dark__member_real(dark__reading *reading, const json_t *object, const char *name) {
  const json_t *value = member(reading, object, name);
  if (json_is_null(value)) return NAN;
  if (!json_is_number(value)) dark__reading_fail(reading, name, "is no number");
  return json_number_value(value);
}

double dark__member_count(dark__reading *reading, const json_t *object, const char *name) {
  const double value = dark__member_real(reading, object, name);
  if (!(value >= 0)) dark__reading_fail(reading, name, "is no number of people");
  return value;
}

bool dark__member_flag(dark__reading *reading, const json_t *object, const char *name) {
  const json_t *value = member(reading, object, name);
  if (!json_is_boolean(value)) dark__reading_fail(reading, name, "is neither true nor false");
  return json_is_true(value);
}

const char *dark__item_text(dark__reading *reading, const json_t *array, size_t i, const char *name) {
  const char *text = json_string_value(json_array_get(array, i));
  if (text == NULL) dark__reading_fail(reading, name, "holds something else than texts");
  return text == NULL ? "" : text;
}
