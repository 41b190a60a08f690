/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/form/recognise.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* What begins with these bytes. */
static const struct {
  const char *bytes;
  size_t n;
  const char *what;
} magics[] = {
#define MAGIC(bytes, what) \
  { (bytes), sizeof(bytes) - 1, (what) }
    MAGIC("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
          "an old Excel workbook (.xls), or one with a password; save it as .xlsx without a password, or as CSV"),
    MAGIC("\x09\x08\x10\x00\x00\x06", "an old Excel workbook (.xls); save it as .xlsx or as CSV"),
    MAGIC("$FL2", "a data file of SPSS (.sav); export it as CSV (SAVE TRANSLATE /TYPE=CSV /FIELDNAMES, or in R write.csv of "
                  "haven::read_sav)"),
    MAGIC("$FL3", "a data file of SPSS (.zsav); export it as CSV (SAVE TRANSLATE /TYPE=CSV /FIELDNAMES)"),
    MAGIC("<stata_dta>", "a data file of Stata (.dta); export it as CSV (export delimited using lists.csv, nolabel)"),
    MAGIC("RDX2\n", "data of R; write them as CSV (write.csv)"),
    MAGIC("RDX3\n", "data of R; write them as CSV (write.csv)"),
    MAGIC("X\n\0\0\0", "data of R (.rds); write them as CSV (write.csv)"),
    MAGIC("HEADER RECORD*******", "a transport file of SAS (.xpt); export it as CSV (proc export dbms=csv)"),
    MAGIC("\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60", "a data file of SAS (.sas7bdat); export it as CSV (proc export dbms=csv)"),
    MAGIC("\x1F\x8B", "packed by gzip; unpack it (gunzip), or read it as 'gunzip <FILE | darkfigure ... -'"),
    MAGIC("BZh", "packed by bzip2; unpack it (bunzip2)"),
    MAGIC("\xFD\x37zXZ\0", "packed by xz; unpack it (unxz)"),
    MAGIC("\x28\xB5\x2F\xFD", "packed by zstd; unpack it (unzstd)"),
    MAGIC("7z\xBC\xAF\x27\x1C", "a 7z archive; unpack it"),
    MAGIC("Rar!\x1A\x07", "a RAR archive; unpack it"),
    MAGIC("%PDF-", "a PDF file, which has no table in it but its picture; ask for the data as a workbook or CSV"),
    MAGIC("\x89PNG", "a picture; ask for the data as a workbook or CSV"),
    MAGIC("\xFF\xD8\xFF", "a picture; ask for the data as a workbook or CSV"),
    MAGIC("{\\rtf", "a text document; save its table as a workbook or as CSV"),
    MAGIC("SQLite format 3\0", "a SQLite database; export a table of it as CSV (sqlite3 -csv -header)"),
    MAGIC("PAR1", "a Parquet file; write it as CSV"),
    MAGIC("ARROW1", "a Feather file; write it as CSV"),
    MAGIC("ASCII SPSS PORT FILE", "a portable file of SPSS (.por); export it as CSV (SAVE TRANSLATE /TYPE=CSV /FIELDNAMES)"),
    MAGIC("\x7F"
          "ELF",
          "a program; name the file with the table"),
    MAGIC("version https://git-lfs.github.com/", "a pointer of Git LFS to the file; fetch that (git lfs pull)"),
    MAGIC("\xFF\xFE\0\0", "text in UTF-32; save it as UTF-8"),
#undef MAGIC
};

/* Old files of Stata begin with their version, the order of bytes, 1 and 0. */
static bool is_old_stata(const unsigned char *bytes, size_t n) {
  return n > 4 && bytes[0] >= 0x69 && bytes[0] <= 0x73 && (bytes[1] == 1 || bytes[1] == 2) && bytes[2] == 1 && bytes[3] == 0;
}

/* Blanks and a byte order mark in front of markup. */
static size_t skip_front(const unsigned char *bytes, size_t n) {
  size_t i = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (i < n && isspace(bytes[i])) i++;
  return i;
}

static bool begins(const unsigned char *bytes, size_t n, const char *with) {
  const size_t length = strlen(with);
  return n >= length && strncasecmp((const char *)bytes, with, length) == 0;
}

static const char *markup(const unsigned char *bytes, size_t n) {
  const size_t front = skip_front(bytes, n);
  bytes += front, n -= front;
  if (begins(bytes, n, "<!doctype html") || begins(bytes, n, "<html") || begins(bytes, n, "<table"))
    return "a web page, as some systems export under .xls; open it in a spreadsheet program and save it as .xlsx or as CSV";
  if (begins(bytes, n, "<?xml")) return "an XML file; open it in a spreadsheet program and save it as .xlsx or as CSV";
  if (begins(bytes, n, "insert into ") || begins(bytes, n, "create table "))
    return "statements of SQL; export the table itself as CSV";
  if (begins(bytes, n, "study:")) return "a study file; 'darkfigure study check FILE' says what it asks for";
  return begins(bytes, n, "{\"") || begins(bytes, n, "[{") ? "a JSON file; write its table as CSV" : NULL;
}

static const char *find_magic(const unsigned char *bytes, size_t n) {
  for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
    if (n >= magics[i].n && memcmp(bytes, magics[i].bytes, magics[i].n) == 0) return magics[i].what;
  if (is_old_stata(bytes, n)) return "a data file of Stata (.dta); export it as CSV (export delimited using lists.csv, nolabel)";
  return markup(bytes, n);
}

static const char *find_mark(const unsigned char *bytes, size_t n) {
  if (n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0) return "UTF-16LE";
  return n >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0 ? "UTF-16BE" : NULL;
}

const char *dark__form_wide(const unsigned char *bytes, size_t n) {
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < n; i++) zeros[i % 2] += bytes[i] == 0;
  if (n < 4 || bytes[0] == bytes[1]) return NULL;
  if (zeros[0] == 0 && 2 * zeros[1] > n / 2) return "UTF-16LE";
  return zeros[1] == 0 && 2 * zeros[0] > n / 2 ? "UTF-16BE" : NULL;
}

dark__form dark__form_recognise(const char **what, const unsigned char *bytes, size_t n) {
  *what = NULL;
  if (n >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0)) return DARK__FORM_WORKBOOK;
  *what = find_magic(bytes, n);
  if (*what != NULL) return DARK__FORM_OTHER;
  *what = find_mark(bytes, n);
  return DARK__FORM_TEXT;
}
