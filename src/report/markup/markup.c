/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/markup/markup.h"

#include <math.h>
#include <string.h>

static const char *reference(char c) {
  switch (c) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
  }
}

static void add_escaped(dark__paper *page, const char *text) {
  for (;;) {
    const size_t n = strcspn(text, "<>&\"'");
    dark__paper_add_bytes(page, text, n);
    if (text[n] == '\0') return;
    dark__paper_add(page, "%s", reference(text[n]));
    text += n + 1;
  }
}

void dark__markup_text(dark__paper *page, const char *text) {
  dark__paper seen = {0};
  dark__paper_add_foreign(&seen, text);
  add_escaped(page, dark__paper_text(&seen));
  if (seen.failed) page->failed = true;
  dark__paper_clear(&seen);
}

void dark__markup_name(dark__paper *page, const char *name) { dark__markup_element(page, "bdi", name); }

void dark__markup_element(dark__paper *page, const char *tag, const char *text) {
  dark__paper_add(page, "<%s>", tag);
  dark__markup_text(page, text);
  dark__paper_add(page, "</%.*s>", (int)strcspn(tag, " "), tag);
}

void dark__markup_share(dark__paper *page, const char *attribute, double share) {
  const long hundredths = lround(10000 * fmin(fmax(share, 0), 1));
  dark__paper_add(page, " %s=\"%ld.%02ld%%\"", attribute, hundredths / 100, hundredths % 100);
}

void dark__markup_length(dark__paper *page, const char *attribute, double length) {
  const long hundredths = lround(100 * fmax(length, 0));
  dark__paper_add(page, " %s=\"%ld.%02ld\"", attribute, hundredths / 100, hundredths % 100);
}

void dark__markup_line(dark__paper *page, const char *kind, double x1, double x2, double y1, double y2) {
  dark__paper_add(page, "<line class=\"%s\"", kind);
  dark__markup_share(page, "x1", x1);
  dark__markup_share(page, "x2", x2);
  dark__markup_length(page, "y1", y1);
  dark__markup_length(page, "y2", y2);
  dark__paper_add(page, "/>");
}
