import { badEncodings } from './csr-corpus/bad-encoding'
import { badKeys } from './csr-corpus/bad-keys'
import { badAlgorithms, badSignatures } from './csr-corpus/bad-signatures'
import { badAttributes, badStructures, badSubjects } from './csr-corpus/bad-structure'
import { badTexts } from './csr-corpus/bad-text'
import type { BadCsr } from './csr-corpus/parts'

/** Requests that break a rule, in the order in which the rules are looked at. */
export const badCsrs: BadCsr[] = [
  ...badTexts,
  ...badEncodings,
  ...badStructures,
  ...badSubjects,
  ...badAttributes,
  ...badKeys,
  ...badAlgorithms,
  ...badSignatures,
]
