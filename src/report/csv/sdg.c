/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/csv/sdg.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "report/words/names.h"
#include "report/words/rows.h"
#include "table/columns/fold.h"
#include "writing/csv.h"
#include "writing/numbers.h"

#define SDG_COLUMNS \
  "indicator,part,sex,age,form_of_exploitation,people,lower,upper,level,residents,rate,rate_lower,rate_upper,state,note\n"

static const char ALL[] = "(all)";

/* ---- which columns */

static const char *const roles[DARK__N_SDG] = {"sex", "age", "form of exploitation"};

/* Names that leave no doubt, in any case; each list ends with NULL. */
static const char *const known[DARK__N_SDG][8] = {{"sex", "gender", "sukupuoli", "kön"},
                                                  {"age", "age_group", "agegroup", "age group", "ikä", "ikäryhmä", "åldersgrupp"},
                                                  {"form", "form_of_exploitation", "form of exploitation", "exploitation",
                                                   "exploitation_form", "hyväksikäyttömuoto", "utnyttjandeform"}};

static bool is_known(int role, const char *name) {
  for (size_t i = 0; i < 8 && known[role][i] != NULL; i++)
    if (dark__is_same_folded(known[role][i], name)) return true;
  return false;
}

static const char *category_at(const void *context, size_t i) { return dark_table_category_name(context, i); }

/* What to type is the same whatever is wrong. */
static dark_status refuse(const dark_table *table, int role, const char *name, dark_error *err) {
  const size_t n = dark_table_n_categories(table);
  const dark__shown categories = dark__show_names(category_at, table, n);
  if (name != NULL)
    return dark__fail(err, DARK_EUSAGE,
                      "option '--sdg-columns': '%s' is no category of the estimates, which are: %s; name it in --by",
                      dark__show(name).text, n == 0 ? "none" : categories.text);
  return dark__fail(
      err, DARK_EUSAGE,
      "option '--sdg': no category is known as the %s (categories: %s); name sex, age and form in --by, and say which "
      "they are with --sdg-columns SEX,AGE,FORM",
      roles[role], n == 0 ? "none" : categories.text);
}

static dark_status find_column(dark__sdg *of, const dark_table *table, int role, dark_error *err) {
  const char *asked = of->columns[role];
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    const char *name = dark_table_category_name(table, c);
    if (asked == NULL ? !is_known(role, name) : strcmp(asked, name) != 0) continue;
    of->columns[role] = name;
    return DARK_OK;
  }
  return refuse(table, role, asked, err);
}

dark_status dark__sdg_find(dark__sdg *of, const dark_table *table, dark_error *err) {
  for (int role = 0; role < DARK__N_SDG; role++) {
    const dark_status status = find_column(of, table, role, err);
    if (status != DARK_OK) return status;
    for (int before = 0; before < role; before++)
      if (strcmp(of->columns[before], of->columns[role]) == 0)
        return dark__fail(err, DARK_EUSAGE, "option '--sdg-columns': '%s' cannot be both the %s and the %s",
                          dark__show(of->columns[role]).text, roles[before], roles[role]);
  }
  return DARK_OK;
}

/* ---- rows */

static void put_labels(FILE *stream, const char *part, const char *const *levels) {
  fputs("16.2.2,", stream);
  dark__put_csv_text(stream, part);
  for (size_t i = 0; i < DARK__N_SDG; i++) dark__put_csv_text(stream, levels[i]);
}

static size_t category_of(const dark_table *table, const char *name) {
  size_t c = 0;
  while (strcmp(dark_table_category_name(table, c), name) != 0) c++;
  return c;
}

/* People of all strata with these levels. */
static double count_detected(const dark__sdg *of, const char *const *levels) {
  const dark_table *table = of->detected;
  double sum = 0;
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    bool is_in = true;
    for (size_t i = 0; i < DARK__N_SDG; i++) {
      const size_t c = category_of(table, of->columns[i]);
      const char *level = dark_table_level_name(table, c, dark_table_stratum_level(table, s, c));
      is_in = is_in && (dark__is_all(levels[i]) || strcmp(levels[i], level) == 0);
    }
    sum += is_in ? dark_table_n_observed(table, s) : 0;
  }
  return sum;
}

static void put_detected(FILE *stream, const dark__sdg *of, const char *const *levels) {
  const double people = count_detected(of, levels), none = (double)NAN;
  const dark_resident_rate rate = dark_residents_rate(of->residents, of->columns, levels, DARK__N_SDG, people, none, none);
  put_labels(stream, "detected", levels);
  dark__put_csv_number(stream, people);
  fputs(",,,", stream);
  dark__put_csv_number(stream, rate.residents);
  dark__put_csv_number(stream, rate.rate);
  fputs(",,counted,\n", stream);
}

/* Level i of a category, "(all)" behind the last. */
static const char *level_at(const dark_table *table, size_t category, size_t i) {
  return i < dark_table_n_levels(table, category) ? dark_table_level_name(table, category, i) : ALL;
}

static void put_all_detected(FILE *stream, const dark__sdg *of) {
  const dark_table *table = of->detected;
  size_t at[DARK__N_SDG], n[DARK__N_SDG];
  for (size_t i = 0; i < DARK__N_SDG; i++) {
    at[i] = category_of(table, of->columns[i]);
    n[i] = dark_table_n_levels(table, at[i]) + 1;
  }
  for (size_t k = 0; k < n[0] * n[1] * n[2]; k++) {
    const char *const levels[] = {level_at(table, at[0], k / (n[1] * n[2])), level_at(table, at[1], k / n[2] % n[1]),
                                  level_at(table, at[2], k % n[2])};
    put_detected(stream, of, levels);
  }
}

/* Whether the row sums over every category that is none of the three; levels [DARK__N_SDG] are those of these. */
static bool take_levels(const char **levels, const dark__sdg *of, const dark_row *row) {
  for (size_t c = 0; c < of->results->n_categories; c++) {
    bool is_one = false;
    for (size_t i = 0; i < DARK__N_SDG; i++) {
      if (strcmp(of->columns[i], of->results->categories[c]) != 0) continue;
      levels[i] = row->levels[c];
      is_one = true;
    }
    if (!is_one && !dark__is_all(row->levels[c])) return false;
  }
  return true;
}

static void put_note(FILE *stream, const dark__sdg *of, const dark_row *row) {
  dark__paper note = {0};
  if (dark__row_is_partial(row)) {
    dark__add_partial(&note, of->results, row);
    dark__paper_add(&note, "; the others come on top");
  }
  dark__put_text(stream, dark__paper_text(&note));
  dark__paper_clear(&note);
  fputc('\n', stream);
}

static void put_estimate(FILE *stream, const dark__sdg *of, const dark_row *row) {
  const char *levels[DARK__N_SDG] = {ALL, ALL, ALL};
  if (!take_levels(levels, of, row)) return;
  const double total = dark__row_has_estimate(row) ? row->total : (double)NAN;
  const dark_resident_rate rate =
      dark_residents_rate(of->residents, of->columns, levels, DARK__N_SDG, total, row->interval.lower, row->interval.upper);
  put_labels(stream, "detected and undetected (estimate)", levels);
  dark__put_csv_number(stream, total);
  dark__put_csv_number(stream, row->interval.lower);
  dark__put_csv_number(stream, row->interval.upper);
  fprintf(stream, "%s,", dark__shortest(row->interval.level).text);
  dark__put_csv_number(stream, rate.residents);
  dark__put_csv_number(stream, rate.rate);
  dark__put_csv_number(stream, rate.lower);
  dark__put_csv_number(stream, rate.upper);
  dark__put_csv_text(stream, dark_state_name(row->state));
  put_note(stream, of, row);
}

void dark__sdg_write(FILE *stream, const dark__sdg *of) {
  fputs(SDG_COLUMNS, stream);
  put_all_detected(stream, of);
  for (size_t r = 0; r < of->results->n_rows; r++) put_estimate(stream, of, &of->results->rows[r]);
}
