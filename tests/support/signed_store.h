/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_SIGNED_STORE_H
#define DARK_TESTS_SIGNED_STORE_H

/* Other hands at a results store. A failure is a failure of the test. */

/* Do SQL to the store at `path`, as any program could: checksums become wrong. */
void change_store(const char *path, const char *statements);
/* The same, and put the checksums of all rows right; not those of replicates, nor counts. */
void change_and_sign(const char *path, const char *statements);

/* SQL: all tasks are still to be put together from what blocks there are. */
#define NOTHING_IS_DONE "DELETE FROM results; UPDATE tasks SET state = 'missing', n_rows = 0"

#endif
