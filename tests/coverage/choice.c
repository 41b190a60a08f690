/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/choice.h"

#include <math.h>
#include <string.h>

static const double HIGH = 0.95, BEYOND_CHANCE = 1.645;

bool is_below_floor(const tally *of, double floor) {
  const double least = floor / 100, held = tally_held(of).value;
  return held < least - BEYOND_CHANCE * sqrt(least * (1 - least) / (double)of->n);
}

static tally *find(const chapter *in, const method *of) { return (tally *)(void *)chapter_tally(in, of, "(all)", HIGH); }

static bool has_floor(const design *of) { return of->family != NULL && of->floor > 0; }

static bool is_first_of_family(const summary *on, size_t i) {
  for (size_t k = 0; k < i; k++)
    if (has_floor(on->chapters[k].of) && strcmp(on->chapters[k].of->family, on->chapters[i].of->family) == 0) return false;
  return true;
}

/* Mean over the designs of a family; NaN when one of them was not tried. */
static double family_score(const summary *on, const char *family, const method *of) {
  double sum = 0;
  size_t n = 0;
  for (size_t i = 0; i < on->n; i++) {
    if (!has_floor(on->chapters[i].of) || strcmp(on->chapters[i].of->family, family) != 0) continue;
    const tally *found = find(&on->chapters[i], of);
    sum += found != NULL ? tally_score(found) : NAN;
    n++;
  }
  return sum / (double)n;
}

static void judge_design(candidate *out, const chapter *on) {
  tally *found = find(on, out->of);
  if (found == NULL) return;
  out->n_tried++;
  out->n_below += is_below_floor(found, on->of->floor);
  out->n_too_wide += !(tally_log_width(found) <= on->of->widest);
}

candidate candidate_judge(const summary *on, const method *of) {
  candidate out = {.of = of};
  size_t n_families = 0;
  for (size_t i = 0; i < on->n; i++) {
    if (!has_floor(on->chapters[i].of)) continue;
    judge_design(&out, &on->chapters[i]);
    if (!is_first_of_family(on, i)) continue;
    out.score += family_score(on, on->chapters[i].of->family, of);
    n_families++;
  }
  out.score /= (double)n_families;
  return out;
}

static void write_candidates(FILE *stream, const summary *of) {
  fputs("| candidate | designs | below a floor | too wide | mean score |\n|---|---|---|---|---|\n", stream);
  for (size_t m = 0; m < n_coverage_methods; m++) {
    const candidate one = candidate_judge(of, &coverage_methods[m]);
    if (one.n_tried == 0) continue;
    fprintf(stream, "| %s | %zu | %zu | %zu | ", one.of->name, one.n_tried, one.n_below, one.n_too_wide);
    if (isnan(one.score)) fputs("– |\n", stream);
    else fprintf(stream, "%.3f |\n", one.score);
  }
}

static void write_cell(FILE *stream, const chapter *in, const method *of) {
  tally *found = find(in, of);
  if (found == NULL) {
    fputs(" | –", stream);
    return;
  }
  const bool is_low = has_floor(in->of) && is_below_floor(found, in->of->floor),
             is_wide = has_floor(in->of) && !(tally_log_width(found) <= in->of->widest);
  fprintf(stream, " | %s%.1f%s (%s%.2f%s)", is_low ? "**" : "", 100 * tally_held(found).value, is_low ? "**" : "",
          is_wide ? "**" : "", tally_log_width(found), is_wide ? "**" : "");
}

static bool is_shown(const summary *of, const method *one) { return candidate_judge(of, one).n_tried > 0; }

static void write_designs_of_choice(FILE *stream, const summary *of) {
  size_t n = 0;
  fputs("\n| design | family | tables | floor | widest", stream);
  for (size_t m = 0; m < n_coverage_methods; m++)
    if (is_shown(of, &coverage_methods[m])) fprintf(stream, " | %s", coverage_methods[m].name), n++;
  fputs(" |\n|", stream);
  for (size_t i = 0; i < 5 + n; i++) fputs("---|", stream);
  fputc('\n', stream);
  for (size_t i = 0; i < of->n; i++) {
    const chapter *one = &of->chapters[i];
    if (one->of->family == NULL) continue;
    fprintf(stream, "| %s | %s | %zu | %.0f | %.2f", one->of->name, one->of->family, one->counts.n_tables, one->of->floor,
            one->of->widest);
    for (size_t m = 0; m < n_coverage_methods; m++)
      if (is_shown(of, &coverage_methods[m])) write_cell(stream, one, &coverage_methods[m]);
    fputs(" |\n", stream);
  }
}

void write_choice(FILE *stream, const summary *of) {
  bool any = false;
  for (size_t m = 0; m < n_coverage_methods; m++) any = any || is_shown(of, &coverage_methods[m]);
  if (!any) return;
  fputs("## Candidates for the default\n\n"
        "The rule is that of [RULE.md](coverage/RULE.md). Percent of all tables whose 95% interval held the truth, and the "
        "median of log(upper / "
        "lower) in parentheses;\n**bold**: below the floor by more than chance, or wider than allowed. A smaller score is "
        "better.\n\n",
        stream);
  write_candidates(stream, of);
  write_designs_of_choice(stream, of);
  fputc('\n', stream);
}
