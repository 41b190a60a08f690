#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Write the manual page of darkfigure, or of one of its commands, to standard output. All of it is the program's own help, in the form that
# help2man reads. A command may have commands of its own: its page is that of "study check".
#
#   usage: build-aux/manual-page.sh DARKFIGURE VERSION [COMMAND...]        SOURCE_DATE_EPOCH dates the page
set -euo pipefail

# What may stand behind the options of COMMAND, one form a line: "FILE" and "--link=KEY [NAME=]FILE...". Long ones are broken in the help.
forms_of_command() { # darkfigure command...
  "$@" --help | awk '
    /^Usage:/ { inside = 1 }
    inside && /^$/ { exit }
    inside && /^            / { sub(/^ +/, " "); form = form $0; next }
    inside { if (form != "") print form; form = $0 }
    END { if (form != "") print form }' | sed -n 's/^\(Usage\|  or\): .*\[OPTION\.\.\.\] //p'
}

# The lines of the help of COMMAND up to the examples: usage in one line, headings of groups as help2man knows them.
body_of_command() { # darkfigure command...
  printf 'Usage: darkfigure %s [OPTION...] %s\n\n' "${*:2}" "$(forms_of_command "$@" | head -n 1)"
  "$@" --help | awk '
    /^Usage:/, /^$/ { next }
    /^Examples?:/ { exit }
    { sub(/^ +/, $0 ~ /^ [A-Z][A-Za-z -]*:$/ ? "" : "&"); print }'
}

# What commands there are, each with what it is for: those of the program, or of one of its commands.
commands_below() { # darkfigure command...
  "$@" --help | sed -n '/^Commands:$/,/^$/s/^  \([a-z][a-z-]*\)  *\(.*\)/\1 \2/p'
}

# help2man calls this script for the text of the page.
if [ "$1" = --body ]; then
  shift
  if [ -n "$(commands_below "$@")" ]; then "$@" --help; else body_of_command "$@"; fi
  exit
fi

darkfigure=$1 version=$2 command=("${@:3}")
page=darkfigure$(printf -- '-%s' "${command[@]}")
[ $# -gt 2 ] || page=darkfigure

# Text as it stands, in the typesetter's language.
literally() { sed "s/\\\\/\\\\e/g; s/-/\\\\-/g; s/'/\\\\(aq/g; s/^\\./\\\\\&./"; }

examples() {
  printf '[EXAMPLES]\n.nf\n'
  "$darkfigure" "${command[@]}" --help | sed -n '/^Example/,/^$/s/^\(Examples*:\)\{0,1\} *\(.*[^ ].*\)/\2/p' | literally
  printf '.fi\n'
}

exit_status() {
  printf '[EXIT STATUS]\n'
  "$darkfigure" "${command[@]}" --help | sed -n '/^Exit status:/,$p' | sed 's/^Exit status: //' | literally
}

# The pages of all commands, and below a command that has commands those of them.
see_also() {
  printf '[SEE ALSO]\n'
  { echo darkfigure
    commands_below "$darkfigure" | sed 's/ .*//; s/^/darkfigure-/'
    [ ${#command[@]} = 0 ] || commands_below "$darkfigure" "${command[0]}" | sed "s/ .*//; s/^/darkfigure-${command[0]}-/"; } |
    awk -v own="$page" '$0 != own { gsub(/-/, "\\-"); lines[++n] = ".BR " $0 " (1)" }
      END { for (i = 1; i <= n; i++) print lines[i] (i < n ? "," : "") }'
}

sections_of_command() {
  printf '[SYNOPSIS]\n'
  forms_of_command "$darkfigure" "${command[@]}" | literally | sed "2,\$i .br" | sed "/^\.br/!s/.*/.B darkfigure ${command[*]}\n[\\\\fIOPTION\\\\fR...] \\\\fI&\\\\fR/"
  examples
  exit_status
  see_also
}

sections_of_program() {
  cat <<'SECTIONS'
[ENVIRONMENT]
.TP
.B OMP_NUM_THREADS
How many threads to use where \fB\-\-threads\fR does not say. Never changes a result.
[EXIT STATUS]
0 done, 1 no estimate, 2 wrong usage, 3 bad data, 4 input, output or system failure, 130 interrupted.
SECTIONS
  see_also
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ ${#command[@]} = 0 ]; then
  title='estimate how many people are on none of several overlapping lists'
  sections_of_program >"$work/sections"
else
  title=$(commands_below "$darkfigure" "${command[@]::${#command[@]}-1}" | sed -n "s/^${command[-1]} //p")
  [ -n "$title" ] || { echo "manual-page: darkfigure has no command '${command[*]}'" >&2; exit 1; }
  if [ -n "$(commands_below "$darkfigure" "${command[@]}")" ]; then see_also; else sections_of_command; fi >"$work/sections"
fi
LC_ALL=C help2man --no-info --section=1 --manual='User Commands' --source="darkfigure $version" --name="$title" \
  --version-string="$page $version" --help-option="--body $darkfigure ${command[*]}" --include="$work/sections" --output="$work/page" "$0"
cat "$work/page"
