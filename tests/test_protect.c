/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suppression of small numbers: hand-made releases, and releases drawn at random that are attacked by trying all tables. */

#include <math.h>
#include <string.h>

#include "base/halt.h"
#include "disclosure/audit.h"
#include "disclosure/protect.h"
#include "numeric/stream.h"
#include "numeric/whole.h"
#include "support/assert_close.h"
#include "support/published.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

enum { MOST_PARTS = 6, K = 5 };

/* ---- Points of whole numbers */

static bool has_point(const dark__known_sum *sums, size_t n_sums, const double *least, size_t n_unknowns, double *point) {
  const dark__system system = {n_unknowns, least, sums, n_sums};
  dark_error err = DARK_ERROR_INIT;
  bool is_found = false;
  assert_ok(dark__whole_point(&is_found, point, &system, &err), err);
  return is_found;
}

static void points_are_whole_and_meet_all_sums(void **state) {
  (void)state;
  static const size_t ab[] = {0, 1}, bc[] = {1, 2}, ca[] = {0, 2}, abc[] = {0, 1, 2};
  const double least[] = {0, 0, 0};
  double point[3];
  const dark__known_sum even[] = {{ab, 2, 3, 3}, {bc, 2, 4, 4}, {ca, 2, 5, 5}};
  assert_true(has_point(even, 3, least, 3, point));
  assert_int_equal(point[0], 2);
  assert_int_equal(point[1], 1);
  assert_int_equal(point[2], 3);
  /* Only halves solve this one. */
  const dark__known_sum odd[] = {{ab, 2, 1, 1}, {bc, 2, 1, 1}, {ca, 2, 1, 1}};
  assert_false(has_point(odd, 3, least, 3, point));
  const dark__known_sum open[] = {{abc, 3, 7, INFINITY}, {ab, 2, -INFINITY, 1}, {bc, 2, -INFINITY, INFINITY}};
  assert_true(has_point(open, 3, least, 3, point));
  assert_true(point[0] + point[1] <= 1 && point[0] + point[1] + point[2] >= 7);
  const double high[] = {2, 0, 0};
  assert_false(has_point(open, 3, high, 3, point));
  assert_true(has_point(NULL, 0, high, 3, point));
}

/* ---- Releases */

typedef struct case_of {
  double parts[MOST_PARTS];
  double known[3][MOST_PARTS];
  size_t n_parts, n_agencies;
  bool hides_zeros;
} case_of;

static void begin(dark__release *release, const case_of *of) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__release_init(release, K, of->hides_zeros, of->parts, of->n_parts, &err), err);
  for (size_t a = 0; a < of->n_agencies; a++) assert_ok(dark__release_add_agency(release, of->known[a], &err), err);
}

static size_t add(dark__release *release, const size_t *parts, size_t n, dark__worth worth) {
  dark_error err = DARK_ERROR_INIT;
  size_t cell = 0;
  assert_ok(dark__release_add(release, &cell, parts, n, worth, INFINITY, &err), err);
  return cell;
}

/* A cell for each part, of the worth given, and the sum of all. */
static size_t add_rows(dark__release *release, const dark__worth *worths) {
  size_t all[MOST_PARTS];
  for (size_t p = 0; p < release->n_parts; p++) {
    all[p] = p;
    add(release, &p, 1, worths[p]);
  }
  return add(release, all, release->n_parts, DARK__WORTH_SUM);
}

static dark__protected protect(dark__release *release) {
  dark__protected done;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__protect(&done, release, &err), err);
  return done;
}

static const dark__worth plain[MOST_PARTS] = {DARK__WORTH_ESTIMATED, DARK__WORTH_ESTIMATED, DARK__WORTH_ASIDE,
                                              DARK__WORTH_ASIDE,     DARK__WORTH_ASIDE,     DARK__WORTH_ASIDE};

/* 2 of 394 are forced to beg: with 7 for whom there is no estimate either, nobody can tell. */
static void what_is_worth_least_goes_first(void **state) {
  (void)state;
  const case_of of = {.parts = {240, 145, 7, 2}, .n_parts = 4};
  dark__release release;
  begin(&release, &of);
  const size_t total = add_rows(&release, plain);
  const dark__protected done = protect(&release);
  assert_int_equal(release.cells[0].display, DARK__EXACT);
  assert_int_equal(release.cells[1].display, DARK__EXACT);
  assert_int_equal(release.cells[2].display, DARK__SUPPRESSED);
  assert_int_equal(release.cells[3].display, DARK__SUPPRESSED);
  assert_int_equal(release.cells[total].display, DARK__EXACT);
  assert_int_equal(done.n_primary, 1);
  assert_int_equal(done.n_secondary, 1);
  assert_int_equal(done.n_rounded, 0);
  dark__release_clear(&release);
}

/* Nothing of little worth is there to hide it behind: the sum is rounded, and both rows keep their estimates. 247 is 245..254: 2 could be no less
   than 0 and no more than 9. */
static void a_sum_is_rounded_before_an_estimate_goes(void **state) {
  (void)state;
  const case_of of = {.parts = {151, 94, 2}, .n_parts = 3};
  dark__release release;
  begin(&release, &of);
  const size_t total = add_rows(&release, plain);
  const dark__protected done = protect(&release);
  assert_int_equal(release.cells[0].display, DARK__EXACT);
  assert_int_equal(release.cells[1].display, DARK__EXACT);
  assert_int_equal(release.cells[total].display, DARK__ROUNDED);
  assert_close(dark__cell_shown(&release.cells[total]), 250, 0, 0);
  assert_close(dark__cell_least(&release.cells[total]), 245, 0, 0);
  assert_close(dark__cell_most(&release.cells[total]), 254, 0, 0);
  assert_int_equal(done.n_rounded, 1);
  dark__release_clear(&release);
}

static bool is_asked(void *context) { return ++*(int *)context > 1; }

/* Who halts the work has no result, and it is not told that numbers could not be protected. */
static void who_halts_it_has_no_result(void **state) {
  (void)state;
  const case_of of = {.parts = {240, 145, 7, 2}, .n_parts = 4};
  dark__release release;
  dark__protected done;
  dark_error err = DARK_ERROR_INIT;
  int n_asked = 0;
  begin(&release, &of);
  add_rows(&release, plain);
  const dark__halt before = dark__halt_heed((dark__halt){is_asked, &n_asked});
  assert_int_equal(dark__protect(&done, &release, &err), DARK_EINTERRUPTED);
  dark__halt_heed(before);
  assert_string_equal(err.message, "interrupted");
  dark__release_clear(&release);
}

/* 254 is 245..254, of which 253 are known: 1 alone is left. 250 to the next fifty is 225..274. */
static void a_coarser_unit_is_taken_where_one_is_not_enough(void **state) {
  (void)state;
  const case_of of = {.parts = {153, 100, 1}, .n_parts = 3};
  dark__release release;
  begin(&release, &of);
  const size_t total = add_rows(&release, plain);
  protect(&release);
  assert_int_equal(release.cells[total].display, DARK__ROUNDED);
  assert_close(dark__cell_shown(&release.cells[total]), 250, 0, 0);
  assert_close(release.cells[total].unit, 50, 0, 0);
  dark__release_clear(&release);
}

/* The sum of the rows alone does not help, since it is also what is known less 19; both together do, and keep every estimate. */
static void cells_of_little_worth_go_together_before_an_estimate(void **state) {
  (void)state;
  const case_of of = {.parts = {2, 61, 197, 127, 19}, .n_parts = 5};
  static const size_t rows[] = {0, 1, 2, 3}, known[] = {0, 1, 2, 3, 4};
  const size_t aside = 4;
  dark__release release;
  begin(&release, &of);
  for (size_t p = 0; p < 4; p++) add(&release, &p, 1, DARK__WORTH_ESTIMATED);
  add(&release, rows, 4, DARK__WORTH_SUM);
  add(&release, &aside, 1, DARK__WORTH_REMARK);
  add(&release, known, 5, DARK__WORTH_SUM);
  const dark__protected done = protect(&release);
  assert_int_equal(release.cells[0].display, DARK__SUPPRESSED);
  for (size_t p = 1; p < 4; p++) assert_int_equal(release.cells[p].display, DARK__EXACT);
  assert_true(done.n_secondary + done.n_rounded >= 2);
  dark__release_clear(&release);
}

static void without_small_numbers_nothing_changes(void **state) {
  (void)state;
  const case_of of = {.parts = {151, 0, 5, 94}, .n_parts = 4, .known = {{150, 0, 5, 94}}, .n_agencies = 1};
  dark__release release;
  begin(&release, &of);
  add_rows(&release, plain);
  const dark__protected done = protect(&release);
  assert_int_equal(done.n_primary + done.n_secondary + done.n_rounded, 0);
  for (size_t c = 0; c < release.n_cells; c++) assert_int_equal(release.cells[c].display, DARK__EXACT);
  dark__release_clear(&release);
}

static void zeros_are_hidden_where_that_is_asked(void **state) {
  (void)state;
  const case_of of = {.parts = {151, 0, 9, 94}, .n_parts = 4, .hides_zeros = true};
  dark__release release;
  begin(&release, &of);
  add_rows(&release, plain);
  const dark__protected done = protect(&release);
  assert_int_equal(release.cells[1].display, DARK__SUPPRESSED);
  assert_int_equal(done.n_primary, 1);
  assert_int_equal(release.cells[2].display, DARK__SUPPRESSED);
  dark__release_clear(&release);
}

/* The agency that has all of the 7 and of the 2 on its list would know both from their sum. */
static void what_an_agency_knows_of_its_own_is_allowed_for(void **state) {
  (void)state;
  const case_of of = {.parts = {240, 145, 7, 2}, .n_parts = 4, .known = {{200, 100, 7, 1}}, .n_agencies = 1};
  dark__release release;
  begin(&release, &of);
  const size_t total = add_rows(&release, plain);
  const size_t aside[] = {2, 3};
  const size_t both = add(&release, aside, 2, DARK__WORTH_REMARK);
  protect(&release);
  assert_int_equal(release.cells[3].display, DARK__SUPPRESSED);
  assert_int_not_equal(release.cells[both].display, DARK__EXACT);
  assert_int_not_equal(release.cells[total].display, DARK__EXACT);
  dark__release_clear(&release);
}

static void a_lower_limit_beside_a_rounded_sum_counts(void **state) {
  (void)state;
  const case_of of = {.parts = {151, 94, 2}, .n_parts = 3};
  dark_error err = DARK_ERROR_INIT;
  dark__release release;
  begin(&release, &of);
  static const size_t all[] = {0, 1, 2};
  const size_t total = add_rows(&release, plain);
  size_t again = 0;
  assert_ok(dark__release_add(&release, &again, all, 3, DARK__WORTH_REMARK, 248, &err), err);
  assert_int_equal(again, total);
  assert_int_equal(release.cells[total].worth, DARK__WORTH_SUM);
  protect(&release); /* 245..254 would leave 1..9, but 248 at most only 1..3 */
  assert_int_equal(release.cells[total].display, DARK__SUPPRESSED);
  dark__release_clear(&release);
}

/* ---- What was printed before */

static void print_before(dark__release *release, const size_t *parts, size_t n, dark__display display) {
  dark_error err = DARK_ERROR_INIT;
  const dark__cell printed = {.display = display, .unit = 1, .most = INFINITY};
  assert_ok(dark__release_add_released(release, parts, n, &printed, &err), err);
}

/* By form 2 were hidden behind 7; now a remark on those without an estimate would show 7 as well. */
static void what_an_earlier_page_hid_stays_hidden(void **state) {
  (void)state;
  const case_of of = {.parts = {240, 145, 7, 2}, .n_parts = 4};
  static const size_t all[] = {0, 1, 2, 3}, before[] = {0, 1, 3};
  dark__release release;
  begin(&release, &of);
  for (size_t p = 0; p < 4; p++) print_before(&release, &p, 1, p < 2 ? DARK__EXACT : DARK__SUPPRESSED);
  print_before(&release, all, 4, DARK__EXACT);
  const size_t remark = add(&release, before, 3, DARK__WORTH_REMARK);
  const size_t labour = add(&release, before, 1, DARK__WORTH_ESTIMATED);
  const dark__protected done = protect(&release);
  assert_int_equal(release.cells[labour].display, DARK__EXACT);
  assert_int_equal(release.cells[remark].display, DARK__SUPPRESSED);
  assert_int_equal(done.n_primary, 0); /* of this page */
  assert_int_equal(done.n_secondary, 1);
  dark__release_clear(&release);
}

/* The same page again is shown as it was. */
static void a_page_beside_itself_is_the_same(void **state) {
  (void)state;
  const case_of of = {.parts = {240, 145, 7, 2}, .known = {{100, 20, 7, 1}}, .n_parts = 4, .n_agencies = 1};
  dark__release first, again;
  begin(&first, &of);
  begin(&again, &of);
  add_rows(&first, plain);
  protect(&first);
  dark_error err = DARK_ERROR_INIT;
  for (size_t c = 0; c < first.n_cells; c++)
    assert_ok(dark__release_add_released(&again, first.cells[c].parts, first.cells[c].n_parts, &first.cells[c], &err), err);
  add_rows(&again, plain);
  protect(&again);
  assert_int_equal(again.n_cells, 2 * first.n_cells);
  for (size_t c = 0; c < first.n_cells; c++) assert_int_equal(again.cells[first.n_cells + c].display, first.cells[c].display);
  dark__release_clear(&first);
  dark__release_clear(&again);
}

static void assert_given_away(const dark__release *release, const char *what) {
  dark__protected done;
  dark_error err = DARK_ERROR_INIT;
  dark__release copy = *release;
  assert_int_equal(dark__protect(&done, &copy, &err), DARK_EDATA);
  assert_non_null(strstr(err.message, what));
}

static void what_is_given_away_already_is_said(void **state) {
  (void)state;
  const case_of of = {.parts = {240, 145, 2}, .n_parts = 3};
  static const size_t all[] = {0, 1, 2}, large[] = {0, 1};
  dark__release release;
  begin(&release, &of);
  print_before(&release, all, 3, DARK__EXACT);
  print_before(&release, large, 2, DARK__EXACT);
  add(&release, all + 2, 1, DARK__WORTH_ASIDE);
  assert_given_away(&release, "what was printed before gives away a small number of this table");
  dark__release_clear(&release);
  begin(&release, &of);
  print_before(&release, all, 3, DARK__EXACT);
  print_before(&release, large, 2, DARK__EXACT);
  print_before(&release, all + 2, 1, DARK__SUPPRESSED);
  add(&release, all, 1, DARK__WORTH_ESTIMATED);
  assert_given_away(&release, "what was printed before gives away a small number that it did not show");
  dark__release_clear(&release);
}

/* ---- An attack that shares no code with the audit */

typedef struct attack {
  const dark__release *release;
  const double *least;
  double table[MOST_PARTS];
  size_t target;
  double wanted;
} attack;

static double sum_of(const attack *on, size_t c) {
  double sum = 0;
  for (size_t i = 0; i < on->release->cells[c].n_parts; i++) sum += on->table[on->release->cells[c].parts[i]];
  return sum;
}

/* What a reader sees, worked out anew: exact numbers, rounded ones, and that something is not shown. */
static bool is_consistent(const attack *on) {
  for (size_t c = 0; c < on->release->n_cells; c++) {
    const dark__cell *cell = &on->release->cells[c];
    const double sum = sum_of(on, c);
    if (cell->display == DARK__EXACT && sum != cell->people) return false;
    if (cell->display == DARK__ROUNDED &&
        (sum > cell->most || floor(sum / cell->unit + 0.5) != floor(cell->people / cell->unit + 0.5)))
      return false;
    if (cell->display == DARK__SUPPRESSED && sum == 0 && !on->release->hides_zeros) return false;
  }
  return sum_of(on, on->target) == on->wanted;
}

/* Tables with up to 2k more people in a part than there are. */
static bool try_tables(attack *on, size_t part) {
  if (part == on->release->n_parts) return is_consistent(on);
  const int most = (int)on->release->parts[part] + 2 * K;
  for (int people = (int)on->least[part]; people <= most; people++) {
    on->table[part] = people;
    if (try_tables(on, part + 1)) return true;
  }
  return false;
}

static size_t count_possible(attack *on, double from, double to) {
  size_t n = 0;
  for (on->wanted = from; on->wanted <= to; on->wanted++) n += try_tables(on, 0) ? 1 : 0;
  return n;
}

/* Each part has a row, and rows of nobody say so. */
static bool is_known_to_be_some(const dark__release *release, size_t part) {
  return release->parts[part] > 0 && !release->hides_zeros;
}

static void assert_withstands(const dark__release *release, size_t reader, size_t c) {
  static const double nothing[MOST_PARTS];
  const dark__cell *cell = &release->cells[c];
  attack on = {.release = release, .least = reader == 0 ? nothing : release->agencies[reader - 1], .target = c};
  double own = 0;
  for (size_t i = 0; i < cell->n_parts; i++)
    own += fmax(on.least[cell->parts[i]], is_known_to_be_some(release, cell->parts[i]) ? 1 : 0);
  const double from = fmax(own, release->hides_zeros ? 0 : 1);
  if (cell->people < K) assert_int_equal(count_possible(&on, from, K - 1), (size_t)fmax(0, K - from));
  else assert_true(count_possible(&on, fmax(from, cell->people - K), cell->people + K) >= K);
}

static uint64_t below(dark__stream *stream, uint64_t n) { return gsl_rng_uniform_int(&stream->rng, n); }

static void draw_case(case_of *of, dark__stream *stream) {
  *of = (case_of){.n_parts = 2 + below(stream, 3), .n_agencies = below(stream, 3), .hides_zeros = below(stream, 4) == 0};
  for (size_t p = 0; p < of->n_parts; p++) {
    of->parts[p] = (double)below(stream, below(stream, 2) == 0 ? 5 : 25);
    for (size_t a = 0; a < of->n_agencies; a++) of->known[a][p] = (double)below(stream, (uint64_t)of->parts[p] + 1);
  }
}

/* What a table before has shown of parts 0 and 1, and of all, protected by itself. */
static void print_first(dark__release *release, const case_of *of) {
  static const size_t pair[] = {0, 1}, all[] = {0, 1, 2, 3, 4, 5};
  dark__release first;
  begin(&first, of);
  add(&first, pair, 2, DARK__WORTH_ESTIMATED);
  for (size_t p = 2; p < of->n_parts; p++) add(&first, &p, 1, DARK__WORTH_ASIDE);
  add(&first, all, of->n_parts, DARK__WORTH_SUM);
  protect(&first);
  dark_error err = DARK_ERROR_INIT;
  for (size_t c = 0; c < first.n_cells; c++)
    assert_ok(dark__release_add_released(release, first.cells[c].parts, first.cells[c].n_parts, &first.cells[c], &err), err);
  dark__release_clear(&first);
}

static void assert_withstands_all(const dark__release *release) {
  for (size_t c = 0; c < release->n_cells; c++)
    for (size_t r = 0; release->cells[c].is_primary && r <= release->n_agencies; r++) assert_withstands(release, r, c);
}

/* A page by more categories than an earlier one; together they narrow no small number of either. */
static void random_pages_after_others_withstand_the_attack(void **state) {
  (void)state;
  dark__stream stream;
  dark__stream_start(&stream, 20181231, 0);
  size_t n_protected = 0, n_more = 0;
  for (int i = 0; i < 150; i++) {
    case_of of;
    dark__release release, alone;
    draw_case(&of, &stream);
    begin(&release, &of);
    begin(&alone, &of);
    print_first(&release, &of);
    add_rows(&release, plain);
    add_rows(&alone, plain);
    const dark__protected by_itself = protect(&alone);
    dark__protected done;
    dark_error err = DARK_ERROR_INIT;
    const dark_status status = dark__protect(&done, &release, &err);
    assert_true(status == DARK_OK || status == DARK_EDATA);
    if (status == DARK_OK) assert_withstands_all(&release);
    n_protected += status == DARK_OK ? 1 : 0;
    n_more += status == DARK_OK && done.n_secondary > by_itself.n_secondary ? 1 : 0;
    dark__release_clear(&release);
    dark__release_clear(&alone);
  }
  assert_true(n_protected > 100 && n_more > 3);
}

static void random_releases_withstand_the_attack(void **state) {
  (void)state;
  dark__stream stream;
  dark__stream_start(&stream, 20171231, 0);
  size_t n_secondary = 0, n_rounded = 0;
  for (int i = 0; i < 150; i++) {
    case_of of;
    dark__release release;
    draw_case(&of, &stream);
    begin(&release, &of);
    add_rows(&release, plain);
    const size_t pair[] = {0, 1};
    add(&release, pair, 2, (dark__worth)below(&stream, 4));
    const dark__protected done = protect(&release);
    n_secondary += done.n_secondary;
    n_rounded += done.n_rounded;
    for (size_t c = 0; c < release.n_cells; c++) {
      const dark__cell *cell = &release.cells[c];
      if (cell->people < K && (cell->people > 0 || of.hides_zeros)) assert_int_equal(cell->display, DARK__SUPPRESSED);
      for (size_t r = 0; cell->display == DARK__SUPPRESSED && r <= of.n_agencies; r++) assert_withstands(&release, r, c);
    }
    dark__release_clear(&release);
  }
  assert_true(n_secondary > 20 && n_rounded > 5);
}

/* The attack finds what was printed without secondary suppression. */
static void the_attack_would_find_a_number_that_is_not_protected(void **state) {
  (void)state;
  const case_of of = {.parts = {9, 8, 2}, .n_parts = 3};
  static const double nothing[MOST_PARTS];
  dark__release release;
  begin(&release, &of);
  add_rows(&release, plain);
  release.cells[2].display = DARK__SUPPRESSED;
  attack on = {.release = &release, .least = nothing, .target = 2};
  assert_int_equal(count_possible(&on, 1, K - 1), 1);
  dark__audit *audit = NULL;
  dark_error err = DARK_ERROR_INIT;
  release.cells[2].is_primary = true;
  size_t reader = 9, c = 9;
  assert_ok(dark__audit_new(&audit, &release, &err), err);
  assert_ok(dark__audit_all(audit, false, &reader, &c, &err), err);
  assert_int_equal(reader, 0);
  assert_int_equal(c, 2);
  dark__audit_free(audit);
  dark__release_clear(&release);
}

/* 20 rows by 2 columns with all margins, and six agencies. */
enum { ROWS = 20, COLUMNS = 2, PARTS = ROWS * COLUMNS };

static void begin_of_two_ways(dark__release *release) {
  double parts[PARTS], known[PARTS];
  dark__stream stream;
  dark_error err = DARK_ERROR_INIT;
  dark__stream_start(&stream, 5, 0);
  for (size_t p = 0; p < PARTS; p++) parts[p] = p % 7 == 0 ? 1 + (double)(p % 4) : 20 + (double)below(&stream, 200);
  assert_ok(dark__release_init(release, K, false, parts, PARTS, &err), err);
  for (size_t a = 0; a < 6; a++) {
    for (size_t p = 0; p < PARTS; p++) known[p] = floor(parts[p] * (double)(a + 1) / 10);
    assert_ok(dark__release_add_agency(release, known, &err), err);
  }
}

static void add_both_ways(dark__release *release) {
  size_t parts[PARTS];
  for (size_t p = 0; p < PARTS; p++) add(release, &p, 1, DARK__WORTH_ESTIMATED);
  for (size_t r = 0; r < ROWS; r++) {
    for (size_t c = 0; c < COLUMNS; c++) parts[c] = COLUMNS * r + c;
    add(release, parts, COLUMNS, DARK__WORTH_SUM);
  }
  for (size_t c = 0; c < COLUMNS; c++) {
    for (size_t r = 0; r < ROWS; r++) parts[r] = COLUMNS * r + c;
    add(release, parts, ROWS, DARK__WORTH_SUM);
  }
  for (size_t p = 0; p < PARTS; p++) parts[p] = p;
  add(release, parts, PARTS, DARK__WORTH_SUM);
}

static void a_table_of_two_ways_is_protected(void **state) {
  (void)state;
  dark__release release;
  begin_of_two_ways(&release);
  add_both_ways(&release);
  const dark__protected done = protect(&release);
  assert_int_equal(done.n_primary, 6);
  assert_int_equal(done.n_readers, 7);
  assert_true(done.n_rounded > 0 || done.n_secondary > 0);
  dark__release_clear(&release);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(points_are_whole_and_meet_all_sums),
      cmocka_unit_test(what_is_worth_least_goes_first),
      cmocka_unit_test(who_halts_it_has_no_result),
      cmocka_unit_test(a_sum_is_rounded_before_an_estimate_goes),
      cmocka_unit_test(a_coarser_unit_is_taken_where_one_is_not_enough),
      cmocka_unit_test(cells_of_little_worth_go_together_before_an_estimate),
      cmocka_unit_test(without_small_numbers_nothing_changes),
      cmocka_unit_test(zeros_are_hidden_where_that_is_asked),
      cmocka_unit_test(what_an_agency_knows_of_its_own_is_allowed_for),
      cmocka_unit_test(a_lower_limit_beside_a_rounded_sum_counts),
      cmocka_unit_test(what_an_earlier_page_hid_stays_hidden),
      cmocka_unit_test(a_page_beside_itself_is_the_same),
      cmocka_unit_test(what_is_given_away_already_is_said),
      cmocka_unit_test(random_releases_withstand_the_attack),
      cmocka_unit_test(random_pages_after_others_withstand_the_attack),
      cmocka_unit_test(the_attack_would_find_a_number_that_is_not_protected),
      cmocka_unit_test(a_table_of_two_ways_is_protected),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
