/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <pthread.h>

#include "bridge/call/call.h"

/* GSL's handler is one for the whole process, and so is what is remembered of it. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static size_t n_within;
static gsl_error_handler_t *found;

void dark__gsl_enter(void) {
  pthread_mutex_lock(&lock);
  if (n_within++ == 0) found = gsl_set_error_handler_off();
  pthread_mutex_unlock(&lock);
}

void dark__gsl_leave(void) {
  pthread_mutex_lock(&lock);
  if (--n_within == 0) gsl_set_error_handler(found);
  pthread_mutex_unlock(&lock);
}
