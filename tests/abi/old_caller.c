/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that was compiled against the headers of version 1 and is not compiled again. Each struct that it fills ends where readable
   memory ends, so that a library which reads beyond what the version of the struct has is stopped; and it uses one of everything that
   such a program can make.

   usage: old_caller TABLE.csv TAP; 0 when all went well */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "abi/version-1.h"

static dark_error err = DARK_ERROR_INIT;
static int n_failed;

static void say(int is_fine, const char *name) {
  printf("%s - %s\n", is_fine ? "ok" : "not ok", name);
  if (is_fine) return;
  printf("# %s\n", err.message);
  n_failed++;
}

/* A copy that ends at a page that nobody may read. */
static void *at_the_edge(const void *what, size_t size) {
  const size_t page = (size_t)sysconf(_SC_PAGESIZE), n = (size + page - 1) / page * page;
  const int zeros = open("/dev/zero", O_RDWR);
  char *memory = mmap(NULL, n + page, PROT_READ | PROT_WRITE, MAP_PRIVATE, zeros, 0);
  if (memory == MAP_FAILED || close(zeros) != 0 || mprotect(memory + n, page, PROT_NONE) != 0) exit(2);
  return memcpy(memory + n - size, what, size);
}

#define EDGE(type, ...) ((type *)at_the_edge(&(type)__VA_ARGS__, sizeof(type)))

static int stop(void *context, const char *stage, double share) {
  (void)stage, (void)share;
  *(int *)context = 1;
  return 1;
}

int main(int argc, char **argv) {
  dark_table *table;
  dark_plan *plan = NULL;
  dark_replicates *replicates = NULL;
  dark_results *results = NULL;
  dark_sensitivity *sensitivity = NULL;
  dark_request *request = NULL;
  dark_answer *answer = NULL;
  dark_frame *frame = NULL;
  const double level = 0.9;
  int was_heard = 0;
  if (argc != 2) return 2;
  dark_settings *settings = EDGE(dark_settings, DARK_SETTINGS_INIT);
  settings->method = "bic";
  dark_fixed_odds odds = {{"EXH", "ABA"}, 1.5};
  settings->dependence.odds_ratios = at_the_edge(&odds, sizeof odds), settings->dependence.n_odds_ratios = 1;
  dark_bootstrap_options *drawing = EDGE(dark_bootstrap_options, DARK_BOOTSTRAP_OPTIONS_INIT);
  drawing->n_replicates = 20;
  dark_result_options *wanted = EDGE(dark_result_options, DARK_RESULT_OPTIONS_INIT);
  wanted->levels = at_the_edge(&level, sizeof level), wanted->n_levels = 1;
  dark_sensitivity_options *questions = EDGE(dark_sensitivity_options, DARK_SENSITIVITY_OPTIONS_INIT);
  questions->n_thinnings = 2;
  dark_watch *watch = EDGE(dark_watch, DARK_WATCH_INIT);
  watch->progress = stop, watch->context = &was_heard;

  printf("1..7\n");
  say(dark_table_read_csv(&table, argv[1], EDGE(dark_read_options, DARK_READ_OPTIONS_INIT), &err) == DARK_OK, "a_table_is_read");
  say(dark_plan_new(&plan, table, settings, &err) == DARK_OK, "a_plan_is_made");
  say(dark_bootstrap(&replicates, plan, drawing, &err) == DARK_OK, "replicates_are_drawn");
  say(dark_results_new(&results, plan, replicates, wanted, &err) == DARK_OK, "results_are_put_together");
  say(dark_sensitivity_new(&sensitivity, table, settings, questions, &err) == DARK_OK, "questions_are_answered");
  say(dark_request_new(&request, &err) == DARK_OK && dark_request_set_whole(request, "replicates", 5000000, &err) == DARK_OK &&
          dark_answer_fit(&answer, table, request, watch, &err) == DARK_EINTERRUPTED && was_heard,
      "a_fit_is_watched_and_stopped");
  say(dark_answer_fit(&answer, table, NULL, NULL, &err) == DARK_OK &&
          dark_answer_frame(&frame, answer, "estimates", &err) == DARK_OK && dark_frame_n_rows(frame) == 1,
      "a_frame_is_read");
  dark_frame_free(frame);
  dark_request_free(request);
  dark_answer_free(answer);
  dark_sensitivity_free(sensitivity);
  dark_results_free(results);
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  dark_table_free(table);
  return n_failed > 0;
}
