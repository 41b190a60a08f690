/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PAGE_UPRIGHT_H
#define DARK__REPORT_PAGE_UPRIGHT_H

/* People upwards on a page, where everything across is a share of the width, and everything down is in pixels. */

#include "report/page/sheet.h"
#include "report/shown/upright.h"

/* The numbers of the axis, as wide as the largest; the lines that it draws through the panel. */
void dark__page_upright_people(dark__sheet *sheet, const dark__scale *scale);
void dark__page_upright_rules(dark__paper *html, const dark__scale *scale);
/* The interval of a mark with its ends; and its point. */
void dark__page_upright_interval(dark__paper *html, const dark__scale *scale, const dark__mark *mark, double share);
void dark__page_upright_point(dark__paper *html, const dark__scale *scale, const dark__mark *mark, double share);
/* Bands stand within an svg of their own that is stretched to the width; each lies between two marks. */
void dark__page_upright_open_bands(dark__paper *html);
void dark__page_upright_band(dark__paper *html, const dark__scale *scale, const dark__mark *from, double from_share,
                             const dark__mark *to, double to_share);
void dark__page_upright_close_bands(dark__paper *html);

#endif
