# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A browser that is led step by step, through its driver (W3C WebDriver, by HTTP): what keys do, and what scripts of a test find on a page.

browse_open() {
  local at
  : >"$WORK/driver.log" # read before the driver may have begun
  HOME=$WORK chromedriver --port=0 >"$WORK/driver.log" 2>&1 &
  driver=$!
  trap browse_close EXIT
  for ((at = 0; at < 300; at++)); do
    browse_port=$(sed -n 's/.*started successfully on port \([0-9]*\)\..*/\1/p' "$WORK/driver.log")
    [ -z "$browse_port" ] || break
    sleep 0.1
  done
  [ -n "$browse_port" ] || { show "the browser's driver" "$WORK/driver.log"; fail 'the driver does not start'; }
  local options='"args":["--headless=new","--no-sandbox","--disable-gpu","--disable-dev-shm-usage","--no-first-run","--window-size=1400,900"'
  options="\"goog:chromeOptions\":{\"binary\":\"$(command -v chromium)\",$options,\"--user-data-dir=$WORK/led\"]}"
  browse_session=''
  ask POST session "{\"capabilities\":{\"alwaysMatch\":{\"goog:loggingPrefs\":{\"browser\":\"ALL\"},$options}}}"
  browse_session=$(sed -n 's/.*"sessionId":"\([^"]*\)".*/\1/p' "$WORK/answer")
  [ -n "$browse_session" ] || { show "the driver's answer" "$WORK/answer"; fail 'the browser does not start'; }
}

browse_close() {
  [ -z "${browse_session:-}" ] || curl -sS -X DELETE "http://localhost:$browse_port/session/$browse_session" >/dev/null || true
  kill "$driver" 2>/dev/null || true
  wait "$driver" 2>/dev/null || true
}

# The answer goes into $WORK/answer.
ask() { # method path [JSON, or @FILE of it]
  local data=()
  [ $# -lt 3 ] || data=(-H 'Content-Type: application/json' --data-binary "$3")
  curl -sS --max-time 300 -X "$1" "http://localhost:$browse_port/$2" "${data[@]}" >"$WORK/answer"
  if grep -q '^{"value":{"error"' "$WORK/answer"; then show "the driver's answer" "$WORK/answer"; fail "the browser cannot: $1 $2"; fi
}

browse() { ask "$1" "session/$browse_session/$2" "${@:3}"; } # method path [JSON]

# Text as the inside of a JSON string.
as_json() {
  LC_ALL=C awk '{ gsub(/\\/, "\\\\\\\\"); gsub(/"/, "\\\""); for (c = 1; c < 32; c++) if (c != 10) gsub(sprintf("%c", c), sprintf("\\u%04x", c))
                  printf "%s\\n", $0 }'
}

# Run a script from standard input on the page, and print what it returns: text, a line a line. `async`: it hands that to `done`.
on_page() { # sync|async
  {
    printf '{"args":[],"script":"'
    [ "$1" = sync ] || printf 'const done = arguments[arguments.length - 1]\\n'
    as_json
    printf '"}'
  } >"$WORK/script.json"
  browse POST "execute/$1" "@$WORK/script.json"
  sed -e 's/^{"value":"\{0,1\}//; s/"\{0,1\}}$//' -e 's/\\"/"/g' -e 's/\\n/\n/g' "$WORK/answer"
}

# Press and release a key: one of those below, or a letter.
declare -A key_codes=([Tab]='\uE004' [Enter]='\uE007' [Space]=' ' [Down]='\uE015' [Up]='\uE013' [Home]='\uE011')
press() { # key...
  local key actions=''
  for key in "$@"; do
    key=${key_codes[$key]:-$key}
    actions="$actions,{\"type\":\"keyDown\",\"value\":\"$key\"},{\"type\":\"keyUp\",\"value\":\"$key\"}"
  done
  browse POST actions "{\"actions\":[{\"type\":\"key\",\"id\":\"keys\",\"actions\":[${actions#,}]}]}"
}

visit() { browse POST url "{\"url\":\"file://$1\"}"; } # file
