import { describe, expect, it } from 'vitest'
import { bestCertificate, nextStep } from './next-step'

const day = (iso: string) => new Date(`${iso}T00:00:00Z`)
const counts = { id: 'c', usable: true, renewable: false }
const valid = { ...counts, state: 'valid', daysLeft: 300, notAfter: day('2027-09-01') } as const
const renewing = { ...counts, state: 'expiring', daysLeft: 12, notAfter: day('2026-12-03') } as const
const expiring = { ...renewing, renewable: true } as const
const replaced = { ...renewing, state: 'replaced', daysLeft: 6 } as const
const none = { ...counts, usable: false }
const expired = { ...none, state: 'expired', daysLeft: 0, notAfter: day('2026-11-01') } as const
const pending = { ...none, state: 'pending', daysLeft: 365, notAfter: day('2027-11-20') } as const

const key = {
  id: 'k',
  name: 'Rebalancer',
  on: true,
  state: 'active',
  secretConfirmed: true,
  validBefore: null,
  unused: false,
} as const
const ends = (id: string, iso: string) => ({ ...key, id, state: 'expiring', validBefore: day(iso) }) as const

describe('nextStep', () => {
  it.each([
    ['nothing yet', [], [], 'apply'],
    ['a certificate still in the making', [pending], [], 'pending'],
    ['only an ended certificate', [expired], [key], 'apply_again'],
    ['a certificate and no key', [valid, expired], [], 'first_key'],
    ['an expiring certificate and no key', [expiring], [], 'renew'],
    ['one whose renewal is on its way', [renewing, pending], [key], undefined],
    ['one that was renewed', [replaced, valid], [key], undefined],
    ['an expiring certificate before all that concerns keys', [expiring], [ends('a', '2026-11-22')], 'renew'],
    [
      'a secret that may never have arrived',
      [valid],
      [ends('a', '2026-11-22'), { ...key, secretConfirmed: false }],
      'secret_unconfirmed',
    ],
    [
      'an unconfirmed secret of a key that is off',
      [valid],
      [{ ...key, on: false, secretConfirmed: false }],
      undefined,
    ],
    ['a key that nobody uses', [valid], [key, { ...key, unused: true }], 'keys_unused'],
    [
      'a key that nobody uses and that is off',
      [valid],
      [{ ...key, state: 'inactive', unused: true }],
      undefined,
    ],
    ['all in order', [valid], [key], undefined],
    ['one that ends while another lasts', [expiring, valid], [key], 'renew'],
    [
      'a secret first, while another certificate lasts',
      [expiring, valid],
      [{ ...key, secretConfirmed: false }],
      'secret_unconfirmed',
    ],
  ] as const)('%s', (_name, certificates, keys, kind) => {
    const [only] = certificates
    const lost = !only
      ? ({ lost: 'none' } as const)
      : only.state === 'pending'
        ? ({ lost: 'pending' } as const)
        : ({ lost: 'expired', at: only.notAfter } as const)
    expect(nextStep([...certificates], lost, [...keys])?.kind).toBe(kind)
  })

  it('names the key that ends first', () => {
    const step = nextStep([valid], null, [ends('later', '2026-11-30'), ends('sooner', '2026-11-22'), key])
    expect(step).toEqual({
      kind: 'key_ends',
      keyId: 'sooner',
      keyName: 'Rebalancer',
      validBefore: day('2026-11-22'),
    })
  })
})

it('takes the certificate that lasts longest of those that count', () => {
  expect(bestCertificate([expiring, expired, valid, pending])).toBe(valid)
  expect(bestCertificate([expired, pending])).toBeUndefined()
})
