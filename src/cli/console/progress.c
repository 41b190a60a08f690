/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console/progress.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/console/clock.h"
#include "cli/console/interrupt.h"

/* Seconds between two drawings. */
static const double TERMINAL_PAUSE = 1.0 / 6, LINES_PAUSE = 1;

void dark__progress_start(dark__progress *progress, dark__progress_when when, bool is_quiet, const char *label) {
  const bool is_terminal = isatty(STDERR_FILENO) == 1;
  const bool is_shown = when == DARK__PROGRESS_ALWAYS || (when == DARK__PROGRESS_AUTO && is_terminal && !is_quiet);
  const double now = dark__seconds();
  *progress = (dark__progress){.is_shown = is_shown, .is_terminal = is_terminal, .label = label, .started = now, .drawn = now};
}

/* "1:02:03" or "2:03". */
static void write_time(char *text, size_t size, double seconds) {
  if (!(seconds < 360000)) {
    snprintf(text, size, "many hours");
    return;
  }
  const unsigned whole = (unsigned)ceil(seconds);
  if (whole < 3600) snprintf(text, size, "%u:%02u", whole / 60, whole % 60);
  else snprintf(text, size, "%u:%02u:%02u", whole / 3600, whole / 60 % 60, whole % 60);
}

static void draw(dark__progress *progress, double share, size_t n_tables, double now) {
  char left[32] = "", line[160];
  const double elapsed = now - progress->started;
  if (share > 0) write_time(left, sizeof left, elapsed * (1 - share) / share);
  int width = snprintf(line, sizeof line, "%s: %3.0f%%  %.*f tables/s  %s%s", progress->label, floor(100 * share),
                       elapsed > 0 && (double)n_tables < 10 * elapsed ? 1 : 0, elapsed > 0 ? (double)n_tables / elapsed : 0.0,
                       left, share > 0 ? " left" : "");
  if (width < 0) width = 0;
  if (progress->is_terminal) {
    const int n_over = (int)progress->width > width ? (int)progress->width - width : 0;
    fprintf(stderr, "\rdarkfigure: %s%*s", line, n_over, "");
    fflush(stderr);
  } else {
    fprintf(stderr, "darkfigure: %s\n", line);
  }
  progress->width = (size_t)width;
  progress->drawn = now;
  progress->is_drawn = true;
}

int dark__progress_report(void *context, double share, size_t n_tables) {
  dark__progress *progress = context;
  if (progress->is_shown) {
    const double now = dark__seconds(), pause = progress->is_terminal ? TERMINAL_PAUSE : LINES_PAUSE;
    const bool is_complete = !progress->is_terminal && share >= 1;
    if (now - progress->drawn >= pause || is_complete) draw(progress, share > 1 ? 1 : share, n_tables, now);
  }
  return dark__interrupt_asked() ? 1 : 0;
}

void dark__progress_end(dark__progress *progress) {
  if (!progress->is_drawn || !progress->is_terminal) return;
  fprintf(stderr, "\r%*s\r", (int)(progress->width + strlen("darkfigure: ")), "");
  fflush(stderr);
}
