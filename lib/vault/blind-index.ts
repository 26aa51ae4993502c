import 'server-only'
import { createHmac } from 'node:crypto'
import { indexKeys, keyOfVersion } from './keyring'

function indexUnder(version: number, normalisedId: string): Buffer<ArrayBuffer> {
  const mac = createHmac('sha256', keyOfVersion(indexKeys(), version))
  return mac.update('signet:national-id:v1\0').update(normalisedId).digest() as Buffer<ArrayBuffer>
}

/** The blind index under which a normalised ID is stored now. */
export function blindIndex(normalisedId: string): { index: Buffer<ArrayBuffer>; version: number } {
  const version = indexKeys().current
  return { index: indexUnder(version, normalisedId), version }
}

/** Every blind index, current and previous key versions, under which a normalised ID may be found. */
export function blindIndexCandidates(normalisedId: string): Buffer<ArrayBuffer>[] {
  return [...indexKeys().byVersion.keys()].map((version) => indexUnder(version, normalisedId))
}
