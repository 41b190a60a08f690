/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After fork() a process has the memory of libgomp's pool of threads, but not the threads: the next parallel region of more than one would
   wait for them for ever. It is of no use to know whether this library has used threads, for the pool is the host program's as well. So a
   process that was forked with the library in it stays on one thread, and so do those that it forks; results do not depend on their
   number. exec() begins anew.

   A flag that the handler of fork() puts down holds where a comparison of process ids would not: ids come again, also as those of
   ancestors, and in other namespaces. It is the one variable of the library that changes, once, before the child has a second thread. */
#include "base/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include <omp.h>

#include <darkfigure/replicates.h>

#include "base/error.h"

/* Down until fork() is watched: without that, one thread is what is safe. */
static atomic_bool may_use_threads;

/* Runs in the child, where only what is safe in a signal handler is allowed. */
static void put_down(void) { atomic_store(&may_use_threads, false); }

/* When the library is loaded: a fork before its first use counts as well. */
__attribute__((constructor)) static void watch_forks(void) {
  if (pthread_atfork(NULL, NULL, put_down) == 0) atomic_store(&may_use_threads, true);
}

int dark__n_threads(int asked) {
  if (!atomic_load(&may_use_threads)) return 1;
  return asked > 0 ? asked : omp_get_max_threads();
}

dark_status dark__n_threads_check(int asked, dark_error *err) {
  if (asked >= 0 && asked <= DARK_MAX_THREADS) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "%d threads: a number from 0 to %d is supported", asked, DARK_MAX_THREADS);
}
