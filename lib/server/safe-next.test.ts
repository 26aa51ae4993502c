import { expect, it } from 'vitest'
import { safeNext } from './safe-next'

it.each([
  ['/keys', '/keys'],
  ['/keys/0190?tab=usage#top', '/keys/0190?tab=usage#top'],
  ['/keys?next=https://evil.example', '/keys?next=https://evil.example'],
  ['/%E6%86%91', '/%E6%86%91'],
  ['/a/../keys', '/keys'],
])('goes on to %j', (next, path) => expect(safeNext(next)).toBe(path))

it.each([
  undefined,
  null,
  ['/keys'],
  '',
  'keys',
  'https://evil.example',
  'HTTPS:/evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/keys\r\nset-cookie: a=b',
  'javascript:alert(1)',
  'data:text/html,x',
  '@evil.example',
  '/sign-in',
  '/sign-in?next=/sign-in',
  '/api/auth/signout',
  '/_next/static/x.js',
  `/${'a'.repeat(1000)}`,
])('goes home instead of %j', (next) => expect(safeNext(next)).toBe('/'))
