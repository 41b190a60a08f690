/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_OPTIONS_REQUEST_H
#define DARK__CLI_OPTIONS_REQUEST_H

/* What a command line asks for. One struct serves all commands; each command offers the groups of options that make sense for it, and
   the others keep their defaults. A group is one file with one option table, from which parser, usage and --help all come.

   There are 2 things to do to add an option: a line in the table of its group, and a case in the group's `take`. A value that the
   group keeps is shown in JSON by the group's `dark__..._show`. */

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

#include <darkfigure/link.h>
#include <darkfigure/report.h>

#include "base/words.h"
#include "cli/console/output.h"
#include "cli/console/progress.h"
#include "fitting/uncertainty.h"

/* options/input.c, options/input_files.c */
typedef struct dark__input_options {
  dark__words files;        /* as given: FILE, or [NAME=]FILE with --link */
  dark__words keys;         /* with --link: column of keys of each path; "": that of --link */
  dark__words paths, names; /* what they mean: a path of each and, with --link, a name; filled by dark__input_find_files */
  const char *link;         /* name of the key column; NULL: not given */
  dark__words long_form;    /* columns of keys and of lists */
  dark_conflict conflict;
  bool has_conflict; /* given by the user */
  dark__words lists, by, where, ignore, drop_lists, absorbing, merge_lists, expect;
  const char *count;
  const char *encoding;                  /* of CSV files; NULL: not given */
  const char *date, *period, *date_form; /* NULL: not given */
  const char *captures;                  /* column of counts of captures; NULL: lists */
  dark__words covariates;
  const char *history; /* column of histories; NULL: not given */
  unsigned occasions;  /* 0: not given */
  dark__words yes, no; /* words for memberships */
  char delimiter, thousands;
  const char *suppressed; /* range of counts; NULL: not given */
  bool has_suppressed_total;
  uint64_t suppressed_total;
  bool drop_unlisted, force_count, ordered;
} dark__input_options;

/* options/estimation.c, options/dependence.c */
typedef struct dark__estimation_options {
  const char *method; /* NULL: not given */
  const char *model;  /* NULL: not given */
  const char *joint;  /* formula or "auto"; NULL: not given */
  unsigned max_order; /* 0: not given */
  dark_common_dependence common;
  dark_missing missing;
  bool pool;
  dark__words set, absent;
  dark__words odds_ratios, forced; /* "A:B=2"; "A:B" or "[12,34]" */
  const char *xi_text;             /* NULL: not given */
  double xi;                       /* 0: not given */
} dark__estimation_options;

/* options/resampling.c */
typedef struct dark__resampling_options {
  dark__uncertainty uncertainty;
  const char *resamples; /* path; NULL: draw them */
  dark__progress_when progress;
} dark__resampling_options;

/* options/goodness.c */
typedef struct dark__goodness_options {
  bool is_offered; /* by the command */
  bool has_draws;  /* given by the user */
  size_t n_draws;
} dark__goodness_options;

/* options/simulation.c; the seed is that of resampling */
typedef struct dark__simulation_options {
  const char *spec;  /* path; NULL: not given */
  const char *truth; /* path, "-": standard output; NULL: not given */
  uint64_t repeat;
  dark_population_size size;
  dark_people_form form;
} dark__simulation_options;

/* options/study.c */
typedef struct dark__study_options {
  const char *store; /* path; NULL: named after the study file */
  size_t shard, n_shards;
  bool has_shard;
  bool is_missing;        /* list what is missing */
  bool verifies;          /* check all bytes of the store first */
  size_t n_shards_wanted; /* of `slurm`; 0: not given */
  const char *baseline;   /* of `compare`; NULL: as the study file says */
} dark__study_options;

/* options/page.c */
typedef struct dark__page_request {
  const char *about, *labels, *date; /* NULL: not given */
  size_t language;                   /* of dark__language */
  uint64_t least_shown;              /* k of --disclosure; 0: none */
  bool hides_zeros;
  bool is_table;        /* in output.format, and no page */
  dark__words released; /* paths */
  uint64_t threshold;   /* of `plot untestable`; 0: not given */
} dark__page_request;

typedef enum dark__help { DARK__HELP_NONE, DARK__HELP_TEXT, DARK__HELP_USAGE, DARK__HELP_VERSION } dark__help;

/* Texts of argv are borrowed. */
typedef struct dark__request {
  const char *command; /* "fit" */
  bool needs_file;
  const char *
      operand; /* what usage calls the one file of a command that does not take tables: "STUDY"; NULL: FILE, or files with --link */
  size_t most_operands;       /* of a command that does not take tables */
  const char *second_operand; /* what usage calls one that may be left out; NULL: none may */
  dark__help help;
  dark__input_options input;
  dark__estimation_options estimation;
  dark__resampling_options resampling;
  dark__goodness_options goodness;
  dark__output_options output;
  dark__simulation_options simulation;
  dark__study_options study;
  dark__words contrasts;       /* "COLUMN=A,B" */
  const char *contrast_output; /* path, "-": standard output; NULL: not given */
  const char *residents;       /* path; NULL: not given */
  dark__words sdg_columns;     /* three, or none */
  dark__page_request page;     /* of `report` */
  size_t top;                  /* of `models` */
  size_t n_thinnings;          /* of `sensitivity`; SIZE_MAX: nobody said */
  bool is_dry_run;             /* of `convert` */
  dark_error err;              /* what is wrong with the command line */
  bool reports_notes;          /* the report for reading has the notes on the input */
  bool is_sdg, has_disclosure;
  bool has_papers;   /* the command writes md and xlsx too */
  dark__words notes; /* notes on the input that the report will have; said if there will be none */
  double started;    /* seconds of the monotonic clock */
  int exit_code;     /* of a command that does not fail */
} dark__request;

/* Groups of options, for the children of a command's argp. Their input is the request. */
extern const struct argp dark__input_group;      /* one table */
extern const struct argp dark__categories_group; /* the same with --by and --expect */
extern const struct argp dark__captures_group;   /* the same, and numbers of captures */
extern const struct argp dark__ordered_group;    /* the same, and the order of lists */
extern const struct argp dark__search_group;     /* method and its settings */
extern const struct argp dark__estimation_group; /* the same with --model */
extern const struct argp dark__dependence_group; /* what is supposed of dependence; part of the search group */
extern const struct argp dark__resampling_group;
extern const struct argp dark__goodness_group;
extern const struct argp dark__residents_group; /* --residents, --sdg */
extern const struct argp dark__contrast_group;
extern const struct argp dark__output_group;
extern const struct argp dark__output_file_group; /* without a format */
extern const struct argp dark__quiet_group;       /* without output */
extern const struct argp dark__population_group;  /* of `simulate`: what is drawn from, how, and where to */
extern const struct argp dark__drawing_group;
extern const struct argp dark__people_group;
extern const struct argp dark__page_group;    /* of `report` and `plot` */
extern const struct argp dark__handout_group; /* of `report` */
extern const struct argp dark__help_group;
extern const struct argp dark__run_group; /* of the commands below `study` */
extern const struct argp dark__status_group;
extern const struct argp dark__export_group;
extern const struct argp dark__compare_group;
extern const struct argp dark__slurm_group;

/* Parser of a command that has no options of its own: hands the request to the groups and takes files. A command with options calls it
   for every key that is not its own. */
error_t dark__request_take(int key, char *argument, struct argp_state *state);

/* ---- group.c: what the groups share */

/* For the end of a `take`: keep going, or stop with what is in request->err. */
error_t dark__request_proceed(dark_status status);

/* Append a pair NAME, VALUE to `shown`; one pair for each value of a repeatable option, and one with "" when there is none. */
void dark__show_pair(dark__words *shown, const char *name, const char *value);
void dark__show_pairs(dark__words *shown, const char *name, const dark__words *values);

/* ---- request.c */

/* What usage says of the files that a command takes. */
#define DARK__LINKED_DOC "--link=KEY [NAME=]FILE..."
#define DARK__FILES_DOC "FILE\n" DARK__LINKED_DOC

/* How every help text of a command ends. */
#define DARK__EXIT_HELP \
  "Exit status: 0 done, 1 no estimate, 2 wrong usage, 3 bad data, 4 input, output or system failure, 130 interrupted."

/* A command: what it does once its command line is understood. It may set request->exit_code. */
typedef dark_status dark__service(dark__request *request, dark_error *err);

/* Default values of all options. */
void dark__request_init(dark__request *request, const char *command);

/* Understand the command line, show help or do `service`, complain if it fails, and free the request. Returns the exit status. */
int dark__request_serve(dark__request *request, const struct argp *syntax, int argc, char **argv, dark__service *service);

/* Read FILE, or link the files of --link, and say the notes on standard error: not with --quiet, nor where the report on standard output will
   have them (reports_notes), unless that comes to nothing. */
DARK_MUST_CHECK dark_status dark__request_read_table(dark_table **out, dark__request *request, dark_error *err);

/* The method to use: the one given; `fixed` when only a model is given, `joint` when a formula is; else `initial`. */
const char *dark__request_method(const dark__request *request, const char *initial);

/* Append values of a group, defaults filled in, to `shown` as pairs NAME, VALUE. `method` as it is used. */
void dark__input_show(dark__words *shown, const dark__request *request);
/* "stop", "first", "missing": by dark_conflict. */
extern const char *const dark__conflict_words[3];
void dark__search_show(dark__words *shown, const dark__request *request, const char *method);
void dark__dependence_show(dark__words *shown, const dark__estimation_options *estimation); /* nothing where nothing is given */
void dark__resampling_show(dark__words *shown, const dark__resampling_options *resampling);
void dark__goodness_show(dark__words *shown, size_t n_draws);

/* What the run was, with the pairs in `shown`, which *run borrows. */
DARK_MUST_CHECK dark_status dark__run_describe(dark_run *run, const dark__words *shown, const dark__request *request,
                                               const dark_table *table, dark_error *err);

#define DARK__RESIDENTS_OPTION(key)                                                                                           \
  {                                                                                                                           \
    "residents", key, "FILE", 0,                                                                                              \
        "Also rates per 100,000 residents: FILE has columns of categories, people and, where these are estimates, lower and " \
        "upper",                                                                                                              \
        0                                                                                                                     \
  }

/* --sdg and what goes with it: DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__sdg_check(const dark__request *request, dark_error *err);

/* --contrast and what goes with it: DARK_EUSAGE, and what dark__output_check says of the file of --contrast-output. */
DARK_MUST_CHECK dark_status dark__contrast_check(const dark__request *request, dark_error *err);
/* Where the contrasts go, NULL: standard output. It was given. */
const char *dark__contrast_path(const dark__request *request);

/* The file of --residents, NULL without; freed by the caller. DARK_EUSAGE: the output would overwrite it; and what dark_residents_read says. */
DARK_MUST_CHECK dark_status dark__residents_open(dark_residents **out, const dark__request *request, dark_error *err);

/* Understand the files of the command line. DARK_EUSAGE: none, or one too many, or one without a name. */
DARK_MUST_CHECK dark_status dark__input_find_files(dark__request *request, dark_error *err);

/* Options of a group that contradict each other: DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__input_check(const dark__request *request, dark_error *err);
DARK_MUST_CHECK dark_status dark__estimation_check(const dark__request *request, dark_error *err);
DARK_MUST_CHECK dark_status dark__resampling_check(const dark__request *request, dark_error *err);

/* The value of --level: add its levels to those given before. DARK_EUSAGE, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__resampling_take_levels(dark__resampling_options *resampling, const char *text, dark_error *err);

#endif
