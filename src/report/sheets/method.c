/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sheets/sheets.h"
#include "table/account.h"
#include "writing/numbers.h"

void dark__book_item(dark__book *book, const char *item, const char *what) {
  dark__book_text(book, item);
  dark__book_text(book, what);
}

static void put_people(dark__book *book, const dark_table *table) {
  const double analysed = dark_table_n_people(table), left_out = dark__table_n_left_out(table);
  dark__book_text(book, "people known");
  dark__book_number(book, DARK__CELL_COUNT, analysed + left_out);
  dark__book_text(book, "left out, on left-out lists alone");
  dark__book_number(book, DARK__CELL_COUNT, left_out);
  dark__book_text(book, "people analysed");
  dark__book_number(book, DARK__CELL_COUNT, analysed);
}

static void put_files(dark__book *book, const dark_table *table, const dark_run *run) {
  const dark_link *link = dark_table_link(table);
  if (run->path != NULL && run->path[0] != '\0') dark__book_item(book, "file", run->path);
  for (size_t i = 0; link != NULL && i < link->n_files; i++) dark__book_item(book, "linked file", link->files[i].path);
}

void dark__book_method_begin(dark__book *book, const char *command) {
  dark__book_sheet(book, "Method");
  dark__book_text(book, "item");
  dark__book_text(book, "what");
  dark__book_rows(book);
  dark__book_item(book, "program", "darkfigure");
  dark__book_item(book, "version", dark_version());
  if (command != NULL) dark__book_item(book, "command", command);
}

void dark__book_method(dark__book *book, const dark_table *table, const dark_run *run) {
  dark__book_method_begin(book, run->command);
  put_files(book, table, run);
  put_people(book, table);
  for (size_t i = 0; i < run->n_options; i++) {
    const char *value = run->options[2 * i + 1];
    dark__paper name = {0};
    if (value == NULL || value[0] == '\0') continue;
    dark__paper_add(&name, "option ");
    dark__paper_add_foreign(&name, run->options[2 * i]);
    dark__book_paper(book, &name);
    dark__book_text(book, value);
  }
  for (size_t i = 0; i < dark_table_n_notes(table); i++)
    dark__book_item(book, dark_table_note_is_warning(table, i) ? "CHECK" : "input", dark_table_note(table, i));
}
