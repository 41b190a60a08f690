/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole command lines, from main to the point where a command would begin its work: words with NULs between them.

   The linker puts functions of this file in the place of those that would print, deliver output, catch signals or do the work
   (build-aux/safety.mk). Where work would begin, what the program says it understood is given back to it as a command line. */

#include "fuzz/fuzz.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "cli/console/complain.h"
#include "cli/console/output.h"
#include "cli/options/request.h"

enum { MOST_WORDS = 40, MOST_ARGUMENTS = 256 };

/* What happened to one command line. */
typedef struct outcome {
  char message[2048]; /* the complaint */
  size_t n_complaints, n_shown, n_begun;
  char command[16];
  dark__words files;      /* FILE, or [NAME=]FILE with --link, as given */
  bool is_linked;         /* FILE; NULL: none */
  dark__words understood; /* pairs NAME, VALUE */
} outcome;

static outcome *now;
static bool is_utf8;

int command_main(int argc, char **argv); /* main of the command */

/* ---- In place of the real ones. NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's */

error_t __real_argp_parse(const struct argp *syntax, int argc, char **argv, unsigned flags, int *end, void *input);
error_t __wrap_argp_parse(const struct argp *syntax, int argc, char **argv, unsigned flags, int *end, void *input);
int __real_dark__request_serve(dark__request *request, const struct argp *syntax, int argc, char **argv, dark__service *service);
int __wrap_dark__request_serve(dark__request *request, const struct argp *syntax, int argc, char **argv, dark__service *service);
dark_status __wrap_dark__output_deliver(dark__output *output, const dark__output_options *options, dark_error *err);
void __wrap_dark__complain(const char *format, ...) DARK_PRINTF(1, 2);
void __wrap_dark__interrupt_listen(void);

void __wrap_dark__interrupt_listen(void) {}

void __wrap_dark__complain(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dark__message_write(now->message, sizeof now->message, format, arguments);
  va_end(arguments);
  now->n_complaints++;
  fuzz_check_message(now->message, is_utf8);
}

/* What argp cannot read has been refused before, in words of our own. A message proves nothing here: an argument may hold any words. */
error_t __wrap_argp_parse(const struct argp *syntax, int argc, char **argv, unsigned flags, int *end, void *input) {
  const dark__request *request = input;
  const error_t failed = __real_argp_parse(syntax, argc, argv, flags, end, input);
  MUST(failed == 0 || request->err.status != DARK_OK, "argp complains instead of us: %s", strerror(failed));
  return failed;
}

dark_status __wrap_dark__output_deliver(dark__output *output, const dark__output_options *options, dark_error *err) {
  const dark_status status = dark__output_finish(output, err);
  MUST(status == DARK_OK && options == NULL && output->size > 0, "nothing to show");
  now->n_shown++;
  return status;
}

static dark_status note_request(dark__request *request, dark_error *err) {
  (void)err;
  char top[32];
  now->n_begun++;
  snprintf(now->command, sizeof now->command, "%s", request->command);
  for (size_t i = 0; i < request->input.files.n; i++)
    dark__words_add(&now->files, request->input.files.items[i], strlen(request->input.files.items[i]));
  now->is_linked = request->input.link != NULL;
  snprintf(top, sizeof top, "%zu", request->top);
  dark__input_show(&now->understood, request);
  dark__search_show(&now->understood, request, dark__request_method(request, "auto"));
  if (request->estimation.model != NULL) dark__show_pair(&now->understood, "model", request->estimation.model);
  dark__resampling_show(&now->understood, &request->resampling);
  dark__show_pair(&now->understood, "top", top);
  return DARK_OK;
}

int __wrap_dark__request_serve(dark__request *request, const struct argp *syntax, int argc, char **argv, dark__service *service) {
  MUST(service != NULL, "%s does nothing", request->command);
  return __real_dark__request_serve(request, syntax, argc, argv, note_request);
}

/* NOLINTEND(bugprone-reserved-identifier) */

/* ---- The task */

/* A command that has commands, without one, shows which there are: wrong usage without a complaint. */
static bool shows_overview(int argc, char **argv) { return argc == 2 && strcmp(argv[1], "study") == 0; }

static void run(outcome *out, int argc, char **argv) {
  memset(out, 0, sizeof *out);
  now = out;
  const bool is_overview = shows_overview(argc, argv);
  const int code = command_main(argc, argv);
  MUST(code == DARK__EXIT_DONE || code == DARK__EXIT_USAGE || code == DARK__EXIT_SYSTEM, "exit status %d: %s", code,
       out->message);
  MUST(out->n_complaints == (code == 0 || is_overview ? 0 : 1), "%zu complaints with exit status %d", out->n_complaints, code);
  MUST(out->n_shown + out->n_begun == (code == 0 ? 1 : 0), "exit status %d with %zu shown and %zu begun", code, out->n_shown,
       out->n_begun);
}

static void forget(outcome *of) {
  dark__words_free(&of->files);
  dark__words_free(&of->understood);
}

static const char *const defaults[][2] = {{"conflict", "stop"},
                                          {"ordered", "no"},
                                          {"lists", "detected"},
                                          {"count", "detected"},
                                          {"delimiter", "detected"},
                                          {"drop-unlisted", "no"},
                                          {"method", "auto"},
                                          {"method", "fixed"},
                                          {"max-order", "default"},
                                          {"replicates", "1000"},
                                          {"seed", "1"},
                                          {"level", "0.95"},
                                          {"resample", "observed"},
                                          {"interval", "percentile"},
                                          {"interval", "log-normal"},
                                          {"top", "10"}};

/* Pair i of what was understood needs no option: it is a default, or stands for an option that was not given. Linked files name the
   lists, and no count is looked for in them: there "detected" is a column. */
static bool goes_without_saying(const outcome *of, size_t i) {
  const dark__words *pairs = &of->understood;
  const char *name = pairs->items[i], *value = pairs->items[i + 1];
  if (of->is_linked && strcmp(name, "lists") == 0) return true;
  if (of->is_linked && strcmp(name, "count") == 0) return value[0] == '\0';
  size_t n_named = 0;
  for (size_t k = 0; k + 1 < pairs->n; k += 2) n_named += strcmp(pairs->items[k], name) == 0;
  if (value[0] == '\0' && n_named == 1) return true;
  for (size_t k = 0; k < sizeof defaults / sizeof defaults[0]; k++)
    if (strcmp(name, defaults[k][0]) == 0 && strcmp(value, defaults[k][1]) == 0) return true;
  return false;
}

/* Options that have no value. */
static bool is_switch(const char *name) {
  static const char *const switches[] = {"drop-unlisted", "ordered", "force-count", "pool"};
  for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++)
    if (strcmp(name, switches[i]) == 0) return true;
  return false;
}

/* "--NAME=VALUE" of pair i; free it. */
static char *write_option(const dark__words *pairs, size_t i) {
  const char *name = pairs->items[i], *value = pairs->items[i + 1];
  const size_t size = strlen(name) + strlen(value) + 4;
  char *word = malloc(size);
  MUST(word != NULL, "the fuzz target itself is out of memory");
  if (is_switch(name)) snprintf(word, size, "--%s", name);
  else snprintf(word, size, "--%s=%s", name, value);
  return word;
}

/* The program understands its own account of what it understood. `simulate` gives none of its own options, and studies are read from files. */
static void check_account(const outcome *first) {
  if (strcmp(first->command, "simulate") == 0 || strncmp(first->command, "study ", 6) == 0) return;
  char program[] = "darkfigure", command[16], end[] = "--", *argv[MOST_ARGUMENTS + 1] = {program, command};
  int argc = 2;
  memcpy(command, first->command, sizeof command);
  for (size_t i = 0; i + 1 < first->understood.n; i += 2) {
    MUST(argc + 2 < MOST_ARGUMENTS, "too many words for the fuzz target");
    if (!goes_without_saying(first, i)) argv[argc++] = write_option(&first->understood, i);
  }
  const int n_options = argc;
  if (first->files.n > 0) argv[argc++] = end;
  for (size_t i = 0; i < first->files.n; i++) {
    MUST(argc < MOST_ARGUMENTS, "too many words for the fuzz target");
    argv[argc++] = first->files.items[i];
  }
  outcome second;
  run(&second, argc, argv);
  MUST(second.n_begun == 1, "%s, when given what was understood", second.message);
  MUST(first->understood.n == second.understood.n, "%zu words understood, then %zu", first->understood.n, second.understood.n);
  for (size_t i = 0; i < first->understood.n; i++)
    MUST(strcmp(first->understood.items[i], second.understood.items[i]) == 0, "'%s' understood as '%s'",
         first->understood.items[i], second.understood.items[i]);
  forget(&second);
  for (int i = 2; i < n_options; i++) free(argv[i]);
}

/* argv [n + 2] of the texts. Returns argc. */
static int make_arguments(char **argv, const fuzz_texts *texts) {
  int argc = 0;
  for (size_t i = 0; i < texts->n && i < MOST_WORDS; i++) argv[1 + argc++] = texts->items[i];
  argv[1 + argc] = NULL;
  return argc + 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_texts texts = fuzz_split(data, size, '\0');
  char program[] = "darkfigure", *argv[MOST_WORDS + 2] = {program}, *same[MOST_WORDS + 2] = {program};
  outcome first, second;
  is_utf8 = true;
  for (size_t i = 0; i < texts.n; i++) is_utf8 = is_utf8 && dark__utf8_is_valid(texts.items[i]);
  run(&first, make_arguments(argv, &texts), argv);
  run(&second, make_arguments(same, &texts), same);
  MUST(strcmp(first.message, second.message) == 0, "%s, then: %s", first.message, second.message);
  if (first.n_begun > 0) check_account(&first);
  forget(&first);
  forget(&second);
  fuzz_texts_free(&texts);
  return 0;
}
