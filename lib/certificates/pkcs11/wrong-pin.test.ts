import { expect, test } from 'vitest'
import { noSoftHsm, softHsm } from '@/test/soft-hsm'
import { openSigner } from '../open-signer'

const missing = noSoftHsm()

test.skipIf(missing)(
  `a wrong PIN is tried once, so that the token does not lock itself${missing ? `: ${missing}` : ''}`,
  async () => {
    softHsm('Locked').make('issuing', '01')
    process.env.SIGNET_PKCS11_PIN = '000000'
    const sign = () => openSigner('pkcs11:token=Locked;object=issuing', 'ecdsa-sha256').sign(Uint8Array.of(1))
    await expect(sign()).rejects.toThrow('The token does not open (CKR_PIN_INCORRECT).')
    await expect(sign()).rejects.toThrow('The token refused SIGNET_PKCS11_PIN')
  },
)
