/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_CONTRACT_CONTRACT_H
#define DARK_TESTS_CONTRACT_CONTRACT_H

/* Every public function, called with every argument wrong. For each there is a check, which says of each argument that the headers declare
   what comes of it; test_contract.c fails where a function or an argument has none. */

#include <darkfigure.h>

#include "support/assert_close.h"

/* A function and its check. */
typedef struct contract {
  const char *function;
  void (*check)(void);
} contract;

#define CONTRACT(name) \
  { #name, check_##name }
#define NO_CONTRACT \
  { NULL, NULL }

/* One array for each room, which NO_CONTRACT ends. */
extern const contract word_contracts[], table_contracts[], population_contracts[], plan_contracts[], replicates_contracts[],
    result_contracts[], report_contracts[], study_contracts[], bridge_contracts[];

/* ---- Within a check */

/* The error to hand over: NULL every other time that a macro makes its call. */
#define ERR (contract_err())

/* The call says DARK_EUSAGE (or another status), with and without an error to fill in, and the message has those words, by which its reader
   knows the argument: its name where it is NULL. */
#define REFUSES(argument, call) REFUSES_AS(argument, DARK_EUSAGE, argument, call)
#define REFUSES_FOR(argument, words, call) REFUSES_AS(argument, DARK_EUSAGE, words, call)
#define REFUSES_AS(argument, status, words, call)                                 \
  do {                                                                            \
    contract_begin(0);                                                            \
    contract_refuses(argument, status, NULL, (call), #call, __FILE__, __LINE__);  \
    contract_begin(1);                                                            \
    contract_refuses(argument, status, words, (call), #call, __FILE__, __LINE__); \
  } while (0)

/* The same of what makes something: `out`, which pointed elsewhere, is NULL then. */
#define REFUSES_OUT(argument, out, call) REFUSES_OUT_FOR(argument, argument, out, call)
#define REFUSES_OUT_FOR(argument, words, out, call) \
  do {                                              \
    (out) = (void *)elsewhere;                      \
    REFUSES_FOR(argument, words, call);             \
    assert_null(out);                               \
  } while (0)

/* A wrong argument of a function without a status: what it answers then. */
#define ANSWERS(argument, condition) \
  do {                               \
    contract_tried(argument);        \
    assert_true(condition);          \
  } while (0)

/* No value of the argument is wrong; the reason is a comment. NULL is one of them where it is a pointer, and is tried. */
#define TAKES(argument) contract_tried(argument)

/* Versions of a public struct, the last argument of `call` reading `version`. */
#define REFUSES_VERSIONS(argument, version, current, type, call)                         \
  do {                                                                                   \
    const int versions[] = {0, (current) + 1, 99, -1};                                   \
    for (size_t v = 0; v < sizeof versions / sizeof versions[0]; v++) {                  \
      (version) = versions[v];                                                           \
      REFUSES_FOR(argument, contract_version_message(type, versions[v], current), call); \
    }                                                                                    \
    (version) = (current);                                                               \
  } while (0)

extern const char elsewhere[1];

dark_error *contract_err(void);
void contract_begin(int has_err);
void contract_refuses(const char *argument, dark_status expected, const char *words, dark_status status, const char *call,
                      const char *file, int line);
void contract_tried(const char *argument);
/* Of a watch: goes on. */
int contract_hear(void *context, const char *stage, double share);
const char *contract_version_message(const char *type, int version, int current);

/* Run a check of a function with these arguments, separated by blanks; fails when one was not tried. */
void contract_run(const contract *what, const char *arguments);

#endif
