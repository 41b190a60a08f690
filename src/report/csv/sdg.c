/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/csv/sdg.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "disclosure/coarse.h"
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

static const char *const display_words[] = {
    [DARK__EXACT] = "counted", [DARK__ROUNDED] = "rounded", [DARK__SUPPRESSED] = "suppressed"};

static void put_detected(FILE *stream, const dark__sdg *of, const dark__sdg_cells *cells, size_t number) {
  const char *levels[DARK__N_SDG];
  const dark__cell *cell = dark__sdg_cell(of, number);
  dark__sdg_levels(levels, of, cells, number);
  const dark__display display = cell == NULL ? DARK__EXACT : cell->display;
  const double counted = dark__sdg_people(of, cells, levels), none = (double)NAN;
  const double people = display == DARK__SUPPRESSED ? none : display == DARK__ROUNDED ? dark__cell_shown(cell) : counted;
  const dark_resident_rate rate = dark_residents_rate(of->residents, of->columns, levels, DARK__N_SDG, people, none, none);
  put_labels(stream, "detected", levels);
  dark__put_csv_number(stream, people);
  fputs(",,,", stream);
  dark__put_csv_number(stream, rate.residents);
  dark__put_csv_number(stream, rate.rate);
  fprintf(stream, ",,%s,\n", display_words[display]);
}

static void put_all_detected(FILE *stream, const dark__sdg *of) {
  const dark__sdg_cells cells = dark__sdg_cells_of(of);
  for (size_t cell = 0; cell < cells.n; cell++) put_detected(stream, of, &cells, cell);
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

/* An estimate or a limit as the table may have it. */
static double shown(const dark__sdg *of, double people, const dark__cell *cell) {
  if (of->protection == NULL) return people;
  const bool is_exact = cell != NULL && cell->display == DARK__EXACT;
  return dark__coarse(people, of->protection->release.k, is_exact ? cell->people : (double)NAN);
}

/* The one stratum that an estimate is of, or NULL where it sums over several, or none. */
static const dark_row *only_stratum(const dark__sdg *of, const dark_row *row) {
  const dark_results *results = of->results;
  const dark_row *found = NULL;
  for (size_t r = 0; r < results->n_rows; r++) {
    const dark_row *one = &results->rows[r];
    const bool is_part = dark__row_is_first(results, r) && dark__is_stratum(one->levels, results->n_categories) &&
                         dark__row_covers(results, row, one->levels) && dark__row_has_estimate(one);
    if (is_part && found != NULL) return NULL;
    if (is_part) found = one;
  }
  return found;
}

static bool is_exact(const dark__cell *cell) { return cell == NULL || cell->display == DARK__EXACT; }

/* The levels of a stratum in the three columns, whatever other categories there are. */
static void levels_of(const char **levels, const dark__sdg *of, const dark_row *stratum) {
  for (size_t i = 0; i < DARK__N_SDG; i++)
    for (size_t c = 0; c < of->results->n_categories; c++)
      if (strcmp(of->columns[i], of->results->categories[c]) == 0) levels[i] = stratum->levels[c];
}

/* An estimate could be turned back into the number of people that it was made from: where that is one stratum's, and not printed as it is, it is
   not printed either. */
static bool is_estimate_hidden(const dark__sdg *of, const dark_row *row, const char *const *levels) {
  const dark__cell *cell = dark__sdg_cell_of(of, levels);
  const dark_row *stratum = of->protection == NULL ? NULL : only_stratum(of, row);
  const char *own[DARK__N_SDG] = {ALL, ALL, ALL};
  if (cell != NULL && cell->display == DARK__SUPPRESSED) return true;
  if (stratum == NULL) return false;
  levels_of(own, of, stratum);
  return !is_exact(dark__sdg_cell_of(of, own));
}

static void put_numbers(FILE *stream, const dark__sdg *of, const dark_row *row, const char *const *levels) {
  const dark__cell *cell = dark__sdg_cell_of(of, levels);
  const bool is_hidden = is_estimate_hidden(of, row, levels), has_estimate = dark__row_has_estimate(row);
  const double none = (double)NAN, total = is_hidden || !has_estimate ? none : shown(of, row->total, cell);
  const double lower = is_hidden ? none : shown(of, row->interval.lower, cell);
  const double upper = is_hidden ? none : shown(of, row->interval.upper, cell);
  const dark_resident_rate rate = dark_residents_rate(of->residents, of->columns, levels, DARK__N_SDG, total, lower, upper);
  dark__put_csv_number(stream, total);
  dark__put_csv_number(stream, lower);
  dark__put_csv_number(stream, upper);
  fprintf(stream, "%s,", dark__shortest(row->interval.level).text);
  dark__put_csv_number(stream, rate.residents);
  dark__put_csv_number(stream, rate.rate);
  dark__put_csv_number(stream, rate.lower);
  dark__put_csv_number(stream, rate.upper);
  dark__put_csv_text(stream, is_hidden ? display_words[DARK__SUPPRESSED] : dark_state_name(row->state));
}

static void put_estimate(FILE *stream, const dark__sdg *of, const dark_row *row) {
  const char *levels[DARK__N_SDG] = {ALL, ALL, ALL};
  if (!dark__sdg_take_levels(levels, of, row)) return;
  put_labels(stream, "detected and undetected (estimate)", levels);
  put_numbers(stream, of, row, levels);
  put_note(stream, of, row);
}

void dark__sdg_write(FILE *stream, const dark__sdg *of) {
  fputs(SDG_COLUMNS, stream);
  put_all_detected(stream, of);
  for (size_t r = 0; r < of->results->n_rows; r++) put_estimate(stream, of, &of->results->rows[r]);
}
