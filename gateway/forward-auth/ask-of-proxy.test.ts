import { describe, expect, test } from 'vitest'
import type { ForwardAuthKind } from '@/lib/proxy-settings'
import { askOfProxy } from './ask-of-proxy'

type Headers = Record<string, string | string[]>
const ask = (kind: ForwardAuthKind, headers: Headers, method = 'GET', url = '/v1/forward-auth') =>
  askOfProxy(kind, {
    ...{ method, url },
    headersDistinct: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat()]),
    ),
  })
const nginx = { 'x-original-method': 'GET', 'x-original-uri': '/a?b', 'x-real-ip': '203.0.113.7' }
const caddy = { 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/a?b', 'x-forwarded-for': '203.0.113.7' }
const said = { method: 'GET', target: '/a?b', address: '203.0.113.7', body: 'none' }

describe('one place for each fact', () => {
  test.each<[kind: ForwardAuthKind, own: Headers, others: Headers]>([
    [
      'nginx',
      nginx,
      { ...caddy, 'x-forwarded-uri': '/forged', 'x-forwarded-for': '1.1.1.1', forwarded: 'for=1.1.1.1' },
    ],
    [
      'caddy',
      caddy,
      { ...nginx, 'x-original-uri': '/forged', 'x-real-ip': '1.1.1.1', 'x-forwarded-host': 'forged' },
    ],
    [
      'traefik',
      caddy,
      { 'x-original-method': 'POST', 'x-http-method-override': 'POST', 'x-rewrite-url': '/forged' },
    ],
  ])('%s', (kind, own, others) => {
    expect(ask(kind, own)).toEqual(said)
    expect(ask(kind, { ...others, ...own })).toEqual(said)
    expect(ask(kind, kind === 'nginx' ? caddy : nginx)).toBeNull()
  })

  test.each([
    ['method', { ...nginx, 'x-original-method': ['GET', 'GET'] }],
    ['target', { ...nginx, 'x-original-uri': ['/a', '/b'] }],
  ])('a %s that stands there twice is none', (_, headers) => {
    expect(ask('nginx', headers)).toBeNull()
  })

  test.each<[header: string | string[], address: string]>([
    ['1.1.1.1, 203.0.113.7', '203.0.113.7'],
    [['1.1.1.1', '203.0.113.7'], '203.0.113.7'],
    [['203.0.113.7', 'unknown'], ''],
    ['[2001:db8::7]:443', '2001:db8::7'],
    ['203.0.113.7:9', '203.0.113.7'],
    [`${'1.1.1.1, '.repeat(2000)}203.0.113.7`, '203.0.113.7'],
    ['010.0.0.1', ''],
    ['', ''],
  ])('the client of %j', (header, address) => {
    expect(ask('caddy', { ...caddy, 'x-forwarded-for': header })?.address).toBe(address)
  })

  test('a client that nobody names has no address', () => {
    const { 'x-real-ip': _, ...rest } = nginx
    expect(ask('nginx', rest)?.address).toBe('')
  })
})

describe('a body', () => {
  test.each(['nginx', 'caddy', 'traefik'] as const)('is not seen by %s', (kind) => {
    const body = (method: string) =>
      ask(kind, { ...nginx, ...caddy, 'x-original-method': method, 'x-forwarded-method': method }, 'POST')
        ?.body
    expect(['GET', 'HEAD', 'POST', 'DELETE', 'get'].map(body)).toEqual([
      'none',
      'none',
      'unseen',
      'unseen',
      'unseen',
    ])
  })

  test.each<[kind: ForwardAuthKind, method: string, partial: string | string[] | undefined, body: string]>([
    ['envoy-with-body', 'POST', 'false', 'sent'],
    ['envoy-with-body', 'POST', 'true', 'unseen'],
    ['envoy-with-body', 'POST', ['false', 'true'], 'unseen'],
    ['envoy-with-body', 'POST', undefined, 'none'],
    ['envoy-with-body', 'GET', undefined, 'none'],
    ['envoy', 'POST', undefined, 'unseen'],
    ['envoy', 'DELETE', undefined, 'unseen'],
    ['envoy', 'GET', undefined, 'none'],
    ['envoy', 'POST', 'false', 'unseen'],
    ['envoy', 'POST', 'true', 'unseen'],
  ])('of %s by %s, said to be partial: %j', (kind, method, partial, body) => {
    const headers = {
      'x-forwarded-for': '203.0.113.7',
      ...(partial && { 'x-envoy-auth-partial-body': partial }),
    }
    expect(ask(kind, headers, method, '/v1/ext-authz/a?b')).toEqual({ ...said, method, body })
  })

  test('a target that is not behind the prefix is none', () => {
    for (const url of ['/v1/ext-authz', '/v1/ext%2dauthz/a', '/v1/ext-authzz/a'])
      expect(ask('envoy', {}, 'GET', url)).toBeNull()
  })
})
