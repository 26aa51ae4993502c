import { createHash, createHmac, createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'

/**
 * Signs requests in the dialect `signet`, with what the key's page saved.
 * @param accessKey `sgk_…`
 * @param keyFile a key pair's private key (PEM), or a file with the secret `sgs_…` in it (`.json`, `.env`)
 * @returns what gives the headers of one request, for one use. Its `target` is path and query, its `body` the bytes,
 *   both exactly as they are sent
 */
export function signer(accessKey, keyFile) {
  const prove = proofWith(readFileSync(keyFile, 'utf8'))
  return (method, target, body = '') => {
    const [path, query = ''] = target.split(/\?(.*)/s)
    const timestamp = String(Date.now())
    const digest = createHash('sha256').update(body).digest('hex')
    return {
      'signet-key': accessKey,
      'signet-timestamp': timestamp,
      'signet-signature': prove([timestamp, method, path, query, digest].join('\n')),
    }
  }
}

function proofWith(saved) {
  if (saved.includes('PRIVATE KEY')) {
    const privateKey = createPrivateKey(saved)
    return (text) => sign(null, Buffer.from(text), privateKey).toString('base64')
  }
  const [secret] = saved.match(/sgs_\w+/) ?? []
  if (!secret) throw new Error('The key file holds neither a private key nor a secret.')
  return (text) => createHmac('sha256', secret).update(text).digest('hex')
}
