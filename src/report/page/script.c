/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The script of the page, without which all of it can be read: it sorts tables, and chooses which scenario stands beside the baseline. It asks for nothing and keeps
   nothing. Sums and baselines stay where they stand; what has no number to be sorted by comes last in both directions. */
#include "report/page/sheet.h"

/* What the heading of a column turns into, time after time, until the rows stand as they did at first: numbers from the largest, names from A.
   Rows of one estimate at further levels (class "more") go with its first. */
static const char sorting[] =
    "const language=document.documentElement.lang\n"
    "const isSum=rows=>rows[0].classList.contains('sum')\n"
    "const blocksOf=table=>{\n"
    " const blocks=[]\n"
    " for(const row of table.tBodies[0].rows){if(row.classList.contains('more'))blocks.at(-1).push(row);else "
    "blocks.push([row])}\n"
    " return blocks\n"
    "}\n"
    "const compare=(one,other,column,sign)=>{\n"
    " const cells=[one,other].map(rows=>rows[0].cells[column])\n"
    " if(column===0)return sign*cells[0].textContent.localeCompare(cells[1].textContent,language,{numeric:true})\n"
    " const [a,b]=cells.map(cell=>cell.dataset.sort)\n"
    " return a===undefined||b===undefined?(a===undefined)-(b===undefined):sign*(a-b)\n"
    "}\n"
    "const inOrder=(blocks,column,turn)=>{\n"
    " if(!turn)return blocks\n"
    " const first=blocks.findIndex(rows=>!isSum(rows)),rest=blocks.slice(first),sign=turn==='ascending'?1:-1\n"
    " const sorted=rest.filter(rows=>!isSum(rows)).sort((one,other)=>compare(one,other,column,sign))\n"
    " return [...blocks.slice(0,first),...sorted,...rest.filter(isSum)]\n"
    "}\n"
    "const sortBy=(table,blocks,heading)=>{\n"
    " const column=heading.cellIndex,turns=column===0?['ascending','descending']:['descending','ascending']\n"
    " const turn=turns[turns.indexOf(heading.getAttribute('aria-sort'))+1]\n"
    " for(const other of table.tHead.rows[0].cells)other.removeAttribute('aria-sort')\n"
    " if(turn)heading.setAttribute('aria-sort',turn)\n"
    " table.tBodies[0].append(...inOrder(blocks,column,turn).flat())\n"
    "}\n"
    "for(const table of document.querySelectorAll('.numbers')){\n"
    " const blocks=blocksOf(table)\n"
    " if(blocks.filter(rows=>!isSum(rows)).length<2)continue\n"
    " for(const heading of table.tHead.rows[0].cells){\n"
    "  const column=heading.cellIndex\n"
    "  if(heading.tagName!=='TH'||column>0&&!blocks.some(rows=>rows[0].cells[column].dataset.sort))continue\n"
    "  const button=document.createElement('button')\n"
    "  button.type='button'\n"
    "  button.append(...heading.childNodes)\n"
    "  button.onclick=()=>sortBy(table,blocks,heading)\n"
    "  heading.append(button)\n"
    " }\n"
    "}\n";

/* Tables in which nothing is left beside the baseline go as well, and headings of such tables. */
static const char choosing[] = "const choice=document.getElementById('choice')\n"
                               "if(choice){\n"
                               " const select=choice.querySelector('select')\n"
                               " const show=()=>{\n"
                               "  for(const row of document.querySelectorAll('tr[data-scenario]'))"
                               "row.hidden=select.value!==''&&row.dataset.scenario!==select.value\n"
                               "  for(const part of document.querySelectorAll('.kind,.kind>.scroll,.beside'))"
                               "part.hidden=!part.querySelector('tr[data-scenario]:not([hidden])')\n"
                               " }\n"
                               " choice.hidden=false\n"
                               " select.onchange=show\n"
                               " show()\n"
                               "}\n";

void dark__page_script(dark__paper *script) {
  dark__paper_add(script, "'use strict'\n{\n");
  dark__paper_add_bytes(script, sorting, sizeof sorting - 1);
  dark__paper_add_bytes(script, choosing, sizeof choosing - 1);
  dark__paper_add(script, "}\n");
}
