/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks: dark_table_read_csv on any zip archive.

   The first byte says what follows: 'z' a whole file; 'x' parts of an Excel workbook and 'o' of an OpenDocument one, cut at NULs, which are put
   into an archive here, since no search finds its checksums. Of 'x': the sheet, texts, styles, the workbook, its relations; those that are
   missing are usual ones. Of 'o': the content, the manifest. The parts are whole XML files. */

#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "fuzz/table_check.h"

enum { MOST_PARTS = 8, ROOM = 1 << 16 };

/* ---- An archive of stored parts */

typedef struct archive {
  unsigned char bytes[ROOM];
  size_t n;
  unsigned char index[ROOM];
  size_t n_index;
  unsigned n_parts;
} archive;

static void put(unsigned char *to, size_t *n, uint64_t number, size_t size) {
  for (size_t i = 0; i < size; i++) to[(*n)++] = (unsigned char)(number >> 8 * i);
}

/* What the header of a part and its entry in the index have in common. */
static void put_facts(unsigned char *to, size_t *n, uint32_t checksum, size_t size, size_t n_name) {
  put(to, n, 20, 2), put(to, n, 0, 2), put(to, n, 0, 2), put(to, n, 0, 4);
  put(to, n, checksum, 4), put(to, n, size, 4), put(to, n, size, 4), put(to, n, n_name, 2), put(to, n, 0, 2);
}

static void add_part(archive *to, const char *name, const char *text, size_t size) {
  const size_t n_name = strlen(name), at = to->n;
  const uint32_t checksum = (uint32_t)crc32(0, (const unsigned char *)text, (unsigned)size);
  if (to->n + size + 200 > ROOM || to->n_index + 200 > ROOM) return;
  put(to->bytes, &to->n, 0x04034B50, 4);
  put_facts(to->bytes, &to->n, checksum, size, n_name);
  memcpy(to->bytes + to->n, name, n_name), to->n += n_name;
  memcpy(to->bytes + to->n, text, size), to->n += size;
  put(to->index, &to->n_index, 0x02014B50, 4), put(to->index, &to->n_index, 20, 2);
  put_facts(to->index, &to->n_index, checksum, size, n_name);
  put(to->index, &to->n_index, 0, 2), put(to->index, &to->n_index, 0, 2), put(to->index, &to->n_index, 0, 2);
  put(to->index, &to->n_index, 0, 4), put(to->index, &to->n_index, at, 4);
  memcpy(to->index + to->n_index, name, n_name), to->n_index += n_name;
  to->n_parts++;
}

static void end_archive(archive *to) {
  const size_t at = to->n;
  if (to->n + to->n_index + 22 > ROOM) return;
  memcpy(to->bytes + to->n, to->index, to->n_index), to->n += to->n_index;
  put(to->bytes, &to->n, 0x06054B50, 4), put(to->bytes, &to->n, 0, 4);
  put(to->bytes, &to->n, to->n_parts, 2), put(to->bytes, &to->n, to->n_parts, 2);
  put(to->bytes, &to->n, to->n_index, 4), put(to->bytes, &to->n, at, 4), put(to->bytes, &to->n, 0, 2);
}

/* ---- Parts */

typedef struct usual {
  const char *name, *text;
} usual;

#define RELATION(id, type, target) "<Relationship Id='" id "' Type='/" type "' Target='" target "'/>"

static const usual excel[] = {
    {"xl/s.xml", "<worksheet/>"},
    {"xl/t.xml", "<sst><si><t>A</t></si><si><t>B</t></si><si><t>f</t></si></sst>"},
    {"xl/y.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/></cellXfs></styleSheet>"},
    {"xl/workbook.xml", "<workbook><sheets><sheet name='S' r:id='a'/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<r>" RELATION("a", "worksheet", "s.xml") RELATION("b", "sharedStrings", "t.xml") RELATION("c", "styles", "y.xml") "</r>"},
    {"_rels/.rels", "<r>" RELATION("a", "officeDocument", "xl/workbook.xml") "</r>"},
    {"[Content_Types].xml", "<Types/>"},
    {NULL, NULL}};

static const usual opendocument[] = {{"content.xml", "<x/>"}, {"META-INF/manifest.xml", "<manifest/>"}, {NULL, NULL}};

static void pack(archive *to, const usual *parts, const char *data, size_t size) {
  for (; parts->name != NULL; parts++) {
    const char *mark = size == 0 ? NULL : memchr(data, '\0', size);
    const size_t n = mark == NULL ? size : (size_t)(mark - data);
    if (n > 0) add_part(to, parts->name, data, n);
    else add_part(to, parts->name, parts->text, strlen(parts->text));
    data += n + (mark != NULL);
    size -= n + (mark != NULL);
  }
  end_archive(to);
}

/* ---- What holds */

static dark_status read_bytes(dark_table **table, const void *bytes, size_t n, const dark_read_options *options,
                              dark_error *err) {
  static char anything;
  *err = (dark_error)DARK_ERROR_INIT;
  *table = (dark_table *)&anything;
  const dark_status status = dark_table_read_csv(table, fuzz_file(bytes, n), options, err);
  MUST((status == DARK_OK) == (*table != NULL), "status %d and table %p", (int)status, (const void *)*table);
  MUST(status != DARK_OK || err->message[0] == '\0', "read, and yet: %s", err->message);
  if (status != DARK_OK) fuzz_check_failure(status, err, 1);
  return status;
}

static void check(const void *bytes, size_t n, const dark_read_options *options) {
  dark_table *table, *again;
  dark_error err, other;
  const dark_status status = read_bytes(&table, bytes, n, options, &err);
  MUST(read_bytes(&again, bytes, n, options, &other) == status, "%s, then: %s", err.message, other.message);
  MUST(strcmp(err.message, other.message) == 0, "%s, then: %s", err.message, other.message);
  if (table != NULL) {
    fuzz_check_table(table);
    fuzz_check_same(table, again);
    for (size_t i = 0; i < dark_table_n_notes(table); i++) fuzz_check_line(dark_table_note(table, i), 1);
  }
  dark_table_free(again);
  dark_table_free(table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static archive made;
  const dark_read_options plain = DARK_READ_OPTIONS_INIT;
  dark_read_options by = DARK_READ_OPTIONS_INIT;
  by.by = (const char *const[]){"f"}, by.n_by = 1;
  if (size < 1) return 0;
  made = (archive){.n = 0};
  if (data[0] == 'x') pack(&made, excel, (const char *)data + 1, size - 1);
  else if (data[0] == 'o') pack(&made, opendocument, (const char *)data + 1, size - 1);
  const void *bytes = made.n > 0 ? made.bytes : data + 1;
  const size_t n = made.n > 0 ? made.n : size - 1;
  check(bytes, n, &plain);
  check(bytes, n, &by);
  return 0;
}
