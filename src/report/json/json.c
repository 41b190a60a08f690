/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"

const dark__format dark__format_json = {dark__json_results, dark__json_descriptions, dark__json_candidates, dark__json_check,
                                        dark__json_sensitivity};
