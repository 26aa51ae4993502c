#!/usr/bin/env bash
# Logs in to the API with a web certificate and a key, sends requests, and stops when it is told to.
# Settings are environment variables; see README.md. Needs bash 5, curl and openssl 3; for a secret also perl.
set -euo pipefail
# What is started here has no use for the password.
export -n SIGNET_PASSWORD
source "$(dirname "${BASH_SOURCE[0]}")/sign.sh"

path=${SIGNET_PATH:-/v1/key}
seconds=${SIGNET_SECONDS:-10}
# EX_TEMPFAIL: whatever started this program may start it again.
start_again=75
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
token=''

setting() { # name value: a line of curl's configuration
  local value=${2//\\/\\\\}
  printf '%s = "%s"\n' "$1" "${value//\"/\\\"}"
}

# What curl is told through its standard input stands in no list of processes: password and token.
ask() { # method target, and further lines of configuration on standard input
  local type=PEM
  [[ $SIGNET_CERT == *.p12 ]] && type=P12
  {
    setting cert "$SIGNET_CERT"
    setting cert-type "$type"
    setting pass "$SIGNET_PASSWORD"
    [[ $type == PEM ]] && setting key "$SIGNET_CERT"
    [[ -n ${SIGNET_CA:-} ]] && setting cacert "$SIGNET_CA"
    setting request "$1"
    # Sent as it was signed: neither [a-c] nor /../ means anything.
    setting url "$SIGNET_URL$2"
    printf 'globoff\npath-as-is\n'
    setting user-agent signet-example-curl/1
    setting connect-timeout 10
    cat
  } | curl --silent --show-error --config -
}

with_token() { setting header "Authorization: Bearer $token"; }

with_signature() { # method target
  local headers line
  headers=$(signed "$@") || return
  while IFS= read -r line; do setting header "$line"; done <<<"$headers"
}

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$2"; } # name file

# Seconds to wait; Retry-After may be a date too (RFC 9110 10.2.3), or missing.
patience() { # file of the headers
  local seconds
  seconds=$(tr -d '\r' <"$1" | sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,4\}\)$/\1/p')
  [[ $seconds == 0 ]] && seconds=1
  echo "${seconds:-5}"
}

# A trap runs only between two commands: this pause is one that a signal ends.
pause() { # seconds
  sleep "$1" >/dev/null 2>&1 &
  wait $! || true
}

# The end: once, for one reason. Nothing is tried again with a session that has ended.
stop() { # why [exit status]
  if mkdir "$work/stopped" 2>/dev/null; then
    echo "$1"
    echo "${2:-0}" >"$work/stopped/status"
    kill -TERM $$
  fi
}

# Told by the gateway. By its time alone a session ends without anybody having taken anything back.
logged_out() { # file with the reason
  local reason
  reason=$(field reason "$1")
  case $reason in
    session_expired | session_idle) stop "forced logout: $reason" "$start_again" ;;
    *) stop "forced logout: $reason" ;;
  esac
}

# Server-sent events: over each break it comes back, until it is told that the session has ended.
listen() {
  local retry=3 last='' event='' line
  while [[ -d $work && ! -d $work/stopped ]]; do
    while IFS= read -r line; do
      case $line in
        'id: '*) last=${line#id: } ;;
        'event: '*) event=${line#event: } ;;
        'data: '*) [[ $event == forced_logout ]] && echo "$line" >"$work/event" && logged_out "$work/event" ;;
        'status: 204') stop 'forced logout: told before' ;;
        'status: 401') stop 'the session is not accepted' 1 ;;
        'status: 429' | 'status: 503') retry=$(patience "$work/stream") ;;
        *) [[ $line =~ ^retry:\ ([0-9]{1,9})$ ]] && retry=$(((10#${BASH_REMATCH[1]} + 999) / 1000)) ;;
      esac
    done < <({
      with_token
      setting header 'Accept: text/event-stream'
      setting header "Last-Event-ID: $last"
      # A stream pings every 15 seconds: silence for longer is a broken connection.
      printf 'no-buffer\nspeed-limit = 1\nspeed-time = 40\n'
      setting dump-header "$work/stream"
      printf 'write-out = "\\nstatus: %%{http_code}\\n"\n'
    } | ask GET /v1/sessions/current/events || true)
    sleep "$retry" >/dev/null 2>&1
  done
}

# Sends a request; waits and repeats where the gateway asks for patience (429, 503): for what may be sent twice.
# Sets `status`, 0 where the gateway is not reached.
patiently() { # method target with_signature|with_token
  while :; do
    : >"$work/body"
    # Signed anew for each try: a signature is good once.
    status=$({
      "$3" "$1" "$2"
      setting output "$work/body"
      setting dump-header "$work/head"
      printf 'max-time = 20\nwrite-out = "%%{http_code}"\n'
    } | ask "$1" "$2") || status=0
    [[ $status == 429 || $status == 503 ]] || break
    pause "$(patience "$work/head")"
  done
  if grep -q '"code":304' "$work/body"; then logged_out "$work/body"; fi
}

say() { # what
  if [[ $status == 0 ]]; then return; fi
  local message
  message=$(field message "$work/body")
  echo "$1: $status${message:+ $(field code "$work/body"): $message}"
}

finish() {
  trap '' TERM INT
  if [[ -n $token ]] && mkdir "$work/stopped" 2>/dev/null; then
    echo 'logging out'
    { with_token && printf 'max-time = 5\nfail\n'; } | ask DELETE /v1/sessions/current || echo 'not logged out' >&2
  fi
  kill "$listening" 2>/dev/null || true
  exit "$(cat "$work/stopped/status" 2>/dev/null || echo 0)"
}

patiently POST /v1/sessions with_signature
if [[ $status != 201 ]]; then
  echo "no login: $status $(cat "$work/body")" >&2
  [[ $status == 0 ]] && exit "$start_again"
  exit 1
fi
token=$(field token "$work/body")
echo "logged in: $(field id "$work/body")"
listen &
listening=$!
trap finish TERM INT
while :; do
  patiently GET "$path" with_signature
  say 'signed request'
  patiently GET /v1/sessions/current with_token
  if [[ $status == 401 ]]; then stop "the session is not accepted: $(cat "$work/body")" 1; else say 'session request'; fi
  pause "$seconds"
done
