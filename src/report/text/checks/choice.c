/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/checks/parts.h"

#include <math.h>
#include <string.h>

#include <darkfigure/captures.h>

/* Entries shown of a longer list. */
enum { N_WINS = 3 };

bool dark__check_search_is_open(const dark__checked *p) {
  return p->detail->has_explanation && p->detail->explanation.is_selected && !p->detail->explanation.is_complete;
}

void dark__check_search(dark__paper *text, const dark__checked *p) {
  const dark_explanation *explanation = &p->detail->explanation;
  dark__paper_add(text,
                  "NOT COMPLETE: it stopped after %s steps. The best model it met has a criterion of %.2f; one that it did not "
                  "reach may have one as low as %.2f, better by %.2f at most. Raise --set budget or lower --max-order",
                  dark__count_size(explanation->n_nodes).text, explanation->criterion, explanation->missed_criterion,
                  explanation->missed_gap);
}

/* The row says that the search is incomplete; this, how much there can be in it. */
void dark__check_gap(dark__paper *text, const dark__checked *p) {
  dark__paper_add(text,
                  "the search is not complete: a model that it did not reach may be better by %.2f in the criterion at most",
                  p->detail->explanation.missed_gap);
}

/* Ranges over the best model alone are none. */
void dark__check_ranges(dark__paper *text, const dark__checked *p) {
  size_t n = 0;
  for (size_t i = 0; i < p->detail->n_ranges; i++) {
    const dark_range *range = &p->detail->ranges[i];
    if (range->n_models < 2) continue;
    dark__paper_add(text, "%s%s–%s over the %s models within %s", n == 0 ? "" : "; ", dark__estimate(range->lowest).text,
                    dark__estimate(range->highest).text, dark__count_size(range->n_models).text,
                    dark__shortest(range->distance).text);
    if (n++ == 0) dark__paper_add(text, " %s units of the best", p->detail->criterion);
  }
  if (n == 0)
    dark__paper_add(text, "none within %s %s units of the best",
                    dark__shortest(p->detail->ranges[p->detail->n_ranges - 1].distance).text, p->detail->criterion);
}

void dark__check_wins(dark__paper *text, const dark__checked *p) {
  const double n = (double)p->of->results->n_replicates;
  for (size_t i = 0; i < p->detail->n_wins && i < N_WINS; i++) {
    dark__paper_add(text, "%s", dark__comma(i));
    dark__paper_add_foreign(text, p->detail->wins[i].model);
    dark__paper_add(text, "%s in %s", i == 0 ? " was chosen" : "", dark__percent((double)p->detail->wins[i].n / n).text);
    if (i == 0) dark__paper_add(text, " of the replicates");
  }
}

/* A shift that rounding swallows is not worth a sentence. */
bool dark__check_sees_influence(const dark__checked *p) {
  const double total = p->detail->influences[0].total;
  return !isfinite(total) || strcmp(dark__estimate(total).text, dark__estimate(p->detail->estimate.total).text) != 0;
}

void dark__check_influence(dark__paper *text, const dark__checked *p) {
  const dark_influence *influence = &p->detail->influences[0];
  const bool has_captures = dark_table_captures(p->of->table) != NULL;
  dark__paper_add(text, "with one person less %s ", has_captures ? "among those with" : "on");
  dark__add_history_shown(text, p->of->table, influence->history);
  dark__paper_add(text, "%s ", has_captures ? "" : " (and no other list)");
  if (isfinite(influence->total))
    dark__paper_add(text, "the total would be %s instead of %s", dark__estimate(influence->total).text,
                    dark__estimate(p->detail->estimate.total).text);
  else dark__paper_add(text, "there would be no estimate");
}

void dark__check_failures(dark__paper *text, const dark__checked *p) {
  dark__paper_add(text, "%s of %s have no estimate", dark__count_size(p->of->results->rows[0].n_failed).text,
                  dark__count_size(p->of->results->n_replicates).text);
}
