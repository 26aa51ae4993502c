import { StartError } from '@/lib/start-error'

/** Which key in which token a `pkcs11:` URI names. Only what was given narrows the search. */
export type Pkcs11Key = {
  token: { label?: string; serialNumber?: string; model?: string; manufacturerID?: string }
  label?: string
  id?: Buffer
}

const tokenAttributes = {
  token: 'label',
  serial: 'serialNumber',
  model: 'model',
  manufacturer: 'manufacturerID',
} as const

/**
 * Reads a PKCS#11 URI (RFC 7512) of a private key. It is kept in the database, so it says neither the PIN nor which
 * library to load: those are settings of the host.
 * @throws StartError naming what is wrong with it
 */
export function readPkcs11Uri(uri: string): Pkcs11Key {
  const [path = '', query] = uri.replace(/^pkcs11:/, '').split('?', 2)
  if (!uri.startsWith('pkcs11:')) throw wrong('it begins with pkcs11:')
  if (query !== undefined)
    throw wrong('the library and the PIN are given in SIGNET_PKCS11_MODULE and SIGNET_PKCS11_PIN, not in it')
  const key: Pkcs11Key = { token: {} }
  const seen = new Set<string>()
  for (const attribute of path.split(';').filter(Boolean)) {
    const [name = '', value = ''] = attribute.split(/=(.*)/s)
    if (seen.has(name)) throw wrong(`"${name}" stands in it twice`)
    seen.add(name)
    read(key, name, value)
  }
  if (!key.token.label && !key.token.serialNumber) throw wrong('it names the token with token= or serial=')
  if (!key.label && !key.id) throw wrong('it names the key with object= or id=')
  return key
}

function read(key: Pkcs11Key, name: string, value: string): void {
  const bytes = percentDecoded(value)
  if (Object.hasOwn(tokenAttributes, name))
    key.token[tokenAttributes[name as keyof typeof tokenAttributes]] = bytes.toString('utf8')
  else if (name === 'object') key.label = bytes.toString('utf8')
  else if (name === 'id') key.id = bytes
  else if (name !== 'type') throw wrong(`"${name}" is not understood`)
  else if (value !== 'private') throw wrong('its type is private')
}

/** Of bytes, not of text: an id is any (RFC 7512 2.3). */
function percentDecoded(value: string): Buffer {
  if (/%(?![0-9A-Fa-f]{2})/.test(value)) throw wrong('a % is followed by two hex digits')
  const parts = value.match(/%[0-9A-Fa-f]{2}|[^%]+/g) ?? []
  return Buffer.concat(
    parts.map((part) => (part.startsWith('%') ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))),
  )
}

const wrong = (rule: string) =>
  new StartError(`The key's pkcs11: URI is not understood: ${rule} (pkcs11:token=NAME;object=NAME).`)
