/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/commands.h"
#include "cli/console/output.h"
#include "cli/options/request.h"

static const struct argp_child groups[] = {
    {&dark__captures_group, 0, "Input:", 1}, {&dark__output_group, 0, "Output:", 2}, {&dark__help_group, 0, "Help:", 3}, {0}};

static const char help[] =
    "What the lists say before any model: sizes, overlaps, how often people were caught, sample coverage, Chao's lower bound, "
    "and in words what can be estimated and what cannot.\v"
    "Examples:\n"
    "  darkfigure describe --by form people.csv\n"
    "  darkfigure describe --link pseudonym police.csv border.csv ngo=helped.csv\n\n" DARK__EXIT_HELP;

static const struct argp syntax = {.parser = dark__request_take, .args_doc = DARK__FILES_DOC, .doc = help, .children = groups};

static dark_status report(const dark_descriptions *descriptions, const dark_table *table, const dark__request *request,
                          dark_error *err) {
  dark_run run;
  dark__words shown = {0};
  dark__output output;
  dark__input_show(&shown, request);
  dark_status status = dark__output_open(&output, err);
  if (status == DARK_OK) status = dark__run_describe(&run, &shown, request, table, err);
  if (status == DARK_OK) status = dark_report_descriptions(output.stream, request->output.format, descriptions, table, &run, err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  dark__words_free(&shown);
  return status;
}

static dark_status describe(dark__request *request, dark_error *err) {
  dark_table *table = NULL;
  dark_descriptions *descriptions = NULL;
  dark_status status = dark__request_read_table(&table, request, err);
  if (status == DARK_OK) status = dark_describe(&descriptions, table, err);
  if (status == DARK_OK) status = report(descriptions, table, request, err);
  dark_descriptions_free(descriptions);
  dark_table_free(table);
  return status;
}

int dark__cmd_describe(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "describe");
  request.reports_notes = true;
  request.has_papers = true;
  return dark__request_serve(&request, &syntax, argc, argv, describe);
}
