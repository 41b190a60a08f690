/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "coverage/summary.h"

static const double HIGH = 0.95;

void write_introduction(FILE *stream, const summary *of) {
  fputs(
      "# How often the intervals hold the truth\n\n"
      "Populations of known size are made up, or fitted to published tables. Tables of lists are drawn from them (the number "
      "of people "
      "fixed,\nthe histories multinomial), every method estimates each table, and what is counted is how often its interval "
      "held the true "
      "number.\nAll methods see the same tables; percentile and BCa limits are read off the same B replicates, each with the "
      "whole model "
      "selection\nrepeated.\n\n"
      "An interval can hold its level only if the truth is among the models that are searched, and no table shows whether it "
      "is. So the "
      "designs\nstand apart: **in span** it is, **near span** it is but too weak to be found, **out of span** it is not, and "
      "**strata** are "
      "small tables\nside by side. Nothing here was tuned to these figures.\n\n"
      "Methods are named by estimator and interval. `auto` is what darkfigure does unasked for three to six lists:\n"
      "`mixture`, or another for strata in which lists caught nobody; where that is what another row does, the figure is that "
      "row's. `bic`\n"
      "searches the order stated under [Designs](#designs). Log-normal and profile are intervals given the chosen model; MATA\n"
      "averages the tail areas of all models, by weights of BIC or AIC; none of these resamples (`--replicates 0`). Imputed and\n"
      "parametric are the other ways of resampling, with percentile limits. Six lists are searched at order 2 only, since\n"
      "order 3 takes half a minute a table. How many intervals are called `unstable` depends on B; with five lists or fewer\n"
      "darkfigure itself draws 10,000.\n\n",
      stream);
  fprintf(
      stream,
      "To repeat it: `%s` (see `build-aux/coverage.mk`; a run that was stopped goes on). What stands here is what has been "
      "run of\n"
      "it: each design says how many tables, and with which B. darkfigure %s, GSL %s, code and data %.12s, seed %" PRIu64 ".\n"
      "How the default was chosen stands in [CHOICE.md](coverage/CHOICE.md); methods and intervals that were not run again, and "
      "what was\ngiven unasked before, in [BEFORE.md](coverage/BEFORE.md); sums over categories in "
      "[SUMS.md](coverage/SUMS.md); six lists in "
      "[SIX.md](coverage/SIX.md).\n\n",
      of->command, dark_version(), dark_gsl_version(), of->program, of->seed);
}

/* The least and most that a method held, and where. */
typedef struct range {
  size_t n;
  double least, most;
  char at_least[2 * MOST_NAME + 4], at_most[2 * MOST_NAME + 4];
} range;

static void widen(range *of, const chapter *in, const tally *found) {
  const double held = tally_coverage(found).value;
  char place[sizeof of->at_least];
  const bool has_strata = in->of->span == SPAN_STRATA;
  snprintf(place, sizeof place, "%s%s%s", in->of->name, has_strata ? " " : "", has_strata ? found->target : "");
  if (of->n == 0 || held < of->least) {
    of->least = held;
    memcpy(of->at_least, place, sizeof place);
  }
  if (of->n == 0 || held > of->most) {
    of->most = held;
    memcpy(of->at_most, place, sizeof place);
  }
  of->n++;
}

static bool is_sum(const char *target) { return strstr(target, "(all)") != NULL; }

/* Over the designs of a span; of strata either the sums or the rest. */
static range range_of(const summary *in, const method *of, span which, bool of_sums) {
  range found = {0};
  for (size_t i = 0; i < in->n; i++) {
    const chapter *one = &in->chapters[i];
    const method *behind = method_behind(of, one->of, one->n_lists);
    if (one->of->span != which || behind == NULL) continue;
    for (size_t k = 0; k < one->counts.n; k++) {
      const tally *item = &one->counts.items[k];
      if (item->level != HIGH || strcmp(item->method, behind->name) != 0 || tally_n_intervals(item) == 0) continue;
      if (is_sum(item->target) == of_sums) widen(&found, one, item);
    }
  }
  return found;
}

/* Nothing where nothing was run. */
static void write_range(FILE *stream, const summary *of, const char *words, const char *name, span which, bool of_sums) {
  for (size_t m = 0; m < n_coverage_methods; m++) {
    if (strcmp(coverage_methods[m].name, name) != 0) continue;
    const range found = range_of(of, &coverage_methods[m], which, of_sums);
    if (found.n > 0)
      fprintf(stream, "| %s | %s | %.1f (%s) | %.1f (%s) |\n", words, name, 100 * found.least, found.at_least, 100 * found.most,
              found.at_most);
  }
}

void write_meaning(FILE *stream, const summary *of) {
  static const char *const shown[] = {"auto", "bic percentile", "bic BCa", "bic log-normal", "MATA-AIC", "stepwise percentile"};
  static const struct {
    const char *words;
    span span;
    bool of_sums;
  } groups[] = {{"in span", SPAN_IN, true},
                {"near span", SPAN_NEAR, true},
                {"out of span", SPAN_OUT, true},
                {"strata, each", SPAN_STRATA, false},
                {"strata, sums", SPAN_STRATA, true}};
  fputs("## In short\n\nPercent of the 95% intervals that held the truth, in the design where it was least and where it was "
        "most. The first "
        "method is\nwhat darkfigure does unasked.\n\n| | method | least | most |\n|---|---|---|---|\n",
        stream);
  for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++)
    for (size_t m = 0; m < sizeof shown / sizeof shown[0]; m++)
      write_range(stream, of, groups[g].words, shown[m], groups[g].span, groups[g].of_sums);
  fputc('\n', stream);
}
