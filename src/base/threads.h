/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_THREADS_H
#define DARK__BASE_THREADS_H

#include <darkfigure/status.h>

/* How many threads: the one place that decides. Every `omp parallel` says num_threads(dark__n_threads(...)), or a number that it gave. */

/* As many as asked for, or, for 0, as OpenMP says; 1 in a process that was forked. At least 1. Any thread. */
int dark__n_threads(int asked);

/* What may be asked for: 0 to DARK_MAX_THREADS. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__n_threads_check(int asked, dark_error *err);

#endif
