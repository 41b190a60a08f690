/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "cli/console/output.h"
#include "cli/study/study.h"

static const struct argp_child groups[] = {{&dark__output_group, 0, "Output:", 1}, {&dark__help_group, 0, "Help:", 2}, {0}};

static const char help[] =
    "Ask a results store in SQL, as SQLite understands it. The store is only read. Its tables: meta, tasks, blocks, points, "
    "results; "
    "'answers' has results with the names of data, scenario and method. The manual has their columns.\v"
    "Examples:\n"
    "  darkfigure study query study.db 'SELECT * FROM answers'\n"
    "  darkfigure study query --format csv study.db \"SELECT data, max(total) FROM\n"
    "    answers WHERE state = 'ok' GROUP BY data\"\n\n"
    "Exit status: 0 done, 2 wrong usage, also in the query, 3 a damaged store, 4 input, output or system failure.";

static const struct argp syntax = {.parser = dark__request_take, .args_doc = "STORE SQL", .doc = help, .children = groups};

static dark_status serve(dark__request *request, dark_error *err) {
  static dark__rows_writer *const writers[] = {
      [DARK_FORMAT_TABLE] = dark__rows_text, [DARK_FORMAT_CSV] = dark__rows_csv, [DARK_FORMAT_JSON] = dark__rows_json};
  const dark__words *operands = &request->input.paths;
  dark__store store = {0};
  dark__output output = {0};
  if (operands->n < 2) return dark__fail(err, DARK_EUSAGE, "study query needs a STORE and a query in SQL");
  dark_status status = dark__store_read(&store, operands->items[0], NULL, err);
  if (status == DARK_OK) status = dark__output_open(&output, err);
  if (status == DARK_OK) status = writers[request->output.format](output.stream, &store, operands->items[1], err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  dark__store_close(&store);
  return status;
}

int dark__study_query(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "study query");
  request.operand = "STORE and one query";
  request.most_operands = 2;
  return dark__request_serve(&request, &syntax, argc, argv, serve);
}
