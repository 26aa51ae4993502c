#!/usr/bin/env bash
# Logs in to the API with a web certificate and a key, sends requests, and stops when it is told to.
# Settings are environment variables; see README.md. Needs bash, curl and openssl.
set -euo pipefail

path=${SIGNET_PATH:-/v1/key}
seconds=${SIGNET_SECONDS:-10}
work=$(mktemp -d)
token=''

# What curl is told through its standard input stands in no list of processes: password and token.
ask() { # method target [further lines of curl's configuration]
  local type=PEM
  [[ $SIGNET_CERT == *.p12 ]] && type=P12
  {
    printf 'cert = "%s"\ncert-type = "%s"\npass = "%s"\n' "$SIGNET_CERT" "$type" "$SIGNET_PASSWORD"
    [[ $type == PEM ]] && printf 'key = "%s"\n' "$SIGNET_CERT"
    [[ -n ${SIGNET_CA:-} ]] && printf 'cacert = "%s"\n' "$SIGNET_CA"
    printf 'request = "%s"\nurl = "%s%s"\nuser-agent = "signet-example-curl/1"\n' "$1" "$SIGNET_URL" "$2"
    [[ -n $token ]] && printf 'header = "Authorization: Bearer %s"\n' "$token"
    printf '%b' "${3:-}"
  } | curl --silent --show-error --config -
}

# The dialect signet for a request without a body. The key of openssl's HMAC is an argument of the process: on a
# computer that is shared with others use another client.
signed() { # method target
  local timestamp digest query='' text signature
  [[ $2 == *\?* ]] && query=${2#*\?}
  timestamp=$(date +%s%3N)
  digest=$(printf '' | openssl dgst -sha256 -r | cut -d ' ' -f 1)
  text=$(printf '%s\n%s\n%s\n%s\n%s' "$timestamp" "$1" "${2%%\?*}" "$query" "$digest")
  signature=$(printf '%s' "$text" | openssl dgst -sha256 -hmac "$SIGNET_SECRET" -r | cut -d ' ' -f 1)
  printf 'header = "Signet-Key: %s"\\nheader = "Signet-Timestamp: %s"\\nheader = "Signet-Signature: %s"\\n' \
    "$SIGNET_KEY" "$timestamp" "$signature"
}

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$2"; }

# The end: once, for one reason. Nothing is tried again with a session that has ended.
stop() {
  if mkdir "$work/stopped" 2>/dev/null; then
    echo "$1"
    kill -TERM $$
  fi
}

# Server-sent events: over each break it comes back, until it is told that the session has ended.
listen() {
  local status last='' event='' line
  while [[ -d $work && ! -d $work/stopped ]]; do
    while IFS= read -r line; do
      case $line in
        'id: '*) last=${line#id: } ;;
        'event: '*) event=${line#event: } ;;
        'data: '*) [[ $event == forced_logout ]] && echo "$line" >"$work/event" && stop "forced logout: $(field reason "$work/event")" ;;
        'status: 204') stop 'forced logout: told before' ;;
        'status: 401') stop 'the session is not accepted' ;;
      esac
    done < <(ask GET /v1/sessions/current/events \
      "no-buffer\nheader = \"Accept: text/event-stream\"\nheader = \"Last-Event-ID: $last\"\nwrite-out = \"\\\\nstatus: %{http_code}\\\\n\"\n" || true)
    sleep 3
  done
}

finish() {
  trap '' TERM INT
  if [[ -n $token ]] && mkdir "$work/stopped" 2>/dev/null; then
    echo 'logging out'
    ask DELETE /v1/sessions/current || echo 'not logged out' >&2
  fi
  rm -rf "$work"
  exit 0
}
trap finish TERM INT

# Sends a request; waits and repeats where the gateway asks for patience (429, 503). Sets `status`.
patiently() { # method target signed|token
  local wait lines
  while :; do
    # Signed anew for each try: a signature is good once.
    lines=''
    [[ $3 == signed ]] && lines=$(signed "$1" "$2")
    status=$(token=$([[ $3 == token ]] && printf '%s' "$token" || true) \
      ask "$1" "$2" "${lines}output = \"$work/body\"\ndump-header = \"$work/head\"\nwrite-out = \"%{http_code}\"\n") || status=0
    [[ $status == 429 || $status == 503 ]] || break
    wait=$(tr -d '\r' <"$work/head" | sed -n 's/^[Rr]etry-[Aa]fter: //p')
    sleep "${wait:-5}"
  done
  if grep -q '"code":304' "$work/body" 2>/dev/null; then stop "forced logout: $(field reason "$work/body")"; fi
}

patiently POST /v1/sessions signed
if [[ $status != 201 ]]; then
  echo "no login: $(cat "$work/body")" >&2
  exit 1
fi
token=$(field token "$work/body")
echo "logged in: $(field id "$work/body")"
listen &
while :; do
  patiently GET "$path" signed
  echo "signed request: $status"
  patiently GET /v1/sessions/current token
  if [[ $status == 200 ]]; then echo "session request: $status"; elif [[ $status == 401 ]]; then stop 'the session is not accepted'; fi
  # A trap runs only between two commands: the pause is one that a signal ends.
  sleep "$seconds" &
  wait $! || true
done
