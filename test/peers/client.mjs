/** Signs in with an exported file: URL, file, its password, the server's CA in PEM. */
import { readFileSync } from 'node:fs'
import { get } from 'node:https'

const [url, file, passphrase, authority] = process.argv.slice(2)
const content = readFileSync(file)
const own = file.endsWith('.p12') ? { pfx: content } : { key: content, cert: content }
get(url, { ...own, passphrase, ca: readFileSync(authority) }, (answer) => answer.pipe(process.stdout))
