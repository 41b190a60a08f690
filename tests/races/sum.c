/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `make tsan` must find and what it must not: threads that share work as src/resample/replicates/bootstrap.c does, and with RACY defined count
   it without protection. */

#include <stdatomic.h>
#include <stdio.h>

enum { N = 10000 };

typedef struct job {
  double results[N]; /* each written by one thread, read when all are done */
  atomic_size_t n_done;
  size_t n_counted; /* under the lock */
} job;

static void do_item(job *work, size_t i) {
  work->results[i] = (double)i;
  atomic_fetch_add_explicit(&work->n_done, 1, memory_order_relaxed);
#ifdef RACY
  work->n_counted++;
#endif
}

static void close_hand(job *work, size_t n_mine) {
#ifdef RACY
  (void)work, (void)n_mine;
#else
#pragma omp critical(race_count)
  work->n_counted += n_mine;
#endif
}

int main(void) {
  static job work;
#pragma omp parallel num_threads(2)
  {
    size_t n_mine = 0;
#pragma omp for schedule(dynamic, 1)
    for (size_t i = 0; i < N; i++) {
      do_item(&work, i);
      n_mine++;
    }
    close_hand(&work, n_mine);
  }
  double sum = 0;
  for (size_t i = 0; i < N; i++) sum += work.results[i];
  printf("%.0f of %zu, counted %zu\n", sum, atomic_load(&work.n_done), work.n_counted);
  return 0;
}
