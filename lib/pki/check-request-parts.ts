import { csrRefused } from './csr-rules'
import { oids } from './oids'
import { DerError, type DerNode, derTag, isSorted, oidOf, readDer } from './strict-der'

/** RFC 5280 4.1.2.4 wants no others in new names: what a TeletexString or BMPString says depends on its reader. */
const nameStrings: readonly number[] = [derTag.utf8String, derTag.printableString, derTag.ia5String]

/** The longest upper bound of a name's part in use is an e-mail address's, 255 (RFC 5280 appendix A.1). */
const longestNamePart = 255

/** With these one name is made to look like another: controls, separators of lines, marks that turn text around. */
const misleading = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

/**
 * A Name (RFC 5280 4.1.2.4) that is well formed. Nothing of it is used, and none of it is ever parsed as a
 * string: the subject is the CA's decision.
 * @throws AppError `csr_refused` with rule `subject`
 */
export function checkSubject(name: DerNode): void {
  for (const rdn of name.children) {
    const isFine = rdn.tag === derTag.set && rdn.children.length > 0 && rdn.children.every(isNamePart)
    if (!isFine || hasTypeTwice(rdn)) throw csrRefused('subject')
  }
}

/** A relative name has no type twice (X.501 9.3). */
function hasTypeTwice({ children }: DerNode): boolean {
  return new Set(children.map((part) => part.children[0] && oidOf(part.children[0]))).size < children.length
}

function isNamePart({ tag, children }: DerNode): boolean {
  const [type, value, ...more] = children
  if (tag !== derTag.sequence || type?.tag !== derTag.oid || !value || more.length > 0) return false
  if (!nameStrings.includes(value.tag)) return false
  const text = new TextDecoder().decode(value.content)
  return text !== '' && [...text].length <= longestNamePart && !misleading.test(text)
}

/**
 * The attributes (RFC 2986 4.1): well formed, no type twice. Their contents are not used either.
 * @throws AppError `csr_refused` with rule `attributes`
 */
export function checkAttributes(attributes: DerNode): void {
  const types = attributes.children.map(attributeType)
  if (new Set(types).size !== types.length || !isSorted(attributes.children)) throw csrRefused('attributes')
}

function attributeType({ tag, children }: DerNode): string {
  const [type, values, ...more] = children
  if (tag !== derTag.sequence || type?.tag !== derTag.oid || values?.tag !== derTag.set || more.length > 0)
    throw csrRefused('attributes')
  const oid = oidOf(type)
  if (values.children.length === 0) throw csrRefused('attributes')
  if (oid === oids.extensionRequest) {
    const [extensions, ...others] = values.children
    if (!extensions || others.length > 0) throw csrRefused('attributes')
    checkExtensions(extensions)
  }
  return oid
}

/** Extensions (RFC 5280 4.1): none twice, values that are DER themselves. */
function checkExtensions(extensions: DerNode): void {
  const types = extensions.children.map(({ tag, children }) => {
    const [type, ...rest] = children
    const [critical, value, ...more] = rest.length === 1 ? [undefined, ...rest] : rest
    // FALSE is the default and so is never written in DER (X.690 11.5).
    const isFine =
      tag === derTag.sequence &&
      type?.tag === derTag.oid &&
      (critical === undefined || (critical.tag === derTag.boolean && critical.content[0] === 0xff)) &&
      value?.tag === derTag.octetString &&
      more.length === 0
    if (!isFine || !isDer(value.content)) throw csrRefused('attributes')
    return oidOf(type)
  })
  const isFine =
    extensions.tag === derTag.sequence && types.length > 0 && new Set(types).size === types.length
  if (!isFine) throw csrRefused('attributes')
}

function isDer(bytes: Uint8Array): boolean {
  try {
    readDer(bytes)
    return true
  } catch (error) {
    if (error instanceof DerError) return false
    throw error
  }
}
