import { type AuthHeaders, takeHeader } from './auth-headers'
import type { SessionCredentials } from './request'

/** `Bearer token`, RFC 6750 2.1. @throws SigningRefusal */
export function readSession(headers: AuthHeaders): SessionCredentials {
  const value = takeHeader(headers, 'authorization', /^\w+ +[A-Za-z0-9\-._~+/]{16,512}={0,2}$/)
  return { scheme: 'session', dialect: 'session', token: value.replace(/^\w+ +/, '') }
}
