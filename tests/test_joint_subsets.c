/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The best subsets of a quadratic form, by hand and against the list of all. */

#include <stdlib.h>

#include "joint/search/best.h"
#include "joint/search/refused.h"
#include "support/assert_close.h"
#include "support/published.h"

/* Two columns of variance 1 and covariance 1/2, b = (3, 0.5): M = [4/3, -2/3; -2/3, 4/3] up to a factor. By hand, with M = [1, 0.5; 0.5, 1]: r = (3.25, 2),
   b'Mb = 10.75; without the second 10.75 - 3.25^2 = 0.1875, without the first 10.75 - 4 = 6.75, without both 10.75. Price 2 a column. */
static void subsets_of_a_quadratic_form_agree_with_arithmetic(void **state) {
  (void)state;
  const double information[] = {1, 0.5, 0.5, 1}, estimate[] = {3, 0.5};
  const size_t starts[] = {0, 1, 2};
  const dark__subset_problem problem = {2, information, estimate, 0, 2, starts, 2, 0, 100, 100, 0};
  dark__subsets found;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__subsets_find(&found, &problem, &err), err);
  const double losses[] = {2.1875, 4, 8.75, 10.75};
  const uint64_t terms[] = {1, 3, 2, 0};
  assert_int_equal(found.n, 4);
  for (size_t i = 0; i < 4; i++) {
    assert_close(found.found[i].loss, losses[i], 1e-12, 0);
    assert_int_equal(found.found[i].terms, terms[i]);
  }
  assert_true(found.is_complete && found.missed == 0);
  free(found.found);
}

/* Twelve columns that hang together, as a problem. */
enum { P = 12 };
typedef struct chain {
  double information[P * P], estimate[P];
  size_t starts[P + 1];
} chain;

static dark__subset_problem make_chain(chain *out) {
  for (size_t i = 0; i < P; i++) {
    out->estimate[i] = 0.4 * (double)(i % 5) - 0.7;
    out->starts[i] = i;
    for (size_t j = 0; j < P; j++) out->information[i * P + j] = (i == j ? 6 : 0) + pow(0.6, fabs((double)i - (double)j)) * 3;
  }
  out->starts[P] = P;
  return (dark__subset_problem){P, out->information, out->estimate, 0, P, out->starts, 2, 0, 100000, 100000, 0};
}

static dark__subsets find_subsets(const dark__subset_problem *problem) {
  dark__subsets found;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__subsets_find(&found, problem, &err), err);
  return found;
}

static double weigh_subsets(const dark__subsets *of, double origin) {
  double weight = 0;
  for (size_t i = 0; i < of->n; i++) weight += exp((origin - of->found[i].loss) / 2);
  return weight;
}

/* What branch and bound leaves is no more than it says, and all that weighs as much as it says is there. */
static void what_is_missed_is_bounded(void **state) {
  (void)state;
  chain of;
  dark__subset_problem problem = make_chain(&of);
  dark__subsets all = find_subsets(&problem);
  assert_int_equal(all.n, 1 << P);
  assert_close(all.weight, weigh_subsets(&all, all.found[0].loss), 1e-12, 0);
  problem.miss = 0.05;
  dark__subsets some = find_subsets(&problem);
  const double missing = 1 - weigh_subsets(&some, all.found[0].loss) / weigh_subsets(&all, all.found[0].loss);
  assert_true(some.n < all.n && some.n_nodes < all.n_nodes);
  assert_true(missing > 0 && missing <= some.missed && some.missed <= problem.miss);
  size_t n_heavy = 0;
  while (n_heavy < all.n && all.found[n_heavy].loss - all.found[0].loss <= -2 * log(some.cut)) n_heavy++;
  assert_true(n_heavy > 20 && n_heavy <= some.n);
  for (size_t i = 0; i < n_heavy; i++) assert_int_equal(some.found[i].terms, all.found[i].terms);
  free(some.found);
  free(all.found);
}

/* A few of the best are those of the list of all, in its order, and what is not kept is weighed all the same. */
static void the_best_subsets_are_kept_and_all_are_weighed(void **state) {
  (void)state;
  chain of;
  dark__subset_problem problem = make_chain(&of);
  dark__subsets all = find_subsets(&problem);
  problem.most_subsets = 37;
  dark__subsets few = find_subsets(&problem);
  assert_int_equal(few.n, 37);
  for (size_t i = 0; i < few.n; i++) {
    assert_int_equal(few.found[i].terms, all.found[i].terms);
    assert_close(few.found[i].loss, all.found[i].loss, 1e-12, 0);
  }
  assert_close(few.weight, all.weight, 1e-12, 0);
  free(few.found);
  free(all.found);
}

/* Of a problem, with so many kept: whether passes that are content with what is kept found the same, with fewer nodes. */
static bool settles_alike(dark__subset_problem problem, size_t most) {
  problem.most_subsets = most;
  problem.miss = 1e-3;
  dark__subsets fine = find_subsets(&problem);
  problem.cover = 0.9;
  dark__subsets soon = find_subsets(&problem);
  assert_int_equal(soon.n, fine.n);
  for (size_t i = 0; i < soon.n; i++) {
    assert_int_equal(soon.found[i].terms, fine.found[i].terms);
    assert_true(soon.found[i].loss == fine.found[i].loss);
  }
  const bool is_enough = weigh_subsets(&fine, fine.found[0].loss) >= problem.cover * fine.weight;
  assert_true(!is_enough || soon.n_nodes == fine.n_nodes);
  const bool is_sooner = soon.n_nodes < fine.n_nodes;
  free(soon.found);
  free(fine.found);
  return is_sooner;
}

/* Where more are kept than are wanted for their weight, coarser passes keep the same; where fewer carry as much as is wanted, passes go on to the end. */
static void passes_end_when_the_kept_are_the_best_and_weigh_too_little(void **state) {
  (void)state;
  chain of;
  const dark__subset_problem problem = make_chain(&of);
  size_t n_sooner = 0;
  for (size_t most = 1; most < 400; most += 7) n_sooner += settles_alike(problem, most);
  assert_true(n_sooner > 5);
}

/* The same where terms have columns of their own number, so that what they cost at least is told by blocks. */
static void terms_of_many_columns_settle_alike(void **state) {
  (void)state;
  static const size_t starts[] = {0, 1, 3, 4, 7, 8, 10, 11, 12};
  chain of;
  dark__subset_problem problem = make_chain(&of);
  size_t n_sooner = 0;
  problem.starts = starts;
  problem.n_terms = 8;
  for (problem.price = 0.3; problem.price < 4; problem.price += 0.7)
    for (size_t most = 1; most < 60; most += 3) n_sooner += settles_alike(problem, most);
  print_message("%zu sooner\n", n_sooner);
  assert_true(n_sooner > 5);
}

/* Too few nodes for any pass: the subsets that differ from a good one in one term or two, here from the best of all, each once. */
static void subsets_near_a_good_one_are_found_where_nodes_end(void **state) {
  (void)state;
  chain of;
  dark__subset_problem problem = make_chain(&of);
  dark__subsets all = find_subsets(&problem);
  problem.miss = 0.01;
  problem.most_nodes = 3;
  dark__subsets few = find_subsets(&problem);
  assert_false(few.is_complete);
  assert_int_equal(few.n, 1 + P + P * (P - 1) / 2);
  assert_int_equal(few.found[0].terms, all.found[0].terms);
  for (size_t i = 0; i < few.n; i++) {
    size_t same = 0;
    while (same < all.n && all.found[same].terms != few.found[i].terms) same++;
    assert_true(same < all.n && __builtin_popcountll(few.found[i].terms ^ all.found[0].terms) <= 2);
    assert_close(few.found[i].loss, all.found[same].loss, 1e-11, 0);
    assert_true(i == 0 || few.found[i].terms != few.found[i - 1].terms);
  }
  assert_close(few.weight, weigh_subsets(&few, few.found[0].loss), 1e-11, 0);
  assert_true(1 - few.weight / all.weight <= few.missed);
  free(few.found);
  free(all.found);
}

/* Passes that end, but none as fine as was asked for: what weighs as much as the last one's cut is there, what is near the best joins it, everything once. */
static void a_short_pass_is_filled_up_from_near_the_best(void **state) {
  (void)state;
  chain of;
  dark__subset_problem problem = make_chain(&of);
  dark__subsets all = find_subsets(&problem);
  size_t n_short = 0;
  problem.miss = 1e-9;
  for (problem.most_nodes = 20; problem.most_nodes < 3000; problem.most_nodes += 60) {
    dark__subsets some = find_subsets(&problem);
    const double heavy = some.is_complete ? all.found[0].loss - 2 * log(some.cut) : -INFINITY;
    for (size_t i = 1; i < some.n; i++) assert_true(dark__subset_compare(&some.found[i - 1], &some.found[i]) < 0);
    for (size_t i = 0; i < all.n && all.found[i].loss < heavy - 1e-9; i++)
      assert_int_equal(some.found[i].terms, all.found[i].terms);
    assert_close(some.weight, weigh_subsets(&some, some.found[0].loss), 1e-10, 0);
    for (size_t i = 1; i < some.n; i++)
      for (size_t j = 0; j < i; j++) assert_true(some.found[i].terms != some.found[j].terms);
    n_short += some.is_complete && some.n > 1;
    free(some.found);
  }
  assert_true(n_short > 10);
  free(all.found);
}

/* b' M b - r_S' M_SS^-1 r_S for columns of two terms of 2 and 3 columns and a fixed one, M diagonal but for the pair in the second term: what a subset loses
   is what its absent terms are worth by themselves. Term 1: 4 x 1 + 5 x 4 = 24. Term 2: [2 1; 1 2] at (1, 1): 6, and 3 x 1: 9. */
static void terms_of_several_columns_leave_together(void **state) {
  (void)state;
  double information[36] = {0};
  const double estimate[] = {5, 1, 2, 1, 1, 1};
  const double diagonal[] = {7, 4, 5, 2, 2, 3};
  const size_t starts[] = {1, 3, 6};
  for (size_t i = 0; i < 6; i++) information[7 * i] = diagonal[i];
  information[3 * 6 + 4] = information[4 * 6 + 3] = 1;
  const dark__subset_problem problem = {6, information, estimate, 1, 2, starts, 2, 0, 100, 100, 0};
  dark__subsets found = find_subsets(&problem);
  const double losses[] = {9 + 4, 10, 24 + 6, 24 + 9};
  const uint64_t terms[] = {1, 3, 2, 0};
  assert_int_equal(found.n, 4);
  for (size_t i = 0; i < 4; i++)
    for (size_t k = 0; k < 4; k++)
      if (found.found[i].terms == terms[k]) assert_close(found.found[i].loss, losses[k], 1e-12, 0);
  assert_int_equal(found.found[0].terms, 3);
  free(found.found);
}

/* The third column is the sum of the other two: all three together are no model, and any two are the same one, taken once and without the first. */
static void subsets_with_dependent_columns_are_none_and_twins_one(void **state) {
  (void)state;
  const double information[] = {2, 0, 2, 0, 3, 3, 2, 3, 5}, estimate[] = {1, 1, 0};
  const size_t starts[] = {0, 1, 2, 3};
  const dark__subset_problem problem = {3, information, estimate, 0, 3, starts, 1, 0, 100, 100, 0};
  dark__subsets found = find_subsets(&problem);
  assert_int_equal(found.n, 5);
  assert_true(found.is_complete && found.missed == 0);
  for (size_t i = 0; i < found.n; i++) {
    const uint64_t in = found.found[i].terms;
    assert_true(in != 7);
    if (__builtin_popcountll(in) == 2) {
      assert_int_equal(in, 6);
      assert_close(found.found[i].loss, 2, 1e-12, 1e-12);
    }
    if (in == 4) assert_close(found.found[i].loss, 1, 1e-12, 1e-12); /* r = 5, 5 - 25 / 5 = 0, and its price */
  }
  free(found.found);
}

/* What is above a refused model is refused, and nothing else. */
static void what_is_above_a_refused_model_is_refused(void **state) {
  (void)state;
  dark__refused refused = {0};
  dark_error err = DARK_ERROR_INIT;
  assert_false(dark__is_refused(&refused, 7));
  assert_ok(dark__refuse(&refused, 3, &err), err);
  assert_ok(dark__refuse(&refused, 8, &err), err);
  assert_true(dark__is_refused(&refused, 3) && dark__is_refused(&refused, 7) && dark__is_refused(&refused, 12));
  assert_false(dark__is_refused(&refused, 1) || dark__is_refused(&refused, 6) || dark__is_refused(&refused, 0));
  free(refused.subsets);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(subsets_of_a_quadratic_form_agree_with_arithmetic),
      cmocka_unit_test(what_is_missed_is_bounded),
      cmocka_unit_test(the_best_subsets_are_kept_and_all_are_weighed),
      cmocka_unit_test(passes_end_when_the_kept_are_the_best_and_weigh_too_little),
      cmocka_unit_test(terms_of_many_columns_settle_alike),
      cmocka_unit_test(subsets_near_a_good_one_are_found_where_nodes_end),
      cmocka_unit_test(a_short_pass_is_filled_up_from_near_the_best),
      cmocka_unit_test(terms_of_several_columns_leave_together),
      cmocka_unit_test(subsets_with_dependent_columns_are_none_and_twins_one),
      cmocka_unit_test(what_is_above_a_refused_model_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
