/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_PAGE_TEXT_H
#define DARK_TESTS_PAGE_TEXT_H

/* The page as it reads: without the numbers that its rows are sorted by. In place; returns the page. */
char *without_sort_keys(char *page);

#endif
