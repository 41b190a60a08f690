/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two answers set against each other, in sentences. */
#include <math.h>

#include "report/text/text.h"

/* Both sides sum over the same categories, or are not compared. */
const char *dark__contrast_extent(const dark_contrast *of) {
  const bool is_partial = (of->reasons & DARK_REASON_BIT(DARK_REASON_PART_FAILED)) != 0;
  return is_partial ? " in the categories that can be estimated" : "";
}

/* "2,700 fewer", "no difference" */
static void add_difference(dark__paper *text, double difference, double unit) {
  if (fabs(difference) < unit / 2) dark__paper_add(text, difference == 0 ? "no difference" : "hardly a difference");
  else dark__paper_add(text, "%s %s", dark__people(fabs(difference), unit).text, difference < 0 ? "fewer" : "more");
}

/* Limits that would both be called no difference, or hardly one, say only how little it is. */
static bool is_hardly_any(const dark_contrast *of, double unit) {
  return fabs(of->difference_lower) < unit / 2 && fabs(of->difference_upper) < unit / 2;
}

static void add_limits(dark__paper *text, const dark_contrast *of, double unit) {
  const bool has_lower = !isnan(of->difference_lower), has_upper = !isnan(of->difference_upper);
  dark__paper_add(text, "%s interval of the difference: ", dark__level(of->level).text);
  if (!has_lower && !has_upper) {
    dark__paper_add(text, "none.");
    return;
  }
  if (is_hardly_any(of, unit)) {
    dark__paper_add(text, "less than %s people either way.", dark__people(unit, 1).text);
    return;
  }
  dark__paper_add(text, "from ");
  if (has_lower) add_difference(text, of->difference_lower, unit);
  else dark__paper_add(text, "no lower limit");
  dark__paper_add(text, " to ");
  if (has_upper) add_difference(text, of->difference_upper, unit);
  else dark__paper_add(text, "no upper limit");
  if (isfinite(of->ratio_lower) && isfinite(of->ratio_upper))
    dark__paper_add(text, " (%s to %s times as many)", dark__statistic(of->ratio_lower).text,
                    dark__statistic(of->ratio_upper).text);
  dark__paper_add(text, ".");
}

/* The sentence that a reader in a hurry takes away. */
static void add_verdict(dark__paper *text, const dark_contrast *of) {
  const bool has_limits = !isnan(of->difference_lower) || !isnan(of->difference_upper);
  const bool spans = !(of->difference_lower > 0) && !(of->difference_upper < 0);
  if (has_limits && spans)
    dark__paper_add(text, " That includes no difference: sampling alone could have made this one, which does not show that there "
                          "is none.");
}

static void add_instability(dark__paper *text, const dark_contrast *of) {
  if (of->state != DARK_STATE_UNSTABLE && of->state != DARK_STATE_PARTIAL) return;
  dark__paper_add(text, of->state == DARK_STATE_UNSTABLE ? " Not to be relied on: " : " Read it so: ");
  size_t n = 0;
  for (int r = 0; r < DARK_N_REASONS; r++)
    if ((of->reasons & DARK_REASON_BIT(r)) != 0)
      dark__paper_add(text, "%s%s", n++ == 0 ? "" : "; ", dark_reason_sentence((dark_reason)r));
  dark__paper_add(text, ".");
}

/* Between the outermost limits there is no room for another answer. */
static bool is_the_same(const dark_contrast *of) {
  return of->difference == 0 && of->difference_lower == 0 && of->difference_upper == 0;
}

void dark__add_contrasts(dark__paper *text, const dark_contrast *levels, size_t n_levels) {
  const dark_contrast *first = &levels[0], *last = &levels[n_levels - 1];
  const double unit = dark__rounding_unit(fmin(first->other_total, first->baseline_total));
  dark__paper_add(text, "%s people%s, ", dark__estimate(first->other_total).text, dark__contrast_extent(first));
  add_difference(text, first->difference, unit);
  if (is_the_same(last)) dark__paper_add(text, ", nor in any replicate: the answers are the same.");
  else {
    if (first->difference != 0) dark__paper_add(text, " (%s times as many)", dark__statistic(first->ratio).text);
    dark__paper_add(text, ".");
    for (size_t l = 0; l < n_levels; l++) {
      dark__paper_add(text, " ");
      add_limits(text, &levels[l], unit);
    }
    add_verdict(text, last);
  }
  add_instability(text, last);
}

void dark__add_multiplicity(dark__paper *text, size_t n, double level) {
  if (n < 2) return;
  dark__paper_add(text,
                  " Each %s interval stands for itself; of %s such intervals %s would be expected to miss the true "
                  "difference even if all assumptions held.",
                  dark__level(level).text, dark__count_size(n).text, dark__statistic((double)n * (1 - level)).text);
}
