# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Completion of darkfigure in bash: commands, options, and the values of options that take one of a few words. All are asked of the program
# itself, so nothing here has to be kept in step with it. Everywhere else files are completed. A `command` may be two words, "study check".
# shellcheck disable=SC2086

# Those of the program, or of a command that has commands.
_darkfigure_commands() { # program [command]
  "$1" ${2-} --help 2>/dev/null | sed -n '/^Commands:$/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p'
}

_darkfigure_options() { # program command
  "$1" $2 --help 2>/dev/null | sed -n 's/^ *\(-[a-zA-Z], \)\{0,1\}\(--[a-z][a-z-]*\).*/\2/p'
}

_darkfigure_methods() { # program
  "$1" methods --format csv 2>/dev/null | sed '1d; s/,.*//'
}

_darkfigure_settings() { # program
  "$1" methods --format csv 2>/dev/null | sed 's/.*,//' | grep -o '[a-z][a-z-]*=' | sort -u
}

# "darkfigure: '?' is no KIND of figure; there are forest, overlaps, tornado, series, flow and methods"
_darkfigure_kinds() { # program
  "$1" plot '?' '?' 2>&1 >/dev/null | sed -n 's/^darkfigure: .* is no KIND of figure; there are //p' | sed 's/, / /g; s/ and / /'
}

# What the program answers to a word that is none: "option '--format': '?' is not table, csv or json". Other options answer in more words, or
# accept it; --help keeps them from doing anything with it.
_darkfigure_choices() { # program command option
  "$1" $2 "$3" '?' --help 2>&1 >/dev/null |
    sed -n "s/^darkfigure: option '$3': '?' is not \([^ ]*\(, [^ ]*\)*\( or [^ ]*\)\)$/\1/p" | sed "s/, / /g; s/ or / /; s/'//g"
}

_darkfigure_values() { # program command option
  case $3 in
    --method) echo auto && _darkfigure_methods "$1" ;;
    --set) _darkfigure_settings "$1" ;;
    *) _darkfigure_choices "$1" "$2" "$3" ;;
  esac
}

# The option whose value the word under the cursor is, in either form, `--format csv` or `--format=csv`: bash makes a word of "=".
_darkfigure_option_before() {
  local at=$COMP_CWORD
  [ "${COMP_WORDS[at]}" != = ] || at=$((at + 1))
  if [ "${COMP_WORDS[at - 1]}" = = ]; then at=$((at - 1)); fi
  case ${COMP_WORDS[at - 1]} in --*) printf '%s\n' "${COMP_WORDS[at - 1]}" ;; esac
}

_darkfigure() { # program word previous
  local word=$2 command=${COMP_WORDS[1]} words='' below='' option at=2
  COMPREPLY=()
  [ "$word" != = ] || word=''
  if [ "$COMP_CWORD" -ge 2 ] && [ "$command" != help ]; then below=$(_darkfigure_commands "$1" "$command"); fi
  if [ -n "$below" ]; then at=3; fi
  if [ "$COMP_CWORD" = 1 ]; then
    words="$(_darkfigure_commands "$1") help --help --version"
  elif [ "$command" = help ]; then
    words=$(_darkfigure_commands "$1" "${COMP_WORDS[*]:2:COMP_CWORD-2}")
  elif [ "$COMP_CWORD" -lt "$at" ]; then
    words="$below help --help --version"
  elif [ "$at" = 3 ] && [ "${COMP_WORDS[2]}" = help ]; then
    words=$below
  else
    if [ "$at" = 3 ]; then command="$command ${COMP_WORDS[2]}"; fi
    option=$(_darkfigure_option_before)
    if [ -n "$option" ]; then words=$(_darkfigure_values "$1" "$command" "$option"); fi
    if [ "$command" = plot ] && [ "$COMP_CWORD" = 2 ] && [[ $word != -* ]]; then words=$(_darkfigure_kinds "$1"); fi
    case $word in -*) [ -n "$words" ] || words=$(_darkfigure_options "$1" "$command") ;; esac
  fi
  # shellcheck disable=SC2207 # no word has a space or is a pattern
  [ -z "$words" ] || COMPREPLY=($(compgen -W "$words" -- "$word" || true))
  COMPREPLY=("${COMPREPLY[@]//;/\\;}")
  case ${COMPREPLY[0]-} in *=) compopt -o nospace 2>/dev/null ;; esac
}

complete -o default -F _darkfigure darkfigure
