import { type AuthHeaders, takeHeader } from './auth-headers'
import { forms } from './forms'
import { decodeBase64 } from './read-signature'
import { SigningRefusal } from './refusal'
import type { BasicCredentials } from './request'

/** `Basic base64(accessKey:secret)`, RFC 7617. Signs nothing. @throws SigningRefusal */
export function readBasic(headers: AuthHeaders): BasicCredentials {
  const value = takeHeader(headers, 'authorization', forms.authorization)
  const text = decodeBase64(value.replace(/^\w+ +/, ''))?.toString('latin1') ?? ''
  const at = text.indexOf(':')
  const accessKey = text.slice(0, Math.max(at, 0))
  const secret = text.slice(at + 1)
  if (!forms.accessKey.test(accessKey) || !/^[\x21-\x7e]{1,256}$/.test(secret))
    throw new SigningRefusal('header_malformed', 'authorization')
  return { scheme: 'basic', dialect: 'basic', accessKey, secret }
}
