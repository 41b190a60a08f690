/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/hypergeometric.h"

#include <math.h>

#include "numeric/deviance.h"
#include "numeric/stirling.h"

/* Terms below this share of the sum no longer count; a probability equal to the tail must not fail by its last bits. */
static const double NEGLIGIBLE = 1e-18, LAST_BITS = 1e-12;

/* log of n! / (x! (n - x)!) p^x q^(n - x). */
static double log_binomial(double x, double n, double p, double q) {
  const double rest = dark__stirling_rest(n) - dark__stirling_rest(x) - dark__stirling_rest(n - x);
  return rest + dark__half_deviance(x, n * p) + dark__half_deviance(n - x, n * q);
}

/* M given that as many are drawn from marked and unmarked together: the ratio of three binomials, whatever p is. */
static double probability(double m, double n1, double n2, double population) {
  const double p = n2 / population, q = (population - n2) / population, unmarked = population - n1;
  if (m < 0 || m > n1 || m > n2 || n2 - m > unmarked) return 0;
  return exp(log_binomial(m, n1, p, q) + log_binomial(n2 - m, unmarked, p, q) - log_binomial(n2, population, p, q));
}

/* P(M <= m) for m not above the mean. */
static double sum_down(double m, double n1, double n2, double population) {
  const double rest = population - n1 - n2;
  double term = probability(m, n1, n2, population), sum = term;
  for (double k = m; k > 0 && term > NEGLIGIBLE * sum; k--) {
    term *= k * (rest + k) / ((n1 - k + 1) * (n2 - k + 1));
    sum += term;
  }
  return sum;
}

/* P(M >= m) for m not below the mean. */
static double sum_up(double m, double n1, double n2, double population) {
  const double rest = population - n1 - n2, most = fmin(n1, n2);
  double term = probability(m, n1, n2, population), sum = term;
  for (double k = m; k < most && term > NEGLIGIBLE * sum; k++) {
    term *= (n1 - k) * (n2 - k) / ((k + 1) * (rest + k + 1));
    sum += term;
  }
  return sum;
}

double dark__hypergeometric_at_most(double m, double n1, double n2, double population) {
  if (m <= n1 * (n2 / population)) return fmin(sum_down(m, n1, n2, population), 1);
  return fmax(1 - sum_up(m + 1, n1, n2, population), 0);
}

double dark__hypergeometric_at_least(double m, double n1, double n2, double population) {
  if (m >= n1 * (n2 / population)) return fmin(sum_up(m, n1, n2, population), 1);
  return fmax(1 - sum_down(m - 1, n1, n2, population), 0);
}

typedef double probability_of(double m, double n1, double n2, double population);

/* The two neighbouring populations low < high between which the probability crosses the tail; low = high = n1 + n2 - m when it is on
   the far side from the beginning. */
typedef struct crossing {
  double low, high;
} crossing;

static crossing find_crossing(probability_of *of, int grows, double n1, double n2, double m, double tail) {
  const double target = tail * (1 - LAST_BITS);
  double low = n1 + n2 - m, high = low;
  while ((of(m, n1, n2, high) >= target) != grows) {
    low = high;
    high = 2 * high + 1;
  }
  for (double middle = floor(low + (high - low) / 2); middle > low && middle < high; middle = floor(low + (high - low) / 2)) {
    if ((of(m, n1, n2, middle) >= target) == grows) high = middle;
    else low = middle;
  }
  return (crossing){low, high};
}

double dark__least_population(double n1, double n2, double m, double tail) {
  return find_crossing(dark__hypergeometric_at_most, 1, n1, n2, m, tail).high;
}

double dark__most_population(double n1, double n2, double m, double tail) {
  if (!(m > 0)) return INFINITY;
  return find_crossing(dark__hypergeometric_at_least, 0, n1, n2, m, tail).low;
}
