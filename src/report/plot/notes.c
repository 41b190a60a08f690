/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in every figure: it is cut out and handed on, and must say by itself what it shows and what its data are. */
#include "report/markup/markup.h"
#include "report/plot/picture.h"

/* ---- Above */

static void put_question(dark__picture *picture) {
  dark__paper text = {0};
  dark__sheet_add_question(&text, &picture->sheet);
  dark__picture_paragraph(picture, 18, "", &text);
}

static void put_standing(dark__picture *picture) {
  const dark__about *about = picture->sheet.options->about;
  const dark__argument place = dark__argue_text(about->place == NULL ? "" : about->place);
  dark__paper text = {0};
  if (picture->sheet.is_invented)
    dark__picture_say(picture, &text, about->place == NULL ? DARK__SAY_INVENTED : DARK__SAY_INVENTED_OF, &place, 1);
  if (!about->is_final) dark__picture_say(picture, &text, DARK__SAY_DRAFT, NULL, 0);
  if (picture->sheet.options->protection == NULL) dark__picture_say(picture, &text, DARK__SAY_NO_DISCLOSURE, NULL, 0);
  dark__picture_paragraph(picture, 14, "warning", &text);
}

void dark__picture_open(dark__picture *picture, dark__paper *caption) {
  dark__markup_text(&picture->description, dark__paper_text(caption));
  picture->y = DARK__PICTURE_EDGE;
  put_question(picture);
  put_standing(picture);
  dark__picture_paragraph(picture, 14, "quiet", caption);
  picture->y += 6;
}

/* ---- Below */

static void say_stated(dark__picture *picture, dark__paper *text, dark__saying saying, const char *stated) {
  if (stated == NULL) return;
  const dark__argument argument = dark__argue_text(stated);
  dark__picture_say(picture, text, saying, &argument, 1);
}

static void say_protection(dark__picture *picture, dark__paper *text) {
  const dark__protection *protection = picture->sheet.options->protection;
  if (protection == NULL) return;
  const dark__argument k = dark__argue_count(picture->sheet.language, protection->release.k);
  dark__picture_say(picture, text, DARK__SAY_FIGURE_PROTECTED, &k, 1);
}

void dark__picture_close(dark__picture *picture) {
  const dark__about *about = picture->sheet.options->about;
  dark__stated stated[DARK__N_STATED];
  dark__paper text = {0};
  dark__sheet_stated(stated, &picture->sheet);
  picture->y += 6;
  if (about->population == NULL) dark__picture_say(picture, &text, DARK__SAY_NOT_STATED, NULL, 0);
  dark__picture_paragraph(picture, 13, "warning", &text);
  for (size_t i = 0; i < DARK__N_STATED; i++) say_stated(picture, &text, stated[i].says, stated[i].text);
  if (about->is_final) dark__picture_say(picture, &text, DARK__SAY_FINAL, NULL, 0);
  say_protection(picture, &text);
  dark__picture_paragraph(picture, 13, "quiet", &text);
}
