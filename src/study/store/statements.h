/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_STORE_STATEMENTS_H
#define DARK__STUDY_STORE_STATEMENTS_H

/* Numbers under which statements of a store are kept (sql.h). */
enum {
  DARK__SQL_HAS_BLOCK,
  DARK__SQL_PUT_BLOCK,
  DARK__SQL_PUT_POINT,
  DARK__SQL_GET_BLOCKS,
  DARK__SQL_GET_POINT,
  DARK__SQL_CLEAR_RESULTS,
  DARK__SQL_PUT_RESULT,
  DARK__SQL_SET_STATE,
  DARK__SQL_SIGN_TASK
};

#endif
