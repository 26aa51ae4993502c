import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasCommand } from '../has-command'
import { pythonWith } from '../python-with'
import type { Unsigned } from '../sign-as'

/** With what a request is signed: the file is one that a key's page saves. */
type SavedKey = { accessKey: string; keyFile: string }

/** The signing of a client of `examples/`. */
export type ExampleSigner = {
  name: string
  /** Whether what it runs on is on this machine. */
  here: boolean
  /** How many requests it signs within about a second. */
  quickly: number
  /** The headers of each request, signed by the client's own code in one process. */
  sign: (requests: readonly (Unsigned & SavedKey)[]) => [name: string, value: string][][]
}

const here = 'test/example-signers'
const python = pythonWith('cryptography')

export const exampleSigners: readonly ExampleSigner[] = [
  {
    ...{ name: 'Node', here: true, quickly: 120 },
    sign: (requests) => signLines(process.execPath, [`${here}/sign-lines.mjs`], requests),
  },
  {
    ...{ name: 'Python', here: python !== undefined, quickly: 120 },
    sign: (requests) => signLines(python ?? '', [`${here}/sign_lines.py`], requests),
  },
  {
    ...{ name: 'Java', here: hasCommand('javac'), quickly: 120 },
    sign(requests) {
      const classes = mkdtempSync(join(tmpdir(), 'signet-signer-'))
      execFileSync('javac', ['-d', classes, 'examples/java/Signer.java', `${here}/SignLines.java`])
      return signLines('java', ['-XX:TieredStopAtLevel=1', '-cp', classes, 'SignLines'], requests)
    },
  },
  {
    ...{ name: 'curl', here: hasCommand('perl') && hasCommand('openssl'), quickly: 30 },
    sign: (requests) => signLines('bash', [`${here}/sign-lines.sh`], requests),
  },
]

/** A line a request: access key, key file, method, target, and the body in base64, with tabs between; answered by its headers. */
function signLines(
  command: string,
  args: string[],
  requests: readonly (Unsigned & SavedKey)[],
): [name: string, value: string][][] {
  const lines = requests.map(({ accessKey, keyFile, method, path, query, body }) =>
    [accessKey, keyFile, method, query ? `${path}?${query}` : path, body.toString('base64')].join('\t'),
  )
  const answer = execFileSync(command, args, { input: `${lines.join('\n')}\n`, encoding: 'utf8' })
  return answer
    .trimEnd()
    .split('\n')
    .map((line) =>
      line.split('\t').map((header): [string, string] => {
        const at = header.indexOf(': ')
        return [header.slice(0, at), header.slice(at + 2)]
      }),
    )
}
