/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "coverage/summary.h"

static const double LEAST = 0.93, MOST = 0.97, MOST_TAIL = 0.04, ERRORS = 2;

/* How many Monte Carlo standard errors a share lies over a limit; negative below it. */
static double excess(share of, double limit) { return (of.value - limit) / of.error; }

mark mark_of(const tally *of, bool *is_sure) {
  const share held = tally_coverage(of);
  const double narrow = fmax(-excess(held, LEAST), fmax(excess(tally_missed(of, MISSED_BELOW), MOST_TAIL),
                                                        excess(tally_missed(of, MISSED_ABOVE), MOST_TAIL)));
  const double wide = excess(held, MOST);
  *is_sure = narrow > ERRORS || (!(narrow > 0) && wide > ERRORS);
  if (narrow > 0) return MARK_NARROW;
  return wide > 0 ? MARK_WIDE : MARK_MET;
}

/* What became of a method in the designs in span. */
typedef struct score {
  size_t n, n_of[MARK_WIDE + 1], n_sure;
} score;

static const tally *tally_in_span(const chapter *in, const method *of) {
  if (in->of->span != SPAN_IN) return NULL;
  const tally *found = chapter_tally(in, of, "(all)", coverage_levels[N_LEVELS - 1]);
  return found != NULL && tally_n_intervals(found) > 0 ? found : NULL;
}

static score score_of(const summary *in, const method *of) {
  score counted = {0};
  for (size_t i = 0; i < in->n; i++) {
    const tally *found = tally_in_span(&in->chapters[i], of);
    bool is_sure;
    if (found == NULL) continue;
    counted.n++;
    counted.n_of[mark_of(found, &is_sure)]++;
    counted.n_sure += is_sure ? 1 : 0;
  }
  return counted;
}

static void write_sure(FILE *stream, const summary *in, const method *of, mark which) {
  size_t n = 0;
  for (size_t i = 0; i < in->n; i++) {
    const tally *found = tally_in_span(&in->chapters[i], of);
    bool is_sure;
    if (found == NULL || mark_of(found, &is_sure) != which || !is_sure) continue;
    fprintf(stream, "%s%s %.1f", n++ > 0 ? ", " : "", in->chapters[i].of->name, 100 * tally_coverage(found).value);
  }
  if (n == 0) fputs("none", stream);
}

/* The method that darkfigure uses unasked. */
static void write_verdict(FILE *stream, const summary *of) {
  size_t n_always = 0;
  for (size_t m = 0; m < n_coverage_methods; m++) {
    const score counted = score_of(of, &coverage_methods[m]);
    n_always += counted.n > 0 && counted.n_of[MARK_MET] == counted.n ? 1 : 0;
  }
  const score first = score_of(of, &coverage_methods[0]);
  if (n_always == 0) fputs("No method meets it in every design. ", stream);
  else fprintf(stream, "Methods that meet it in every design: %zu. ", n_always);
  fprintf(stream,
          "What darkfigure does unasked (%s) meets it in %zu of %zu designs;\nit is too narrow in %zu and too wide in %zu.\n\n",
          coverage_methods[0].name, first.n_of[MARK_MET], first.n, first.n_of[MARK_NARROW], first.n_of[MARK_WIDE]);
}

void write_marks(FILE *stream, const summary *of) {
  fputs("## The mark\n\n"
        "An interval at 95% meets the mark in a design when it held the truth in 93 to 97% of the tables, with at most 4% beyond "
        "each\n"
        "limit; it is meant to meet it in every design in span. ",
        stream);
  write_verdict(stream, of);
  fputs("*Sure* are the designs in which it is missed by more than twice the Monte Carlo standard error, with the share held in "
        "percent; "
        "the\nother misses may be chance.\n\n"
        "| method | designs | met | too narrow | too wide | surely too narrow | surely too wide |\n"
        "|---|---|---|---|---|---|---|\n",
        stream);
  for (size_t m = 0; m < n_coverage_methods; m++) {
    const method *tried = &coverage_methods[m];
    const score counted = score_of(of, tried);
    if (counted.n == 0) continue;
    fprintf(stream, "| %s | %zu | %zu | %zu | %zu | ", tried->name, counted.n, counted.n_of[MARK_MET], counted.n_of[MARK_NARROW],
            counted.n_of[MARK_WIDE]);
    write_sure(stream, of, tried, MARK_NARROW);
    fputs(" | ", stream);
    write_sure(stream, of, tried, MARK_WIDE);
    fputs(" |\n", stream);
  }
  fputc('\n', stream);
}
