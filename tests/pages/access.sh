# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Pages of `report` for those who use no mouse, or not their eyes: what axe finds, what keys reach and do, colours that the reader's system forces, and the page without its script.

for program in chromium chromedriver curl; do command -v $program >/dev/null || skip "$program is not installed"; done
: "${PAGES:=build/pages/sources}" # made by tests/pages/sources.bash
[ -f "$PAGES/compare.json" ] || fail "no sources: make build/pages/sources"
finland=data/finland
. tests/pages/webdriver.bash

write() { # name language argument...
  darkfigure report -q --lang "$2" -o "$WORK/$1-$2.html" "$PAGES/$1.json" "${@:3}"
  [ "$STATUS" -le 1 ] || fail_with_outputs "no page of $1"
}
for language in {en,fi}; do
  write uk $language --disclosure none "$PAGES/uk-moved.json" "$PAGES/uk-models.json" "$PAGES/uk-methods.json"
  write forty $language "$PAGES/forty-moved.json"
  write none $language
  write forms $language
  write finland $language --about $finland/about.yaml --labels $finland/labels.yaml "$PAGES/compare.json"
done
names=({uk,forty,none,forms,finland}-{en,fi})

browse_open

# ---- What axe finds: nothing

if [ -s "${AXE:-}" ]; then
  for name in "${names[@]}"; do
    visit "$WORK/$name.html"
    on_page sync <"$AXE" >"$WORK/nothing"
    on_page async >"$WORK/found" <<'END'
axe.run(document).then(
  (all) => done([`${all.passes.length >= 20 ? 'enough' : 'too few'} rules hold`, ...all.violations.map((rule) =>
    `${rule.id}: ${rule.help}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`)].join('\n')),
  (error) => done(`axe fails: ${error}`))
END
    [ "$(cat "$WORK/found")" = 'enough rules hold' ] || { cat "$WORK/found"; fail "axe complains of $name"; }
  done
else
  skip_part 'axe-core is not there: npm cannot fetch it'
fi

# ---- Keys reach every control, in its order, and show where they are

for name in uk-en finland-fi forty-en; do
  visit "$WORK/$name.html"
  on_page sync >"$WORK/controls" <<'END'
window.controls = [...document.querySelectorAll('button, select, [tabindex="0"]')].filter((of) => of.checkVisibility())
window.reached = []
document.addEventListener('focusin', ({ target }) => {
  const style = getComputedStyle(target)
  reached.push(style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 ? 'unseen' : String(controls.indexOf(target)))
})
return String(controls.length)
END
  n=$(cat "$WORK/controls")
  [ "$n" -ge 2 ] || fail "$name has $n controls"
  tabs=()
  for ((i = 0; i < n; i++)); do tabs+=(Tab); done
  press "${tabs[@]}"
  expect_equal "$(on_page sync <<<'return reached.join(" ")')" "$(seq -s ' ' 0 $((n - 1)))"
done

# ---- Headings sort, from the largest, from the smallest, and back; sums and what is unknown stay behind

visit "$WORK/finland-en.html"
# The names and the estimates of the first table, as they stand.
rows() {
  on_page sync <<'END'
return [...document.querySelector('.numbers').tBodies[0].rows].map((row) =>
  `${row.cells[0].querySelector('bdi').textContent}: ${row.cells[1].textContent} ${row.cells[1].dataset.sort ?? '-'}${row.className}`).join('\n')
END
}
heading() { on_page sync <<<"return String(document.activeElement.textContent + ' ' + document.activeElement.parentElement.getAttribute('aria-sort'))"; }
rows >"$WORK/before"
press Tab Tab Tab
expect_equal "$(heading)" 'Recorded null'
press Enter
expect_equal "$(heading)" 'Recorded descending'
rows >"$WORK/descending"
press Space
expect_equal "$(heading)" 'Recorded ascending'
rows >"$WORK/ascending"
press Enter
expect_equal "$(heading)" 'Recorded null'
rows >"$WORK/after"
expect_same_bytes "$WORK/before" "$WORK/after"
shown() { grep -v sum "$1" | sed 's/.* //' | tr '\n' ' '; }
sorted() { grep -v sum "$WORK/before" | sed 's/.* //' | grep -v '^-$' | sort "$@" | tr '\n' ' '; }
unknown=$(grep -v sum "$WORK/before" | sed 's/.* //' | grep '^-$' | tr '\n' ' ')
[ -n "$unknown" ] || fail 'nothing is unknown there'
expect_equal "$(shown "$WORK/descending")" "$(sorted -rn)$unknown"
expect_equal "$(shown "$WORK/ascending")" "$(sorted -n)$unknown"
for order in descending ascending; do
  expect_equal "$(tail -n 1 "$WORK/$order")" "$(tail -n 1 "$WORK/before")"
  expect_equal "$(LC_ALL=C sort "$WORK/$order")" "$(LC_ALL=C sort "$WORK/before")"
done

# ---- One scenario beside the baseline, which stays

visit "$WORK/finland-en.html"
scenes() {
  on_page sync <<'END'
const seen = [...document.querySelectorAll('.kind tbody tr')].filter((row) => row.checkVisibility())
const headings = [...document.querySelectorAll('.kind h3, .kind caption')].filter((of) => of.checkVisibility())
return `${seen.filter((row) => row.className === 'sum').length} baselines ${new Set(seen.map((row) => row.dataset.scenario).filter(Boolean)).size} scenarios ${headings.length} headings`
END
}
all=$(scenes)
expect_equal "${all#* baselines }" '9 scenarios 10 headings'
on_page sync <<<'document.querySelector("select").focus(); return ""' >"$WORK/nothing"
press Down
expect_equal "$(scenes)" '2 baselines 1 scenarios 3 headings'
press Up
expect_equal "$(scenes)" "$all"

# ---- Colours that the reader's system forces: marks and lines have its colour of text

browse POST goog/cdp/execute '{"cmd":"Emulation.setEmulatedMedia","params":{"features":[{"name":"forced-colors","value":"active"}]}}'
on_page sync >"$WORK/colours" <<'END'
if (!matchMedia('(forced-colors: active)').matches) return 'no forced colours'
const text = getComputedStyle(document.body).color, paper = getComputedStyle(document.body).backgroundColor, bad = []
for (const mark of document.querySelectorAll('svg .point, svg .recorded, svg .arrow, svg text'))
  if (getComputedStyle(mark).fill !== text) bad.push(`${mark.getAttribute('class')} is ${getComputedStyle(mark).fill}, text ${text}`)
for (const line of document.querySelectorAll('svg .interval, svg .range, svg .axis'))
  if (getComputedStyle(line).stroke !== text) bad.push(`${line.getAttribute('class')} is ${getComputedStyle(line).stroke}`)
if (text === paper) bad.push('text is not seen')
return [...new Set(bad)].join('\n') || 'all are seen'
END
expect_equal "$(cat "$WORK/colours")" 'all are seen'

# ---- Nobody complained

browse POST se/log '{"type":"browser"}'
expect_equal "$(cat "$WORK/answer")" '{"value":[]}'

# ---- Without its script the page has the same words, and nothing that does nothing

text_of() { # page
  HOME=$WORK chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --user-data-dir="$WORK/plain" \
    --no-pdf-header-footer --print-to-pdf="$WORK/page.pdf" "file://$1" >/dev/null 2>&1
  pdftotext -raw "$WORK/page.pdf" - | tr -d '[:space:]-'
}
if command -v pdftotext >/dev/null; then
  text_of "$WORK/finland-en.html" | sed 's/Besidethebaseline:allscenarios(9)//' >"$WORK/with"
  sed '/^<script>/,/^<\/script>/d' "$WORK/finland-en.html" >"$WORK/plain.html"
  expect_lacks "$WORK/plain.html" 'use strict'
  text_of "$WORK/plain.html" >"$WORK/without"
  [ "$(wc -c <"$WORK/without")" -gt 4000 ] || fail 'the page is empty without its script'
  expect_lacks "$WORK/without" 'Besidethebaseline:'
  expect_same_bytes "$WORK/with" "$WORK/without"
  # Headings are repeated on every sheet that a table goes on to.
  text_of "$WORK/forty-en.html" >"$WORK/long"
  [ "$(grep -o 'OfthemonnolistInall,foreachrecorded' "$WORK/long" | wc -l)" -ge 2 ] || fail 'a sheet has a table without its headings'
else
  skip_part 'pdftotext (poppler-utils) is not installed'
fi
