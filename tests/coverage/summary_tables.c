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
static bool is_used(const summary *in, span span, const method *of) {
  for (size_t i = 0; i < in->n; i++) {
    const chapter *one = &in->chapters[i];
    if (one->of->span == span && one->counts.n > 0 && chapter_tally(one, of, one->counts.items[0].target, HIGH) != NULL)
      return true;
  }
  return false;
}

static void write_span_head(FILE *stream, const summary *of, span span, const char *first) {
  size_t n = 0;
  fputs(first, stream);
  for (size_t m = 0; m < n_coverage_methods; m++)
    if (is_used(of, span, &coverage_methods[m]) && ++n > 0) fprintf(stream, " | %s", coverage_methods[m].name);
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
  }
  fputs(" |\n", stream);
}

static const char *span_words(span span) {
  static const char *const words[] = {
      "## In span\n\nThe truth is among the models that are searched.",
      "## Near span\n\nThe truth has effects too weak to be selected from so few people, or, for `bic` in the three-way designs, of an "
      "order\nthat is not searched (`auto` does search it).",
      "## Out of span\n\nNo model that is searched is true. Nothing here is averaged with the rest.",
      "## Strata\n\nTwo categories: how many people a stratum is expected to show (n030: 30, ...), and whether lists A and B are "
      "independent\n(free) or have an odds ratio of 3 (tied); `(all)` is the sum over a category. Where a stratum has no estimate a sum "
      "leaves it out\nand says so; it is held against the people it speaks about."};
  return words[span];
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

void write_span(FILE *stream, const summary *of, span span) {
  fprintf(stream, "%s Percent of the 95%% intervals that held the truth; **bold**: surely off the mark.\n\n", span_words(span));
  if (span != SPAN_STRATA) write_span_head(stream, of, span, "| design | tables | B");
  for (size_t i = 0; i < of->n; i++) {
    const chapter *one = &of->chapters[i];
    if (one->of->span != span) continue;
    if (span == SPAN_STRATA) {
      write_strata(stream, of, one);
      continue;
    }
    fprintf(stream, "| %s | %zu | %zu", one->of->name, one->counts.n_tables, one->replicates);
    write_span_row(stream, of, one, "(all)");
  }
  fputc('\n', stream);
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
  fputs("\nOf the 28 settings of Chan, Silverman & Vincent (2021, section 4.3: seven tables, four generators) all have an estimate; these\n"
        "coincide with another design and are not drawn twice:\n\n",
        stream);
  for (size_t i = 0; i < n_coverage_twins; i++)
    fprintf(stream, "* %s: %s\n", coverage_twins[i].title, coverage_twins[i].same_as);
  fputc('\n', stream);
}

/* ---- Everything */

static void write_figure(FILE *stream, const chapter *in, tally *at_high, const tally *at_low) {
  fprintf(stream, "| %s", at_high->method);
  write_held(stream, tally_coverage(at_high));
  write_percent(stream, tally_missed(at_high, MISSED_BELOW));
  write_percent(stream, tally_missed(at_high, MISSED_ABOVE));
  write_number(stream, "%.2f", tally_log_width(at_high));
  write_percent(stream, share_of(at_high->verdicts[NO_ESTIMATE], at_high->n));
  write_percent(stream, share_of(at_high->verdicts[NO_INTERVAL], at_high->n));
  write_percent(stream, share_of(at_high->n_unstable, at_high->n));
  write_percent(stream, tally_coverage_stable(at_high));
  write_percent(stream, tally_coverage_unstable(at_high));
  write_number(stream, "%+.3f", tally_log_bias(at_high));
  write_held(stream, tally_coverage(at_low));
  write_percent(stream, tally_missed(at_low, MISSED_BELOW));
  write_percent(stream, tally_missed(at_low, MISSED_ABOVE));
  write_number(stream, "%.3g", tallies_seconds(&in->counts, at_high->method));
  fputs(" |\n", stream);
}

static void write_figures_of(FILE *stream, const chapter *one, const char *target) {
  const bool has_strata = one->of->span == SPAN_STRATA;
  fprintf(stream, "**%s**%s%s, %zu tables, B = %zu\n\n", one->of->name, has_strata ? ", " : "", has_strata ? target : "",
          one->counts.n_tables, one->replicates);
  fputs("| method | 95%: held | below | above | width | no estimate | no interval | unstable | held, stable | held, unstable | bias | "
        "80%: held | below | above | seconds |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
        stream);
  for (size_t i = 0; i < one->counts.n; i++) {
    tally *high = &one->counts.items[i];
    const tally *low = tally_find(&one->counts, high->target, high->method, LOW);
    if (high->level == HIGH && strcmp(high->target, target) == 0 && low != NULL) write_figure(stream, one, high, low);
  }
  if (has_strata) {
    const tally *any = tally_find(&one->counts, target, one->counts.items[0].method, HIGH);
    fprintf(stream, "\nSums that leave a stratum out: %.1f%% (%s).\n", any != NULL ? 100 * share_of(any->n_partial, any->n).value : NAN,
            one->counts.items[0].method);
  }
  fputc('\n', stream);
}

void write_figures(FILE *stream, const summary *of) {
  fputs("## All figures\n\n"
        "Held, below, above: percent of the tables with an interval, with the Monte Carlo standard error behind ±; below: the truth lies\n"
        "under the lower limit, above: over the upper one. Width: median of log(upper / lower). No estimate, no interval (of those with an\n"
        "estimate), unstable (so marked by darkfigure, at 95%): percent of all tables. Held, stable and held, unstable: percent held of the\n"
        "intervals without and with that mark. Bias: median of log(estimate / truth). Seconds: of one processor, per table; what methods\n"
        "share (percentile and BCa their replicates) is counted in each.\n\n",
        stream);
  for (size_t i = 0; i < of->n; i++) {
    const chapter *one = &of->chapters[i];
    const char *method = one->counts.n > 0 ? one->counts.items[0].method : "";
    for (size_t k = 0; k < one->counts.n; k++) {
      const tally *first = &one->counts.items[k];
      if (strcmp(first->method, method) == 0 && first->level == HIGH) write_figures_of(stream, one, first->target);
    }
  }
}
