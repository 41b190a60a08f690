/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_CSV_STREAM_H
#define DARK__TABLE_CSV_STREAM_H

/* A CSV file as a stream of rows, strictly: libcsv with the guards it lacks, and two short cuts around it for lines that are simple
   (csv/split.h) or came before (csv/known.h). Knows the form of a file, not what it means.

   Accepted: lines of a title above the header and names of rows without a name (csv/front.h), a byte order mark, LF, CRLF or CR line ends, blank lines, a missing last newline, quoted fields (also with line
   ends in them), blanks around fields. Refused: NUL bytes, text that is not UTF-8, quotes in the middle of a field, text behind
   a closing quote, an unclosed quote, a field over 1 MiB, a row with more or fewer fields than the header, a file without a
   header. A row stands on the line where it begins; an error of form on the line where it is. */

#include <stdio.h>

#include <darkfigure/status.h>

#include "table/csv/row.h"

/* Where bytes come from that are not read from a file as they stand there. */
typedef struct dark__csv_supply {
  /* *n = bytes put into bytes [room]; fewer than `room` at the end only. */
  dark_status (*read)(void *context, size_t *n, unsigned char *bytes, size_t room, dark_error *err);
  void *context;
} dark__csv_supply;

typedef struct dark__csv_source {
  FILE *file;        /* borrowed */
  const char *place; /* how messages call the file */
  char delimiter;    /* 0: the one among comma, semicolon and tab that the header has most of, in doubt the first of them */
  const dark__csv_supply *supply; /* of the bytes; NULL: the file */
  bool takes_encoding;            /* messages may propose to name one (--encoding) */
  size_t *n_titles;               /* lines with something in them that stand above the header; NULL: nobody wants to know */
} dark__csv_source;

/* Who takes the rows. What a function returns other than DARK_OK ends the reading and is handed on. */
typedef struct dark__csv_sink {
  /* Called once and first. `header` stays valid and unchanged until dark__csv_read returns. */
  dark_status (*header)(void *context, const dark__row *header, dark_error *err);
  /* Called for every other row, which has as many fields as the header; `row` is valid during the call.
     A sink to which equal lines mean the same may put a note other than 0 into *row->note, unless that is NULL. When the line comes
     again, the sink may get a row without fields and with that note; it sets the note to 0 to get the fields all the same. */
  dark_status (*record)(void *context, const dark__row *row, dark_error *err);
  void *context;
} dark__csv_sink;

/* Read the file to its end. sha256 [65]: lower-case hexadecimal SHA-256 of all its bytes, set on success.
   All memory that held bytes of the file is overwritten before it returns; what `source->file` buffers is the caller's.
   Errors: DARK_EUSAGE (a delimiter that cannot separate fields), DARK_EDATA, DARK_EIO, DARK_ENOMEM, and those of the sink. */
dark_status dark__csv_read(char *sha256, const dark__csv_source *source, const dark__csv_sink *sink, dark_error *err);

/* The same with what is otherwise given. It makes no difference to what is found in the file, which tests verify. */
typedef struct dark__csv_manner {
  size_t
      chunk; /* bytes that one read takes; the first should hold a byte order mark, what stands above the header, the header and a row */
  bool is_by_libcsv; /* libcsv gets every line, also those that can be split without it */
} dark__csv_manner;

dark_status dark__csv_read_by(char *sha256, const dark__csv_source *source, const dark__csv_sink *sink,
                              const dark__csv_manner *manner, dark_error *err);

#endif
