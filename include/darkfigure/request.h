/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_REQUEST_H
#define DARKFIGURE_REQUEST_H

/* What is asked for, key by key: the keys are those of study files ("method", "levels", "by", ...), which are the options of the command
   with '_' in place of '-'. Made for other languages: nothing here is a struct whose layout a caller must know, keys and their kinds can
   be listed at run time (frame "keys" of dark_catalogue_new, answer.h), and a key that is added later needs no change in a caller that
   hands names on.

   A request holds what was set and judges it only when it is used (answer.h, data.h): then each use takes the keys that it knows, in the
   same way and with the same messages as a study file, and passes over those that are for another use. So one request serves for the
   table and for what is asked of it. A key that nobody knows is refused when it is set.

   Values have a kind, and the kind is asked for when the request is used, not when the value is set: a whole number may be set as a real
   one or as a text of digits, a list of one as a text. */

#include <stdint.h>

#include <darkfigure/status.h>

DARK_PUBLIC_BEGIN

typedef struct dark_request dark_request;

/* What a key takes. */
#define DARK_KEY_KINDS(X)                                                                           \
  X(DARK_KEY_TEXT, "text")       /* one text */                                                     \
  X(DARK_KEY_WORD, "word")       /* one of several words */                                         \
  X(DARK_KEY_WHOLE, "whole")     /* a whole number */                                               \
  X(DARK_KEY_REAL, "real")       /* a number */                                                     \
  X(DARK_KEY_FLAG, "flag")       /* true or false */                                                \
  X(DARK_KEY_TEXTS, "texts")     /* a list of texts */                                              \
  X(DARK_KEY_REALS, "reals")     /* a list of numbers */                                            \
  X(DARK_KEY_OPTIONS, "options") /* a map of names to a text or number each: "set", "odds_ratio" */ \
  X(DARK_KEY_GROUPS, "groups")   /* a map of names to a text, or a list of texts, each: "where", "expect" */

typedef enum dark_key_kind {
#define X(constant, name) constant,
  DARK_KEY_KINDS(X)
#undef X
      DARK_N_KEY_KINDS
} dark_key_kind;

/* "text", "word", ...; "" for what is none of them. Static storage, never NULL. */
const char *dark_key_kind_name(dark_key_kind kind);

/* An empty request: all defaults. Errors: DARK_EUSAGE (out is NULL), DARK_ENOMEM. One thread at a time may change a request; any number
   may use it while nobody changes it. */
DARK_MUST_CHECK dark_status dark_request_new(dark_request **out, dark_error *err);

/* The same from JSON, json [n] bytes: one object of keys. Comments, NaN and keys that come twice are refused. Errors: DARK_EUSAGE
   ("settings:LINE:COLUMN: ...", or an unknown key with the nearest), DARK_ELIMIT (more than 16 MiB), DARK_ENOMEM. The core library
   (docs/api.md), which has no reader of JSON, says DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark_request_parse(dark_request **out, const char *json, size_t n, dark_error *err);

/* A copy, to change one thing in. Errors: DARK_EUSAGE, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_request_copy(dark_request **out, const dark_request *request, dark_error *err);

/* NULL is allowed. */
void dark_request_free(dark_request *request);

/* Set a key; what it was before is gone. Everything is copied. Errors of all: DARK_EUSAGE (NULL, an unknown key, with the nearest one; a
   text that is not UTF-8; a number that is not finite; values [n] that are NULL), DARK_ENOMEM. On failure the request is as it was. */
DARK_MUST_CHECK dark_status dark_request_set_text(dark_request *request, const char *key, const char *value, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_set_whole(dark_request *request, const char *key, uint64_t value, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_set_real(dark_request *request, const char *key, double value, dark_error *err);
/* 0 is false, anything else true. */
DARK_MUST_CHECK dark_status dark_request_set_flag(dark_request *request, const char *key, int value, dark_error *err);
DARK_MUST_CHECK dark_status dark_request_set_texts(dark_request *request, const char *key, const char *const *values, size_t n,
                                                   dark_error *err);
DARK_MUST_CHECK dark_status dark_request_set_reals(dark_request *request, const char *key, const double *values, size_t n,
                                                   dark_error *err);

/* Add a member to a key that is a map ("set": the options of a method; "where", "expect", "merge_lists": values and lists; "odds_ratio":
   "A:B" and a number), or exchange the one of that name. A key that was set to something else becomes a map. */
DARK_MUST_CHECK dark_status dark_request_put_text(dark_request *request, const char *key, const char *member, const char *value,
                                                  dark_error *err);
DARK_MUST_CHECK dark_status dark_request_put_real(dark_request *request, const char *key, const char *member, double value,
                                                  dark_error *err);
DARK_MUST_CHECK dark_status dark_request_put_texts(dark_request *request, const char *key, const char *member,
                                                   const char *const *values, size_t n, dark_error *err);

/* Take a key out, as if it had never been set. Errors: DARK_EUSAGE (NULL, unknown key). */
DARK_MUST_CHECK dark_status dark_request_unset(dark_request *request, const char *key, dark_error *err);

/* The same as a command line for a shell: "darkfigure fit --method bic --by sex 'my file.csv'". `command` is fit, models, check,
   describe, methods or sensitivity; keys that are not for it are left out. *text ends with a NUL; dark_text_free it (answer.h). Errors:
   DARK_EUSAGE (NULL, no such command), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_request_command(char **text, const dark_request *request, const char *command, const char *path,
                                                 dark_error *err);

/* Whether a key is set; 0 also for NULL and for an unknown one. */
int dark_request_has(const dark_request *request, const char *key);

DARK_PUBLIC_END

#endif
