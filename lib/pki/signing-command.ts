/**
 * What to type in a shell to sign a text with a key file, PEM or PKCS#12; OpenSSL 3 asks for the file's password.
 * Prints the signature in base64.
 * @throws TypeError for a text or a name that a shell would read otherwise
 */
export function signingCommand(text: string, fileName: string): string {
  if (text.includes("'") || !/^[\w.-]+$/.test(fileName)) throw new TypeError('not for a shell')
  return `printf '%s' '${text}' | openssl dgst -sha256 -sign ${fileName} | openssl base64 -A`
}
