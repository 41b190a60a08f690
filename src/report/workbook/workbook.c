/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxlsxwriter 1.1 writes to a file that it opens by name: a folder of our own keeps that name from everybody else. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "base/error.h"
#include "report/sheets/sheets.h"
#include "report/words/format.h"

/* 1 January 1980, before which archives know no day: the same input gives the same bytes. */
static const time_t CREATED = 315532800;
/* What a cell holds, in characters; and its widest column. */
enum { MOST_CHARACTERS = 32767, WIDEST = 60 };

typedef struct place {
  char folder[64], file[80];
} place;

typedef struct styles {
  lxw_format *heading, *wrapped, *whole, *share, *decimal;
} styles;

static dark_status open_place(place *at, dark_error *err) {
  const char *folder = getenv("TMPDIR");
  const int length = snprintf(at->folder, sizeof at->folder, "%s/darkfigure-XXXXXX", folder == NULL ? "/tmp" : folder);
  if (length < 0 || (size_t)length >= sizeof at->folder) strcpy(at->folder, "/tmp/darkfigure-XXXXXX");
  if (mkdtemp(at->folder) == NULL) {
    at->folder[0] = '\0';
    return dark__fail(err, DARK_EIO, "a workbook needs room for temporary files, and there is none; set TMPDIR");
  }
  snprintf(at->file, sizeof at->file, "%s/book", at->folder);
  return DARK_OK;
}

static void close_place(const place *at) {
  if (at->folder[0] == '\0') return;
  unlink(at->file);
  rmdir(at->folder);
}

static void make_styles(styles *out, lxw_workbook *workbook) {
  out->heading = workbook_add_format(workbook);
  format_set_bold(out->heading);
  format_set_text_wrap(out->heading);
  format_set_align(out->heading, LXW_ALIGN_VERTICAL_TOP);
  out->wrapped = workbook_add_format(workbook);
  format_set_text_wrap(out->wrapped);
  format_set_align(out->wrapped, LXW_ALIGN_VERTICAL_TOP);
  out->whole = workbook_add_format(workbook);
  format_set_num_format(out->whole, "#,##0");
  format_set_align(out->whole, LXW_ALIGN_VERTICAL_TOP);
  out->share = workbook_add_format(workbook);
  format_set_num_format(out->share, "0.000");
  format_set_align(out->share, LXW_ALIGN_VERTICAL_TOP);
  out->decimal = workbook_add_format(workbook);
  format_set_num_format(out->decimal, "#,##0.00");
  format_set_align(out->decimal, LXW_ALIGN_VERTICAL_TOP);
}

static lxw_format *style_of(const styles *all, dark__cell_kind kind) {
  if (kind == DARK__CELL_SHARE) return all->share;
  return kind == DARK__CELL_DECIMAL ? all->decimal : all->whole;
}

/* The text is cut where a cell has no room for more, between characters. */
static lxw_error put_text(lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t column, char *text, lxw_format *format) {
  size_t n = 0, i = 0;
  for (; text[i] != '\0'; i++) {
    const bool begins = ((unsigned char)text[i] & 0xc0u) != 0x80u;
    if (begins && n == MOST_CHARACTERS) break;
    n += begins ? 1 : 0;
  }
  text[i] = '\0';
  return worksheet_write_string(worksheet, row, column, text, format);
}

static lxw_error put_cell(lxw_worksheet *worksheet, lxw_row_t row, lxw_col_t column, dark__cell *cell, const styles *all) {
  if (cell->kind == DARK__CELL_TEXT) return put_text(worksheet, row, column, cell->text, row == 0 ? all->heading : all->wrapped);
  if (!isfinite(cell->value)) return LXW_NO_ERROR;
  return worksheet_write_number(worksheet, row, column, cell->value, style_of(all, cell->kind));
}

static double width_of(const dark__sheet *sheet, size_t column) {
  size_t width = 10;
  for (size_t i = sheet->n_columns + column; i < sheet->n_cells; i += sheet->n_columns) {
    const size_t length = sheet->cells[i].text == NULL ? 0 : dark__text_width(sheet->cells[i].text) + 1;
    if (length > width) width = length;
  }
  return width > WIDEST ? (double)WIDEST : (double)width;
}

static lxw_error put_sheet(lxw_workbook *workbook, const dark__sheet *sheet, const styles *all) {
  lxw_worksheet *worksheet = workbook_add_worksheet(workbook, sheet->name);
  lxw_error error = worksheet == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED : LXW_NO_ERROR;
  for (size_t i = 0; error == LXW_NO_ERROR && i < sheet->n_cells; i++)
    error = put_cell(worksheet, (lxw_row_t)(i / sheet->n_columns), (lxw_col_t)(i % sheet->n_columns), &sheet->cells[i], all);
  for (size_t c = 0; error == LXW_NO_ERROR && c < sheet->n_columns; c++)
    error = worksheet_set_column(worksheet, (lxw_col_t)c, (lxw_col_t)c, width_of(sheet, c), NULL);
  if (error == LXW_NO_ERROR) worksheet_freeze_panes(worksheet, 1, 0);
  return error;
}

/* What libxlsxwriter says of a failure has no place in it that a user knows. */
static dark_status fail(lxw_error error, dark_error *err) {
  if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) return dark__fail_memory(err);
  return dark__fail(err, error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE ? DARK_ELIMIT : DARK_EIO, "the workbook: %s",
                    lxw_strerror(error));
}

static dark_status make_file(place *at, const dark__book *book, dark_error *err) {
  lxw_workbook_options options = {.constant_memory = LXW_FALSE, .tmpdir = at->folder, .use_zip64 = LXW_FALSE};
  lxw_workbook *workbook = workbook_new_opt(at->file, &options);
  styles all;
  if (workbook == NULL) return dark__fail_memory(err);
  lxw_doc_properties properties = {.title = "darkfigure", .created = CREATED};
  lxw_error error = workbook_set_properties(workbook, &properties);
  make_styles(&all, workbook);
  for (size_t s = 0; error == LXW_NO_ERROR && s < book->n; s++) error = put_sheet(workbook, &book->sheets[s], &all);
  const lxw_error closed = workbook_close(workbook);
  if (error == LXW_NO_ERROR) error = closed;
  return error == LXW_NO_ERROR ? DARK_OK : fail(error, err);
}

static dark_status copy_file(FILE *stream, const char *path, dark_error *err) {
  char bytes[4096];
  size_t n;
  FILE *file = fopen(path, "rb");
  if (file == NULL) return dark__fail(err, DARK_EIO, "the workbook was written and cannot be read again");
  while ((n = fread(bytes, 1, sizeof bytes, file)) > 0) fwrite(bytes, 1, n, stream);
  const bool has_failed = ferror(file) != 0;
  fclose(file);
  return has_failed ? dark__fail(err, DARK_EIO, "the workbook was written and cannot be read again") : DARK_OK;
}

dark_status dark__put_workbook(FILE *stream, const dark__book *book, dark_error *err) {
  place at = {"", ""};
  dark_status status = open_place(&at, err);
  if (status == DARK_OK) status = make_file(&at, book, err);
  if (status == DARK_OK) status = copy_file(stream, at.file, err);
  close_place(&at);
  return status;
}

static dark_status write_results(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                                 dark_error *err) {
  return dark__deliver_results(stream, dark__put_workbook, results, table, run, err);
}

static dark_status write_descriptions(FILE *stream, const dark_descriptions *descriptions, const dark_table *table,
                                      const dark_run *run, dark_error *err) {
  return dark__deliver_descriptions(stream, dark__put_workbook, descriptions, table, run, err);
}

dark_status dark__differences_workbook(FILE *stream, dark__study_differences *differences, dark_error *err) {
  return dark__deliver_differences(stream, dark__put_workbook, differences, err);
}

const dark__format dark__format_workbook = {.write_results = write_results, .write_descriptions = write_descriptions};
