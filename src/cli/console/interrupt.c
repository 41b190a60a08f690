/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "cli/console/complain.h"

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

static volatile sig_atomic_t is_held, is_asked, is_patient;

/* Seconds that a remembered request waits for its answer: a single table with many lists may take longer than that. */
enum { PATIENCE = 1 };

/* Only what is safe in a signal handler. */
static void stop(int number) {
  static const char message[] = "darkfigure: interrupted\n";
  if (is_held && !is_asked && number != SIGALRM) {
    is_asked = 1;
    if (!is_patient) alarm(PATIENCE);
    return;
  }
  if (write(STDERR_FILENO, message, sizeof message - 1) < 0) _exit(DARK__EXIT_INTERRUPTED);
  _exit(DARK__EXIT_INTERRUPTED);
}

void dark__interrupt_listen(void) {
  struct sigaction action = {.sa_handler = stop, .sa_flags = SA_RESTART}, before;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
    sigaction(signals[i], &action, &before);
    /* What nohup asks for is kept. Shells let their background jobs ignore interrupts, yet a job that is sent one should stop. */
    if (signals[i] != SIGINT && before.sa_handler == SIG_IGN) sigaction(signals[i], &before, NULL);
  }
  sigaction(SIGALRM, &action, NULL);
  /* A file that grows over the user's limit is a write that fails, like one on a full disk. */
  signal(SIGXFSZ, SIG_IGN);
}

void dark__interrupt_hold(void) { is_held = 1; }

void dark__interrupt_hold_patiently(void) {
  is_patient = 1;
  is_held = 1;
}

void dark__interrupt_release(void) {
  alarm(0);
  is_patient = 0;
  is_held = 0;
}

bool dark__interrupt_asked(void) { return is_asked != 0; }
