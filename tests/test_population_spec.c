/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Populations read from files, and every file that is none. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <darkfigure/population.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))
#define TEXTS(...) ((const char *const[]){__VA_ARGS__})
#define OPTIONS(...) (&(dark_population_options){.version = 1, __VA_ARGS__})
#define SET(field, ...) .field = TEXTS(__VA_ARGS__), .n_##field = N_OF(TEXTS(__VA_ARGS__))

static dark_status try_text(dark_population **out, const char *text, const dark_population_options *options, dark_error *err) {
  char path[32];
  write_file(path, text);
  const dark_status status = dark_population_read_csv(out, path, options, err);
  unlink(path);
  return status;
}

static dark_population *read_text(const char *text, const dark_population_options *options) {
  dark_error err = DARK_ERROR_INIT;
  dark_population *population = NULL;
  assert_ok(try_text(&population, text, options, &err), err);
  return population;
}

/* The message has `words` right behind the name of the file. */
static void refuse_with(dark_status expected, const char *text, const char *words, const dark_population_options *options) {
  dark_error err = DARK_ERROR_INIT;
  dark_population *population = NULL;
  const dark_status status = try_text(&population, text, options, &err);
  const char *behind = strchr(err.message, ':');
  if (status != expected || behind == NULL || strncmp(behind + 1, words, strlen(words)) != 0)
    fail_msg("not '%s' but %d: %s\n%s", words, (int)status, err.message, text);
  assert_null(population);
}

static void refuse(const char *text, const char *words) { refuse_with(DARK_EDATA, text, words, NULL); }

static const char *level(const dark_population *population, size_t stratum, size_t category) {
  const dark_table *shape = dark_population_shape(population);
  return dark_table_level_name(shape, category, dark_table_stratum_level(shape, stratum, category));
}

/* ---- What is accepted */

/* Margins 1/2 and 1/2 with odds ratio 9: 3/8 on both (see test_capture.c). */
static void strata_lists_and_odds_ratios_are_read(void **state) {
  (void)state;
  dark_population *population = read_text("form,people,B,A,A:B\nsexual,100,0.5,0.5,9\nlabour,40,0.25,0.5,\n", NULL);
  const dark_table *shape = dark_population_shape(population);
  assert_int_equal(dark_table_n_lists(shape), 2);
  assert_int_equal(dark_table_list_position(shape, 0), 1); /* A is the second list of the file */
  assert_string_equal(dark_table_category_name(shape, 0), "form");
  assert_string_equal(level(population, 0, 0), "labour");
  assert_true(dark_population_people(population, 0) == 40 && dark_population_people(population, 1) == 100);
  const double *labour = dark_population_probabilities(population, 0), *sexual = dark_population_probabilities(population, 1);
  assert_close(labour[1], 0.375, 1e-13, 0); /* A without B: 0.5 x 0.75 */
  assert_close(sexual[3], 0.375, 1e-13, 0);
  assert_close(sexual[0], 0.375, 1e-13, 0);
  assert_int_equal(dark_table_n_notes(shape), 2);
  assert_string_equal(dark_table_note(shape, 0), "lists found by their first record: B, A");
  assert_string_equal(dark_table_note(shape, 1), "categories: form");
  dark_population_free(population);
}

/* Classes of 300 and 100 with margins 0.1 and 0.9 of both lists: 0.75 0.01 + 0.25 0.81 = 0.21 on both, 0.3 on each. */
static void latent_classes_are_mixed(void **state) {
  (void)state;
  const char text[] = "people,class,A,B\n300,hidden,0.1,0.1\n100,visible,0.9,0.9\n";
  const char other[] = "B,A,class,people\n0.9,0.9,visible,100\n0.1,0.1,hidden,300\n";
  dark_population *population = read_text(text, NULL), *turned = read_text(other, NULL);
  const double *p = dark_population_probabilities(population, 0);
  assert_true(dark_population_people(population, 0) == 400);
  assert_int_equal(dark_table_n_categories(dark_population_shape(population)), 0);
  assert_close(p[3], 0.21, 1e-14, 0);
  assert_close(p[1], 0.09, 1e-14, 0);
  assert_close(dark_population_margin(population, 0, 1), 0.3, 1e-14, 0);
  assert_memory_equal(p, dark_population_probabilities(turned, 0), 4 * sizeof *p);
  dark_population_free(population);
  dark_population_free(turned);
}

/* B is sent 0.3 of A's people and catches a share d itself: 0.4 = d + (1 - d) 0.3 0.5, so that d = 0.25 / 0.85; on A but not on B:
   0.5 0.7 (1 - d). */
static void an_absorbing_list_receives_referrals(void **state) {
  (void)state;
  dark_population *population = read_text("A,B,A>B,people\n0.5,0.4,0.3,1000\n", NULL);
  const double *p = dark_population_probabilities(population, 0), direct = 0.25 / 0.85;
  assert_close(p[2] + p[3], 0.4, 1e-12, 0);
  assert_close(p[1], 0.5 * 0.7 * (1 - direct), 1e-12, 0);
  assert_close(p[2], 0.5 * direct, 1e-12, 0);
  dark_population_free(population);
}

static void columns_can_be_named(void **state) {
  (void)state;
  const char text[] = "year,minor,note,people,A:B,A,B:C,A:B:C\n2017,0,x,5,0.5,0.25,0.125,2\n2018,1,y,6.5,0.5,0.25,0.125,\n";
  dark_population *population = read_text(text, OPTIONS(SET(lists, "A", "A:B", "B:C"), SET(by, "minor", "year"),
                                                        SET(ignore, "note"), .size = DARK_POPULATION_POISSON));
  const dark_table *shape = dark_population_shape(population);
  assert_int_equal(dark_table_n_lists(shape), 3);
  assert_int_equal(dark_table_n_strata(shape), 4);
  assert_int_equal(dark_table_n_notes(shape), 0);
  assert_string_equal(level(population, 3, 0), "1");
  assert_string_equal(level(population, 3, 1), "2018");
  assert_true(dark_population_people(population, 3) == 6.5);
  assert_true(dark_population_probabilities(population, 1) == NULL);
  dark_population_free(population);
}

/* ---- What is refused */

static void odd_columns_are_refused(void **state) {
  (void)state;
  refuse("A,B,poeple\n0.1,0.2,5\n", "1: no column 'people' that says how many people each stratum has; is it 'poeple'?");
  refuse("A,B,people,A:C\n0.1,0.2,5,2\n", "1:4: 'A:C': there is no list 'C'");
  refuse("police,border,people,police:boarder\n0.1,0.2,5,2\n",
         "1:4: 'police:boarder': there is no list 'boarder'; did you mean 'border'?");
  refuse("police,border,people,polise>border\n0.1,0.2,5,2\n",
         "1:4: 'polise>border': there is no list 'polise'; did you mean 'police'?");
  refuse("A,B,people,A:B,B:A\n0.1,0.2,5,2,2\n", "1:5: 'B:A' is about a pair that has a column already");
  refuse("A,B,people,A:A\n0.1,0.2,5,2\n", "1:4: 'A:A' is about a list and itself");
  refuse("A,B,people,A>B,B>A\n0.1,0.2,5,0.2,0.2\n", "1:5: 'B>A' makes a second absorbing list");
  refuse("A,B,people,A:B,A:B\n0.1,0.2,5,2,2\n", "1:5: column name 'A:B' appears twice; rename one of the two");
  refuse("A,n,people\n0.1,0.2,5\n", "1:2: 'n' is the name of a column of counts");
  refuse("A,count,people\n0.1,x,5\n", "1:2: 'count' is the name of a column of counts");
  refuse("A,total,people\n0.1,x,5\n", "1:2: 'total' is the name of a column of the results");
  refuse("A,expected_total,people\n0.1,x,5\n", "1:2: 'expected_total' is the name of a column of the truth");
  refuse("form,people\nx,5\n", "2: no list found");
  refuse("A,B,people\n1.2,0.2,5\n",
         "2:1: a number with a sign or fraction is no probability from 0 to 1; name the column in --by if it is a category");
  refuse_with(DARK_EDATA, "A,B,x,people\n0.1,0.2,y,5\n",
              "2:3: a letter is in a column that neither --lists nor --by nor --ignore names",
              OPTIONS(SET(lists, "A"), SET(by, "B")));
  refuse_with(DARK_EUSAGE, "A,B,people\n0.1,0.2,5\n", " there is no column 'C' (--lists)", OPTIONS(SET(lists, "A", "C")));
  refuse_with(DARK_EUSAGE, "A,B,people\n0.1,0.2,5\n", " column 'A' is named by --lists and by --by",
              OPTIONS(SET(lists, "A"), SET(by, "A")));
}

static void odd_numbers_are_refused(void **state) {
  (void)state;
  refuse("A,B,people\n0.1,0.2,5\n0.1,1.5,5\n", "3:2: a number with a sign or fraction is not a number from 0 to 1 (column B)");
  refuse("A,B,people\n0.1,0.2,5\n0.1,-0.5,5\n", "3:2: a negative number is not");
  refuse("A,B,people\n0.1,0.2,5\n0.1,0.5x,5\n", "3:2: a mixture of letters and digits is not");
  refuse("A,B,people\n0.1,0.2,5\n0.1,nan,5\n", "3:2: a word is not");
  refuse("A,B,people\n0.1,0.2,5\n0.1,,5\n", "3:2: an empty field is a missing probability");
  refuse("A,people\n0.1,5.5\n", "2:2: a number with a sign or fraction is not a whole number of people");
  refuse("A,people\n0.1,-5\n", "2:2: a negative number is not a number of people");
  refuse("A,people\n0.1,NA\n", "2:2: NA is a missing number of people");
  refuse("A,people\n0.1,1e999\n", "2:2: a mixture of letters and digits is not a number of people");
  refuse("A,people\n0.1,4000000001\n", "2:2: a ten-digit number brings the total above 4000000000 people");
  refuse("A,B,people,A:B\n0.1,0.2,5,-1\n",
         "2:4: a negative number is not a finite number from 0, as an odds ratio is (column A:B)");
  refuse("A,B,people,A:B\n0.1,0.2,5,1e400\n", "2:4: a mixture of letters and digits is not a finite");
  refuse("A,B,people,A>B\n0.1,0.2,5,1.5\n", "2:4: a number with a sign or fraction is not a number from 0 to 1 (column A>B)");
  refuse("A,people\n", " no strata, only a header");
}

static void odd_strata_are_refused(void **state) {
  (void)state;
  refuse("f,A,people\nx,0.1,5\ny,0.1,5\nx,0.2,5\n", "4: the same stratum as in line 2");
  refuse("A,people,class\n0.1,5,a\n0.1,5,a\n", "3: the same stratum and class as in line 2");
  refuse("A,people,class\n0.1,5,a\n0.1,5,\n", "3:3: an empty field is no latent class, and the stratum has others");
  refuse("A,people,class\n0.1,5.25,a\n0.1,5.25,b\n", "2:2: the classes of this stratum have 10.5 people together");
  refuse("f,A,people\n(all),0.1,5\n", "2:1: '(all)' stands for all values");
}

static void the_impossible_is_refused_with_its_place(void **state) {
  (void)state;
  refuse("f,A,B,people,A:B\nx,0.1,0.2,5,0\ny,0.7,0.5,5,0\n",
         "3:5: the odds ratio 0 of A and B means that nobody is on both, but");
  refuse("A,B,people,A:B\n0.1,1,5,2\n",
         "2:4: an odds ratio of A and B means nothing when everybody is on B (margin 1) (column A:B)");
  refuse("A,B,people,A>B\n0.9,0.05,5,0.1\n", "2:4: referrals alone put 0.09 of the people on B, more than its margin 0.05");
  refuse("A,B,people,A:B,A>B\n0.9,0.5,5,0,0.1\n", "2:2: the margin 0.5 of B cannot be reached");
}

/* Whatever is changed in a file, it is a population or it is refused with a message; the sanitizers look on. */
static void mutated_files_are_read_or_refused(void **state) {
  (void)state;
  static const char rich[] =
      "form,people,class,A,B,C,A:B,B:C,A>C,*>C\nx,100,u,0.5,0.25,0.5,3,0,0.1,0.1\nx,50,v,0.1,0.2,0.3,,0.5,,0.2\n"
      "\"y, z\",70,u,0.1,0.2,1,0,,0.5,\n";
  static const char bytes[] = ",:>*.01e-9\n\"xABC";
  uint64_t seed = 1;
  size_t n_read = 0;
  for (int round = 0; round < TIMES(2000, 400); round++) {
    char mutant[sizeof rich];
    memcpy(mutant, rich, sizeof rich);
    for (int change = 0; change <= round % 3; change++) {
      seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      mutant[(size_t)(seed >> 33) % (sizeof rich - 1)] = bytes[(seed >> 24) % (sizeof bytes - 1)];
    }
    dark_error err = DARK_ERROR_INIT;
    dark_population *population = NULL;
    const dark_status status = try_text(&population, mutant, NULL, &err);
    assert_true((status == DARK_OK) == (population != NULL));
    assert_true(status == DARK_OK || (err.status == status && strncmp(err.message, "/tmp/", 5) == 0));
    n_read += status == DARK_OK;
    dark_population_free(population);
  }
  assert_true(n_read > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(strata_lists_and_odds_ratios_are_read),
      cmocka_unit_test(latent_classes_are_mixed),
      cmocka_unit_test(an_absorbing_list_receives_referrals),
      cmocka_unit_test(columns_can_be_named),
      cmocka_unit_test(odd_columns_are_refused),
      cmocka_unit_test(odd_numbers_are_refused),
      cmocka_unit_test(odd_strata_are_refused),
      cmocka_unit_test(the_impossible_is_refused_with_its_place),
      cmocka_unit_test(mutated_files_are_read_or_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
