/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/key/watch.h"

#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "table/key/identity.h"

/* Fewer keys than these say nothing of all. */
enum { ENOUGH_ROUNDED = 3, ENOUGH_PADDED = 3, ENOUGH_IDENTITIES = 10, WHOLE_DIGITS = 15 };

static size_t n_digits(const char *text) { return strspn(text, "0123456789"); }

/* As spreadsheets show long numbers: "1.23457E+15", with a comma in half of Europe. */
static bool is_scientific(const char *key) {
  const size_t n = n_digits(key);
  if (n != 1) return false;
  key += n;
  if (*key == '.' || *key == ',') key += 1 + n_digits(key + 1);
  if ((*key != 'E' && *key != 'e') || key[1] != '+') return false;
  const size_t n_exponent = n_digits(key + 2);
  return n_exponent >= 2 && key[2 + n_exponent] == '\0';
}

static bool is_formula_error(const char *key) {
  static const char *const all[] = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"};
  for (size_t i = 0; key[0] == '#' && i < sizeof all / sizeof all[0]; i++)
    if (strcmp(key, all[i]) == 0) return true;
  return false;
}

static dark_status fail_key(const dark__key_place *place, const char *what, const char *advice, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s where a pseudonym should be; %s", place->file, place->line, place->field,
                    what, advice);
}

static void note_width(dark__key_watch *watch, const char *key, size_t width, const dark__key_place *place) {
  if (key[0] == '0' && width > 1) {
    watch->n_padded++;
    watch->padded_width = watch->padded_width == 0 || watch->padded_width == width ? width : SIZE_MAX;
  } else if (watch->short_width == 0 || width < watch->short_width) {
    watch->short_width = width;
    watch->short_file = dark__show_path(place->file);
    watch->short_line = place->line;
    watch->short_field = place->field;
  }
}

static void note_digits(dark__key_watch *watch, const char *key, const dark__key_place *place) {
  const size_t width = n_digits(key);
  if (key[width] != '\0') return;
  note_width(watch, key, width, place);
  if (width <= WHOLE_DIGITS) return;
  watch->n_long++;
  watch->n_rounded += strspn(key + WHOLE_DIGITS, "0") == width - WHOLE_DIGITS;
}

#define USE_PSEUDONYMS "replace it by a pseudonym (a keyed hash, or a number drawn at random) before the file leaves the agency"

dark_status dark__key_watch_add(dark__key_watch *watch, const char *key, const dark__key_place *place, dark_error *err) {
  if (is_scientific(key))
    return fail_key(place, "a long number in the short form of a spreadsheet, its last digits lost,",
                    "export the keys anew, as text", err);
  if (is_formula_error(key)) return fail_key(place, "an error of a formula", "mend the cell", err);
  const dark__identity identity = dark__identity_of(key);
  if (identity.is_certain) return fail_key(place, identity.name, USE_PSEUDONYMS, err);
  if (identity.name != NULL && (watch->n_identities == 0 || watch->identity == identity.name)) {
    watch->identity = identity.name;
    watch->n_identities++;
  }
  watch->n++;
  note_digits(watch, key, place);
  return DARK_OK;
}

static dark_status check_widths(const dark__key_watch *watch, const char *name, dark_error *err) {
  const size_t padded = watch->padded_width, width = watch->short_width;
  if (watch->n_padded < ENOUGH_PADDED || padded == SIZE_MAX || width == 0 || width >= padded) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%s:%zu:%zu: a key of %zu digit%s, where others have %zu with zeros in front (column %s); a spreadsheet has "
                    "taken the zeros away, so export the keys anew, as text",
                    watch->short_file.text, watch->short_line, watch->short_field, width, width == 1 ? "" : "s", padded,
                    dark__show(name).text);
}

dark_status dark__key_watch_end(const dark__key_watch *watch, const char *name, dark_error *err) {
  if (watch->n_long >= ENOUGH_ROUNDED && watch->n_rounded == watch->n_long) {
    return dark__fail(
        err, DARK_EDATA,
        "all keys of more than 15 digits end in zeros (column %s): a spreadsheet keeps 15, so export the keys anew, "
        "as text",
        dark__show(name).text);
  }
  if (watch->n >= ENOUGH_IDENTITIES && watch->n_identities == watch->n) {
    return dark__fail(err, DARK_EDATA, "every key is what looks like %s (column %s); " USE_PSEUDONYMS, watch->identity,
                      dark__show(name).text);
  }
  return check_widths(watch, name, err);
}
