/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/answer/answer.h"

dark_status dark__fill_notes(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  (void)err;
  dark__frame_texts(frame, "kind,note");
  for (size_t i = 0; i < dark_table_n_notes(answer->table); i++) {
    dark__frame_put_static(frame, dark_table_note_is_warning(answer->table, i) ? "warning" : "note");
    dark__frame_put_text(frame, dark_table_note(answer->table, i));
  }
  return DARK_OK;
}
