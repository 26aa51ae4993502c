import 'server-only'
import { createHmac } from 'node:crypto'
import { env } from '@/lib/env'

/**
 * HMAC-SHA256 of a value under the hash key, separated by use: a hash made for one use never matches another.
 * @param use such as `session-token`, `otp-code`
 */
export function keyedHash(use: string, value: string): Buffer<ArrayBuffer> {
  const mac = createHmac('sha256', env().SIGNET_HASH_KEY)
  return mac.update(`signet:${use}:v1\0`).update(value).digest() as Buffer<ArrayBuffer>
}
