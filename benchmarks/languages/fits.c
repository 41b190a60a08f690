/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What benchmarks/languages.sh measures, from C: columns to a table, a fit that nobody watches, its rows, again and again.

     usage: fits FITS REPLICATES THREADS     prints processor seconds of a fit, and the sum of all totals and limits */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <darkfigure.h>

enum { N_COLUMNS = 5, N_ROWS = 15 };

static const char *const names[N_COLUMNS] = {"EXH", "ABA", "OSCE", "HRW", "count"};
static int32_t columns[N_COLUMNS][N_ROWS];
static dark_error err = DARK_ERROR_INIT;

static void must(dark_status status) {
  if (status == DARK_OK) return;
  fprintf(stderr, "fits: %s\n", err.message);
  exit(3);
}

static void read_columns(const char *path) {
  char line[256];
  FILE *file = fopen(path, "r");
  if (file == NULL || fgets(line, sizeof line, file) == NULL) exit(4);
  for (size_t r = 0; r < N_ROWS && fgets(line, sizeof line, file) != NULL; r++) {
    char *at = line;
    for (size_t c = 0; c < N_COLUMNS; c++, at += strcspn(at, ",\n") + 1) columns[c][r] = (int32_t)strtol(at, NULL, 10);
  }
  fclose(file);
}

static dark_table *make_table(void) {
  dark_data *data;
  dark_table *table;
  must(dark_data_new(&data, N_ROWS, &err));
  for (size_t c = 0; c < N_COLUMNS; c++) must(dark_data_add_ints(data, names[c], columns[c], NULL, &err));
  must(dark_table_from_data(&table, data, NULL, &err));
  dark_data_free(data);
  return table;
}

static double add_up(const dark_frame *frame) {
  static const char *const summed[] = {"total", "lower", "upper"};
  double sum = 0;
  for (size_t i = 0; i < sizeof summed / sizeof summed[0]; i++)
    sum += dark_frame_reals(frame, dark_frame_find_column(frame, summed[i]))[0];
  return sum;
}

static double fit(const char *settings) {
  dark_request *request;
  dark_answer *answer;
  dark_frame *frame;
  dark_table *table = make_table();
  must(dark_request_parse(&request, settings, strlen(settings), &err));
  must(dark_answer_fit(&answer, table, request, NULL, &err));
  must(dark_answer_frame(&frame, answer, "estimates", &err));
  const double sum = add_up(frame);
  dark_frame_free(frame);
  dark_answer_free(answer);
  dark_request_free(request);
  dark_table_free(table);
  return sum;
}

static double seconds(void) {
  struct timespec at;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double)at.tv_sec + 1e-9 * (double)at.tv_nsec;
}

int main(int argc, char **argv) {
  char settings[128];
  double sum = 0;
  if (argc != 4) return 2;
  const long n = strtol(argv[1], NULL, 10);
  read_columns("data/published/kosovo-killings-1999.csv");
  for (long i = 0; i <= n; i++) { /* the first is not counted */
    static double begin;
    if (i == 1) begin = seconds();
    snprintf(settings, sizeof settings, "{\"replicates\": %s, \"threads\": %s, \"seed\": %ld}", argv[2], argv[3], i);
    const double one = fit(settings);
    if (i > 0) sum += one;
    if (i == n) printf("%.9f,%.6f\n", (seconds() - begin) / (double)n, sum);
  }
  return 0;
}
