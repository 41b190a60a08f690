/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "coverage/summary.h"

static const double HIGH = 0.95;

static const char *const shown[] = {"bic log-normal", "stepwise log-normal", "independence log-normal"};
enum { N_SHOWN = sizeof shown / sizeof shown[0] };

static const tally *find_tally(const chapter *in, const char *name) { return tally_find(&in->counts, "(all)", name, HIGH); }

static bool is_told(const chapter *one) {
  bool any = false;
  for (size_t m = 0; m < N_SHOWN; m++) any = any || find_tally(one, shown[m]) != NULL;
  return any && one->of->span != SPAN_STRATA;
}

/* Estimator without its interval. */
static void write_name(FILE *stream, const char *name) { fprintf(stream, "%.*s", (int)strcspn(name, " "), name); }

static void write_share(FILE *stream, size_t n_hits, size_t n) {
  if (n == 0) fputs(" | –", stream);
  else fprintf(stream, " | %.1f ± %.1f", 100 * share_of(n_hits, n).value, 100 * share_of(n_hits, n).error);
}

/* Too few tables say nothing of a share of one in twenty. */
enum { LEAST_TABLES = 100 };

static void write_row(FILE *stream, const chapter *one) {
  fprintf(stream, "| %s | %s | %s | %.0f | %zu", one->of->name, one->of->title, span_name(one->of->span), one->people,
          one->counts.n_tables);
  for (size_t m = 0; m < N_SHOWN; m++) {
    const tally *found = find_tally(one, shown[m]);
    if (found == NULL) fputs(" | –", stream);
    else write_share(stream, found->n_flagged, tally_n_estimates(found));
  }
  for (size_t m = 0; m < N_SHOWN; m++) {
    const tally *found = find_tally(one, shown[m]);
    if (found == NULL || found->n_right < LEAST_TABLES) fputs(" | –", stream);
    else {
      write_share(stream, found->n_right_flagged, found->n_right);
      fprintf(stream, " (%zu)", found->n_right);
    }
  }
  fputs(" |\n", stream);
}

static void write_head(FILE *stream) {
  fputs("| design | truth | span | people | tables", stream);
  for (size_t part = 0; part < 2; part++)
    for (size_t m = 0; m < N_SHOWN; m++) {
      fputs(part == 0 ? " | " : " | all effects: ", stream);
      write_name(stream, shown[m]);
    }
  fputs(" |\n|", stream);
  for (size_t i = 0; i < 5 + 2 * N_SHOWN; i++) fputs("---|", stream);
  fputc('\n', stream);
}

/* The largest share of wrong complaints, of models that have all effects. */
static void write_worst(FILE *stream, const summary *of) {
  const chapter *worst = NULL;
  const char *name = "";
  double most = -1;
  for (size_t i = 0; i < of->n; i++)
    for (size_t m = 0; m < N_SHOWN; m++) {
      const tally *found = find_tally(&of->chapters[i], shown[m]);
      if (!is_told(&of->chapters[i]) || found == NULL || found->n_right < LEAST_TABLES) continue;
      const double value = share_of(found->n_right_flagged, found->n_right).value;
      if (value > most) most = value, worst = &of->chapters[i], name = shown[m];
    }
  if (worst == NULL) return;
  fprintf(
      stream,
      "Where the model has every effect of the truth the complaint is wrong. It was made of at most %.1f%% of such tables (%s, ",
      100 * most, worst->of->name);
  write_name(stream, name);
  fputs(").\n\n", stream);
}

void write_flags(FILE *stream, const summary *of) {
  fputs("## Chao's bound\n\n"
        "How often an estimate was said to lie below Chao's bound by more than chance (`below_chao_bound`: z > 1.645 over the "
        "pairs of lists that "
        "the\nmodel leaves out; see [the manual](../docs/manual.md#chaos-bound)), in percent of the tables with an estimate, "
        "with the Monte Carlo standard "
        "error\nbehind ±. The columns called *all effects* are about those tables, their number in parentheses, in which the "
        "model chosen has every effect "
        "of\nthe truth (– where these are fewer than 100). Elsewhere the complaint is right, and its share is the power of the "
        "check: where people differ, or "
        "weak\ndependence is left out, it stays silent in the rest. That nothing is said is no evidence.\n\n",
        stream);
  write_worst(stream, of);
  write_head(stream);
  for (size_t i = 0; i < of->n; i++)
    if (is_told(&of->chapters[i])) write_row(stream, &of->chapters[i]);
  fprintf(stream,
          "\n`bic` searches order 3 in the designs from ind4 on "
          "that have four lists or more, else the "
          "order stated under\n[Designs](#designs). Averages are not held against it. To repeat it: `%s`. "
          "darkfigure %s, code and data "
          "%.12s, seed %" PRIu64 ".\n\n",
          of->command, dark_version(), of->program, of->seed);
}
