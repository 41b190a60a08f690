/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_MARKUP_MARKUP_H
#define DARK__REPORT_MARKUP_MARKUP_H

/* Text within HTML and SVG. Whatever stands in a file of the user's goes through here, and stays text: <, >, &, quotes become references,
   control characters and what cannot be seen become escapes (dark__paper_add_foreign). Only words of the program are put as they are. */

#include "writing/paper.h"

/* Between tags, or within the quotes of an attribute. */
void dark__markup_text(dark__paper *page, const char *text);
/* A name from a file, which may run in the other direction than the sentence around it: <bdi>name</bdi>. */
void dark__markup_name(dark__paper *page, const char *name);
/* <tag>text</tag>; `tag` may have attributes, as "p class=\"unknown\"". */
void dark__markup_element(dark__paper *page, const char *tag, const char *text);
/* A share of the width, from 0 to 1, as an attribute x="12.34%"; the same in every locale. */
void dark__markup_share(dark__paper *page, const char *attribute, double share);
/* A length or a place in pixels, 0 or more, as an attribute x="12.34"; likewise. */
void dark__markup_length(dark__paper *page, const char *attribute, double length);
/* A line of SVG: x as shares of the width, y in pixels. */
void dark__markup_line(dark__paper *page, const char *kind, double x1, double x2, double y1, double y2);

#endif
