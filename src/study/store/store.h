/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_STORE_STORE_H
#define DARK__STUDY_STORE_STORE_H

/* The results store of a study: one SQLite file with the tasks, their replicates block by block, and their results. docs/manual.md has its
   tables ("Results store"). What is committed survives the death of any process; several processes may write to one store, and
   several threads of one when they take turns. Tasks are counted from 0 here and from 1 in the file. */

#include <darkfigure/result.h>

#include "study/store/blob.h"
#include "study/store/sql.h"
#include "study/tasks/tasks.h"

/* Replicates in a block: what a killed process loses at most, for each of its threads. */
enum { DARK__BLOCK = 500 };

/* Part `number` of `count` of a study, from 1; 1 of 1 is the whole. */
typedef struct dark__shard {
  size_t number, count;
} dark__shard;

typedef struct dark__store {
  dark__sql sql;
} dark__store;

/* Open the store for writing: continue what is there, or begin a new one, with what the umask leaves as its mode. Links are followed.
   dark__store_close in any case.
   Errors: DARK_EDATA (another kind of file, which is left as it is; damage), DARK_EUSAGE (a store of another study, shard, program or machine, with
   what differs), DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__store_open(dark__store *store, const char *path, const dark_tasks *tasks, dark__shard shard,
                                             dark_error *err);
/* A new one that no file has, gone when it is closed. DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__store_open_in_memory(dark__store *store, const dark_tasks *tasks, dark__shard shard,
                                                       dark_error *err);
/* Before many small transactions: make them fast where the file system allows it. */
DARK_MUST_CHECK dark_status dark__store_start(const dark__store *store, dark_error *err);
/* Open a store that is there for reading, as it is at this moment, verified; `tasks` (may be NULL) are those that it should hold, of whatever
   shard. Errors: as of dark__store_open. */
DARK_MUST_CHECK dark_status dark__store_read(dark__store *store, const char *path, const dark_tasks *tasks, dark_error *err);
/* Leaves one file that can be read from anywhere, unless another process is at work. */
void dark__store_close(dark__store *store);

/* Whether it has tables. */
DARK_MUST_CHECK dark_status dark__store_is_begun(bool *is_begun, const dark__store *store, dark_error *err);

/* ---- store/verify.c: is it what was written? Within a transaction. DARK_EDATA, with the place. */

/* All rows, but not the bytes of replicates, which are verified when they are read. From now on rows can be written. */
DARK_MUST_CHECK dark_status dark__store_verify(const dark__store *store, dark_error *err);
/* The bytes as well, and the pages of the file. After dark__store_verify. */
DARK_MUST_CHECK dark_status dark__store_verify_bytes(const dark__store *store, dark_error *err);
/* DARK_EDATA: the store is damaged, at a task or (DARK__NONE) as a whole. */
dark_status dark__store_fail_damaged(const dark__store *store, size_t task, const char *what, dark_error *err);

/* ---- store/meta.c: what the store is of */

/* Create tables in a database without any. Within a transaction. From now on rows can be written. */
DARK_MUST_CHECK dark_status dark__store_create(dark__store *store, const dark_tasks *tasks, dark__shard shard, dark_error *err);
/* The same with the tasks of another store, of which none is done, as the one shard of the whole study. */
DARK_MUST_CHECK dark_status dark__store_create_like(dark__store *store, const dark__store *other, dark_error *err);
/* Make of a shard's store one of the whole study. Within a transaction. */
DARK_MUST_CHECK dark_status dark__store_make_whole(const dark__store *store, dark_error *err);
/* DARK_EUSAGE when the store is not of these tasks made by this program on this machine. */
DARK_MUST_CHECK dark_status dark__store_check(const dark__store *store, const dark_tasks *tasks, dark_error *err);
/* DARK_EUSAGE when two stores are not of the same. */
DARK_MUST_CHECK dark_status dark__store_compare(const dark__store *store, const dark__store *other, dark_error *err);
/* Text under a key of `meta` into value [size]; "" when there is none. */
DARK_MUST_CHECK dark_status dark__store_meta(char *value, size_t size, const dark__store *store, const char *key,
                                             dark_error *err);
DARK_MUST_CHECK dark_status dark__store_shard(dark__shard *shard, const dark__store *store, dark_error *err);

/* ---- store/blocks.c: replicates */

/* Call `see` for each block that is stored; `state` of tasks likewise ('m'issing, 'd'one or 'f'ailed). */
DARK_MUST_CHECK dark_status dark__store_each_block(dark__store *store, void (*see)(void *context, size_t task, size_t block),
                                                   void *context, dark_error *err);
DARK_MUST_CHECK dark_status dark__store_each_state(dark__store *store, void (*see)(void *context, size_t task, char state),
                                                   void *context, dark_error *err);
DARK_MUST_CHECK dark_status dark__store_has_block(bool *has, dark__store *store, size_t task, size_t block, dark_error *err);

/* Commit a block; with it, when it is not empty, the jackknife. One that is there already stays. */
typedef struct dark__stored_block {
  size_t task, block, first, n;
  dark__blob replicates, jackknife;
} dark__stored_block;
DARK_MUST_CHECK dark_status dark__store_put_block(dark__store *store, const dark__stored_block *block, dark_error *err);

/* Fill replicates 0 .. whole's number - 1 and the jackknife of a task. DARK_EDATA: damaged, or a block is missing. */
DARK_MUST_CHECK dark_status dark__store_get_replicates(dark_replicates *whole, dark__store *store, size_t task, dark_error *err);

/* ---- store/results.c: results. Together in one transaction, with all tasks that are the same as the first. */

DARK_MUST_CHECK dark_status dark__store_begin(dark__store *store, dark_error *err);
DARK_MUST_CHECK dark_status dark__store_end(dark__store *store, dark_status status, dark_error *err);
/* Rows of a task, in place of any that are there. */
DARK_MUST_CHECK dark_status dark__store_put_results(dark__store *store, size_t task, const dark_results *results,
                                                    dark_error *err);
DARK_MUST_CHECK dark_status dark__store_set_done(dark__store *store, size_t task, dark_error *err);
DARK_MUST_CHECK dark_status dark__store_set_failed(dark__store *store, size_t task, const char *reason, dark_error *err);
/* From now on results are put beside the store and read from there, until it is closed; there are none to begin with. */
DARK_MUST_CHECK dark_status dark__store_set_aside(dark__store *store, dark_error *err);

/* A row of results with the names of its task; or a task that failed, with its reason and without numbers (NaN). Borrowed during the call. */
typedef struct dark__answer {
  size_t task, row;
  const char *id, *data, *scenario, *method;
  const char *failure;    /* NULL: none */
  const char *categories; /* JSON: {"form": "labour"} */
  const char *estimator, *model, *lists, *interval, *state, *reasons;
  double observed, excluded, hidden, total, se, level, lower, upper;
  size_t n_replicates, n_failed;
  dark_shrunken shrunken; /* of a method that pools */
} dark__answer;
/* In the order of tasks; `see` may fail. */
DARK_MUST_CHECK dark_status dark__store_each_answer(dark__store *store,
                                                    dark_status (*see)(void *context, const dark__answer *answer,
                                                                       dark_error *err),
                                                    void *context, dark_error *err);

/* How far the tasks of the store's shard are. */
typedef struct dark__progress_of_task {
  size_t task;
  const char *data, *scenario, *method, *reason;
  char state;
  size_t n_replicates, n_stored;
} dark__progress_of_task;
DARK_MUST_CHECK dark_status dark__store_each_task(dark__store *store,
                                                  dark_status (*see)(void *context, const dark__progress_of_task *task,
                                                                     dark_error *err),
                                                  void *context, dark_error *err);

/* ---- store/merge.c */

/* Put what the stores at paths [n] hold together into the one at `path`, in one transaction: all of it or nothing; what is there already is
   kept. All must be of one study. The store may be one that a killed process left, or one that is being written. A new one is made with the
   mode that all stores have in common, as far as the umask leaves it, and is gone again when the merge fails. *n_missing = tasks that none of
   them has finished.
   Errors: as of dark__store_open; DARK_EDATA when two stores contradict each other. */
DARK_MUST_CHECK dark_status dark__store_merge(size_t *n_missing, const char *path, const char *const *paths, size_t n,
                                              dark_error *err);

#endif
