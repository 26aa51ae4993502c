import { type Bytes, hexOf } from './bytes'

const serialBytes = 20

/**
 * A new serial number: 20 random bytes whose first has the top bit clear and the next one set, so that the
 * integer is positive and always of full length (RFC 5280 4.1.2.2 allows 20 octets at most).
 */
export function newSerialNumber(): Bytes {
  const bytes = crypto.getRandomValues(new Uint8Array(serialBytes))
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes
}

/** A serial number as it is stored and shown: 40 lower-case hex digits. */
export const serialNumberHex = hexOf

/** A CA's revocation lists: the number of the first one, and how many follow on. */
export type RevocationLists = { firstList: number; listCount: number }

/** The number of the list that a certificate names, fixed at issuance: its serial number's last byte tells. */
export function revocationListOf(
  serialNumber: Uint8Array,
  { firstList, listCount }: RevocationLists,
): number {
  return firstList + ((serialNumber.at(-1) ?? 0) % listCount)
}
