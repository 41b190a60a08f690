/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"

void dark__json_put_reasons(dark__json *json, json_t *object, dark_reasons reasons) {
  json_t *array = dark__json_put_array(json, object, "reasons");
  for (int reason = 0; reason < DARK_N_REASONS; reason++)
    if ((reasons & DARK_REASON_BIT(reason)) != 0)
      dark__json_append(json, array, dark__json_text(dark_reason_code((dark_reason)reason)));
}

void dark__json_put_sentences(dark__json *json, dark_reasons used) {
  json_t *object = dark__json_put_object(json, json->root, "reasons");
  for (int reason = 0; reason < DARK_N_REASONS; reason++) {
    if ((used & DARK_REASON_BIT(reason)) == 0) continue;
    dark__json_put(json, object, dark_reason_code((dark_reason)reason),
                   dark__json_text(dark_reason_sentence((dark_reason)reason)));
  }
}
