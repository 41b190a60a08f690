/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page/page.h"

#include "base/halt.h"
#include "report/markup/digest.h"
#include "report/markup/markup.h"
#include "report/page/sheet.h"
#include "report/shown/series.h"
#include "writing/page.h"

/* The one style sheet and the one script that the page may use are known by their hashes. */
static void hash_text(char digest[DARK__DIGEST], const dark__paper *text) {
  dark__digest(digest, dark__paper_text(text), text->length);
}

static void put_title(dark__sheet *sheet) {
  dark__paper question = {0};
  dark__sheet_add_question(&question, sheet);
  dark__sheet_put(sheet, "title", &question);
}

/* The script stands at the end of the page; how it is known, before. */
static void put_head(dark__sheet *sheet, const dark__paper *script) {
  char digest[DARK__DIGEST], of_script[DARK__DIGEST];
  dark__paper style = {0};
  dark__page_style(&style);
  if (style.failed || script->failed) sheet->html.failed = true;
  hash_text(digest, &style);
  hash_text(of_script, script);
  dark__paper_add(&sheet->html, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                  sheet->language == DARK__PSEUDO ? "en" : dark__language_words[sheet->language]);
  dark__paper_add(&sheet->html,
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
                  "script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n",
                  digest, of_script);
  dark__paper_add(&sheet->html, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  put_title(sheet);
  dark__paper_add(&sheet->html, "\n<style>");
  dark__paper_add_bytes(&sheet->html, dark__paper_text(&style), style.length);
  dark__paper_add(&sheet->html, "</style>\n</head>\n<body>\n<main>\n");
  dark__paper_clear(&style);
}

static void put_tail(dark__sheet *sheet, const dark__paper *script) {
  dark__paper_add(&sheet->html, "</main>\n<script>");
  dark__paper_add_bytes(&sheet->html, dark__paper_text(script), script->length);
  dark__paper_add(&sheet->html, "</script>\n</body>\n</html>\n");
}

static void put_section(dark__sheet *sheet, dark__saying title, void (*put)(dark__sheet *)) {
  dark__paper_add(&sheet->html, "<section>\n");
  dark__sheet_say(sheet, "h2", title, NULL, 0);
  dark__paper_add(&sheet->html, "\n");
  put(sheet);
  dark__paper_add(&sheet->html, "</section>\n");
}

static void put_estimates(dark__sheet *sheet) {
  dark__page_forest(sheet);
  dark__page_series(sheet);
  dark__page_table(sheet);
}

dark_status dark__page_write(FILE *stream, const dark__source *source, const dark__page_options *options, dark_error *err) {
  dark__sheet sheet = {.source = source,
                       .options = options,
                       .language = options->language,
                       .is_invented = dark__is_invented(options->about, source)};
  dark__paper script = {0};
  dark__page_script(&script);
  put_head(&sheet, &script);
  dark__page_first_screen(&sheet);
  put_section(&sheet, DARK__SAY_TITLE_ESTIMATES, put_estimates);
  put_section(&sheet, DARK__SAY_TITLE_UNKNOWN, dark__page_unknown);
  put_section(&sheet, DARK__SAY_TITLE_CERTAIN, dark__page_certainty);
  put_section(&sheet, DARK__SAY_TITLE_DEPENDS, dark__page_dependence);
  if (options->comparisons != NULL) put_section(&sheet, DARK__SAY_TITLE_SCENARIOS, dark__page_scenarios);
  put_section(&sheet, DARK__SAY_TITLE_METHOD, dark__page_method);
  put_section(&sheet, DARK__SAY_TITLE_APPENDIX, dark__page_appendix);
  put_tail(&sheet, &script);
  dark__paper_clear(&script);
  const dark_status halted = dark__halt_check(err);
  if (halted == DARK_OK) return dark__paper_finish(&sheet.html, stream, err);
  dark__paper_clear(&sheet.html);
  return halted;
}
