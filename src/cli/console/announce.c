/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console/announce.h"

#include <math.h>
#include <stdio.h>

#include "cli/console/complain.h"

bool dark__is_long(double seconds) { return seconds > 30; }

/* "50 seconds", "7 minutes", "3 hours", in round numbers: the estimate is no better. */
static void write_duration(char *text, size_t size, double seconds) {
  if (seconds < 90) snprintf(text, size, "%.0f seconds", 10 * ceil(seconds / 10));
  else if (seconds < 5400) snprintf(text, size, "%.0f minutes", ceil(seconds / 60));
  else if (seconds < 172800) snprintf(text, size, "%.0f hours", ceil(seconds / 3600));
  else snprintf(text, size, "%.0f days", ceil(seconds / 86400));
}

void dark__announce(double seconds, const char *what, const char *quicker) {
  char duration[32];
  if (!dark__is_long(seconds)) return;
  write_duration(duration, sizeof duration, seconds);
  dark__note("this will take about %s (%s); %s", duration, what, quicker);
}
