#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a fit costs from C, Python and R: the table of Kosovo from columns, fitted by the default with 1,000 replicates, and its rows.
# The languages take turns, round after round, each in a process of its own, whose start does not count; the result of all must be the
# same to the last digit. Rows are added to FOLDER/languages.csv as they come: what is there of this library is not measured again, so that
# a run that was stopped goes on.
#
#   usage: benchmarks/languages.sh FOLDER LIBRARY     FOLDER: takes what is built; LIBRARY: the shared one
#   ROUNDS=10 FITS=100 REPLICATES=1000 THREADS=1      a thread more waits in turns with others, which is processor time too
#   R_LIBS=...                                        where darkfigure of R is; left out where there is none
set -eu
folder=$1 library=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
here=$(dirname "$0")/languages rows=$1/languages.csv
: "${ROUNDS:=10}" "${FITS:=100}" "${REPLICATES:=1000}" "${THREADS:=1}"

# The loader asks for the library by its soname.
mkdir -p "$folder/languages"
ln -sf "$library" "$folder/languages/libdarkfigure.so.0"
${CC:-cc} -O2 -Iinclude -o "$folder/languages/fits" "$here/fits.c" "$library" -Wl,-rpath,"$(cd "$folder/languages" && pwd)"

languages='c python'
if Rscript --vanilla -e 'quit(status = !requireNamespace("darkfigure", quietly = TRUE))' >/dev/null 2>&1; then languages="$languages r"
else echo 'bench-languages: R, or its package darkfigure, is not there; after "make check-r" it is' >&2; fi

measure() { # language
  case $1 in
    c) "$folder/languages/fits" "$FITS" "$REPLICATES" "$THREADS" ;;
    python)
      DARKFIGURE_LIBRARY=$library PYTHONPATH=bindings/python/src PYTHONDONTWRITEBYTECODE=1 \
        ${PYTHON:-/usr/bin/python3} "$here/fits.py" "$FITS" "$REPLICATES" "$THREADS"
      ;;
    r) Rscript --vanilla "$here/fits.R" "$FITS" "$REPLICATES" "$THREADS" ;;
  esac
}

what=$(sha256sum "$library" | cut -c1-12),$FITS,$REPLICATES,$THREADS
[ -f "$rows" ] || echo 'library,fits,replicates,threads,round,language,cpu_seconds,checksum' >"$rows"
round=0
while [ $((round += 1)) -le "$ROUNDS" ]; do
  # Who comes first changes.
  for language in $languages; do
    if ! grep -q "^$what,$round,$language," "$rows"; then echo "$what,$round,$language,$(measure "$language")" >>"$rows"; fi
  done
  languages="${languages#* } ${languages%% *}"
done

# Ratios within a round; their median and range.
grep "^$what," "$rows" | sort -t , -k 6,6 -k 5,5n | awk -F , -v rounds="$ROUNDS" '
  $5 > rounds { next }
  sum == "" { sum = $8 }
  $8 != sum { print "bench-languages: results differ" >"/dev/stderr"; bad = 1; exit }
  { seconds[$6, $5] = $7 }

  function sort_ratios(n,    i, j, swap) {
    for (i = 2; i <= n; i++)
      for (j = i; j > 1 && ratio[j - 1] > ratio[j]; j--) { swap = ratio[j]; ratio[j] = ratio[j - 1]; ratio[j - 1] = swap }
  }

  function tell(name,    r, n, least) {
    for (r = 1; r <= rounds; r++) {
      if (!((name, r) in seconds) || !(("c", r) in seconds)) continue
      ratio[++n] = seconds[name, r] / seconds["c", r]
      if (least == "" || seconds[name, r] < least) least = seconds[name, r]
    }
    sort_ratios(n)
    if (n > 0) printf "%s,%.2f,%.3f,%.3f,%.3f\n", name, 1000 * least, (ratio[int((n + 1) / 2)] + ratio[int(n / 2) + 1]) / 2, ratio[1], ratio[n]
  }

  END {
    if (bad) exit 1
    print "language,milliseconds_of_a_fit_least,ratio_to_c_median,ratio_least,ratio_most"
    tell("c"); tell("python"); tell("r")
  }'
