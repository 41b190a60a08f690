#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Write the sources that the core library is made of: those of the bridge but for its studies, and all that they need, directly or not. What has a reader of files or a
# writer with a library of its own behind it is left out: with DARK_CORE defined, nothing names it.
#
#   usage: build-aux/core-list.sh OBJECTS     objects of the whole library, build/obj; those of the bridge compiled either way
set -eu
objects=$1

# Defined where DARK_CORE is not.
left_out='dark__format_markdown dark__format_workbook dark__document_parse dark__document_read dark_table_read_csv'
# What stands in their place there.
instead='src/study/document/plain src/writing/plain_json'

find src models -name '*.c' ! -path 'src/cli/*' | sed "s|^\(.*\)\.c\$|$objects/\1.o|" | xargs nm -A | awk -v left_out="$left_out" -v instead="$instead" -v prefix="$objects/" '
  BEGIN {
    n = split(left_out, words, " ")
    for (i = 1; i <= n; i++) is_left[words[i]] = 1
    n = split(instead, words, " ")
    for (i = 1; i <= n; i++) wanted[words[i]] = 1
  }
  {
    file = $0
    sub(/\.o:.*/, "", file)
    file = substr(file, length(prefix) + 1)
    symbol = $NF; kind = $(NF - 1)
    if (kind == "U" && !(symbol in is_left)) taken[file] = taken[file] " " symbol
    else if (kind ~ /^[TDBRVC]$/) home[symbol] = file
    if (file ~ /^src\/bridge\// && file !~ /^src\/bridge\/study\//) wanted[file] = 1
  }
  END {
    do {
      found = 0
      for (file in wanted) {
        if (file in seen) continue
        seen[file] = 1
        n = split(taken[file], symbols, " ")
        for (i = 1; i <= n; i++)
          if (symbols[i] in home && !(home[symbols[i]] in wanted)) { wanted[home[symbols[i]]] = 1; found = 1 }
      }
    } while (found)
    for (file in wanted) print file ".c"
  }' | LC_ALL=C sort
