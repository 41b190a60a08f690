/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console/cores.h"

#include <sys/prctl.h>

dark__cores dark__cores_forbid(void) {
  dark__cores before = {.is_dumpable = prctl(PR_GET_DUMPABLE)};
  if (getrlimit(RLIMIT_CORE, &before.limit) != 0) before.limit = (struct rlimit){0, 0};
  const struct rlimit none = {0, before.limit.rlim_max};
  setrlimit(RLIMIT_CORE, &none);
  /* The limit is not asked where a program takes the cores. */
  prctl(PR_SET_DUMPABLE, 0);
  return before;
}

void dark__cores_restore(const dark__cores *before) {
  setrlimit(RLIMIT_CORE, &before->limit);
  if (before->is_dumpable == 1) prctl(PR_SET_DUMPABLE, 1);
}
