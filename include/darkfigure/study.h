/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_STUDY_H
#define DARKFIGURE_STUDY_H

/* A study is many estimations in one file: data sets, methods, scenarios ("what if"), and which answers to compare. The file is YAML or
   JSON; the manual has its keys. Reading it checks all that can be checked without the data; making its list of tasks reads the
   data sets and checks the rest. Everything here is immutable once made, owned by the study or the tasks, and may be shared by threads. */

#include <darkfigure/link.h>
#include <darkfigure/plan.h>
#include <darkfigure/result.h>

DARK_PUBLIC_BEGIN

typedef struct dark_study dark_study;

/* ---- What stands in the file. `line` is where, from 1. */

/* A table to be read: from one file, or from one file for each list. */
typedef struct dark_study_data {
  const char *name;
  size_t line;
  const char *path;            /* NULL: files are linked. A relative path in the study file begins in the folder of that file */
  const char *key;             /* name of the column of keys; NULL: one file */
  const dark_list_file *files; /* [n_files] linked */
  size_t n_files;
  dark_read_options options;
  int ordered; /* 1: the order of the lists is their order in time, which some methods need */
} dark_study_data;

/* How to estimate. */
typedef struct dark_study_method {
  const char *name;
  size_t line;
  dark_settings settings;
  int has_interval; /* 0: the file does not say */
  dark_interval_type
      interval;         /* of the method by itself; DARK_INTERVAL_NONE: the one that dark_plan_usual_interval says, which needs no
                                  replicates */
  const double *levels; /* [n_levels] of the intervals */
  size_t n_levels;
  uint64_t seed;
  int has_replicates; /* 0: as many as dark_replicates_advised says for the table of the data set */
  size_t n_replicates;
  int has_resample; /* 0: the file does not say how to draw them */
} dark_study_method;

/* What a step of a scenario does, in the order in which steps apply. Data steps make another table out of the one that was read; the
   numeric ones ask what an answer would be if an assumption failed by a stated amount. */
typedef enum dark_step_kind {
  DARK_STEP_WHERE,       /* keep the people whose `column` has one of groups[0].members */
  DARK_STEP_REGROUP,     /* in the category `column`, groups[g].members become one value groups[g].name */
  DARK_STEP_SPLIT_LISTS, /* one list "LIST:VALUE" for each value of `column` among the people on lists[0], in its place */
  DARK_STEP_DROP_LISTS,  /* leave lists out, and the people who are on no other list */
  DARK_STEP_MERGE_LISTS, /* one list groups[g].name in place of groups[g].members: on any of them */
  DARK_STEP_LINKAGE,     /* links between lists[0] and lists[1] were missed and made falsely at these rates */
  DARK_STEP_SCOPE,       /* a share `value` of the people on lists[0] does not belong to the population */
  DARK_STEP_DETECTION, /* the odds of lists[0] for the people in `groups` are multiplied by `value`, how many people there are fixed */
  DARK_STEP_ODDS_RATIO, /* the odds ratio between lists[0] and lists[1], given the other lists, is `value` */
  DARK_STEP_XI,         /* hidden people = (hidden people with no highest-order interaction) / `value` */
  DARK_N_STEPS
} dark_step_kind;

/* "where", "regroup", ...: the key of the file; "" for what is no kind. Never NULL. */
const char *dark_step_name(dark_step_kind kind);

/* Several names under one. */
typedef struct dark_group {
  const char *name;
  const char *const *members; /* [n_members] */
  size_t n_members;
} dark_group;

/* Of what a rate of linkage errors is a share. */
typedef enum dark_rate_base {
  DARK_RATE_OF_PAIRS,     /* missed links: of the people who are on both lists */
  DARK_RATE_OF_UNMATCHED, /* false links: of the people of the second list who are not on the first */
  DARK_RATE_OF_LINKS      /* false links: of the links that were made */
} dark_rate_base;

/* A rate, fixed or uncertain. */
typedef struct dark_rate {
  double rate; /* when fixed; the mean of the distribution when not */
  double a, b; /* parameters of a Beta distribution; 0: fixed */
  dark_rate_base base;
} dark_rate;

/* Where the people of a list who do not belong to the population stand. */
typedef enum dark_placement {
  DARK_PLACEMENT_ALONE, /* on that list alone: only the people on no other list are thinned */
  DARK_PLACEMENT_ALL    /* anywhere: all people on that list are thinned at the same rate */
} dark_placement;

/* Fields that the kind does not speak of are zero. */
typedef struct dark_step {
  dark_step_kind kind;
  size_t line;
  const char *const *lists; /* [n_lists] */
  size_t n_lists;
  const char *column;       /* where, regroup, split_lists */
  const dark_group *groups; /* [n_groups]; of detection: a column and its one value in each */
  size_t n_groups;
  double value;
  dark_rate missed, wrong;  /* linkage */
  dark_placement placement; /* scope */
} dark_step;

/* A scenario that names a range of values becomes one for each value. */
typedef struct dark_study_scenario {
  const char *name;  /* "dependent", or "dependent=2" for one value of a range */
  const char *group; /* "dependent": the name in the file */
  size_t line;
  const char *says;       /* the user's words, or NULL */
  const char *definition; /* what it does, in a sentence without a final stop */
  const dark_step *steps; /* [n_steps] in the order in which they apply; none: the data as observed */
  size_t n_steps;
  /* In place of what the methods say; NULL or 0: nothing. A method or model takes the place of method, model, max_order and set. */
  const char *method, *model;
  unsigned max_order;
  /* What the steps suppose of dependence between lists, with interactions that every model shall have. */
  dark_dependence dependence;
} dark_study_scenario;

/* One side of a comparison. What a baseline leaves open (NULL) is the same on both sides; sides that are compared with it have taken over
   from it what they do not name. */
typedef struct dark_study_side {
  size_t line;
  const char *scenario; /* group, or name of one of a range */
  const char *data, *method;
  const dark_group *category; /* [n_category] a column and its one value in each, "(all)" for the margin; none: the total */
  size_t n_category;
} dark_study_side;

typedef struct dark_study_comparison {
  dark_study_side baseline;
  const dark_study_side *against; /* [n_against] */
  size_t n_against;
} dark_study_comparison;

/* Read a study file ("-": standard input; relative paths of data then begin in the current folder).
   On success *out owns the study (dark_study_free); on failure it is NULL.
   Errors: DARK_EUSAGE ("file:line:column: ..."), DARK_ELIMIT, DARK_EIO, DARK_ENOMEM. Reads no data. */
DARK_MUST_CHECK dark_status dark_study_read(dark_study **out, const char *path, dark_error *err);
/* The same from a text [n] in memory, YAML or JSON; messages call it "study", and relative paths of data begin in the current folder. Errors:
   the same, but not DARK_EIO. */
DARK_MUST_CHECK dark_status dark_study_parse(dark_study **out, const char *text, size_t n, dark_error *err);
/* NULL is allowed. */
void dark_study_free(dark_study *study);

/* Of no study (NULL) all of these are NULL or 0. Any thread. */
const char *dark_study_name(const dark_study *study);
/* Lower-case hexadecimal SHA-256 of the bytes of the file. */
const char *dark_study_sha256(const dark_study *study);

/* In the order of the file; NULL beyond the end. There is at least one of each but comparisons. */
const dark_study_data *dark_study_data_at(const dark_study *study, size_t i);
const dark_study_method *dark_study_method_at(const dark_study *study, size_t i);
const dark_study_scenario *dark_study_scenario_at(const dark_study *study, size_t i);
const dark_study_comparison *dark_study_comparison_at(const dark_study *study, size_t i);
size_t dark_study_n_data(const dark_study *study);
size_t dark_study_n_methods(const dark_study *study);
size_t dark_study_n_scenarios(const dark_study *study);
size_t dark_study_n_comparisons(const dark_study *study);

/* ---- The tasks: data sets x scenarios x methods */

/* Most tasks of a study. */
#define DARK_MAX_TASKS 1000000

typedef struct dark_tasks dark_tasks;

typedef struct dark_task {
  /* Lower-case hexadecimal SHA-256 over what the estimate and its replicates depend on: program version, people of the data by history
     and categories (not the bytes of files), how they are read, steps of the scenario, settings, seed, number of replicates. Names, words, the order of the file, paths, levels and types of
     intervals are no part of it. */
  char id[65];
  size_t data, scenario, method; /* indices into the study */
  size_t same_as;                /* the first task with this id: the task itself unless the file says the same twice */
  dark_settings settings; /* of the method, with what the scenario and the data set change; texts are the study's. Positions in
                                    a model are those of the lists that the scenario leaves */
  dark_interval_type interval; /* NONE: the one that dark_plan_usual_interval says, which needs no replicates */
  size_t n_lists;              /* after dropping, splitting and merging */
  size_t n_parts;              /* strata with people in them, and all together when there are several */
  double n_people;             /* observed, after filters and dropping */
  size_t n_replicates;         /* 0 also where the interval needs none */
  double seconds;              /* of one core, estimated (dark_tasks_new); 0 when same_as is another task */
} dark_task;

/* Two tasks to be compared. */
typedef struct dark_task_pair {
  size_t comparison, against; /* indices into the study and into the comparison */
  size_t baseline_task, task;
} dark_task_pair;

/* Make the list of tasks: every data set with every scenario and every method that the file does not keep apart, in the order of the
   file, the method changing fastest. Reads the data sets (once, and once more for each scenario that filters them) and checks names of
   columns, lists and values, methods and their options against them. dark_tasks_new_watched (study_answer.h) can be stopped meanwhile.
   `study` is borrowed: it must outlive the tasks. On success *out owns the tasks (dark_tasks_free); on failure it is NULL.
   `seconds` of a task come from a formula in the number of lists, the interactions searched, people's combinations and replicates,
   fitted to benchmarks/README.md (one machine with AVX-512); expect a factor of three either way, more above six lists.
   Errors: DARK_EUSAGE ("study:line:column: ..." where a name or value of the study does not fit the data), DARK_EDATA ("study:line:column:
   data:line:field: ..."), DARK_EIO, DARK_ELIMIT, DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark_tasks_new(dark_tasks **out, const dark_study *study, dark_error *err);
void dark_tasks_free(dark_tasks *tasks);

/* Of these: NULL or 0 where there are no such tasks, data set, pair or note. Any thread. */
size_t dark_tasks_n(const dark_tasks *tasks);
const dark_task *dark_tasks_at(const dark_tasks *tasks, size_t i);
/* The table of a data set as it was read, before any scenario. */
const dark_table *dark_tasks_table(const dark_tasks *tasks, size_t data);

/* Pairs of tasks in the order of comparisons. */
size_t dark_tasks_n_pairs(const dark_tasks *tasks);
const dark_task_pair *dark_tasks_pair(const dark_tasks *tasks, size_t i);

/* What a careful reader wants to know, in words: notes from reading the data ("data NAME: ..."), scenarios that leave nobody, tasks and
   sides of comparisons that are the same twice. */
size_t dark_tasks_n_notes(const dark_tasks *tasks);
const char *dark_tasks_note(const dark_tasks *tasks, size_t i);

/* Lower-case hexadecimal SHA-256 of all that the study asks for and all data: ids and names of tasks, intervals and their levels,
   comparisons. Equal for files that differ in layout, comments and paths only. */
const char *dark_tasks_sha256(const dark_tasks *tasks);

/* Deal the tasks out to n_shards (at least 1): shards [n of tasks] receives the shard of each, from 0. Longest first to the shard that has
   least, by `seconds`; tasks that are the same go together. Depends on the tasks alone. Errors: DARK_EUSAGE, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_tasks_deal(size_t *shards, const dark_tasks *tasks, size_t n_shards, dark_error *err);

/* ---- Running them into a results store: one file, an SQLite database, whose tables the manual has ("Results store") */

typedef struct dark_run_options {
  int version;
  const char *store;      /* path of the file: continued when it is there, else made */
  int n_threads;          /* as in dark_bootstrap_options */
  size_t shard, n_shards; /* run the tasks that are dealt to shard 1 .. n_shards; 1 of 1: all */
  /* Called now and then by the calling thread, or NULL: share of the replicates that are done, and tables estimated in this call. Nonzero
     asks to stop: blocks that are begun are finished. dark_answer_study (study_answer.h) does not wait for them. */
  int (*progress)(void *context, double share, size_t n_tables);
  void *context;
} dark_run_options;

/* The current version; this one and all before it, from 1, are accepted. */
#define DARK_RUN_OPTIONS_VERSION 1
#define DARK_RUN_OPTIONS_INIT \
  { .version = DARK_RUN_OPTIONS_VERSION, .shard = 1, .n_shards = 1 }

/* How far the tasks of the shard are. */
typedef struct dark_run_state {
  size_t n_tasks, n_done, n_failed; /* the others are missing */
} dark_run_state;

/* Run what the store does not have yet. Every block of 500 replicates is committed as soon as it is there, so that a process that is
   killed loses the blocks it was at, and nothing else; running again continues. Results do not depend on threads, shards,
   interruptions, or other processes that run into the same store at the same time. A task that cannot be done is recorded with the reason, and the
   rest goes on. *out is filled when the status is DARK_OK or DARK_EINTERRUPTED.
   Errors: DARK_EUSAGE (options of another version, without a store, with a wrong number of threads; a shard that is none; a store
   of another study, shard, program version or instruction set), DARK_EDATA (the file is something else, and left as it is, or damaged), DARK_EIO, DARK_ENOMEM, DARK_EINTERRUPTED. What was committed stays in any case. */
DARK_MUST_CHECK dark_status dark_study_run(dark_run_state *out, const dark_tasks *tasks, const dark_run_options *options,
                                           dark_error *err);

DARK_PUBLIC_END

#endif
