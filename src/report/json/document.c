/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"

#include "base/halt.h"

void dark__json_put_program(dark__json *json) {
  json_t *program = dark__json_put_object(json, json->root, "program");
  dark__json_put(json, program, "name", json_string("darkfigure"));
  dark__json_put(json, program, "version", json_string(dark_version()));
  dark__json_put(json, program, "gsl_version", json_string(dark_gsl_version()));
  dark__json_put(json, program, "instruction_set", json_string(dark_instruction_set()));
}

/* An option that was given several times gets an array of its values. */
static void put_option(dark__json *json, json_t *options, const char *name, const char *value) {
  json_t *before = json_object_get(options, name);
  if (before == NULL) {
    dark__json_put(json, options, name, dark__json_text(value));
    return;
  }
  if (!json_is_array(before)) {
    json_t *values = json_array();
    if (json_array_append(values, before) != 0) json->failed = true;
    dark__json_put(json, options, name, values);
    before = json_object_get(options, name); /* where memory does not suffice: what stood there */
  }
  dark__json_append(json, before, dark__json_text(value));
}

void dark__json_start(dark__json *json, const dark_table *table, const dark_run *run) {
  *json = (dark__json){.root = json_object()};
  dark__json_put_program(json);
  dark__json_put(json, json->root, "command", dark__json_text(run->command));
  dark__json_put_input(json, table, run);
  json_t *options = dark__json_put_object(json, json->root, "options");
  for (size_t i = 0; i < run->n_options; i++) put_option(json, options, run->options[2 * i], run->options[2 * i + 1]);
}

dark_status dark__json_finish(dark__json *json, FILE *stream, const dark_run *run, dark_error *err) {
  const dark_status halted = dark__halt_check(err);
  if (halted != DARK_OK) {
    json_decref(json->root);
    return halted;
  }
  json_t *varying = dark__json_put_object(json, json->root, "run");
  dark__json_put(json, varying, "threads", json_integer(run->n_threads));
  dark__json_put(json, varying, "seconds", dark__json_real(run->seconds));
  return dark__json_write(json, stream, err);
}
