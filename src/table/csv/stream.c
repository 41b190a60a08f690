/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv/stream.h"

#include <csv.h>
#include <errno.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/halt.h"
#include "base/kind.h"
#include "base/show.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "table/csv/delimiter.h"
#include "table/csv/foreign.h"
#include "table/csv/front.h"
#include "table/csv/known.h"
#include "table/csv/split.h"

/* What one read takes, and the longest field. */
enum { CHUNK = 65536, MAX_FIELD = 1048576 };

typedef struct stream {
  const dark__csv_source *source;
  const dark__csv_sink *sink;
  const dark__csv_manner *manner;
  struct csv_parser parser;
  dark__csv_splitter splitter;
  struct sha256_ctx hash;
  dark__utf8 utf8;
  dark__row header, row;
  dark__row split; /* the row without libcsv; its bytes are borrowed from the chunk */
  dark__csv_known known;
  bool has_header;
  bool has_row_names;             /* the header lacks the name of the first column */
  bool is_header_record;          /* its names may be those of people */
  bool is_row_open;               /* libcsv may have the beginning of a row */
  size_t n_touched;               /* bytes of libcsv's buffer that may have held something */
  bool after_cr;                  /* the last chunk ended in CR: an LF now is of the same line end */
  size_t line;                    /* of the byte to be read next */
  size_t n_fields;                /* of the row in progress; those beyond the header's number are counted only */
  size_t quote_line, quote_field; /* where the quote opened that is open at the last line end; line 0: none */
  dark_status status;             /* of the first failure: libcsv cannot be stopped from its callbacks */
  dark_error *err;
} stream;

/* Fail at the field in progress; `advice` begins with "; " or is empty. */
static dark_status fail_field(stream *s, size_t line, const char *what, const char *advice) {
  const size_t field = s->n_fields;
  if (!s->has_header || s->is_header_record || field >= s->header.n_fields) {
    return dark__fail(s->err, DARK_EDATA, "%s:%zu:%zu: %s%s", s->source->place, line, field + 1, what, advice);
  }
  return dark__fail(s->err, DARK_EDATA, "%s:%zu:%zu: %s (column %s)%s", s->source->place, line, field + 1, what,
                    dark__show(dark__row_field(&s->header, field)).text, advice);
}

static void take_field(void *text, size_t length, void *context) {
  stream *s = context;
  if (s->status != DARK_OK) return;
  if (length > MAX_FIELD) {
    s->status = fail_field(s, s->row.line, "a field of more than 1 MiB", "; no value is that long: is a quote missing?");
  } else if (!s->has_header || s->n_fields < s->header.n_fields) {
    if (!dark__row_append(&s->row, text, length)) s->status = dark__fail_memory(s->err);
  }
  s->n_fields++;
}

static const char *field_at(const void *context, size_t i) { return dark__row_field(context, i); }

/* Put an empty name in front of those in the row. */
static dark_status add_unnamed(stream *s) {
  dark__row named = s->row;
  s->row = (dark__row){.line = named.line};
  bool is_done = dark__row_append(&s->row, "", 0);
  for (size_t i = 0; is_done && i < named.n_fields; i++)
    is_done = dark__row_append(&s->row, dark__row_field(&named, i), dark__row_length(&named, i));
  dark__row_free(&named);
  return is_done ? DARK_OK : dark__fail_memory(s->err);
}

static dark_status take_header(stream *s) {
  const dark_status status = s->has_row_names ? add_unnamed(s) : DARK_OK;
  if (status != DARK_OK) return status;
  const dark__row empty = {.line = s->row.line};
  s->header = s->row;
  s->row = empty;
  s->has_header = true;
  s->is_header_record = dark__kind_is_record(field_at, &s->header, s->header.n_fields);
  if (!s->manner->is_by_libcsv) {
    s->splitter = dark__csv_splitter_for(s->header.n_fields, (char)csv_get_delim(&s->parser));
    if (!dark__row_reserve(&s->split, s->header.n_fields)) return dark__fail_memory(s->err);
  }
  return s->sink->header(s->sink->context, &s->header, s->err);
}

static dark_status take_record(stream *s) {
  if (s->n_fields == s->header.n_fields) return s->sink->record(s->sink->context, &s->row, s->err);
  return dark__fail(s->err, DARK_EDATA, "%s:%zu: expected %zu field%s as in the header, found %zu; %s", s->source->place,
                    s->row.line, s->header.n_fields, s->header.n_fields == 1 ? "" : "s", s->n_fields,
                    s->n_fields > s->header.n_fields
                        ? "put quotes around fields that hold the separator, or take out what stands behind the last column"
                        : "give the row its other fields, or take out a line that is none of the table");
}

static void take_row(int end, void *context) {
  (void)end;
  stream *s = context;
  if (s->status != DARK_OK) return;
  s->status = s->has_header ? take_record(s) : take_header(s);
  dark__row_clear(&s->row);
  s->n_fields = 0;
}

static dark_status fail_syntax(stream *s) {
  if (csv_error(&s->parser) != CSV_EPARSE) return dark__fail_memory(s->err);
  return fail_field(s, s->line, s->parser.quoted ? "text behind a closing quote" : "a quote in the middle of an unquoted field",
                    "; put quotes around the whole field, and write its own quotes twice");
}

/* Parse bytes of one line. */
static void feed(stream *s, const unsigned char *bytes, size_t n) {
  if (n == 0) return;
  const size_t n_touched = s->parser.entry_pos + n + 1;
  if (n_touched > s->n_touched) s->n_touched = n_touched;
  const size_t used = csv_parse(&s->parser, bytes, n, take_field, take_row, s);
  if (s->status == DARK_OK && used != n) s->status = fail_syntax(s);
  /* Guards memory; take_field has the exact limit, once blanks and quotes around the field are off. */
  if (s->status == DARK_OK && s->parser.entry_pos > MAX_FIELD + CHUNK) {
    s->status = fail_field(s, s->row.line, "a field of more than 1 MiB", "; no value is that long: is a quote missing?");
  }
}

static void end_line(stream *s) {
  if (!s->parser.quoted) {
    s->quote_line = 0;
    s->row.line = s->line + 1;
  } else if (s->quote_line == 0 || s->quote_field != s->n_fields) {
    s->quote_line = s->line;
    s->quote_field = s->n_fields;
  }
  s->line++;
}

static bool is_line_end(unsigned char byte) { return byte == '\n' || byte == '\r'; }

/* Bytes up to and with the last line end. */
static size_t whole_lines(const unsigned char *bytes, size_t n) {
  while (n > 0 && !is_line_end(bytes[n - 1])) n--;
  return n;
}

/* Bytes before the first line end. */
static size_t text_length(const unsigned char *bytes, size_t n) {
  size_t i = 0;
  while (i < n && !is_line_end(bytes[i])) i++;
  return i;
}

/* Bytes of the line end at `bytes`; 0 at the end of the chunk. */
static size_t line_end_length(stream *s, const unsigned char *bytes, size_t n) {
  if (n == 0 || bytes[0] == '\n') return n > 0;
  if (n == 1) s->after_cr = true;
  return n > 1 && bytes[1] == '\n' ? 2 : 1;
}

/* Try to take the line that begins at `bytes`, and with it a row, by what is known of it. */
static bool take_known_row(stream *s, dark__csv_line *line) {
  if (line == NULL || line->note == 0) return false;
  const dark__row row = {.line = s->line, .note = &line->note};
  s->status = s->sink->record(s->sink->context, &row, s->err);
  return s->status != DARK_OK || line->note != 0;
}

/* Try to take the line at `bytes`, with which a row begins, without libcsv. Returns its length with the line end; 0: it is left to
   libcsv. */
static size_t take_line(stream *s, unsigned char *bytes, size_t n) {
  if (s->splitter.n_fields == 0) return 0;
  dark__csv_line *line = dark__csv_known_find(&s->known, bytes, n);
  if (take_known_row(s, line)) return line->length + 1;
  const size_t n_text = dark__csv_split(&s->splitter, &s->split, bytes);
  if (n_text == 0) return 0;
  const size_t n_end = line_end_length(s, bytes + n_text, n - n_text);
  dark__csv_end_fields(&s->split);
  s->split.line = s->line;
  const bool is_all = line != NULL && line->length + 1 == n_text + n_end; /* a lone CR ends a row before the line feed */
  s->split.note = is_all ? &line->note : NULL;
  s->status = s->sink->record(s->sink->context, &s->split, s->err);
  return n_text + n_end;
}

/* Give libcsv what there is of the line at `bytes`; returns its length with the line end. */
static size_t feed_line(stream *s, const unsigned char *bytes, size_t n) {
  const size_t n_text = text_length(bytes, n);
  const size_t n_end = line_end_length(s, bytes + n_text, n - n_text);
  feed(s, bytes, n_text + n_end);
  s->is_row_open = n_end == 0 || s->parser.quoted;
  if (n_end > 0) end_line(s);
  return n_text + n_end;
}

/* Give libcsv the line feed of a line end that began with the chunk before; returns how many there are. */
static size_t feed_lf(stream *s, const unsigned char *bytes, size_t n) {
  const size_t n_lf = n > 0 && s->after_cr && bytes[0] == '\n';
  if (n > 0) s->after_cr = false;
  feed(s, bytes, n_lf);
  return n_lf;
}

/* Parse line by line, which is what makes line numbers known in the callbacks. Only whole lines can do without libcsv. */
static dark_status feed_lines(stream *s, unsigned char *bytes, size_t n) {
  const size_t n_whole = whole_lines(bytes, n);
  size_t i = feed_lf(s, bytes, n);
  while (i < n && s->status == DARK_OK) {
    const bool may_take = i < n_whole && !s->is_row_open;
    const size_t n_taken = may_take ? take_line(s, bytes + i, n - i) : 0;
    if (n_taken > 0) end_line(s);
    i += n_taken > 0 ? n_taken : feed_line(s, bytes + i, n - i);
  }
  return s->status;
}

/* Whether the encoding of Windows in Western Europe, which has Latin-1 in it, has that byte. */
static bool is_cp1252(unsigned byte) { return byte >= 0x80 && strchr("\x81\x8D\x8F\x90\x9D", (int)byte) == NULL; }

/* Fail at a byte that cannot follow; in Latin-1 text it is the one before that is wrong. */
static dark_status fail_byte(stream *s, unsigned char byte) {
  char what[96] = "a NUL byte";
  const char *advice = byte == 0 ? "; this is no text: export the table again, as CSV or a workbook" : "";
  const unsigned culprit = s->utf8.n_missing > 0 ? s->utf8.first : byte;
  const bool is_hinted = s->source->takes_encoding && is_cp1252(culprit);
  if (byte != 0)
    snprintf(what, sizeof what, "not UTF-8 at byte \\x%02X%s", culprit,
             is_hinted ? "; --encoding cp1252 reads files of Windows and Latin-1" : "");
  return fail_field(s, s->line, what, advice);
}

/* Parse what is good of a chunk, so that an earlier error comes first and a bad byte is known by its field. */
static dark_status feed_chunk(stream *s, unsigned char *bytes, size_t n) {
  const size_t n_good = dark__utf8_check(&s->utf8, bytes, n);
  if (feed_lines(s, bytes, n_good) == DARK_OK && n_good < n) s->status = fail_byte(s, bytes[n_good]);
  return s->status;
}

static dark_status set_delimiter(stream *s, char delimiter) {
  if (!dark__csv_delimiter_is_possible(delimiter)) {
    const char text[] = {delimiter, '\0'};
    return dark__fail(s->err, DARK_EUSAGE, "'%s' cannot separate fields (--delimiter)", dark__show(text).text);
  }
  csv_set_delim(&s->parser, (unsigned char)delimiter);
  return DARK_OK;
}

/* The delimiter in a first line "sep=;", which Excel writes for itself; 0: there is none. */
static char told_delimiter(const unsigned char *text, size_t n) {
  const bool is_told =
      n > 5 && memcmp(text, "sep=", 4) == 0 && is_line_end(text[5]) && dark__csv_delimiter_is_possible((char)text[4]);
  return is_told ? (char)text[4] : '\0';
}

/* What only the first chunk has: *n_mark = bytes of the byte order mark and of a line that only tells the delimiter; the header, which
   otherwise does. */
static dark_status begin(size_t *n_mark, stream *s, const unsigned char *chunk, size_t n) {
  *n_mark = n >= 3 && memcmp(chunk, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  if (n == *n_mark)
    return dark__fail(s->err, DARK_EDATA, "%s: the file is empty; a table begins with a line of column names", s->source->place);
  const char *foreign = dark__csv_foreign(chunk + *n_mark, n - *n_mark);
  if (foreign != NULL) return dark__fail(s->err, DARK_EDATA, "%s: %s", s->source->place, foreign);
  const char given = s->source->delimiter, told = told_delimiter(chunk + *n_mark, n - *n_mark);
  if (told != '\0') {
    const bool is_crlf = chunk[*n_mark + 5] == '\r' && n - *n_mark > 6 && chunk[*n_mark + 6] == '\n';
    *n_mark += is_crlf ? 7 : 6;
    s->line = s->row.line = 2;
  }
  const dark__csv_front front = dark__csv_front_find(chunk + *n_mark, n - *n_mark, given != '\0' ? given : told);
  *n_mark += front.n;
  s->line = s->row.line += front.n_lines;
  s->has_row_names = front.has_row_names;
  if (s->source->n_titles != NULL) *s->source->n_titles = front.n_titles;
  return set_delimiter(s, front.delimiter);
}

static dark_status finish(stream *s) {
  if (s->utf8.n_missing > 0) return fail_field(s, s->line, "not UTF-8, the file ends within a character", "; was it cut off?");
  if (csv_fini(&s->parser, take_field, take_row, s) != 0) {
    const bool is_known = s->quote_line != 0 && s->quote_field == s->n_fields;
    return fail_field(s, is_known ? s->quote_line : s->line, "a quote that is not closed",
                      "; close it, and write a quote inside a quoted field twice");
  }
  if (s->status != DARK_OK || s->has_header) return s->status;
  return dark__fail(s->err, DARK_EDATA, "%s: no header, only blank lines; a table begins with a line of column names",
                    s->source->place);
}

static dark_status read_chunk(size_t *n, stream *s, unsigned char *chunk) {
  const dark__csv_supply *supply = s->source->supply;
  const size_t size = s->manner->chunk;
  if (supply != NULL) return supply->read(supply->context, n, chunk, size, s->err);
  *n = fread(chunk, 1, size, s->source->file);
  if (!ferror(s->source->file)) return DARK_OK;
  return dark__fail(s->err, DARK_EIO, "%s: cannot be read: %s", s->source->place, strerror(errno));
}

/* Read and parse to the end of the file through a buffer [manner->chunk]. */
static dark_status read_file(stream *s, unsigned char *chunk) {
  const size_t size = s->manner->chunk;
  size_t n = size;
  for (bool is_first = true; n == size; is_first = false) {
    dark_status status = dark__halt_check(s->err);
    if (status == DARK_OK) status = read_chunk(&n, s, chunk);
    if (status != DARK_OK) return status;
    sha256_update(&s->hash, n, chunk);
    size_t skip = 0;
    if (is_first) status = begin(&skip, s, chunk, n);
    if (status == DARK_OK) status = feed_chunk(s, chunk + skip, n - skip);
    if (status != DARK_OK) return status;
  }
  return finish(s);
}

static void write_hash(char *sha256, struct sha256_ctx *hash) {
  unsigned char digest[SHA256_DIGEST_SIZE];
  sha256_digest(hash, sizeof digest, digest);
  base16_encode_update(sha256, sizeof digest, digest);
  sha256[BASE16_ENCODE_LENGTH(sizeof digest)] = '\0';
}

dark_status dark__csv_read_by(char *sha256, const dark__csv_source *source, const dark__csv_sink *sink,
                              const dark__csv_manner *manner, dark_error *err) {
  stream s = {.source = source, .sink = sink, .manner = manner, .row.line = 1, .line = 1, .err = err};
  if (csv_init(&s.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) return dark__fail_memory(err);
  csv_set_blk_size(&s.parser, MAX_FIELD + 2 * CHUNK); /* all that it ever needs: where it grows, it leaves a copy behind */
  sha256_init(&s.hash);
  unsigned char *chunk = malloc(manner->chunk);
  const dark_status status = chunk == NULL ? dark__fail_memory(err) : read_file(&s, chunk);
  if (status == DARK_OK) write_hash(sha256, &s.hash);
  dark__wipe_free(chunk, manner->chunk);
  if (s.parser.entry_buf != NULL)
    dark__wipe(s.parser.entry_buf, s.n_touched < s.parser.entry_size ? s.n_touched : s.parser.entry_size);
  csv_free(&s.parser);
  dark__row_free(&s.header);
  dark__row_free(&s.row);
  free(s.split.fields);
  dark__csv_known_free(&s.known);
  dark__wipe(&s.hash, sizeof s.hash); /* it has the last bytes of the file */
  dark__wipe_stack();
  return status;
}

dark_status dark__csv_read(char *sha256, const dark__csv_source *source, const dark__csv_sink *sink, dark_error *err) {
  static const dark__csv_manner manner = {.chunk = CHUNK};
  return dark__csv_read_by(sha256, source, sink, &manner, err);
}
