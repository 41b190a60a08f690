/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/made_study.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/tables.h"

static void write_study(made_study *out, const char *text) {
  const char *mark = strstr(text, "FORMS");
  out->forms[0] = '\0';
  if (mark == NULL) {
    snprintf(out->text, sizeof out->text, "%s", text);
    return;
  }
  write_file(out->forms, "A,B,C,form,sex,count\n1,0,0,labour,f,10\n0,1,0,labour,m,9\n0,1,1,labour,m,4\n1,1,0,sexual,f,5\n"
                         "1,0,1,sexual,f,3\n0,0,1,begging,m,2\n");
  snprintf(out->text, sizeof out->text, "%.*s%s%s", (int)(mark - text), text, out->forms, mark + 5);
}

made_study make_tasks(const char *text) {
  made_study out;
  dark_error err = DARK_ERROR_INIT;
  write_study(&out, text);
  out.study = study_of(out.text);
  if (dark_tasks_new(&out.tasks, out.study, &err) != DARK_OK) fail_msg("%s\n%s", err.message, out.text);
  if (out.forms[0] != '\0') unlink(out.forms);
  return out;
}

void unmake(made_study *made) {
  dark_tasks_free(made->tasks);
  dark_study_free(made->study);
}

void reject_tasks(const char *text, dark_status status, const char *message) {
  made_study out;
  char expected[1024];
  dark_error err = DARK_ERROR_INIT;
  write_study(&out, text);
  const char *mark = strstr(message, "FORMS");
  if (mark == NULL) snprintf(expected, sizeof expected, "s.yaml:%s", message);
  else snprintf(expected, sizeof expected, "s.yaml:%.*s%s%s", (int)(mark - message), message, out.forms, mark + 5);
  out.study = study_of(out.text);
  assert_int_equal(dark_tasks_new(&out.tasks, out.study, &err), status);
  if (out.forms[0] != '\0') unlink(out.forms);
  assert_string_equal(err.message, expected);
  assert_null(out.tasks);
  assert_int_equal(dark_tasks_new(&out.tasks, out.study, NULL), out.forms[0] != '\0' ? DARK_EIO : status);
  dark_study_free(out.study);
}
