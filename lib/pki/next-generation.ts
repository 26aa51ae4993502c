import { Certificate } from 'pkijs'
import type { Bytes } from './bytes'
import { namePart, readIssuer } from './issuer'
import type { NameParts } from './names'
import { oids } from './oids'

const longestBase = 60

/**
 * The name of the CA that follows one: the same with its generation counted on, since two keys under one name lead
 * clients that look a CA up by its name to the wrong one. `Issuing CA` → `Issuing CA G2` → `Issuing CA G3`
 */
export function nextGeneration(der: Bytes): NameParts {
  const present = namePart(Certificate.fromBER(der).subject, oids.commonName) ?? 'CA'
  const [, base = present, generation = '1'] = /^(.*?)(?: G(\d{1,3}))?$/.exec(present) ?? []
  const commonName = `${Array.from(base).slice(0, longestBase).join('').trim()} G${Number(generation) + 1}`
  return { ...readIssuer(der).organisation, commonName }
}
