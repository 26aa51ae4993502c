import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { policy } from '@/lib/policies/policy'
import { matchRule } from './match-rule'
import { RouteFileError, readRules } from './read-rules'

const permissions = ['market.read', 'account.read', 'orders.trade']
const rule = (path: string, methods: string, permission: string) =>
  `  - path: ${path}\n    methods: ${methods}\n    permission: ${permission}\n`
const file = (...rules: string[]) => `routes:\n${rules.join('')}`

describe('which permission', () => {
  const rules = readRules(
    file(
      rule('/**', 'GET', 'account.read'),
      rule('/v1/orders/{id}', '[PUT, DELETE]', 'orders.trade'),
      rule('/v1/orders', 'POST', 'orders.trade'),
      rule('/v1/market/**', 'GET', 'market.read'),
      rule('/v1/market/time', 'GET', 'none'),
      rule('/v1/market/clock', 'GET', 'public'),
      rule('/v1/{kind}/secret', 'GET', 'orders.trade'),
      rule('/v1/market/{id}', 'POST', 'orders.trade'),
      rule('/a!b', 'GET', 'orders.trade'),
      rule('/委託', 'GET', 'orders.trade'),
    ),
    permissions,
  )
  test.each<[method: string, path: string, permission: string | null | undefined]>([
    ['GET', '/', 'account.read'],
    ['GET', '/anything/at/all', 'account.read'],
    ['HEAD', '/anything', 'account.read'],
    ['POST', '/anything', undefined],
    ['OPTIONS', '/', undefined],
    ['TRACE', '/', undefined],
    ['get', '/', undefined],
    ['POST', '/v1/orders', 'orders.trade'],
    ['POST', '/v1/orders/', 'orders.trade'],
    ['POST', '/V1/Orders', 'orders.trade'],
    ['POST', '/v1/orders/1', undefined],
    ['PUT', '/v1/orders/1', 'orders.trade'],
    ['PUT', '/v1/orders/1/2', undefined],
    ['PUT', '/v1/orders', undefined],
    ['GET', '/v1/orders/1', 'account.read'],
    ['GET', '/v1/market', 'market.read'],
    ['GET', '/v1/market/2330', 'market.read'],
    ['GET', '/v1/market/time', null],
    ['GET', '/v1/market/Time/', null],
    ['GET', '/v1/market/time/zone', 'market.read'],
    // The first segment that differs decides: `market` is more than `{kind}`.
    ['GET', '/v1/market/secret', 'market.read'],
    ['GET', '/v1/x/secret', 'orders.trade'],
    ['POST', '/v1/market/time', 'orders.trade'],
    ['GET', '/a!b', 'orders.trade'],
    ['GET', '/a%21b', 'orders.trade'],
    ['GET', '/%E5%A7%94%E8%A8%97', 'orders.trade'],
    ['GET', '/%e5%a7%94%e8%a8%97', 'orders.trade'],
    ['GET', '/%zz', undefined],
    ['GET', 'v1/orders', undefined],
    ['GET', '', undefined],
  ])('%s %s', (method, path, permission) => {
    expect(matchRule(rules, method, path)?.permission).toBe(permission)
  })

  test.each<[method: string, path: string, isPublic: boolean | undefined]>([
    ['GET', '/v1/market/clock', true],
    ['HEAD', '/v1/market/Clock/', true],
    ['POST', '/v1/market/clock', false],
    ['GET', '/v1/market/clock/1', false],
    ['GET', '/v1/market/time', false],
    ['PUT', '/anything', undefined],
  ])('whether %s %s needs a key', (method, path, isPublic) => {
    expect(matchRule(rules, method, path)?.isPublic).toBe(isPublic)
  })
})

test('the order of the file changes nothing', () => {
  const parts = [
    rule('/**', 'GET', 'account.read'),
    rule('/a/**', 'GET', 'market.read'),
    rule('/a', 'GET', 'orders.trade'),
    rule('/a/{b}', 'GET', 'none'),
  ]
  expect(readRules(file(...parts), permissions)).toEqual(readRules(file(...parts.toReversed()), permissions))
})

test('the file that comes with it asks for account reading and trading', () => {
  const rules = readRules(
    readFileSync('gateway.routes.yaml', 'utf8'),
    policy().permissions.map(({ id }) => id),
  )
  expect(matchRule(rules, 'GET', '/any/path')?.permission).toBe('account.read')
  expect(matchRule(rules, 'POST', '/any/path')?.permission).toBe('orders.trade')
})

describe('a file that is not usable says where', () => {
  const good = rule('/a', 'GET', 'none')
  test.each<[what: string, text: string, problem: string | RegExp]>([
    ['nothing', '', /^line 1: the file must hold "routes:"/],
    ['a list at the top', '- path: /', /^line 1: the file must hold "routes:"/],
    ['no rule', 'routes: []', 'line 1: there must be at least one rule'],
    ['something beside the rules', `${file(good)}other: 1\n`, /^line 1: the file must hold "routes:"/],
    ['no YAML', 'routes:\n  - path: [/a\n', /^line [23]: /],
    ['a key twice', 'routes:\n  - path: /a\n    path: /b\n', /^line 3: Map keys must be unique/],
    [
      'a rule that is a text',
      `${file(good)}  - /b\n`,
      'line 5, rule 2: must have path, methods and permission',
    ],
    [
      'a rule without a permission',
      'routes:\n  - path: /a\n    methods: GET\n',
      'line 2, rule 1: lacks permission',
    ],
    ['an empty permission', file(good, rule('/b', 'GET', '')), /^line 5, rule 2: names the permission ""/],
    [
      'a permission that there is not',
      file(good, rule('/b', 'GET', 'orders.trad')),
      'line 5, rule 2: names the permission "orders.trad", but the policy has market.read, account.read, orders.trade; "none" asks for none, "public" for no key either',
    ],
    [
      'a key that is misspelt',
      'routes:\n  - path: /a\n    method: GET\n    permission: none\n',
      /has "method", which is none of path, methods, permission$/,
    ],
    [
      'a method that is not passed on',
      file(rule('/a', 'CONNECT', 'none')),
      /^line 2, rule 1: names the method "CONNECT"/,
    ],
    ['a method in small letters', file(rule('/a', '[GET, post]', 'none')), /names the method "post"/],
    ['no method', file(rule('/a', '[]', 'none')), /its methods must be a list/],
    ['a path without a slash', file(rule('a', 'GET', 'none')), 'line 2, rule 1: its path must begin with /'],
    [
      '** in the middle',
      file(rule('/**/a', 'GET', 'none')),
      'line 2, rule 1: its path may have ** at its end only',
    ],
    ['a star in a text', file(rule('/a*', 'GET', 'none')), /its path may hold letters/],
    ['a query', file(rule('/a?b=1', 'GET', 'none')), /its path may hold letters/],
    ['a dot segment', file(rule('/a/../b', 'GET', 'none')), /its path has an empty or dot segment/],
    ['an empty segment', file(rule('/a//b', 'GET', 'none')), /its path has an empty or dot segment/],
    ['an escaped slash', file(rule('/a%2fb', 'GET', 'none')), /its path may hold letters/],
    ['a broken escape', file(rule('/a%zz', 'GET', 'none')), /its path has an escape that is broken/],
    [
      'the same rule twice',
      file(good, rule('/A/', '[POST, HEAD]', 'none')),
      'line 5, rule 2: covers the same requests as the rule of line 2',
    ],
    [
      'the same under another name',
      file(rule('/{a}', 'GET', 'none'), rule('/{b}', 'GET', 'market.read')),
      /covers the same requests/,
    ],
  ])('%s', (_, text, problem) => {
    const message = (() => {
      try {
        readRules(text, permissions)
      } catch (error) {
        if (error instanceof RouteFileError) return error.message
        throw error
      }
    })()
    if (problem instanceof RegExp) expect(message).toMatch(problem)
    else expect(message).toBe(problem)
  })

  test('everything that is wrong is named at once', () => {
    const text = file(rule('a', 'GET', 'none'), rule('/b', 'GET', 'nope'))
    expect(() => readRules(text, permissions)).toThrow(/^line 2, rule 1: .*\nline 5, rule 2: .*$/)
  })
})
