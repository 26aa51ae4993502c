import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { hasCommand } from '../has-command'
import { pythonWith } from '../python-with'

const run = promisify(execFile)
const here = join(process.cwd(), 'test', 'peers')
const python = pythonWith('cryptography')

/** A TLS client that we did not write. */
export type PeerClient = {
  name: string
  /** Whether the machine has it. */
  here: boolean
  formats: readonly ('p12' | 'pem')[]
  /**
   * Signs in with an exported file and asks for a page. @returns the page
   * @throws Error when the file does not open, or either side refuses the other
   */
  ask(url: string, file: string, password: string, authority: string): Promise<string>
}

let compiled: Promise<string> | undefined

/** Compiled once a process: a start from source takes three times as long. */
function javaClasses(): Promise<string> {
  compiled ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signet-java-'))
    await run('javac', ['-d', folder, join(here, 'Client.java')])
    return folder
  })()
  return compiled
}

export const peerClients: readonly PeerClient[] = [
  {
    name: 'curl',
    here: hasCommand('curl'),
    formats: ['p12', 'pem'],
    async ask(url, file, password, authority) {
      const type = file.endsWith('.p12') ? 'P12' : 'PEM'
      // A colon would end the file's name where both stand in one argument.
      const own = ['--cert', file, '--pass', password, '--cert-type', type]
      return (await run('curl', ['-sS', '--cacert', authority, ...own, url])).stdout
    },
  },
  {
    name: 'Node',
    here: true,
    formats: ['p12', 'pem'],
    async ask(...args) {
      return (await run(process.execPath, [join(here, 'client.mjs'), ...args])).stdout
    },
  },
  {
    name: 'Python',
    here: python !== undefined,
    formats: ['p12', 'pem'],
    async ask(...args) {
      return (await run(python ?? '', [join(here, 'client.py'), ...args])).stdout
    },
  },
  {
    // Of an encrypted PEM key it reads nothing without a library of others.
    name: 'Java',
    here: hasCommand('javac'),
    formats: ['p12'],
    async ask(...args) {
      return (await run('java', ['-cp', await javaClasses(), 'Client', ...args])).stdout
    },
  },
]
