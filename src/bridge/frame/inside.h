/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BRIDGE_FRAME_INSIDE_H
#define DARK__BRIDGE_FRAME_INSIDE_H

/* The inside of a frame, for this room. */

#include <stdatomic.h>

#include "bridge/frame/frame.h"
#include "result/arena.h"

typedef struct dark__frame_column_data {
  char *name;
  dark_column_type type;
  void *values; /* [capacity] of double, int64_t or const char * */
  size_t capacity;
} dark__frame_column_data;

/* What was exported holds it too, so that it goes with the last of them. */
struct dark_frame {
  atomic_size_t n_holders;
  dark__frame_column_data *columns; /* [n_columns] */
  size_t n_columns, columns_capacity;
  size_t n_rows;      /* complete ones */
  size_t next;        /* column of the next cell */
  dark__arena *arena; /* names and texts */
  bool failed;
};

/* Hold it once more, or less: dark_frame_free is the latter. */
void dark__frame_hold(dark_frame *frame);

#endif
