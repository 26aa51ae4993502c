# Signs requests in the dialect signet. To be sourced by bash 5.
#
# SIGNET_KEY is the access key; SIGNET_KEY_FILE what the key's page saved: a key pair's private key (PEM), or a file
# with the secret sgs_… in it (.json, .env). Neither is ever an argument of a program, which others can see.

# Prints the headers of one request, for one use. Target (path and query) and body are exactly as they are sent.
signed() { # method target [file of the body]
  local timestamp digest query='' text signature
  [[ $2 == *\?* ]] && query=${2#*\?}
  timestamp=${EPOCHREALTIME//[!0-9]/} # microseconds
  timestamp=${timestamp%???}
  digest=$(openssl dgst -sha256 -r "${3:-/dev/null}") || return
  printf -v text '%s\n%s\n%s\n%s\n%s' "$timestamp" "$1" "${2%%\?*}" "$query" "${digest%% *}"
  signature=$(proof "$text") || return
  printf 'Signet-Key: %s\nSignet-Timestamp: %s\nSignet-Signature: %s\n' "$SIGNET_KEY" "$timestamp" "$signature"
}

proof() { # text
  local file status=0
  if grep -q 'PRIVATE KEY' "$SIGNET_KEY_FILE"; then
    # For Ed25519 openssl must know the length beforehand: from a file it does.
    file=$(mktemp) || return
    printf '%s' "$1" >"$file"
    openssl pkeyutl -sign -inkey "$SIGNET_KEY_FILE" -rawin -in "$file" | openssl base64 -A || status=$?
    rm -f "$file"
    return "$status"
  fi
  # To openssl the key of an HMAC would have to be an argument.
  printf '%s' "$1" | perl -MDigest::SHA=hmac_sha256_hex -0777 -e '
    open my $file, "<", shift or die "no key file: $!\n";
    my ($secret) = <$file> =~ /(sgs_\w+)/ or die "The key file holds neither a private key nor a secret.\n";
    print hmac_sha256_hex(scalar <STDIN>, $secret)' "$SIGNET_KEY_FILE"
}
