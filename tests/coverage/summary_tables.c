/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "coverage/summary.h"

static const double LOW = 0.80, HIGH = 0.95;

static void write_number(FILE *stream, const char *format, double number) {
  fputs(" | ", stream);
  if (isnan(number)) fputs("–", stream);
  else if (isinf(number)) fputs("∞", stream);
  else fprintf(stream, format, number);
}

static void write_percent(FILE *stream, share of) { write_number(stream, "%.1f", 100 * of.value); }

static void write_held(FILE *stream, share of) {
  write_percent(stream, of);
  if (of.n > 0) fprintf(stream, " ± %.1f", 100 * of.error);
}

/* True when any chapter of the span has the method. */
static bool is_used(const summary *in, span which, const method *of) {
  for (size_t i = 0; i < in->n; i++) {
    const chapter *one = &in->chapters[i];
    if (one->of->span == which && one->counts.n > 0 && chapter_tally(one, of, one->counts.items[0].target, HIGH) != NULL)
      return true;
  }
  return false;
}

static void write_span_head(FILE *stream, const summary *of, span which, const char *first) {
  size_t n = 0;
  fputs(first, stream);
  for (size_t m = 0; m < n_coverage_methods; m++)
    if (is_used(of, which, &coverage_methods[m]) && ++n > 0) fprintf(stream, " | %s", coverage_methods[m].name);
  fputs(" |\n|", stream);
  for (size_t i = 0; i < n + 3; i++) fputs("---|", stream);
  fputc('\n', stream);
}

/* Share held of every method on one target; bold where it surely misses the mark. */
static void write_span_row(FILE *stream, const summary *of, const chapter *row, const char *target) {
  for (size_t m = 0; m < n_coverage_methods; m++) {
    bool is_sure = false;
    if (!is_used(of, row->of->span, &coverage_methods[m])) continue;
    const tally *found = chapter_tally(row, &coverage_methods[m], target, HIGH);
    if (found == NULL || tally_n_intervals(found) == 0) {
      fputs(" | –", stream);
      continue;
    }
    mark_of(found, &is_sure);
    fprintf(stream, is_sure ? " | **%.1f**" : " | %.1f", 100 * tally_coverage(found).value);
    if (10 * tally_n_intervals(found) < 9 * found->n) fprintf(stream, " (%zu)", tally_n_intervals(found));
  }
  fputs(" |\n", stream);
}

static const char *span_words(span which) {
  static const char *const words[] = {
      "## In span\n\nThe truth is among the models that are searched.",
      "## Near span\n\nThe truth has effects too weak to be selected from so few people; in the three-way designs of an order "
      "that "
      "`bic`\nand `stepwise` do not search there (`auto` does).",
      "## Out of span\n\nNo model that is searched is true. Nothing here is averaged with the rest.",
      "## Strata\n\nTwo categories: how many people a stratum is expected to show (n030: 30, ...), and whether lists A and B are "
      "independent\n(free) or have an odds ratio of 3 (tied); `(all)` is the sum over a category. Where a stratum has no "
      "estimate a sum "
      "leaves it out\nand says so; it is held against the people it speaks about."};
  return words[which];
}

static void write_strata(FILE *stream, const summary *of, const chapter *one) {
  fprintf(stream, "**%s**: %s.\n\n", one->of->name, one->of->title);
  write_span_head(stream, of, SPAN_STRATA, "| stratum or sum | tables | B");
  for (size_t i = 0; i < one->counts.n; i++) {
    const tally *first = &one->counts.items[i];
    if (strcmp(first->method, one->counts.items[0].method) != 0 || first->level != HIGH) continue;
    fprintf(stream, "| %s | %zu | %zu", first->target, one->counts.n_tables, one->replicates);
    write_span_row(stream, of, one, first->target);
  }
  fputc('\n', stream);
}

static bool has_any(const summary *of, span which) {
  bool any = false;
  for (size_t i = 0; i < of->n; i++) any = any || of->chapters[i].of->span == which;
  return any;
}

void write_span(FILE *stream, const summary *of, span which) {
  if (!has_any(of, which)) return;
  fprintf(
      stream,
      "%s Percent of the 95%% intervals that held the truth; **bold**: surely off the mark; in\nparentheses: how many tables had "
      "an interval, where fewer than nine in ten had.\n\n",
      span_words(which));
  if (which != SPAN_STRATA) write_span_head(stream, of, which, "| design | tables | B");
  for (size_t i = 0; i < of->n; i++) {
    const chapter *one = &of->chapters[i];
    if (one->of->span != which) continue;
    if (which == SPAN_STRATA) {
      write_strata(stream, of, one);
      continue;
    }
    fprintf(stream, "| %s | %zu | %zu", one->of->name, one->counts.n_tables, one->replicates);
    write_span_row(stream, of, one, "(all)");
  }
  fputc('\n', stream);
}

static void write_missing(FILE *stream, const summary *of) {
  size_t n = 0;
  for (size_t d = 0; d < n_coverage_designs; d++) {
    bool is_shown = false;
    for (size_t i = 0; i < of->n; i++) is_shown = is_shown || of->chapters[i].of == &coverage_designs[d];
    if (!is_shown) fprintf(stream, "%s%s", n++ == 0 ? "\nNot run yet: " : ", ", coverage_designs[d].name);
  }
  if (n > 0) fputs(".\n", stream);
}

void write_designs(FILE *stream, const summary *of) {
  fputs("## Designs\n\n| design | truth | span | lists | people | expected on lists | `bic` searches order |\n"
        "|---|---|---|---|---|---|---|\n",
        stream);
  for (size_t i = 0; i < of->n; i++) {
    const chapter *one = &of->chapters[i];
    fprintf(stream, "| %s | %s | %s | %zu | %.0f | %.0f | %u |\n", one->of->name, one->of->title, span_name(one->of->span),
            one->n_lists, one->people, one->observed, one->of->order);
  }
  write_missing(stream, of);
  fputs("\nOf the 28 settings of Chan, Silverman & Vincent (2021, section 4.3: seven tables, four generators) all have an "
        "estimate; these\n"
        "coincide with another design and are not drawn twice:\n\n",
        stream);
  for (size_t i = 0; i < n_coverage_twins; i++) fprintf(stream, "* %s: %s\n", coverage_twins[i].title, coverage_twins[i].same_as);
  fputc('\n', stream);
}

/* ---- Everything */

static void write_figures_head(FILE *stream, const char *first, const char *last) {
  fprintf(
      stream,
      "| %s | 95%%: held | below | above | width | no estimate | no interval | unstable | held, stable | held, unstable | bias | "
      "80%%: held | below | above | %s |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
      first, last);
}

/* All but the first and the last column. */
static void write_figure(FILE *stream, const chapter *in, tally *high) {
  static const tally nothing = {0};
  const tally *low = tally_find(&in->counts, high->target, high->method, LOW);
  if (low == NULL) low = &nothing;
  write_held(stream, tally_coverage(high));
  write_percent(stream, tally_missed(high, MISSED_BELOW));
  write_percent(stream, tally_missed(high, MISSED_ABOVE));
  write_number(stream, "%.2f", tally_log_width(high));
  write_percent(stream, share_of(high->verdicts[NO_ESTIMATE], high->n));
  write_percent(stream, share_of(high->verdicts[NO_INTERVAL], high->n));
  write_percent(stream, share_of(high->n_unstable, high->n));
  write_percent(stream, tally_coverage_stable(high));
  write_percent(stream, tally_coverage_unstable(high));
  write_number(stream, "%+.3f", tally_log_bias(high));
  write_held(stream, tally_coverage(low));
  write_percent(stream, tally_missed(low, MISSED_BELOW));
  write_percent(stream, tally_missed(low, MISSED_ABOVE));
}

static void write_title(FILE *stream, const chapter *one, const char *more) {
  fprintf(stream, "**%s**%s, %zu tables, B = %zu\n\n", one->of->name, more, one->counts.n_tables, one->replicates);
}

/* A row for each method. */
static void write_plain_figures(FILE *stream, const chapter *one) {
  write_title(stream, one, "");
  write_figures_head(stream, "method", "seconds");
  for (size_t i = 0; i < one->counts.n; i++) {
    tally *high = &one->counts.items[i];
    if (high->level != HIGH) continue;
    fprintf(stream, "| %s", high->method);
    write_figure(stream, one, high);
    write_number(stream, "%.3g", tallies_seconds(&one->counts, high->method));
    fputs(" |\n", stream);
  }
  fputc('\n', stream);
}

/* A table for each method, a row for each stratum and sum. */
static void write_strata_figures(FILE *stream, const chapter *one, const char *name) {
  char more[2 * MOST_NAME];
  snprintf(more, sizeof more, ", %s (%.3g seconds)", name, tallies_seconds(&one->counts, name));
  write_title(stream, one, more);
  write_figures_head(stream, "stratum or sum", "leaves out");
  for (size_t i = 0; i < one->counts.n; i++) {
    tally *high = &one->counts.items[i];
    if (high->level != HIGH || strcmp(high->method, name) != 0) continue;
    fprintf(stream, "| %s", high->target);
    write_figure(stream, one, high);
    write_percent(stream, share_of(high->n_partial, high->n));
    fputs(" |\n", stream);
  }
  fputc('\n', stream);
}

void write_figures(FILE *stream, const summary *of) {
  fputs("## All figures\n\n"
        "Held, below, above: percent of the tables with an interval, with the Monte Carlo standard error behind ±; below: the "
        "truth lies\n"
        "under the lower limit, above: over the upper one. Width: median of log(upper / lower). No estimate, no interval (though "
        "there is "
        "an\nestimate), unstable (so marked by darkfigure, at 95%): percent of all tables. Held, stable and held, unstable: "
        "percent held "
        "of the\nintervals without and with that mark. Bias: median of log(estimate / truth). Seconds: of one processor, per "
        "table; what "
        "methods share\n(percentile and BCa their replicates) is counted in each. Leaves out: percent of the tables in which the "
        "sum leaves "
        "out a stratum\nwithout an estimate.\n\n",
        stream);
  for (size_t i = 0; i < of->n; i++) {
    const chapter *one = &of->chapters[i];
    if (one->of->span != SPAN_STRATA) write_plain_figures(stream, one);
    for (size_t m = 0; one->of->span == SPAN_STRATA && m < one->counts.n_times; m++)
      write_strata_figures(stream, one, one->counts.times[m].method);
  }
}
