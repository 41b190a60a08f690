/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "cli/options/request.h"
#include "table/form/address.h"
#include "table/form/form.h"

/* The end of NAME in "NAME=FILE"; NULL when there is none. A sign behind a slash belongs to a path. */
static const char *find_sign(const char *text) {
  const char *sign = strchr(text, '=');
  return sign == NULL || memchr(text, '/', (size_t)(sign - text)) != NULL ? NULL : sign;
}

/* The name of the sheet, or of the file without its folder and its ending; a dot in front begins no ending. */
static void add_base_name(dark__words *names, const char *path) {
  size_t n_file;
  const char *sheet = dark__form_sheet(&n_file, path);
  if (sheet != NULL) {
    dark__words_add(names, sheet, strlen(sheet));
    return;
  }
  const char *slash = strrchr(path, '/');
  const char *base = slash == NULL ? path : slash + 1;
  const char *dot = strrchr(base, '.');
  dark__words_add(names, base, dot == NULL || dot == base ? strlen(base) : (size_t)(dot - base));
}

static dark_status take_list_file(dark__input_options *input, const char *text, dark_error *err) {
  const char *sign = find_sign(text);
  const char *path = sign == NULL ? text : sign + 1;
  if (sign == text) return dark__fail(err, DARK_EUSAGE, "a name is missing in front of '%s' (--link)", text);
  if (path[0] == '\0') return dark__fail(err, DARK_EUSAGE, "a file is missing behind '%s' (--link)", text);
  if (sign == NULL && (strcmp(path, "-") == 0 || strncmp(path, "-:", 2) == 0))
    return dark__fail(err, DARK_EUSAGE, "a list from standard input needs a name: NAME=- (--link)");
  size_t n_path;
  const char *column = dark__form_column(&n_path, path);
  dark__words_add(&input->paths, path, n_path);
  dark__words_add(&input->keys, column == NULL ? "" : column, column == NULL ? 0 : strlen(column));
  if (input->paths.failed) return dark__fail_memory(err);
  if (sign == NULL) add_base_name(&input->names, input->paths.items[input->paths.n - 1]);
  else dark__words_add(&input->names, text, (size_t)(sign - text));
  return DARK_OK;
}

/* Databases are no streams. */
static const char *stream_hint(const dark__request *request) {
  return request->operand == NULL || strcmp(request->operand, "STUDY") == 0 ? " ('-' for standard input)" : "";
}

static dark_status take_operand(dark__request *request, const char *path, dark_error *err) {
  if (path[0] == '\0') return dark__fail(err, DARK_EUSAGE, "%s is empty%s", request->operand, stream_hint(request));
  if (request->input.paths.n == request->most_operands)
    return dark__fail(err, DARK_EUSAGE, "%s takes one %s%s%s, and '%s' is one more", request->command, request->operand,
                      request->second_operand != NULL ? " and one file of " : "",
                      request->second_operand != NULL ? request->second_operand : "", path);
  dark__words_add(&request->input.paths, path, strlen(path));
  return DARK_OK;
}

static dark_status take_file(dark__request *request, const char *path, dark_error *err) {
  dark__input_options *input = &request->input;
  const char *command = request->command;
  if (request->operand != NULL) return take_operand(request, path, err);
  if (path[0] == '\0') return dark__fail(err, DARK_EUSAGE, "FILE is empty ('-' for standard input)");
  if (input->paths.n > 0)
    return dark__fail(
        err, DARK_EUSAGE,
        "%s takes one FILE, and '%s' is one more than '%s'; several names of one option are a single word, A,B, and "
        "--link KEY links a file for each list",
        command, path, input->paths.items[0]);
  dark__words_add(&input->paths, path, strlen(path));
  return DARK_OK;
}

dark_status dark__input_find_files(dark__request *request, dark_error *err) {
  dark__input_options *input = &request->input;
  dark_status status = input->files.failed ? dark__fail_memory(err) : DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < input->files.n; i++) {
    const char *text = input->files.items[i];
    status = input->link == NULL ? take_file(request, text, err) : take_list_file(input, text, err);
  }
  if (status != DARK_OK || input->files.n > 0 || !request->needs_file) return status;
  if (input->link != NULL) return dark__fail(err, DARK_EUSAGE, "%s --link needs a NAME=FILE for each list", request->command);
  const char *what = request->operand == NULL ? "FILE" : request->operand;
  return dark__fail(err, DARK_EUSAGE, "%s needs %s%s%s", request->command, strchr(what, ' ') == NULL ? "a " : "", what,
                    stream_hint(request));
}
