import 'server-only'
import { createHash, type KeyObject } from 'node:crypto'
import { Certificate } from 'pkijs'
import { clock } from '@/lib/clock'
import { sqlRows } from '@/lib/db/sql-rows'
import type { Bytes } from '@/lib/pki/bytes'
import { readIssuer } from '@/lib/pki/issuer'
import { issuerText } from '@/lib/pki/ocsp-request'
import { oids } from '@/lib/pki/oids'
import { openResponderKey } from './responder-key'

/** A CA that questions are answered for, and the key that answers; null while it has none. */
export type Responder = {
  authorityId: string
  signing: { der: Bytes; keyId: Bytes; key: KeyObject; notAfter: Date } | null
}

type Row = {
  authorityId: string
  authorityDer: Buffer
  id: string | null
  der: Buffer
  keySealed: Buffer
  notAfter: Date
}

const hashes = { [oids.sha1]: 'sha1', [oids.sha256]: 'sha256' }
/** A responder is made days before it is needed; only a new CA's first one is waited for so long. */
const keptMilliseconds = 5_000

let kept: { until: number; responders: Promise<ReadonlyMap<string, Responder>> } | undefined

/** The responders of all issuing CAs, by how a request names their issuer (`OcspCertId.issuer`). */
export function responders(): Promise<ReadonlyMap<string, Responder>> {
  const now = clock.now().getTime()
  // A clock that was set back must not keep them for longer.
  if (kept && now < kept.until && kept.until - now <= keptMilliseconds) return kept.responders
  const read = readResponders()
  kept = { until: now + keptMilliseconds, responders: read }
  // What failed once may work the next time.
  read.catch(() => {
    kept = undefined
  })
  return read
}

async function readResponders(): Promise<ReadonlyMap<string, Responder>> {
  const now = clock.now()
  const rows = await sqlRows<Row>`
    SELECT authority.id AS "authorityId", authority.der AS "authorityDer", newest.*
    FROM certificate_authority authority
    LEFT JOIN LATERAL (
      SELECT responder.id, responder.der, key_sealed AS "keySealed", responder.not_after AS "notAfter"
      FROM ocsp_responder responder
      WHERE authority_id = authority.id AND responder.not_before <= ${now} AND responder.not_after > ${now}
      ORDER BY responder.not_after DESC, responder.id DESC LIMIT 1
    ) newest ON true
    WHERE authority.role = 'issuing' AND authority.first_list IS NOT NULL`
  return new Map(rows.flatMap((row) => namesOf(row.authorityDer).map((name) => [name, responderOf(row)])))
}

/** The issuer of a CertID (RFC 6960 section 4.1.1), once for each hash. */
function namesOf(authorityDer: Buffer): string[] {
  const { name } = readIssuer(Uint8Array.from(authorityDer))
  const bits = keyBitsOf(authorityDer)
  return Object.entries(hashes).map(([oid, hash]) => {
    const digest = (bytes: Uint8Array) => createHash(hash).update(bytes).digest()
    return issuerText(oid, digest(name), digest(bits))
  })
}

function responderOf({ authorityId, id, der, keySealed, notAfter }: Row): Responder {
  if (id === null) return { authorityId, signing: null }
  const keyId = Uint8Array.from(createHash('sha1').update(keyBitsOf(der)).digest())
  const key = openResponderKey(id, keySealed)
  return { authorityId, signing: { der: Uint8Array.from(der), keyId, key, notAfter } }
}

/** A certificate's public key without its algorithm. */
function keyBitsOf(der: Buffer): Uint8Array {
  return Certificate.fromBER(Uint8Array.from(der)).subjectPublicKeyInfo.subjectPublicKey.valueBlock
    .valueHexView
}
