/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_STORE_SCHEMA_H
#define DARK__STUDY_STORE_SCHEMA_H

/* The tables of a results store. Whoever changes them gives them another version; docs/manual.md describes them. */

/* "DFGS" */
#define DARK__STORE_APPLICATION 0x44464753
#define DARK__STORE_VERSION 1

#define DARK__STORE_RESULTS                                                                                                \
  "results ("                                                                                                              \
  "task INTEGER NOT NULL, row INTEGER NOT NULL, categories TEXT NOT NULL, estimator TEXT NOT NULL, model TEXT NOT NULL, "  \
  "lists TEXT NOT NULL, observed REAL, excluded REAL, hidden REAL, total REAL, se REAL, level REAL NOT NULL, lower REAL, " \
  "upper REAL, interval TEXT NOT NULL, replicates INTEGER NOT NULL, failed INTEGER NOT NULL, state TEXT NOT NULL, "        \
  "reasons TEXT NOT NULL, PRIMARY KEY (task, row)) STRICT, WITHOUT ROWID;"

#define DARK__STORE_SCHEMA                                                                                                \
  "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"                         \
  "CREATE TABLE tasks ("                                                                                                  \
  "task INTEGER PRIMARY KEY, id TEXT NOT NULL, same_as INTEGER NOT NULL, data TEXT NOT NULL, scenario TEXT NOT NULL, "    \
  "method TEXT NOT NULL, shard INTEGER NOT NULL, replicates INTEGER NOT NULL, blocks INTEGER NOT NULL, "                  \
  "state TEXT NOT NULL CHECK (state IN ('missing', 'done', 'failed')), reason TEXT) STRICT;"                              \
  "CREATE TABLE blocks ("                                                                                                 \
  "task INTEGER NOT NULL, block INTEGER NOT NULL, first INTEGER NOT NULL, n INTEGER NOT NULL, replicates BLOB NOT NULL, " \
  "PRIMARY KEY (task, block)) STRICT;"                                                                                    \
  "CREATE TABLE points (task INTEGER PRIMARY KEY, jackknife BLOB NOT NULL) STRICT;"                                       \
  "CREATE TABLE " DARK__STORE_RESULTS                                                                                     \
  "CREATE VIEW answers AS SELECT data, scenario, method, results.* FROM results JOIN tasks USING (task);"

#endif
