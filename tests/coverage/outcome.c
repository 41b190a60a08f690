/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/outcome.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const char header[] = "table,target,method,level,truth,observed,total,lower,upper,state,reasons,has_truth\n";
enum { N_FIELDS = 12, MOST_REASONS = 1024 };

verdict outcome_verdict(const outcome *of) {
  if (of->state == DARK_STATE_NO_ESTIMATE || isnan(of->total)) return NO_ESTIMATE;
  if (isnan(of->lower)) return NO_INTERVAL;
  if (of->truth < of->lower) return MISSED_BELOW;
  return of->truth > outcome_upper(of) ? MISSED_ABOVE : HELD;
}

double outcome_upper(const outcome *of) { return isnan(of->upper) ? INFINITY : of->upper; }

static void write_number(FILE *stream, double number) {
  if (!isnan(number)) fprintf(stream, "%.17g", number);
  fputc(',', stream);
}

void outcome_write_header(FILE *stream) { fputs(header, stream); }

void outcome_write(FILE *stream, const outcome *of) {
  char reasons[MOST_REASONS];
  fprintf(stream, "%zu,%s,%s,", of->table, of->target, of->method);
  write_number(stream, of->level);
  write_number(stream, of->truth);
  write_number(stream, of->observed);
  write_number(stream, of->total);
  write_number(stream, of->lower);
  write_number(stream, of->upper);
  fprintf(stream, "%s,%s,", dark_state_name(of->state), dark_reasons_write(reasons, sizeof reasons, of->reasons));
  fprintf(stream, "%s\n", of->has_truth < 0 ? "" : of->has_truth > 0 ? "1" : "0");
}

bool outcome_is_header(const char *line) { return strcmp(line, header) == 0; }

/* Cut the line at its commas. */
static bool cut(char *fields[N_FIELDS], char *line) {
  line[strcspn(line, "\n")] = '\0';
  for (size_t i = 0; i < N_FIELDS; i++) {
    fields[i] = line;
    line = strchr(line, ',');
    if ((line == NULL) != (i + 1 == N_FIELDS)) return false;
    if (line != NULL) *line++ = '\0';
  }
  return true;
}

static bool read_number(double *out, const char *text) {
  *out = NAN;
  return *text == '\0' || dark__parse_real(out, text);
}

static bool read_name(char out[MOST_NAME], const char *text) {
  return snprintf(out, MOST_NAME, "%s", text) < MOST_NAME && *out != '\0';
}

static bool read_state(dark_state *out, const char *text) {
  static const dark_state states[] = {DARK_STATE_OK, DARK_STATE_PARTIAL, DARK_STATE_UNSTABLE, DARK_STATE_NO_ESTIMATE};
  for (size_t s = 0; s < sizeof states / sizeof states[0]; s++) {
    *out = states[s];
    if (strcmp(text, dark_state_name(states[s])) == 0) return true;
  }
  return false;
}

static bool read_reasons(dark_reasons *out, char *text) {
  char *rest = NULL;
  *out = 0;
  for (char *code = strtok_r(text, ";", &rest); code != NULL; code = strtok_r(NULL, ";", &rest)) {
    unsigned r = 0;
    while (r < DARK_N_REASONS && strcmp(code, dark_reason_code((dark_reason)r)) != 0) r++;
    if (r == DARK_N_REASONS) return false;
    *out |= DARK_REASON_BIT(r);
  }
  return true;
}

static bool read_answer(int *out, const char *text) {
  *out = *text == '\0' ? -1 : *text - '0';
  return *text == '\0' || strcmp(text, "0") == 0 || strcmp(text, "1") == 0;
}

bool outcome_read(outcome *out, char *line) {
  char *fields[N_FIELDS];
  uint64_t table;
  *out = (outcome){0};
  if (!cut(fields, line) || !dark__parse_whole(&table, fields[0], SIZE_MAX)) return false;
  out->table = (size_t)table;
  return read_name(out->target, fields[1]) && read_name(out->method, fields[2]) && read_number(&out->level, fields[3]) &&
         read_number(&out->truth, fields[4]) && read_number(&out->observed, fields[5]) && read_number(&out->total, fields[6]) &&
         read_number(&out->lower, fields[7]) && read_number(&out->upper, fields[8]) && read_state(&out->state, fields[9]) &&
         read_reasons(&out->reasons, fields[10]) && read_answer(&out->has_truth, fields[11]);
}

double outcome_score(const outcome *of) {
  static const double WIDEST = 7, PENALTY = 40; /* 2 / 0.05 */
  const verdict said = outcome_verdict(of);
  if (said == NO_ESTIMATE || said == NO_INTERVAL) return WIDEST;
  const double width = fmin(WIDEST, log(outcome_upper(of) / of->lower));
  if (said == MISSED_BELOW) return width + PENALTY * log(of->lower / of->truth);
  if (said == MISSED_ABOVE) return width + PENALTY * log(of->truth / outcome_upper(of));
  return width;
}
