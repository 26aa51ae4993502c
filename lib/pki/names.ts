import { ObjectIdentifier, PrintableString, Sequence, Set as SetOf, Utf8String } from 'asn1js'
import type { Bytes } from './bytes'
import { oids } from './oids'

/** The parts of a name, each written as a value of its own: never a string that is parsed into parts. */
export type NameParts = {
  /** ISO 3166, two letters. */
  country?: string | undefined
  organisation?: string | undefined
  /** An opaque account id, never a national ID. */
  serialNumber?: string
  commonName: string
}

/** RFC 5280's upper bound for a common name, in characters. */
const maxCommonNameLength = 64

/** A distinguished name of C, O, serialNumber, CN in DER, one part each RDN. @throws RangeError when a part doesn't fit its type */
export function distinguishedName(parts: NameParts): Bytes {
  const { country, organisation, serialNumber } = parts
  if (country !== undefined && !/^[A-Z]{2}$/.test(country))
    throw new RangeError('country is two capital letters')
  if (serialNumber !== undefined && !/^[A-Za-z0-9 '()+,\-./:=?]{1,64}$/.test(serialNumber))
    throw new RangeError('serialNumber is a printable string')
  const rdns: SetOf[] = []
  if (country !== undefined) rdns.push(part(oids.countryName, new PrintableString({ value: country })))
  if (organisation !== undefined)
    rdns.push(part(oids.organizationName, new Utf8String({ value: organisation })))
  if (serialNumber !== undefined)
    rdns.push(part(oids.serialNumber, new PrintableString({ value: serialNumber })))
  rdns.push(part(oids.commonName, new Utf8String({ value: commonName(parts.commonName) })))
  return new Uint8Array(new Sequence({ value: rdns }).toBER(false))
}

function part(type: string, value: PrintableString | Utf8String): SetOf {
  return new SetOf({ value: [new Sequence({ value: [new ObjectIdentifier({ value: type }), value] })] })
}

/** A person's name as a common name: one line, no control characters, cut at whole characters. */
function commonName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/\p{C}+/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (clean === '') throw new RangeError('commonName is empty')
  return Array.from(clean).slice(0, maxCommonNameLength).join('')
}
