import { describe, expect, it } from 'vitest'
import { get, reasonOf, signer } from '@/test/changed-request'
import { signAs } from '@/test/sign-as'

describe('the target', () => {
  it.each([
    [{ method: 'get' }, 'method_malformed'],
    [{ method: '' }, 'method_malformed'],
    [{ method: 'GET\n/x' }, 'method_malformed'],
    [{ path: '' }, 'path_malformed'],
    [{ path: 'api' }, 'path_malformed'],
    [{ path: 'https://api.example/x' }, 'path_malformed'],
    [{ path: '/a//b' }, 'path_malformed'],
    [{ path: '/a/../b' }, 'path_malformed'],
    [{ path: '/a/.' }, 'path_malformed'],
    [{ path: '/a\\b' }, 'path_malformed'],
    [{ path: '/a;b' }, 'path_malformed'],
    [{ path: '/a%2e%2e/b' }, 'path_malformed'],
    [{ path: '/a%2Fb' }, 'path_malformed'],
    [{ path: '/a%5cb' }, 'path_malformed'],
    [{ path: '/a%3bb' }, 'path_malformed'],
    [{ path: '/a%252e' }, 'path_malformed'],
    [{ path: '/%61pi' }, 'path_malformed'],
    [{ path: '/a%00' }, 'path_malformed'],
    [{ path: '/a%0a' }, 'path_malformed'],
    [{ path: '/a%ff' }, 'path_malformed'],
    [{ path: '/a%4' }, 'path_malformed'],
    [{ path: '/中' }, 'path_malformed'],
    [{ path: `/${'a'.repeat(5_000)}` }, 'path_malformed'],
    [{ path: '/%E4%B8%AD/a.b-c_d~e,f:g@h=i+j' }, null],
    [{ query: 'a=%zz' }, 'query_malformed'],
    [{ query: 'a=b c' }, 'query_malformed'],
    [{ query: 'a=中' }, 'query_malformed'],
    [{ query: 'a=b#c' }, 'query_malformed'],
    [{ query: 'a=b\nc' }, 'query_malformed'],
    [{ query: `a=${'b'.repeat(17_000)}` }, 'query_malformed'],
    [{ query: '' }, null],
    [{ query: 'a=+&a=%20&a[]=1&?' }, null],
  ])('%j: %s', (change, reason) => {
    expect(reasonOf(signAs.signet(get, signer), change)).toBe(reason)
  })
})
