/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_DATE_H
#define DARK__TABLE_WORKBOOK_DATE_H

/* Numbers in the cells of a workbook as they are shown: whole numbers, numbers of 15 digits at most, days and times. */

#include <stdbool.h>
#include <stddef.h>

/* What a number in a cell stands for. */
typedef enum dark__number_kind { DARK__NUMBER, DARK__DATE, DARK__TIME, DARK__DATE_TIME } dark__number_kind;

/* What cells with that number format hold: one of those that need no text, and one that the workbook writes out ("dd.mm.yyyy"). */
dark__number_kind dark__format_kind(unsigned id);
dark__number_kind dark__format_read(const char *code);

/* Write a number into text [room >= 32] and return its length: "12", "0.1", "1.23E+15" from the 16th digit on, "2013-05-31",
   "10:30:00", "2013-05-31 10:30:00". `value` as the workbook has it; what is no number stays as it is, up to 30 bytes.
   is_1904: days count from 1904. */
size_t dark__number_write(char *text, size_t room, const char *value, dark__number_kind kind, bool is_1904);

#endif
