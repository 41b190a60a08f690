/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_TABLE_H
#define DARKFIGURE_TABLE_H

/* A table is an immutable array of records: for each stratum (combination of the categories asked for) the occupied capture
   histories with their counts. Lists are sorted by name, so the order of columns never matters; records are sorted by stratum and
   history, so the order of rows never matters. A table may be shared by any number of threads. */

#include <stdint.h>

#include <darkfigure/status.h>

DARK_PUBLIC_BEGIN

/* Most lists a table can have after merging and dropping. */
#define DARK_MAX_TABLE_LISTS 64
/* Most lists of what looks at every combination of lists, of which there are 2^lists. Estimators in closed form take the lists of any table
   (dark_estimator_max_lists); whatever else there is takes so many. */
#define DARK_MAX_LISTS 16
/* Most people one table may count: what the binomial draws of GSL take. */
#define DARK_MAX_COUNT 4294967295u
/* Most combinations of categories. */
#define DARK_MAX_STRATA 10000

typedef struct dark_table dark_table;

/* What to do when linked files contradict each other: see link.h. */
typedef enum dark_conflict { DARK_CONFLICT_STOP, DARK_CONFLICT_FIRST, DARK_CONFLICT_MISSING } dark_conflict;

/* People of whom a category of the table is not known, when it is estimated (dark_settings.missing). */
typedef enum dark_missing {
  DARK_MISSING_USUAL, /* as the method does by itself: `joint` by the model, others as a category */
  DARK_MISSING_MODEL, /* they are in the strata that agree with what is known, as the model says: the EM algorithm, missing at random */
  DARK_MISSING_CATEGORY, /* "(missing)" is a category like others */
  DARK_MISSING_DROP      /* they are left out: biased, for what is missing mostly depends on the lists */
} dark_missing;

/* How to read a file. Strings are borrowed for the duration of the call. An array may be NULL when its length is 0. */
typedef struct dark_read_options {
  int version;              /* DARK_READ_OPTIONS_INIT sets it */
  const char *const *lists; /* [n_lists] names of list columns; none: the columns all of whose values are 0 or 1 (or words such
                                     as true and false, yes and no) and that no other option names */
  size_t n_lists;
  const char
      *count; /* name of the count column; NULL: one called count, freq, frequency or n, in any case, else a row is a person */
  const char *const *by; /* [n_by] category columns whose combinations are the strata */
  size_t n_by;
  const char *const *where; /* [n_where] "COLUMN=VALUE": or within a column, and across columns */
  size_t n_where;
  const char *const *ignore; /* [n_ignore] columns not to look at */
  size_t n_ignore;
  const char *const *drop_lists; /* [n_drop_lists] list columns to leave out */
  size_t n_drop_lists;
  const char *const
      *absorbing; /* [n_absorbing] list columns to which the others refer people: left out too, and a note says so */
  size_t n_absorbing;
  const char *const *merge_lists; /* [n_merge_lists] "NEW=A+B[+C...]": a person is on NEW when on any of them */
  size_t n_merge_lists;
  const char *const *expect; /* [n_expect] "COLUMN=VALUE[,VALUE...]": values of a `by` column that must appear */
  size_t n_expect;
  char delimiter;                /* 0: detected from the header among comma, semicolon and tab */
  int drop_unlisted;             /* leave out records that are on no list (they are refused otherwise) */
  dark_conflict conflict;        /* for dark_table_link_csv and long_key only */
  const char *count_of_captures; /* column that says how often a person was captured: one-list data (captures.h); NULL: lists */
  const char *const *covariates; /* [n_covariates] of one-list data */
  size_t n_covariates;
  const char *const *yes; /* [n_yes] words for being on a list, in any letter case; none, nor of `no`: those that are usual */
  size_t n_yes;
  const char *const *no; /* [n_no] words for not being on it; "" is a blank */
  size_t n_no;
  const char *history; /* column of histories such as "010011", of equal length: each character is a list; NULL: none */
  unsigned
      occasions; /* with count_of_captures: on so many occasions a person could be captured; without it: that is the number of lists, of
                         which only on how many each person is shall count, and the table is one of captures (captures.h). 0: not given */
  int force_count;       /* count by a column that looks like numbers of cases, or of lists, all the same */
  const char *encoding;  /* of CSV files, as iconv calls it; NULL: UTF-8, or UTF-16 where a byte order mark says so */
  const char *date;      /* column of dates; NULL: none. `by` and `where` may then name "year(COLUMN)", its years */
  const char *period;    /* with date: "2017-01-01..2017-12-31": rows of other days, or without one, are left out; NULL: of all */
  const char *date_form; /* with date: "d/m/y" or "m/d/y"; NULL: as the dates of the column show, where it matters */
  const char *
      long_key; /* column of pseudonyms, for dark_table_read_csv: the file is in the long form, a row for each time that somebody was
                           seen; NULL: it is not */
  char thousands;         /* what sets thousands apart in counts: ',', '.', ' ' or an apostrophe; 0: nothing does */
  const char *long_list;  /* column that says on which list that was; NULL: with long_key and count_of_captures only */
  const char *suppressed; /* "1-4": between which numbers counts are that are but marked as suppressed (suppression.h); from 0 on
                             also those of combinations of lists that no row has; NULL: not given */
  const uint64_t *suppressed_total; /* what all suppressed counts that are read add up to; NULL: not known */
  /* What will be done with people of whom a category is not known, in `by`: a note says it. Nothing else changes; USUAL is read as CATEGORY. */
  dark_missing missing;
} dark_read_options;

/* The current version; this one and all before it, from 1, are accepted. */
#define DARK_READ_OPTIONS_VERSION 1
#define DARK_READ_OPTIONS_INIT \
  { .version = DARK_READ_OPTIONS_VERSION }

/* Read one CSV file (path "-": standard input) of person rows or counts.

   A count may be suppressed: "<5", "1-4", or with `suppressed` "s", "c" or "*" (suppression.h).
   Accepted: a first line "sep=;", empty columns without a name, empty rows, a first column without a name, which is not looked at;
   a byte order mark, CRLF or CR line ends, a missing last newline, quoted fields. Duplicate histories are added up.
   An all-zero history whose count is empty or NA is the unknown cell and left out. A list that caught nobody in the whole table is
   dropped. People who are on dropped lists only are left out. Each such event becomes a note (dark_table_note).
   On success *out owns the table (dark_table_free); on failure *out is NULL.
   What is a list is decided by all rows, never by their order. A column that no option names and that is a list but for a value or some
   blanks in the way is refused, and so is one that may be a property of people: it is called so, or is 1 for everybody. Memory does not
   grow with the rows, but with their different combinations.
   With long_key rows with the same key are one person, who is on each list that long_list names in any of them, however often; at most
   DARK_MAX_LIST_FILES lists, those of `lists` if it names any, and rows about others are left out. Their order is that of `lists`, else
   that of their names, numbers in them by size. With count_of_captures, which then is only a name, the rows of a person are counted
   instead. Values, conditions and `conflict` are as in dark_table_link_csv, and so are keys: no message shows one, and memory grows
   with them. `conflict` says nothing of rows that repeat a key.
   options NULL: the defaults. When nobody is left all lists are kept; `by` without any value seen or expected gives no strata.
   Errors: DARK_EUSAGE (unknown column, contradictory options, options of another version or with texts that are NULL, too many strata),
   DARK_EDATA ("file:line:field: a six-digit number is not ...": the place and the kind of what stands there, never the value, which may be
   somebody's; field counts from 1; also more than DARK_MAX_TABLE_LISTS lists with people), DARK_EIO, DARK_ENOMEM. Allocates; may be called from several threads on
   different files. */
DARK_MUST_CHECK dark_status dark_table_read_csv(dark_table **out, const char *path, const dark_read_options *options,
                                                dark_error *err);

/* Make a table of one stratum from arrays.
   names [n_lists]: list names in the user's order, distinct, not empty, at most 32, which dark_table_new_like goes beyond. histories [n]: bit i
   set = caught by names[i]; 0 is refused.
   counts [n]: people, whole numbers. Equal histories are added up, zero counts left out, lists that caught nobody kept.
   Errors: DARK_EUSAGE, DARK_ENOMEM, DARK_ELIMIT (also above DARK_MAX_COUNT people). Copies everything. */
DARK_MUST_CHECK dark_status dark_table_new(dark_table **out, const char *const *names, size_t n_lists, const uint32_t *histories,
                                           const double *counts, size_t n, dark_error *err);

/* A category and its values, for dark_table_new_empty. */
typedef struct dark_category {
  const char *name;
  const char *const *levels; /* [n_levels] distinct, not empty, in any order */
  size_t n_levels;
} dark_category;

/* Make a table without people: lists [n_lists] as for dark_table_new, categories [n_categories] with distinct names, and all
   combinations of their levels as strata (one stratum without categories).
   Errors: DARK_EUSAGE (names and levels that are empty, repeated or not UTF-8; a level "(all)"), DARK_ELIMIT (more than
   DARK_MAX_TABLE_LISTS lists or DARK_MAX_STRATA strata), DARK_ENOMEM. Copies everything. */
DARK_MUST_CHECK dark_status dark_table_new_empty(dark_table **out, const char *const *lists, size_t n_lists,
                                                 const dark_category *categories, size_t n_categories, dark_error *err);

/* People of one stratum and history. */
typedef struct dark_cell {
  size_t stratum;
  uint64_t history; /* bit l = list l of the table, sorted by name */
  double count;
} dark_cell;

/* Make a table with the lists, categories and strata of `like` and the people of cells [n]; those of `like` are not copied. Equal cells
   are added up, zero counts left out, lists that caught nobody kept.
   Errors: DARK_EUSAGE (a stratum or list that `like` does not have, history 0, a count that is no whole number), DARK_ELIMIT (more than
   DARK_MAX_COUNT people), DARK_ENOMEM. Copies everything. */
DARK_MUST_CHECK dark_status dark_table_new_like(dark_table **out, const dark_table *like, const dark_cell *cells, size_t n,
                                                dark_error *err);

/* NULL is allowed. */
void dark_table_free(dark_table *table);

/* Of everything below: NULL, NaN, 0 or SIZE_MAX (positions and levels) where there is no such table, list, category, level, stratum or
   note. Any thread. */

/* Lists, sorted by name. `position` is the 0-based place of the list in the input's column order among the lists used: digits in
   model names refer to it. A merged list stands where its first member stood. */
size_t dark_table_n_lists(const dark_table *table);
const char *dark_table_list_name(const dark_table *table, size_t list);
size_t dark_table_list_position(const dark_table *table, size_t list);

/* Lists of the input after merging and dropping, also those that caught nobody in the whole table and are no lists of it; and the 0-based
   place of a list among all of them in the input's column order. Where lists are alike, as occasions of capture are, an empty one says
   something about the chance of being caught. */
size_t dark_table_n_occasions(const dark_table *table);
size_t dark_table_list_occasion(const dark_table *table, size_t list);

/* Category columns asked for by `by`, in that order, and the strata: the full cross of their levels (sorted by value), also the
   combinations in which nobody was recorded. A table without `by` has one stratum and no categories. */
size_t dark_table_n_categories(const dark_table *table);
const char *dark_table_category_name(const dark_table *table, size_t category);
size_t dark_table_n_levels(const dark_table *table, size_t category);
const char *dark_table_level_name(const dark_table *table, size_t category, size_t level);
size_t dark_table_n_strata(const dark_table *table);
size_t dark_table_stratum_level(const dark_table *table, size_t stratum, size_t category);

/* Records of one stratum, sorted by history: bit l of a history is list l in sorted order; count > 0, or where it stands for a suppressed
   one (suppression.h) 0 too. */
typedef struct dark_record {
  uint64_t history;
  double count;
} dark_record;

/* [*n_records] records of a stratum, owned by the table; *n_records may be 0. Without a place for n_records the answer is NULL. */
const dark_record *dark_table_records(const dark_table *table, size_t stratum, size_t *n_records);
/* People observed in a stratum, and in the whole table. */
double dark_table_n_observed(const dark_table *table, size_t stratum);
double dark_table_n_people(const dark_table *table);

/* What a careful reader of the input wants to know, in words ("3 rows repeat a history; their counts were added up"). */
size_t dark_table_n_notes(const dark_table *table);
const char *dark_table_note(const dark_table *table, size_t note);
/* Whether a note says that what was read may be something else than lists, and so belongs beside the estimate. */
int dark_table_note_is_warning(const dark_table *table, size_t note);

/* Path as given and lower-case hexadecimal SHA-256 of the bytes read; empty strings for a table made from arrays, or from several
   files: dark_table_link has theirs. */
const char *dark_table_path(const dark_table *table);
const char *dark_table_sha256(const dark_table *table);

/* Whether each row of the input was one person: of files that were linked, and of one without a column of counts. The hash of such a
   file must not leave the house: a row that is known but for its key is found by trying all keys. */
int dark_table_is_of_people(const dark_table *table);

DARK_PUBLIC_END

#endif
