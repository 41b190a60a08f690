# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Figures of `plot` and pages of `report` in a browser: nothing is asked for, nothing is complained of, no text overlaps another or leaves the page at several widths
# and sizes of text, and page 1 of the print holds the first screen.

browser=$(command -v chromium) || skip 'chromium is not installed'
command -v pdftotext >/dev/null || skip 'pdftotext (poppler-utils) is not installed'

: "${PAGES:=build/pages/sources}" # made by tests/pages/sources.bash
[ -f "$PAGES/compare.json" ] || fail "no sources: make build/pages/sources"
finland=data/finland

# Quiet but for what pages say: a user's folder of its own, and no sandbox where root would need one.
chrome() { # argument...
  HOME=$WORK "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --user-data-dir="$WORK/browser" \
    --virtual-time-budget=60000 "$@"
}

write() { # name language argument...
  darkfigure report -q --lang "$2" -o "$WORK/$1-$2.html" "$PAGES/$1.json" "${@:3}"
  [ "$STATUS" -le 1 ] || fail_with_outputs "no page of $1"
}

examine() { # page
  local file=$WORK/$1.html
  chrome --enable-logging=stderr --dump-dom "file://$file" >"$WORK/dom" 2>"$WORK/log" || fail "$(tail -n 5 "$WORK/log")"
  if grep -F CONSOLE "$WORK/log"; then fail "the browser complains of $1"; fi
  chrome --allow-file-access-from-files --dump-dom "file://$PWD/tests/pages/measure.html#$file" >"$WORK/dom" 2>"$WORK/log"
  grep -oE 'FOUND [^$<][^<]*' "$WORK/dom" >"$WORK/found"
  [ "$(cat "$WORK/found")" = "FOUND done" ] || { head -n 20 "$WORK/found"; fail "$1 is not as it should be"; }
  chrome --no-pdf-header-footer --print-to-pdf="$WORK/page.pdf" "file://$file" >/dev/null 2>&1
  pdftotext -f 1 -l 1 "$WORK/page.pdf" "$WORK/first"
  grep -qE 'NO DISCLOSURE CONTROL|TIETOSUOJAA EI OLE|Small numbers are protected|Pienet luvut on suojattu' "$WORK/first" || { show "page 1 of $1" "$WORK/first"; fail "page 1 is not the first screen"; }
  if grep -qxE 'Estimates|Arviot' "$WORK/first"; then fail "page 1 of $1 goes on behind the first screen"; fi
}

# Figures that stand alone, all at once.
examine_figures() { # name...
  local files=''
  for name in "$@"; do files="$files|$WORK/$name.svg"; done
  chrome --allow-file-access-from-files --dump-dom "file://$PWD/tests/pages/measure.html#${files#|}" >"$WORK/dom" 2>"$WORK/log"
  grep -oE 'FOUND [^$<][^<]*' "$WORK/dom" >"$WORK/found"
  [ "$(cat "$WORK/found")" = "FOUND done" ] || { head -n 20 "$WORK/found"; fail "a figure is not as it should be"; }
}

draw() { # name argument...
  darkfigure plot forest -q -o "$WORK/$1.svg" "${@:2}"
  [ "$STATUS" -le 1 ] || fail_with_outputs "no figure of $1"
}

for language in {en,fi}; do
  draw uk-$language --lang $language --disclosure none "$PAGES/uk.json"
  draw finland-$language --lang $language --about $finland/about.yaml --labels $finland/labels.yaml "$PAGES/finland.json"
  for name in years forms; do
    darkfigure plot series -q --lang $language -o "$WORK/$name-series-$language.svg" "$PAGES/$name.json"
    [ "$STATUS" = 0 ] || fail_with_outputs "no figure of the years of $name"
  done
  for name in forty none; do draw $name-$language --lang $language "$PAGES/$name.json"; done
done
for name in finland forty; do
  darkfigure plot flow -q --lang fi --labels $finland/labels.yaml -o "$WORK/$name-flow.svg" "$PAGES/$name.json"
  [ "$STATUS" = 0 ] || fail_with_outputs "no flow of $name"
done
for name in uk finland; do
  darkfigure plot overlaps -q --disclosure none --labels $finland/labels.yaml -o "$WORK/$name-overlaps.svg" "$PAGES/$name.json"
  [ "$STATUS" = 0 ] || fail_with_outputs "no overlaps of $name"
done
for language in {en,fi}; do
  for name in uk forty; do
    darkfigure plot tornado -q --lang $language -o "$WORK/$name-moves-$language.svg" "$PAGES/$name.json" "$PAGES/$name-moved.json"
    [ "$STATUS" = 0 ] || fail_with_outputs "no figure of what moves $name"
  done
done
for language in {en,fi}; do
  darkfigure plot differences -q --lang $language --about $finland/about.yaml --labels $finland/labels.yaml -o "$WORK/finland-differences-$language.svg" \
    "$PAGES/finland.json" "$PAGES/compare.json"
  [ "$STATUS" = 0 ] || fail_with_outputs 'no figure of differences of finland'
  darkfigure plot differences -q --lang $language -o "$WORK/forty-differences-$language.svg" "$PAGES/forty.json" "$PAGES/forty-compare.json"
  [ "$STATUS" = 0 ] || fail_with_outputs 'no figure of differences of forty'
done
plot_open() { # kind name argument...
  darkfigure plot "$1" -q --disclosure none -o "$WORK/$2.svg" "${@:3}"
  [ "$STATUS" = 0 ] || fail_with_outputs "no $1 of $2"
}
for language in {en,fi}; do
  plot_open models uk-models-$language --lang $language "$PAGES/uk.json" "$PAGES/uk-models.json"
  plot_open methods uk-methods-$language --lang $language "$PAGES/uk-methods.json"
  for name in uk forty; do
    plot_open replicates $name-replicates-$language --lang $language "$PAGES/$name-quantiles.json"
    for kind in consistency trajectories; do plot_open $kind $name-$kind-$language --lang $language "$PAGES/$name-moved.json"; done
    plot_open untestable $name-untestable-$language --lang $language "$PAGES/$name-moved.json"
  done
done
examine_figures uk-{models,methods}-{en,fi} {uk,forty}-{replicates,untestable,consistency,trajectories}-{en,fi} {uk,finland,forty,none}-{en,fi} {uk,finland}-overlaps {finland,forty}-flow {uk,forty}-moves-{en,fi} {finland,forty}-differences-{en,fi} {years,forms}-series-{en,fi}

for language in {en,fi}; do
  write uk $language --disclosure none "$PAGES/uk-moved.json" "$PAGES/uk-models.json" "$PAGES/uk-methods.json"
  write forty $language "$PAGES/forty-moved.json" "$PAGES/forty-compare.json"
  write none $language
  write years $language --disclosure none
  write forms $language
  write finland $language --about $finland/about.yaml --labels $finland/labels.yaml "$PAGES/compare.json"
  for name in uk finland forty none years forms; do examine "$name-$language"; done
done
