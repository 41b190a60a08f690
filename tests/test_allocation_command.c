/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command survives the failure of each of its allocations: it complains in one line, exits with 4, writes no output, and works when
   run again. To add a command line: a line in `commands`. The program runs inside the test, with its complaints caught. */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "allocation/survive.h"
#include "base/error.h"
#include "cli/console/complain.h"
#include "support/assert_close.h"
#include "support/checks_json.h"
#include "support/compare_json.h"
#include "support/fit_json.h"
#include "support/models_json.h"
#include "support/sensitivity_json.h"
#include "support/years_json.h"

enum { MOST_WORDS = 32 };

int command_main(int argc, char **argv); /* main of the command */

/* ---- In place of what would print or catch signals. NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's */

void __wrap_dark__complain(const char *format, ...) DARK_PRINTF(1, 2);
void __wrap_dark__interrupt_listen(void);

static char complaint[2048];
static int n_complaints;

void __wrap_dark__interrupt_listen(void) {}

void __wrap_dark__complain(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dark__message_write(complaint, sizeof complaint, format, arguments);
  va_end(arguments);
  n_complaints++;
}

/* NOLINTEND(bugprone-reserved-identifier) */

/* ---- A folder of its own, which is the current one */

static char folder[512];

static void write_text(const char *name, const char *text) {
  FILE *file = fopen(name, "w");
  assert_non_null(file);
  fputs(text, file);
  assert_int_equal(fclose(file), 0);
}

/* Of two lists, with an interval that needs no replicates. */
static int fit_quantiles(void) {
  char words[][16] = {"darkfigure", "fit",      "-q",   "--method", "chapman",        "--level",
                      "quantiles",  "--format", "json", "-o",       "quantiles.json", "two.csv"};
  char *argv[sizeof words / sizeof words[0] + 1] = {NULL};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) argv[i] = words[i];
  return command_main((int)(sizeof words / sizeof words[0]), argv);
}

static int make_folder(void **state) {
  (void)state;
  const char *parent = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/darkfigure-memory-XXXXXX", parent == NULL ? "/tmp" : parent);
  if (mkdtemp(folder) == NULL || chdir(folder) != 0 || mkdir("out", 0777) != 0) return -1;
  write_text("t.csv", "A,B,C,form,count\n1,0,0,x,30\n0,1,0,x,20\n0,0,1,y,10\n1,1,0,x,5\n1,0,1,y,4\n1,1,1,x,1\n");
  write_text("two.csv", "A,B,count\n1,0,30\n0,1,20\n1,1,5\n");
  write_text("s.csv", "A,B,C,form,count\n1,0,0,x,30\n0,1,0,x,20\n0,0,1,x,10\n1,1,0,x,5\n1,0,1,x,s\n0,1,1,x,7\n1,1,1,x,<5\n"
                      "1,0,0,y,20\n0,1,0,y,20\n0,0,1,y,15\n1,1,0,y,8\n1,0,1,y,6\n0,1,1,y,s\n1,1,1,y,9\n");
  write_text("s.yaml", "study: x\nreplicates: 5\ndata: [{name: t, file: t.csv, by: [form]}, {name: two, file: two.csv}]\n"
                       "scenarios: [{name: s}, {name: m, merge_lists: {AB: [A, B]}, data: [t]}]\n"
                       "comparisons: [{baseline: s, against: [m]}]\n");
  write_text("by.csv", "A,B,form,count\n1,0,x,3\n0,1,x,2\n1,1,x,5\n1,0,y,3\n");
  write_text("by.yaml", "study: x\ndata: [{name: b, file: by.csv, by: [form]}]\nmethods: [{name: b, method: bic}]\n");
  write_text("tables.csv", "h10,h01,h11\n30,20,5\n31,19,5\n");
  write_text("fit.json", fit_json);
  write_text("histories.json", FIT_JSON_WITH_HISTORIES);
  write_text("compare.json", compare_json);
  write_text("moved.json", what_if_json);
  write_text("years.json", years_json);
  write_text("untestable.json", untestable_json);
  write_text("checks.json", checks_json);
  write_text("models.json", models_json);
  write_text("part.json", MODELS_HEAD("year=2015", "100", "\"BIC\"") MODEL("[12]", "4", "10", "310.4", "0") "]}");
  write_text("methods.json", "[" METHODS_LEFT_OUT "," METHODS_ANSWER "]");
  write_text("about.yaml", "population: x\nplace: y\ndata: invented\n");
  write_text("labels.yaml", "labour: Labour\n");
  return fit_quantiles();
}

static int remove_folder(void **state) {
  (void)state;
  remove("t.csv"), remove("s.csv"), remove("two.csv"), remove("tables.csv"), remove("s.yaml"), remove("by.csv"),
      remove("by.yaml"), remove("out");
  remove("fit.json"), remove("histories.json"), remove("compare.json"), remove("moved.json"), remove("years.json"),
      remove("methods.json"), remove("models.json"), remove("part.json"), remove("quantiles.json"), remove("untestable.json"),
      remove("checks.json"), remove("about.yaml"), remove("labels.yaml");
  return chdir("/") == 0 ? rmdir(folder) : -1;
}

static int is_hidden(const struct dirent *entry) { return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0; }

/* What stands in the folder of the output; also temporary files that were left there. */
static int n_files_out(void) {
  struct dirent **entries = NULL;
  const int n = scandir("out", &entries, is_hidden, alphasort);
  for (int i = 0; i < n; i++) free(entries[i]);
  free(entries);
  return n;
}

/* ---- One command line */

static dark_status status_of(int code) {
  switch (code) {
    case DARK__EXIT_DONE:
    case DARK__EXIT_NO_ESTIMATE: return DARK_OK;
    case DARK__EXIT_USAGE: return DARK_EUSAGE;
    case DARK__EXIT_DATA: return DARK_EDATA;
    default: return strcmp(complaint, "out of memory") == 0 ? DARK_ENOMEM : DARK_EIO;
  }
}

/* A protected page has a private file beside it. */
static int n_files_of(const char *line) { return strncmp(line, "report", 6) == 0 && strstr(line, "none") == NULL ? 2 : 1; }

static dark_status run(const void *context, dark_error *err) {
  char line[512], program[] = "darkfigure", *argv[MOST_WORDS + 1] = {program};
  int argc = 1;
  snprintf(line, sizeof line, "%s", (const char *)context);
  for (char *word = strtok(line, " "); word != NULL; word = strtok(NULL, " ")) {
    assert_true(argc < MOST_WORDS);
    argv[argc++] = word;
  }
  complaint[0] = '\0';
  n_complaints = 0;
  const dark_status status = status_of(command_main(argc, argv));
  assert_int_equal(n_complaints, status == DARK_OK ? 0 : 1);
  assert_int_equal(n_files_out(), status == DARK_OK ? n_files_of(context) : 0);
  remove("out/result"), remove("out/result.repro.json"), remove("out/result.svg");
  return status == DARK_OK ? status : dark__fail(err, status, "%s", complaint);
}

static const char *const commands[] = {
    "describe -q -o out/result t.csv",
    "describe -q -o out/result --by form --format json t.csv",
    "fit -q -o out/result --replicates 20 --threads 2 --level 0.5,0.9 two.csv",
    "fit -q -o out/result --replicates 0 --format csv --by form t.csv",
    "fit -q -o out/result --replicates 0 --format json --where form=x --ignore C --set top=2 --method bic t.csv",
    "fit -q -o out/result --threads 1 --resamples tables.csv --lists A,B --model [1,2] two.csv",
    "fit -q -o out/result --threads 1 --merge-lists D=A+B --drop-list C t.csv",
    "fit -q -o out/result --threads 1 --method mixture --replicates 2 --where form=x t.csv",
    "fit -q -o out/result --threads 1 --replicates 2 --suppressed 1-4 --suppressed-total 9 --by form --joint A*B+C+form s.csv",
    "fit -q -o out/result --threads 1 --replicates 2 --format json --suppressed 0-4 --where form=x --model [1,23] s.csv",
    "fit -q -o out/result --threads 1 --set refits=2 --set models=2 --suppressed 1-4 --where form=x --joint auto s.csv",
    "describe -q -o out/result --suppressed 1-4 --by form --format json s.csv",
    "convert -q -o out/result --suppressed 1-4 --by form s.csv",
    "models -q -o out/result --top 3 t.csv",
    "convert -q -o out/result --by form t.csv",
    "convert -q -o out/result --dry-run two.csv",
    "check -q -o out/result --model [A*B,C] --format json t.csv",
    "methods -q -o out/result",
    "methods -q -o out/result --format csv",
    "methods -q -o out/result --format json",
    "methods -q -o out/result --threads 1 --replicates 20 two.csv",
    "methods -q -o out/result --replicates 0 --format csv two.csv",
    "sensitivity -q -o out/result --threads 2 --thinnings 2 --method saturated --where form=x t.csv",
    "sensitivity -q -o out/result --threads 1 --thinnings 0 --replicates 1 --format csv two.csv",
    "sensitivity -q -o out/result --threads 1 --thinnings 1 --xi 2 --format json two.csv",
    "report -q -o out/result --disclosure none fit.json",
    "report -q -o out/result fit.json compare.json",
    "report -q -o out/result --format csv fit.json",
    "report -q -o out/result --format md --lang fi fit.json",
    "report -q -o out/result --released fit.json fit.json",
    "report -q -o out/result --disclosure none --lang fi --about about.yaml --labels labels.yaml fit.json",
    "plot -q -o out/result.svg forest fit.json",
    "plot -q -o out/result.svg --disclosure none overlaps histories.json",
    "plot -q -o out/result.svg --disclosure none --lang fi --about about.yaml --labels labels.yaml forest fit.json",
    "plot -q -o out/result.svg tornado fit.json moved.json",
    "plot -q -o out/result.svg differences fit.json compare.json",
    "plot -q -o out/result.svg --disclosure none series years.json",
    "plot -q -o out/result.svg flow fit.json",
    "plot -q -o out/result.svg --disclosure none methods methods.json",
    "plot -q -o out/result.svg --disclosure none models models.json models.json",
    "report -q -o out/result --disclosure none years.json part.json",
    "plot -q -o out/result.svg --disclosure none replicates quantiles.json",
    "plot -q -o out/result.svg --disclosure none untestable untestable.json",
    "plot -q -o out/result.svg --disclosure none models by.yaml",
    "plot -q -o out/result.svg --disclosure none consistency checks.json",
    "plot -q -o out/result.svg --disclosure none trajectories checks.json",
    "report -q -o out/result --disclosure none years.json methods.json",
    "report -q -o out/result --disclosure none years.json",
    "report -q -o out/result fit.json moved.json",
    "study check -q -o out/result s.yaml",
    "study check -q -o out/result --format csv s.yaml",
    "study check -q -o out/result --format json s.yaml",
};

static void every_command_survives(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    dark_error err = DARK_ERROR_INIT;
    const dark_status with_memory = run(commands[i], &err);
    if (with_memory != DARK_OK && with_memory != DARK_EUSAGE) fail_msg("%s: %s", commands[i], err.message);
    assert_survives(commands[i], run, commands[i], with_memory, MEMORY_NEEDED);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_command_survives)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
