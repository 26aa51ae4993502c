# Signs each line of standard input with the example for curl; example-signers.ts says what stands in one.
set -euo pipefail
source examples/curl/sign.sh

body=$(mktemp)
trap 'rm -f "$body"' EXIT
while IFS=$'\t' read -r SIGNET_KEY SIGNET_KEY_FILE method target base64; do
  printf '%s' "$base64" | openssl base64 -d -A >"$body"
  headers=$(signed "$method" "$target" "$body")
  echo "${headers//$'\n'/$'\t'}"
done
