/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "report/text/text.h"

typedef struct text_writer {
  dark__paper *page;
  dark__study_differences *differences;
  const dark__comparison *last; /* whose baseline stands above, or NULL */
  size_t n_compared;            /* that have an interval */
  double level;                 /* the largest */
  bool has_pairs, has_apart;
} text_writer;

/* ---- which sides */

static bool same_baseline(const dark__comparison *a, const dark__comparison *b) {
  return a != NULL && a->baseline == b->baseline && a->baseline_category == b->baseline_category;
}

static const dark_study_scenario *scenario_of(const text_writer *writer, size_t task) {
  return dark_study_scenario_at(writer->differences->study, dark_tasks_at(writer->differences->tasks, task)->scenario);
}

/* ", form=labour; data uk, method pairs": what is not said by the name of the scenario, or where it differs from `but`. */
static void add_side(dark__paper *text, const text_writer *writer, size_t task, const dark_group *category, size_t n,
                     const dark_task *but) {
  const dark_study *study = writer->differences->study;
  const dark_task *item = dark_tasks_at(writer->differences->tasks, task);
  dark__paper_add_foreign(text, scenario_of(writer, task)->name);
  if (n > 0) dark__paper_add(text, ", ");
  dark__add_category(text, category, n);
  if (but == NULL || but->data != item->data) {
    dark__paper_add(text, ", data ");
    dark__paper_add_foreign(text, dark_study_data_at(study, item->data)->name);
  }
  if (but == NULL || but->method != item->method) {
    dark__paper_add(text, ", method ");
    dark__paper_add_foreign(text, dark_study_method_at(study, item->method)->name);
  }
}

static void put_baseline(text_writer *writer, const dark__compared *compared) {
  const dark__comparison *of = compared->of;
  dark__paper text = {0};
  dark__paper_add(&text, "Compared with ");
  add_side(&text, writer, of->baseline, of->baseline_category, of->n_baseline_category, NULL);
  if (compared->n_levels > 0 && !isnan(compared->contrasts[0].baseline_total))
    dark__paper_add(&text, ": %s people%s", dark__estimate(compared->contrasts[0].baseline_total).text,
                    dark__contrast_extent(&compared->contrasts[0]));
  dark__paper_add(writer->page, "\n");
  dark__paper_put(writer->page, NULL, 0, 2, &text);
}

/* ---- what differs */

static void add_contrast(dark__paper *text, const dark__compared *compared) {
  dark__add_contrasts(text, compared->contrasts, compared->n_levels);
  if (!compared->contrasts[0].is_paired) dark__paper_add(text, " The two sides are drawn independently of each other.");
}

static void add_no_estimate(dark__paper *text, const dark_contrast *of) {
  dark__paper_add(text, "cannot be compared: ");
  if (isnan(of->baseline_total) || isnan(of->other_total))
    dark__paper_add(text, "%s has no estimate", isnan(of->baseline_total) ? "the baseline" : "it");
  else dark__paper_add(text, "the two sides leave out different categories");
  for (int r = 0; r < DARK_N_REASONS; r++)
    if ((of->reasons & DARK_REASON_BIT(r)) != 0) dark__paper_add(text, "; %s", dark_reason_sentence((dark_reason)r));
  dark__paper_add(text, ".");
}

/* What a list that detects more would find. */
static void add_detection(dark__paper *text, const text_writer *writer, const dark__compared *compared) {
  const dark_study_scenario *scenario = scenario_of(writer, compared->of->other);
  const dark_contrast *of = &compared->contrasts[0];
  bool detects = false;
  for (size_t i = 0; i < scenario->n_steps; i++) detects = detects || scenario->steps[i].kind == DARK_STEP_DETECTION;
  if (!detects || isnan(of->difference)) return;
  const double found = of->other_observed - of->baseline_observed, hidden = of->other_total - of->other_observed;
  dark__paper_add(
      text,
      " %s people would be on lists instead of %s: %s %s; about %s would remain hidden. "
      "The interval of this scenario itself (study export) is what an estimate from next year's lists could be expected to have.",
      dark__count(of->other_observed).text, dark__count(of->baseline_observed).text, dark__count(fabs(found)).text,
      found < 0 ? "fewer" : "newly found", dark__estimate(hidden).text);
}

static void put_other(text_writer *writer, const dark__compared *compared) {
  const dark__comparison *of = compared->of;
  dark__paper text = {0}, name = {0};
  add_side(&name, writer, of->other, of->other_category, of->n_other_category,
           dark_tasks_at(writer->differences->tasks, of->baseline));
  dark__paper_put(writer->page, NULL, 2, 4, &name);
  dark__paper_add_foreign(&text, scenario_of(writer, of->other)->definition);
  dark__paper_add(&text, ".");
  dark__paper_put(writer->page, NULL, 4, 4, &text);
  if (compared->missing != NULL) dark__paper_add(&text, "not compared: %s.", compared->missing);
  else if (isnan(compared->contrasts[0].difference)) add_no_estimate(&text, &compared->contrasts[0]);
  else add_contrast(&text, compared);
  if (compared->missing == NULL) add_detection(&text, writer, compared);
  dark__paper_put(writer->page, NULL, 4, 4, &text);
}

static dark_status put_compared(void *context, const dark__compared *compared, dark_error *err) {
  text_writer *writer = context;
  (void)err;
  dark__differences_count(writer->differences, compared);
  if (!same_baseline(writer->last, compared->of)) put_baseline(writer, compared);
  writer->last = compared->of;
  dark__paper_add(writer->page, "\n");
  put_other(writer, compared);
  if (compared->n_levels == 0 || isnan(compared->contrasts[0].difference)) return DARK_OK;
  writer->n_compared++;
  writer->level = fmax(writer->level, compared->contrasts[compared->n_levels - 1].level);
  if (compared->contrasts[0].is_paired) writer->has_pairs = true;
  else writer->has_apart = true;
  return DARK_OK;
}

/* ---- what must be known to read it */

static void put_notes(const text_writer *writer) {
  dark__paper text = {0};
  if (writer->n_compared == 0) return;
  dark__paper_add(writer->page, "\n");
  if (writer->has_pairs) {
    dark__paper_add(
        &text, "On one data set both sides see the same people in every replicate, so that the interval of a difference is not "
               "what the two separate intervals suggest. ");
  }
  if (writer->has_apart)
    dark__paper_add(&text, "Between data sets, and for sides that are drawn in different ways, the drawings are independent. ");
  dark__paper_add(
      &text, "The intervals are about chance only: a difference between two assumptions does not say which of them is right.");
  dark__add_multiplicity(&text, writer->n_compared, writer->level);
  dark__put_entry(writer->page, "How to read it", &text);
}

dark_status dark__differences_text(FILE *stream, dark__study_differences *differences, dark_error *err) {
  dark__paper page = {0};
  text_writer writer = {.page = &page, .differences = differences};
  dark__paper_add(&page, "Study ");
  dark__paper_add_foreign(&page, dark_study_name(differences->study));
  dark__paper_add(&page, ": what differs\n");
  const dark_status status = dark__compare_each(differences->comparisons, differences->tasks, differences->store,
                                                differences->levels, differences->n_levels, put_compared, &writer, err);
  put_notes(&writer);
  if (status == DARK_OK) return dark__paper_finish(&page, stream, err);
  dark__paper_clear(&page);
  return status;
}
