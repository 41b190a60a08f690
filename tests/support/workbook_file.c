/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/workbook_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include <cmocka.h>

enum { MOST_SHEETS = 8, SHORT = 4096 };

void zip_write(const char *path, const zip_part *parts, size_t n, int level) {
  zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  assert_non_null(zip);
  for (size_t i = 0; i < n; i++) {
    zip_source_t *source = zip_source_buffer(zip, parts[i].text, strlen(parts[i].text), 0);
    assert_non_null(source);
    const zip_int64_t index = zip_file_add(zip, parts[i].name, source, ZIP_FL_ENC_UTF_8);
    assert_true(index >= 0);
    assert_int_equal(zip_set_file_compression(zip, (zip_uint64_t)index, level == 0 ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0), 0);
    assert_int_equal(zip_file_set_mtime(zip, (zip_uint64_t)index, 1500000000, 0), 0);
  }
  assert_int_equal(zip_close(zip), 0);
}

/* Text that is put together. */
typedef struct text {
  char *bytes;
  size_t n;
  FILE *stream;
} text;

static void open_text(text *out) {
  *out = (text){.n = 0};
  out->stream = open_memstream(&out->bytes, &out->n);
  assert_non_null(out->stream);
}

static char *close_text(text *out) {
  assert_int_equal(fclose(out->stream), 0);
  return out->bytes;
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

static char *excel_index(const excel_book *book) {
  text out;
  open_text(&out);
  fprintf(out.stream, XML "<workbook " MAIN " xmlns:r=\"" OFFICE "\"><workbookPr%s/><sheets>",
          book->is_1904 ? " date1904=\"1\"" : "");
  for (size_t i = 0; i < book->n_sheets; i++)
    fprintf(out.stream, "<sheet name=\"%s\" sheetId=\"%zu\"%s r:id=\"rId%zu\"/>", book->sheets[i].name, i + 1,
            book->sheets[i].is_hidden ? " state=\"hidden\"" : "", i + 1);
  fputs("</sheets></workbook>", out.stream);
  return close_text(&out);
}

static char *excel_relations(const excel_book *book) {
  text out;
  open_text(&out);
  fputs(RELATIONS, out.stream);
  for (size_t i = 0; i < book->n_sheets; i++)
    fprintf(out.stream, "<Relationship Id=\"rId%zu\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>", i + 1,
            i + 1);
  if (book->strings != NULL)
    fputs("<Relationship Id=\"s\" Type=\"" OFFICE "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>", out.stream);
  if (book->styles != NULL) fputs("<Relationship Id=\"t\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>", out.stream);
  fputs("</Relationships>", out.stream);
  return close_text(&out);
}

static char *wrap(const char *front, const char *xml, const char *back) {
  text out;
  open_text(&out);
  fprintf(out.stream, "%s%s%s", front, xml, back);
  return close_text(&out);
}

void excel_write(const char *path, const excel_book *book) {
  zip_part parts[MOST_SHEETS + 8] = {
      {"[Content_Types].xml", XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
      {"_rels/.rels", RELATIONS "<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                                "</Relationships>"}};
  char names[MOST_SHEETS][64], *made[MOST_SHEETS + 4];
  size_t n = 2, n_made = 0;
  assert_true(book->n_sheets <= MOST_SHEETS);
  parts[n++] = (zip_part){"xl/workbook.xml", made[n_made++] = excel_index(book)};
  parts[n++] = (zip_part){"xl/_rels/workbook.xml.rels", made[n_made++] = excel_relations(book)};
  for (size_t i = 0; i < book->n_sheets; i++) {
    snprintf(names[i], sizeof names[i], "xl/worksheets/sheet%zu.xml", i + 1);
    made[n_made] = wrap(XML "<worksheet " MAIN ">", book->sheets[i].xml, "</worksheet>");
    parts[n++] = (zip_part){names[i], made[n_made++]};
  }
  if (book->strings != NULL)
    parts[n++] = (zip_part){"xl/sharedStrings.xml", made[n_made++] = wrap(XML "<sst " MAIN ">", book->strings, "</sst>")};
  if (book->styles != NULL)
    parts[n++] = (zip_part){"xl/styles.xml", made[n_made++] = wrap(XML "<styleSheet " MAIN ">", book->styles, "</styleSheet>")};
  zip_write(path, parts, n, 6);
  while (n_made > 0) free(made[--n_made]);
}

#define NAMES                                                          \
  " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"" \
  " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""   \
  " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""   \
  " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""     \
  " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""  \
  " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""

void opendocument_write(const char *path, const book_sheet *sheets, size_t n_sheets) {
  text out;
  open_text(&out);
  fputs(XML
        "<office:document-content" NAMES "><office:automatic-styles>"
        "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>"
        "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>"
        "</office:automatic-styles><office:body><office:spreadsheet>",
        out.stream);
  for (size_t i = 0; i < n_sheets; i++)
    fprintf(out.stream, "<table:table table:name=\"%s\" table:style-name=\"ta%d\">%s</table:table>", sheets[i].name,
            sheets[i].is_hidden ? 2 : 1, sheets[i].xml);
  fputs("</office:spreadsheet></office:body></office:document-content>", out.stream);
  char *content = close_text(&out);
  const zip_part parts[] = {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                            {"content.xml", content},
                            {"META-INF/manifest.xml", XML "<manifest/>"}};
  zip_write(path, parts, 3, 6);
  free(content);
}

static int is_number(const char *field) {
  const size_t n = strspn(field, "0123456789");
  return n > 0 && n <= 15 && field[n] == '\0' && (field[0] != '0' || n == 1);
}

/* How a kind of workbook writes a row and a cell: the patterns take the text or the number. */
typedef struct dialect {
  const char *front, *back, *row, *row_end, *number, *word, *empty;
} dialect;

static const dialect excel = {
    "<sheetData>", "</sheetData>", "<row>", "</row>", "<c><v>%s</v></c>", "<c t=\"inlineStr\"><is><t>%s</t></is></c>", "<c/>"};
static const dialect opendocument = {"",
                                     "",
                                     "<table:table-row>",
                                     "</table:table-row>",
                                     "<table:table-cell office:value-type=\"float\" office:value=\"%s\"/>",
                                     "<table:table-cell office:value-type=\"string\"><text:p>%s</text:p></table:table-cell>",
                                     "<table:table-cell/>"};

static void write_cell(FILE *stream, const dialect *in, const char *field) {
  const char *pattern = field[0] == '\0' ? in->empty : is_number(field) ? in->number : in->word;
  const char *place = strstr(pattern, "%s");
  if (place == NULL) fputs(pattern, stream);
  else fprintf(stream, "%.*s%s%s", (int)(place - pattern), pattern, field, place + 2);
}

static const char *write_row(FILE *stream, const dialect *in, const char *csv) {
  char field[SHORT];
  fputs(in->row, stream);
  for (;; csv++) {
    const size_t n = strcspn(csv, ",\n");
    assert_true(n < sizeof field);
    snprintf(field, sizeof field, "%.*s", (int)n, csv);
    write_cell(stream, in, field);
    csv += n;
    if (*csv != ',') break;
  }
  fputs(in->row_end, stream);
  return *csv == '\n' ? csv + 1 : csv;
}

static char *sheet_of(const char *csv, const dialect *in) {
  text out;
  open_text(&out);
  fputs(in->front, out.stream);
  while (*csv != '\0') csv = write_row(out.stream, in, csv);
  fputs(in->back, out.stream);
  return close_text(&out);
}

char *excel_sheet_of(const char *csv) { return sheet_of(csv, &excel); }
char *opendocument_sheet_of(const char *csv) { return sheet_of(csv, &opendocument); }

void excel_write_csv(const char *path, const char *csv) {
  char *xml = excel_sheet_of(csv);
  const book_sheet sheet = {"Sheet1", xml, 0};
  excel_write(path, &(excel_book){.sheets = &sheet, .n_sheets = 1});
  free(xml);
}

void opendocument_write_csv(const char *path, const char *csv) {
  char *xml = opendocument_sheet_of(csv);
  const book_sheet sheet = {"Sheet1", xml, 0};
  opendocument_write(path, &sheet, 1);
  free(xml);
}
