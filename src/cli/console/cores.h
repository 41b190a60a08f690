/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_CORES_H
#define DARK__CLI_CONSOLE_CORES_H

/* While files of people are read their keys are in memory. A process that dies then leaves no core behind, and nobody else who runs as
   the same user may look into it. The library wipes what it held before it returns, whatever happened; then cores are as before, as they
   help to find faults. Only the main thread calls these, in pairs. */

#include <sys/resource.h>

typedef struct dark__cores {
  struct rlimit limit; /* as they were before */
  int is_dumpable;
} dark__cores;

dark__cores dark__cores_forbid(void);
void dark__cores_restore(const dark__cores *before);

#endif
