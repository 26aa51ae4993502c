import { expect, test } from 'vitest'
import { readPkcs11Uri } from './pkcs11-uri'

test.each([
  ['pkcs11:token=Broker;object=issuing', { token: { label: 'Broker' }, label: 'issuing' }],
  [
    'pkcs11:token=The%20Broker%3B;serial=00a1;model=v2;manufacturer=Acme;type=private;object=%E7%B0%BD%E7%99%BC',
    {
      token: { label: 'The Broker;', serialNumber: '00a1', model: 'v2', manufacturerID: 'Acme' },
      label: '簽發',
    },
  ],
  ['pkcs11:serial=1;id=%01%ff%00a', { token: { serialNumber: '1' }, id: Buffer.from([1, 255, 0, 0x61]) }],
  ['pkcs11:token=a=b;object=c', { token: { label: 'a=b' }, label: 'c' }],
])('%s', (uri, key) => {
  expect(readPkcs11Uri(uri)).toEqual(key)
})

test.each([
  ['file:x', 'it begins with pkcs11:'],
  ['pkcs11:', 'it names the token'],
  ['pkcs11:object=a', 'it names the token'],
  ['pkcs11:token=a', 'it names the key'],
  ['pkcs11:token=;object=b', 'it names the token'],
  ['pkcs11:token=a;token=b;object=c', '"token" stands in it twice'],
  ['pkcs11:token=a;object=b;type=public', 'its type is private'],
  ['pkcs11:token=a;object=b;slot-id=1', '"slot-id" is not understood'],
  ['pkcs11:token=a;object=b;constructor=1', '"constructor" is not understood'],
  ['pkcs11:token=a;id=%0', 'a % is followed by two hex digits'],
  ['pkcs11:token=a;object=b?pin-value=1234', 'SIGNET_PKCS11_PIN'],
  ['pkcs11:token=a;object=b?module-path=/tmp/evil.so', 'SIGNET_PKCS11_MODULE'],
])('%s is refused', (uri, words) => {
  expect(() => readPkcs11Uri(uri)).toThrow(words)
})
