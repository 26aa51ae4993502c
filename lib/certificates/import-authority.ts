import type { Operator } from '@/lib/access/operator'
import 'server-only'
import type { KeyObject } from 'node:crypto'
import { recordDenial, recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import type { Bytes } from '@/lib/pki/bytes'
import { type CaCertificate, readCaCertificate } from '@/lib/pki/ca-certificate'
import { CaRefused } from '@/lib/pki/ca-rules'
import { checkCaChain } from '@/lib/pki/check-ca-chain'
import { readIssuer } from '@/lib/pki/issuer'
import { serialNumberHex } from '@/lib/pki/serial-number'
import { subjectText } from '@/lib/pki/subject-text'
import { authorityEvent } from './authority-event'
import { keepAuthority } from './keep-authority'
import { writeKeyFile } from './key-file'
import { keySigner } from './key-signer'
import { lockAuthorities } from './lock-authorities'
import { openSigner } from './open-signer'
import { provesKey } from './prove-key'

export type BroughtAuthority = {
  /** In DER, the issuing CA first, up to its root. */
  certificates: Bytes[]
  /** The key itself, which is then kept in a file here, or the `pkcs11:` URI of the device that has it. */
  key: KeyObject | string
}

/**
 * Brings an operator's own issuing CA: it issues from now on. Everything is checked before anything is written, a
 * trial signature with its key among it; what is refused goes on record.
 * @throws CaRefused with the rule that is broken; what the device says
 */
export async function importAuthority(
  operator: Operator,
  { certificates, key }: BroughtAuthority,
): Promise<{ id: string; subject: string }> {
  try {
    const chain = checkCaChain(certificates.map(read), clock.now())
    await checkKey(chain, key)
    return await transaction((tx) => keepChain(tx, operator, chain, key))
  } catch (error) {
    if (error instanceof CaRefused) {
      const detail = { rule: error.rule, account: operator.account }
      await recordDenial(operator.actor, { action: 'authority.refused', detail })
    }
    throw error
  }
}

function read(der: Bytes): CaCertificate {
  try {
    return readCaCertificate(der)
  } catch (cause) {
    throw new CaRefused('unreadable', undefined, { cause })
  }
}

async function checkKey([issuing]: CaCertificate[], key: KeyObject | string): Promise<void> {
  if (!issuing) throw new CaRefused('no_certificate')
  const issuer = readIssuer(issuing.der)
  const signer =
    typeof key === 'string' ? openSigner(key, issuer.signature) : keySigner(key, issuer.signature)
  if (!(await provesKey(issuer, signer))) throw new CaRefused('key_mismatch', issuing.x509.subject)
}

/** From the root down, so that each finds the one above it. */
async function keepChain(tx: Tx, operator: Operator, chain: CaCertificate[], key: KeyObject | string) {
  await lockAuthorities(tx)
  const [issuing, ...above] = chain
  if (!issuing) throw new CaRefused('no_certificate')
  await refuseKnownKey(tx, issuing)
  let issuerId: string | null = null
  for (const [at, ca] of above.reverse().entries())
    issuerId = await keepAbove(tx, ca, at === 0 ? 'root' : 'intermediate', issuerId)
  await refuseKnownSerial(tx, issuing)
  const keyLocation = typeof key === 'string' ? key : await keepKey(issuing, key)
  const { der } = issuing
  const id = await keepAuthority(tx, { role: 'issuing', der, issuerId, keyLocation })
  const entry = authorityEvent('authority.imported', operator, { id, role: 'issuing', der })
  await recordEvent(tx, operator.actor, entry)
  return { id, subject: subjectText(der) }
}

async function keepKey({ serialNumber }: CaCertificate, key: KeyObject): Promise<string> {
  // Somebody else's serial number may be short: the time tells a second try from the first.
  const name = `issuing-${serialNumberHex(serialNumber).slice(0, 16)}-${clock.now().getTime()}.key.pem`
  await writeKeyFile(name, key)
  return `file:${name}`
}

/** One that is here already, from an earlier import, serves again. */
async function keepAbove(tx: Tx, ca: CaCertificate, role: 'root' | 'intermediate', issuerId: string | null) {
  const same = await tx.certificateAuthority.findFirst({ where: { der: ca.der }, select: { id: true } })
  if (same) return same.id
  await refuseKnownSerial(tx, ca)
  return keepAuthority(tx, { role, der: ca.der, issuerId, keyLocation: null })
}

/** Serial numbers stand in the addresses at which certificates of CAs are fetched. */
async function refuseKnownSerial(tx: Tx, { serialNumber, x509 }: CaCertificate): Promise<void> {
  const where = { serialNumber: serialNumberHex(serialNumber) }
  if (await tx.certificateAuthority.count({ where })) throw new CaRefused('serial_taken', x509.subject)
}

async function refuseKnownKey(tx: Tx, { der, x509 }: CaCertificate): Promise<void> {
  const known = await tx.certificateAuthority.findMany({ select: { der: true } })
  const key = Buffer.from(readIssuer(der).publicKeyDer)
  if (known.some((row) => key.equals(readIssuer(Uint8Array.from(row.der)).publicKeyDer)))
    throw new CaRefused('key_taken', x509.subject)
}
