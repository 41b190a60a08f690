/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/document/complaint.h"

#include <string.h>

#include "base/error.h"

/* What libyaml says of the usual mistakes, and what they are. */
static const struct {
  const char *problem, *meaning;
} usual[] = {
    {"mapping values are not allowed in this context",
     "a ':' where no key can be; keys of one map begin in the same column, and a text with ': ' in it needs quotes"},
    {"did not find expected key", "no key where one should be; keys of one map, and items of one list, begin in the same column"},
    {"did not find expected '-' indicator", "no '-' where one should be; items of one list begin in the same column"},
    {"did not find expected ',' or ']'", "a list in brackets is not closed, or a comma is missing"},
    {"did not find expected ',' or '}'", "a map in braces is not closed, or a comma is missing"},
    {"did not find expected <document start>", "more text where the file should end; keys of one map begin in the same column"},
    {"could not find expected ':'", "a key without ': ' behind it"},
    {"found unexpected end of stream", "a quote is not closed"},
    {"found unexpected document indicator", "a quote is not closed"},
    {"found character that cannot start any token", "a text that begins with @, ` or % needs quotes"},
    {"did not find expected alphabetic or numeric character", "a text that begins with & or * needs quotes"},
};

static const char *find_meaning(const char *problem) {
  for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
    if (strcmp(usual[i].problem, problem) == 0) return usual[i].meaning;
  return NULL;
}

dark_status dark__complain_of_yaml(const yaml_parser_t *parser, const char *place, dark_error *err) {
  if (parser->error == YAML_MEMORY_ERROR) return dark__fail_memory(err);
  const char *problem = parser->problem == NULL ? "cannot be parsed" : parser->problem;
  const char *meaning = find_meaning(problem);
  const yaml_mark_t *at = parser->error == YAML_READER_ERROR ? &parser->mark : &parser->problem_mark;
  if (meaning != NULL) return dark__fail(err, DARK_EUSAGE, "%s:%zu:%zu: %s", place, at->line + 1, at->column + 1, meaning);
  if (parser->context == NULL)
    return dark__fail(err, DARK_EUSAGE, "%s:%zu:%zu: not YAML: %s", place, at->line + 1, at->column + 1, problem);
  return dark__fail(err, DARK_EUSAGE, "%s:%zu:%zu: not YAML: %s (%s that begins on line %zu)", place, at->line + 1,
                    at->column + 1, problem, parser->context, parser->context_mark.line + 1);
}
