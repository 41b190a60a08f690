/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/figure/palette.h"
#include "report/page/sheet.h"

static const char *const names[DARK__N_COLOURS] = {
    [DARK__COLOUR_PAPER] = "paper",     [DARK__COLOUR_TEXT] = "text",         [DARK__COLOUR_QUIET] = "quiet",
    [DARK__COLOUR_WARNING] = "warning", [DARK__COLOUR_ESTIMATE] = "estimate", [DARK__COLOUR_RECORDED] = "recorded"};

/* By year, and from lists to the estimate. */
static const char of_figures[] =
    ".band{fill:var(--estimate);fill-opacity:.25}.gap{stroke:var(--quiet);stroke-width:2;stroke-dasharray:2 5}\n"
    ".rule{stroke:var(--quiet);stroke-opacity:.25}.interval{fill:none}\n"
    ".years{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0 1.5rem}\n"
    ".year{margin:1rem 0;min-width:0}.year figcaption{font-weight:bold;overflow-wrap:anywhere}.year small{display:block}\n"
    ".year p{margin:.2rem 0}.panel{display:grid;grid-template-columns:auto 1fr;margin-top:.8rem}\n"
    ".plot{display:block;overflow:visible}.years-axis{height:2rem;overflow:visible}\n"
    ".flow{list-style:none;padding:0}.flow>li{border:1px solid var(--quiet);padding:.4rem "
    ".6rem;margin-top:2rem;position:relative}\n"
    ".flow>li:first-child{margin-top:0}.flow>li+li::before{content:'\\2193';position:absolute;top:-1.8rem;left:1rem}\n"
    ".aside{margin:.3rem 0 0;padding-inline-start:1.4rem}.aside::before{content:'\\2192  '}\n";

/* Nothing below 12 pixels at the usual size of text. Where a line has little room for text, a row of the forest has its picture below its name
   and its numbers, then every other tick loses its number; tables of numbers can be scrolled. On paper a heading is no button: headings with controls are
   not repeated on the next sheet. */
static const char rules[] =
    "body{margin:0;background:var(--paper);color:var(--text);font:1rem/1.5 system-ui,sans-serif;color-scheme:light}\n"
    "[hidden]{display:none!important}\n"
    "body{container-type:inline-size}main{max-width:62rem;margin:0 auto;padding:1rem}\n"
    ".scroll{overflow-x:auto}\n"
    "h1{font-size:1.5rem;line-height:1.25;margin:.6rem 0}\n"
    "h2{font-size:1.2rem;margin:2rem 0 .5rem;border-top:1px solid var(--quiet);padding-top:.6rem}\n"
    ".first p{margin:.45rem 0}\n"
    ".answer{font-size:1.15rem}\n"
    ".warning{color:var(--warning);font-weight:bold}\n"
    ".unknown{font-weight:bold}\n"
    "h1,h2,p,li,th,td,caption{overflow-wrap:break-word;hyphens:auto}\n"
    "tbody th,.forest td{overflow-wrap:anywhere}\n"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}\n"
    "caption{text-align:start;color:var(--quiet);padding-bottom:.4rem}\n"
    "th{text-align:start;font-weight:normal;vertical-align:top}\n"
    "th,td{padding:.25rem .5rem}\n"
    "thead th{font-weight:bold;vertical-align:bottom}\n"
    ".numbers tr{border-bottom:1px solid var(--quiet)}\n"
    ".numbers td,.numbers thead :not(:first-child){text-align:end;font-variant-numeric:tabular-nums}\n"
    ".sum th,.sum td{font-weight:bold}\n"
    "th button{font:inherit;color:inherit;background:none;border:0;padding:0;text-align:inherit;overflow-wrap:inherit;"
    "cursor:pointer;text-decoration:underline dotted 1px;text-underline-offset:.2em}\n"
    "[aria-sort=ascending] button::after{content:'\\a0\\2191'}[aria-sort=descending] button::after{content:'\\a0\\2193'}\n"
    "select{font:inherit;max-width:100%;color:inherit;background:var(--paper)}\n"
    ":focus-visible{outline:3px solid var(--text);outline-offset:2px}\n"
    "small{font-size:.85rem;font-weight:normal}\n"
    ".numbers td,.forest td{white-space:nowrap}.numbers td.unknown,.long td{white-space:normal}\n"
    ".numbers .story{width:38%}.numbers thead .wide,.numbers .wide{white-space:normal;text-align:start}.wide "
    "small{display:block}\n"
    "h3{font-size:1.05rem;margin:1.4rem 0 0}\n"
    ".forest th{width:24%;vertical-align:middle}\n"
    ".forest .picture{width:44%;padding:0}.forest .picture+td{white-space:normal}\n"
    ".forest [colspan]{width:auto;grid-column:1/3}\n"
    ".picture svg{display:block;overflow:visible}\n"
    ".legend{color:var(--quiet)}\n"
    ".legend>span{display:inline-block;margin-inline-end:1rem}\n"
    ".legend svg{vertical-align:middle}\n"
    ".interval,.axis{stroke:var(--text);stroke-width:2}\n"
    ".range{stroke:var(--text);stroke-width:2;stroke-dasharray:3 3}\n"
    ".axis{stroke-width:1}.reference{stroke:var(--quiet);stroke-width:2}\n"
    ".if th{padding-inline-start:1.4rem}.forest.what-if th{width:42%}.forest.what-if .picture{width:36%}\n"
    ".arrow{fill:var(--text)}\n"
    ".point{fill:var(--estimate);stroke:var(--paper)}.drawn{fill:var(--paper);stroke:var(--estimate);stroke-width:2}\n"
    ".recorded{fill:var(--recorded)}\n"
    "svg text{fill:var(--text);font-size:.8rem}.scale svg{height:2rem}\n"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--paper);border:1px solid var(--quiet);padding:.5rem}\n";

/* Where there is less room. */
static const char narrow[] =
    "@container(max-width:42rem){\n"
    ".forest tr{display:grid;grid-template-columns:2fr 3fr;margin-bottom:.4rem}\n"
    ".forest tbody,.forest caption,.forest{display:block}\n"
    ".forest th,.forest .picture,.forest.what-if th,.forest.what-if .picture{width:auto}\n"
    ".forest .picture{grid-column:1/3;grid-row:2}\n"
    ".forest .scale .picture{grid-row:1}.forest .scale th{grid-column:1/3;grid-row:2}.scale td+td{grid-column:2;grid-row:2}\n"
    ".numbers th,.numbers td{padding:.2rem .1rem;font-size:.8rem;hyphens:auto}.numbers td{white-space:normal}.numbers tbody "
    "th{min-width:5rem}\n"
    "}\n"
    "@container(max-width:26rem){.odd{display:none}}@container(min-width:42rem) and "
    "(max-width:52rem){.odd{display:none}}@container(min-width:42rem){.what-if "
    ".odd{display:none}}@container(max-width:11rem){.even{display:none}}@container(max-width:18rem){.few,.years-axis "
    ".even{display:none}}\n";

/* In the reader's own colours, and on paper. */
static const char elsewhere[] =
    "@media(forced-colors:active){.point,.recorded,.arrow,.band,svg "
    "text{fill:CanvasText}.interval,.range,.axis,.reference,.gap,.rule{stroke:CanvasText}}\n"
    "@media print{\n"
    "@page{size:A4;margin:16mm}\n"
    "body{font-size:10.5pt;container-type:normal}main{max-width:none;padding:0}.scroll{overflow:visible}\n"
    ".first{break-after:page}\n"
    "h2,caption,thead{break-after:avoid}caption,thead,tr,li,figure,.beside{break-inside:avoid}.numbers tbody th{min-width:8em}\n"
    "th button{display:contents}.odd{display:none}\n"
    "}\n";

void dark__page_style(dark__paper *style) {
  dark__paper_add(style, ":root{");
  for (int use = 0; use < DARK__N_COLOURS; use++)
    dark__paper_add(style, "--%s:#%06X;", names[use], (unsigned)dark__colour((dark__colour_use)use));
  dark__paper_add(style, "}\n");
  dark__paper_add_bytes(style, of_figures, sizeof of_figures - 1);
  dark__paper_add_bytes(style, rules, sizeof rules - 1);
  dark__paper_add_bytes(style, narrow, sizeof narrow - 1);
  dark__paper_add_bytes(style, elsewhere, sizeof elsewhere - 1);
}
