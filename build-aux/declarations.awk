# SPDX-License-Identifier: GPL-3.0-or-later
# What the public headers declare, from what the preprocessor (-E -P) makes of them: one line {"dark_noun_verb", "name name name"}, for each
# function, with the names of its arguments.

!/^#/ { text = text " " $0 }

# The name of one argument: of a pointer to a function the one within (*...), else the last word.
function name_of(argument) {
  if (match(argument, /\(\*[a-z_0-9]+\)/)) return substr(argument, RSTART + 2, RLENGTH - 3)
  sub(/\[[^]]*\][ ]*$/, "", argument)
  sub(/[ ]+$/, "", argument)
  return match(argument, /[a-z_0-9]+$/) ? substr(argument, RSTART) : "unnamed"
}

# Names of all, separated by commas outside of parentheses.
function names_of(arguments,    i, c, depth, one, names) {
  if (arguments ~ /^[ ]*(void)?[ ]*$/) return ""
  for (i = 1; i <= length(arguments); i++) {
    c = substr(arguments, i, 1)
    depth += (c == "(") - (c == ")")
    if (c == "," && depth == 0) { names = names name_of(one) " "; one = "" }
    else one = one c
  }
  return names name_of(one)
}

END {
  gsub(/__attribute__ *\(\([a-z_]*(\([^()]*\))?\)\)/, "", text)
  n = split(text, statements, ";")
  for (i = 1; i <= n; i++) {
    if (!match(statements[i], /(^|[^a-z0-9_])dark_[a-z0-9][a-z0-9_]* *\(/)) continue
    head = substr(statements[i], RSTART, RLENGTH)
    arguments = substr(statements[i], RSTART + RLENGTH)
    sub(/\)[^)]*$/, "", arguments)
    match(head, /dark_[a-z0-9_]+/)
    printf "{\"%s\", \"%s\"},\n", substr(head, RSTART, RLENGTH), names_of(arguments)
  }
}
