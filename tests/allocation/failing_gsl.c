/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In place of every allocator of GSL that the library calls: gsl_allocators.def, made from the library (build-aux/safety.mk), has a line
   TAKES(gsl_foo_alloc) or RETURNS(gsl_foo_free) for each. Their arguments are passed on unseen: whole numbers, pointers and doubles
   travel in registers of their own, as many as a function has. */

#include "allocation/failing_memory.h"

#define PARAMETERS long a, long b, long c, long d, long e, long f, double g, double h

#define TAKES(name)                                      \
  void *__real_##name(PARAMETERS);                       \
  void *__wrap_##name(PARAMETERS);                       \
  void *__wrap_##name(PARAMETERS) {                      \
    if (memory_refuses()) return NULL;                   \
    void *block = __real_##name(a, b, c, d, e, f, g, h); \
    memory_was_taken(block);                             \
    return block;                                        \
  }

#define RETURNS(name)               \
  void __real_##name(void *block);  \
  void __wrap_##name(void *block);  \
  void __wrap_##name(void *block) { \
    memory_is_given_back(block);    \
    __real_##name(block);           \
  }

/* Whoever reads the code without building it has none. */
#if __has_include("gsl_allocators.def")
#include "gsl_allocators.def"
#endif

typedef int there_may_be_none;
