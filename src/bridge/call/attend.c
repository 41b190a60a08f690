/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "base/arguments.h"
#include "base/halt.h"
#include "base/threads.h"
#include "bridge/call/call.h"

/* How often the caller hears, in nanoseconds; and the stack of the thread that works, which some systems make too small. */
enum { PAUSE = 50000000, SECOND = 1000000000, STACK = 8 << 20 };

/* What both threads know: under the lock all but `stop`. */
typedef struct meeting {
  pthread_mutex_t lock;
  pthread_cond_t ended;
  bool is_done;
  char stage[64];
  double share;
  atomic_bool stop;
  dark__work *work;
  void *what;
  int n_threads;
  dark_status status;
  dark_error *err;
} meeting;

/* ---- The thread that works */

static void begin(void *context, const char *stage) {
  meeting *m = context;
  pthread_mutex_lock(&m->lock);
  snprintf(m->stage, sizeof m->stage, "%s", stage);
  m->share = 0;
  pthread_mutex_unlock(&m->lock);
}

static int report(void *context, double share, size_t n_tables) {
  meeting *m = context;
  (void)n_tables;
  pthread_mutex_lock(&m->lock);
  m->share = share;
  pthread_mutex_unlock(&m->lock);
  return atomic_load(&m->stop);
}

static dark_status end(void *context, dark_status status, dark_error *err) {
  meeting *m = context;
  begin(m, "planning");
  if (!atomic_load(&m->stop)) return status;
  return dark__fail(err, DARK_EINTERRUPTED, "interrupted");
}

static bool is_asked_to_stop(void *context) { return atomic_load_explicit(&((meeting *)context)->stop, memory_order_relaxed); }

static void *labour(void *context) {
  meeting *m = context;
  const dark__watcher watcher = {begin, report, end, m};
  dark__halt_heed((dark__halt){is_asked_to_stop, m}); /* to the end of the thread */
  const dark_status status = m->work(m->what, &watcher, m->n_threads, m->err);
  pthread_mutex_lock(&m->lock);
  m->status = status;
  m->is_done = true;
  pthread_cond_signal(&m->ended);
  pthread_mutex_unlock(&m->lock);
  return NULL;
}

/* ---- The thread that called */

/* Whether it has ended, within a pause. */
static bool wait_for_end(meeting *m, char *stage, size_t size, double *share) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += PAUSE;
  until.tv_sec += until.tv_nsec / SECOND;
  until.tv_nsec %= SECOND;
  pthread_mutex_lock(&m->lock);
  if (!m->is_done) pthread_cond_timedwait(&m->ended, &m->lock, &until);
  const bool is_done = m->is_done;
  snprintf(stage, size, "%s", m->stage);
  *share = m->share;
  pthread_mutex_unlock(&m->lock);
  return is_done;
}

static void watch_over(meeting *m, const dark_watch *watch) {
  char stage[sizeof m->stage];
  double share;
  while (!wait_for_end(m, stage, sizeof stage, &share))
    if (watch->progress(watch->context, stage, share) != 0) atomic_store(&m->stop, true);
}

static bool start(pthread_t *thread, meeting *m) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  const bool is_started =
      pthread_attr_setstacksize(&attributes, STACK) == 0 && pthread_create(thread, &attributes, labour, m) == 0;
  pthread_attr_destroy(&attributes);
  return is_started;
}

static dark_status attend(dark__work *work, void *what, const dark_watch *watch, dark_error *err) {
  meeting m = {
      .stage = "planning", .share = (double)NAN, .work = work, .what = what, .n_threads = dark__n_threads(0), .err = err};
  pthread_t thread;
  pthread_mutex_init(&m.lock, NULL);
  pthread_cond_init(&m.ended, NULL);
  if (start(&thread, &m)) {
    watch_over(&m, watch);
    pthread_join(thread, NULL);
  } else {
    m.status = dark__fail(err, DARK_ENOMEM, "no thread can be made");
  }
  pthread_cond_destroy(&m.ended);
  pthread_mutex_destroy(&m.lock);
  if (atomic_load(&m.stop)) return dark__fail(err, DARK_EINTERRUPTED, "interrupted");
  return m.status;
}

dark_status dark__attend(dark__work *work, void *what, const dark_watch *watch, dark_error *err) {
  static const dark__watcher nobody = {NULL, NULL, NULL, NULL};
  dark_status status = watch == NULL ? DARK_OK : dark__version_check(watch->version, DARK_WATCH_VERSION, "dark_watch", err);
  if (status != DARK_OK) return status;
  dark__gsl_enter();
  if (watch == NULL || watch->progress == NULL) status = work(what, &nobody, dark__n_threads(0), err);
  else status = attend(work, what, watch, err);
  dark__gsl_leave();
  return status;
}
