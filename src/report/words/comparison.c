/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/comparison.h"

const char *const dark__comparison_kind_words[DARK__N_COMPARISON_KINDS] = {
    [DARK__OF_ASSUMPTIONS] = "assumptions", [DARK__OF_PEOPLE] = "people", [DARK__OF_DETECTION] = "detection"};
