/** SubjectPublicKeyInfo of an Ed25519 key up to its point (RFC 8410 4 and 10.1). */
const head = Buffer.from('302a300506032b6570032100', 'hex')
export const ed25519PointBytes = 32

/** @returns SubjectPublicKeyInfo of a point of 32 bytes */
export function spkiOfPoint(point: Uint8Array): Buffer {
  return Buffer.concat([head, point])
}

/** @returns the point, which shares the memory of `spki`; null when that is not an Ed25519 key in its one form */
export function pointOfSpki(spki: Buffer): Buffer | null {
  const isOne = spki.length === head.length + ed25519PointBytes && spki.subarray(0, head.length).equals(head)
  return isOne ? spki.subarray(head.length) : null
}
