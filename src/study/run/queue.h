/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_RUN_QUEUE_H
#define DARK__STUDY_RUN_QUEUE_H

/* What is left to do of a shard: blocks of tasks, and tasks whose blocks are all there. One thread at a time may ask. */

#include "study/store/store.h"

typedef struct dark__unit {
  size_t task; /* the first of those that are the same */
  size_t n_blocks;
  unsigned char *has_block; /* [n_blocks] 1: in the store, or somebody is at it */
  size_t next;              /* no block before this one is to be taken */
  size_t n_left;            /* blocks that are not in the store ... */
  size_t n_missing;         /* ... and their replicates */
  bool is_over;             /* nothing is to be taken any more: it failed, or somebody puts the results together */
} dark__unit;

typedef struct dark__queue {
  dark__unit *units; /* [n] */
  size_t n, next;    /* units before `next` were begun */
  unsigned char *blocks;
  size_t *next_same;              /* [n tasks] the next task that is the same, DARK__NONE */
  size_t n_replicates, n_missing; /* of the shard, and those not in the store */
} dark__queue;

/* What a thread does next: a block, or putting the results together when `block` is DARK__NONE. */
typedef struct dark__work {
  dark__unit *unit; /* NULL: nothing */
  size_t block;
} dark__work;

/* dark__queue_clear in any case. Errors of reading the store; DARK_EUSAGE, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__queue_make(dark__queue *queue, const dark_tasks *tasks, dark__store *store, dark__shard shard,
                                             dark_error *err);
void dark__queue_clear(dark__queue *queue);

/* The next block of `mine` (may be NULL), for which the thread has all at hand; else of a unit that nobody has begun; else of the one that has
   most blocks left. */
dark__work dark__queue_take(dark__queue *queue, dark__unit *mine);

/* A block of n replicates is in the store. True when that was the last one, so that the results can be put together. */
bool dark__queue_stored(dark__queue *queue, dark__unit *unit, size_t n);
/* Nothing of the unit is to be taken any more. False when that was so before. */
bool dark__queue_close(dark__queue *queue, dark__unit *unit);

/* Replicates of a block, and its first. */
size_t dark__block_first(size_t block);
size_t dark__block_size(const dark_task *task, size_t block);

#endif
