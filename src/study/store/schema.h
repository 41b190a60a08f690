/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_STORE_SCHEMA_H
#define DARK__STUDY_STORE_SCHEMA_H

/* The tables of a results store. Whoever changes them gives them another version; docs/manual.md describes them. */

/* "DFGS" */
#define DARK__STORE_APPLICATION 0x44464753
#define DARK__STORE_VERSION 3

/* The facts of a row, all under its checksum (checksum.h). The bytes of blocks and points have one of their own (blob.h), which is `digest`. */
#define DARK__META_FACTS "key, value"
#define DARK__TASK_FACTS "task, id, same_as, data, scenario, method, shard, replicates, blocks, state, reason, n_rows"
#define DARK__BLOCK_FACTS "task, block, first, n, digest"
#define DARK__POINT_FACTS "task, digest"
#define DARK__RESULT_FACTS                                                                                                 \
  "task, row, categories, estimator, model, lists, observed, excluded, hidden, total, se, level, lower, upper, interval, " \
  "replicates, failed, state, reasons, shrunken, shrunken_lower, shrunken_upper"

/* The checksum that a row of a table should have, from its columns or from other values; checksum.h has the function. */
#define DARK__CHECKSUM(table, facts) "row_checksum('" table "', " facts ")"

#define DARK__STORE_META \
  "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT, WITHOUT ROWID"
#define DARK__STORE_TASKS                                                                                              \
  "CREATE TABLE tasks ("                                                                                               \
  "task INTEGER PRIMARY KEY, id TEXT NOT NULL, same_as INTEGER NOT NULL, data TEXT NOT NULL, scenario TEXT NOT NULL, " \
  "method TEXT NOT NULL, shard INTEGER NOT NULL, replicates INTEGER NOT NULL, blocks INTEGER NOT NULL, "               \
  "state TEXT NOT NULL CHECK (state IN ('missing', 'done', 'failed')), reason TEXT, n_rows INTEGER NOT NULL, "         \
  "checksum BLOB NOT NULL) STRICT"
/* What is looked at often stands before what is long. */
#define DARK__STORE_BLOCKS                                                                                            \
  "CREATE TABLE blocks ("                                                                                             \
  "task INTEGER NOT NULL, block INTEGER NOT NULL, first INTEGER NOT NULL, n INTEGER NOT NULL, digest BLOB NOT NULL, " \
  "checksum BLOB NOT NULL, replicates BLOB NOT NULL, PRIMARY KEY (task, block)) STRICT"
#define DARK__STORE_POINTS \
  "CREATE TABLE points ("  \
  "task INTEGER PRIMARY KEY, digest BLOB NOT NULL, checksum BLOB NOT NULL, jackknife BLOB NOT NULL) STRICT"
#define DARK__RESULT_COLUMNS                                                                                                    \
  "results ("                                                                                                                   \
  "task INTEGER NOT NULL, row INTEGER NOT NULL, categories TEXT NOT NULL, estimator TEXT NOT NULL, model TEXT NOT NULL, "       \
  "lists TEXT NOT NULL, observed REAL, excluded REAL, hidden REAL, total REAL, se REAL, level REAL NOT NULL, lower REAL, "      \
  "upper REAL, interval TEXT NOT NULL, replicates INTEGER NOT NULL, failed INTEGER NOT NULL, state TEXT NOT NULL, "             \
  "reasons TEXT NOT NULL, shrunken REAL, shrunken_lower REAL, shrunken_upper REAL, checksum BLOB NOT NULL, PRIMARY KEY (task, " \
  "row)) STRICT, WITHOUT ROWID"
#define DARK__STORE_RESULTS "CREATE TABLE " DARK__RESULT_COLUMNS
#define DARK__STORE_ANSWERS \
  "CREATE VIEW answers AS SELECT data, scenario, method, " DARK__ANSWER_COLUMNS " FROM results AS r JOIN tasks USING (task)"
/* The checksum is no answer. */
#define DARK__ANSWER_COLUMNS                                                                                             \
  "task, r.row, r.categories, r.estimator, r.model, r.lists, r.observed, r.excluded, r.hidden, r.total, r.se, r.level, " \
  "r.lower, r.upper, r.interval, r.replicates, r.failed, r.state, r.reasons, "                                           \
  "r.shrunken, r.shrunken_lower, r.shrunken_upper"

/* In the order in which they are made. */
#define DARK__STORE_SCHEMA \
  { DARK__STORE_META, DARK__STORE_TASKS, DARK__STORE_BLOCKS, DARK__STORE_POINTS, DARK__STORE_RESULTS, DARK__STORE_ANSWERS }

#endif
