/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "allocation/survive.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "allocation/failing_memory.h"
#include "support/assert_close.h"

/* A call that goes on for ever would never have the allocation that is to fail. */
enum { MOST_ALLOCATIONS = 100000 };

typedef struct trial {
  memory_attempt *attempt;
  const void *context;
  dark_status otherwise;
  memory_need need;
} trial;

/* Make the attempt while allocations first to last fail. What is wrong is written to `fault`, "" when all is well. Returns whether an
   allocation failed. */
static int try_once(char fault[MEMORY_FAULT], const trial *of, size_t first, size_t last) {
  dark_error err = DARK_ERROR_INIT;
  memory_start(first, last);
  const dark_status status = of->attempt(of->context, &err);
  const size_t n_failed = memory_n_failed(), n_left = memory_n_outstanding();
  memory_start(SIZE_MAX, SIZE_MAX);
  const int may_do_without = of->need == MEMORY_SPARED && status == of->otherwise;
  fault[0] = '\0';
  if (status != (n_failed > 0 ? DARK_ENOMEM : of->otherwise) && !may_do_without)
    snprintf(fault, MEMORY_FAULT, "status %d (%.200s) when allocation %zu fails", (int)status, err.message, first);
  else if (status != DARK_OK && (err.status != status || err.message[0] == '\0'))
    snprintf(fault, MEMORY_FAULT, "'%.200s' for status %d when allocation %zu fails", err.message, (int)status, first);
  else if (n_left > 0) snprintf(fault, MEMORY_FAULT, "%zu blocks are lost when allocation %zu fails", n_left, first);
  return n_failed > 0;
}

/* DARK_ALLOCATION_STRIDE: only every so many-th allocation fails, where all of them take too long. */
static size_t stride(void) {
  const char *asked = getenv("DARK_ALLOCATION_STRIDE");
  const long n = asked == NULL ? 1 : strtol(asked, NULL, 10);
  return n > 1 ? (size_t)n : 1;
}

static void try_all(char fault[MEMORY_FAULT], const trial *of, int one_alone) {
  size_t first = 1;
  while (fault[0] == '\0' && try_once(fault, of, first, one_alone ? first : SIZE_MAX)) {
    first += stride();
    assert_true(first < MOST_ALLOCATIONS);
  }
}

int memory_find_fault(char fault[MEMORY_FAULT], memory_attempt *attempt, const void *context, dark_status otherwise,
                      memory_need need) {
  const trial of = {attempt, context, otherwise, need};
  try_once(fault, &of, SIZE_MAX, SIZE_MAX); /* what is made once in a process (threads, tables of libraries) is made now */
  try_all(fault, &of, 1);
  try_all(fault, &of, 0);
  if (fault[0] == '\0') try_once(fault, &of, SIZE_MAX, SIZE_MAX);
  return fault[0] != '\0';
}

void assert_survives(const char *what, memory_attempt *attempt, const void *context, dark_status otherwise, memory_need need) {
  char fault[MEMORY_FAULT];
  if (memory_find_fault(fault, attempt, context, otherwise, need)) fail_msg("%s: %s", what, fault);
}
