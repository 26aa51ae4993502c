import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** A circle is reported once, from one of its files. */
type Violation = { from: string; rule: { name: string }; cycle?: { name: string }[] }
type Report = {
  summary: { totalCruised: number; violations: Violation[] }
}

const config = '.dependency-cruiser.cjs'
const rules: { name: string }[] = createRequire(import.meta.url)(resolve(config)).forbidden

/** For each rule, a file that breaks it and what the file holds. */
const violations: Record<string, Record<string, string>> = {
  'no-cycles': { 'lib/net/circle.ts': "import './circle-too'" },
  'no-unresolved': { 'lib/net/lost.ts': "import './nowhere'" },
  'pure-imports-pure': {
    'lib/net/climbs.ts': "import '@/lib/keys/create-key'",
    'lib/keys/schema.ts': "import '@/lib/env'",
    'lib/i18n/takes-a-type.ts': "import type { X } from '@/lib/keys/create-key'\nexport type Y = X",
    'lib/identity/mask.ts': "import './sign-in'",
  },
  'pure-without-frameworks': { 'lib/pki/renders.ts': "import 'react'", 'lib/access/asks.ts': "import 'pg'" },
  'ground-below-domains': {
    'lib/notices/climbs.ts': "import '@/lib/keys/create-key'",
    'lib/audit/climbs.ts': "import '@/lib/server/session'",
  },
  'domains-below-shells': {
    'lib/keys/climbs.ts': "import '@/lib/server/session'",
    'lib/identity/climbs.ts': "import '@/components/ui/card'",
  },
  'decision-on-values': {
    'lib/verify/looks-up.ts': "import '@/lib/keys/create-key'",
    'lib/verify/asks.ts': "import 'pg'",
    'lib/verify/takes-a-type.ts': "import type { X } from '@/lib/env'\nexport type Y = X",
  },
  'decision-above-domains': { 'lib/keys/decides.ts': "import '@/lib/verify/decide'" },
  'keys-sideways': {
    'lib/keys/strays.ts': "import '@/lib/identity/sign-in'",
    'lib/keys/strays-too.ts': "import '@/lib/certificates/issue-certificate'",
  },
  'certificates-sideways': { 'lib/certificates/strays.ts': "import '@/lib/identity/sign-in'" },
  'factors-sideways': { 'lib/factors/strays.ts': "import '@/lib/certificates/issue-certificate'" },
  'identity-sideways': { 'lib/identity/strays.ts': "import '@/lib/keys/create-key'" },
  'sessions-sideways': {
    'lib/sessions/strays.ts': "import '@/lib/identity/sign-in'",
    'lib/sessions/strays-too.ts': "import '@/lib/keys/create-key'",
  },
  'staff-sideways': { 'lib/staff/strays.ts': "import '@/lib/identity/sign-in'" },
  'desk-on-top': { 'lib/keys/looks-up.ts': "import '@/lib/desk/search-desk'" },
  'usage-sideways': { 'lib/usage/strays.ts': "import '@/lib/keys/create-key'" },
  'services-alone': {
    'lib/services/strays.ts': "import '@/lib/keys/create-key'",
    'lib/services/strays-too.ts': "import '@/lib/sessions/open-session'",
    'lib/services/strays-on.ts': "import '@/lib/usage/counts-of'",
  },
  'services-left-alone': { 'lib/keys/asks.ts': "import '@/lib/services/find-service-token'" },
  'policies-sideways': { 'lib/policies/strays.ts': "import '@/lib/factors/require-step-up'" },
  'lib-without-next': { 'lib/keys/redirects.ts': "import 'next/navigation'" },
  'lib-without-react': { 'lib/keys/renders.ts': "import 'react'" },
  'sign-in-library-in-one-file': { 'app/auth.ts': "import 'next-auth'" },
  'components-without-pages': {
    'components/climbs.ts': "import type { X } from '@/app/page'\nexport type Y = X",
  },
  'components-without-domain': { 'components/acts.ts': "import '@/lib/keys/create-key'" },
  'components-without-schemas': {
    'components/parses.ts': "import '@/lib/factors/schema'",
    'browser/parses.ts': "import 'zod'",
  },
  'components-without-server-api': { 'components/reads.ts': "import 'next/headers'" },
  'browser-imports-pure': { 'browser/acts.ts': "import '@/lib/keys/create-key'" },
  'pages-without-database': {
    'app/queries.ts': "import '@/lib/db/client'",
    'lib/server/queries.ts': "import 'pg'",
  },
  'gateway-imports-lib': {
    'gateway/renders.ts': "import '@/components/ui/card'",
    'gateway/queries.ts': "import 'pg'",
  },
  'gateway-without-ca-keys': {
    'gateway/signs.ts': "import '@/lib/certificates/issuing-authority'",
  },
  'pages-alone': { 'app/climbs.ts': "import '@/gateway/server'" },
  'desk-apart': { 'app/admin/borrows.ts': "import '@/app/(portal)/page'" },
  'product-without-tests': {
    'lib/keys/leans.ts': "import '@/test/customer'",
    'portal/leans.ts': "import '@/scripts/start'",
  },
  'no-orphans': { 'components/left-over.ts': 'export const leftOver = 1' },
}

/** What the planted files lean on, and what must not be taken for a violation. */
const innocent: Record<string, string> = {
  'lib/net/circle-too.ts': "import './circle'",
  'lib/env.ts': "import '@/lib/errors'",
  'lib/errors.ts': 'export const errors = 1',
  'lib/db/client.ts': "import '@/lib/env'",
  'lib/factors/schema.ts': "import 'zod'",
  'lib/factors/require-step-up.ts': "import '@/lib/certificates/usable-certificates'",
  'lib/certificates/usable-certificates.ts': "import '@/lib/db/client'",
  'lib/certificates/issue-certificate.ts': "import '@/lib/policies/policy'",
  'lib/certificates/issuing-authority.ts': "import '@/lib/certificates/open-signer'",
  'lib/certificates/open-signer.ts': "import '@/lib/db/client'",
  'gateway/server.ts': "import '@/lib/db/client'",
  'lib/desk/search-desk.ts': "import '@/lib/keys/create-key'",
  'lib/identity/sign-in.ts': "import '@/lib/factors/require-step-up'",
  'lib/policies/policy.ts': "import '@/lib/errors'",
  'lib/keys/create-key.ts': "import '@/lib/factors/require-step-up'\nexport type X = 1",
  'lib/keys/create-key.test.ts': "import '@/test/customer'",
  'lib/verify/decide.ts': "import '@/lib/net/in-networks'\nimport '@/lib/keys/date-window'",
  'lib/net/in-networks.ts': 'export const inNetworks = 1',
  'lib/keys/date-window.ts': 'export const dateWindow = 1',
  'lib/services/find-service-token.ts': "import '@/lib/db/client'",
  'lib/sessions/open-session.ts': "import '@/lib/db/client'",
  'lib/usage/counts-of.ts': "import '@/lib/db/client'",
  'lib/server/session.ts': "import 'next/headers'",
  'lib/server/auth.ts': "import 'next-auth'",
  'app/page.ts': "import '@/components/ui/card'\nexport type X = 1",
  'app/(portal)/page.ts': "import '@/components/ui/card'",
  'components/ui/card.ts':
    "import 'next/link'\nimport type { X } from '@/lib/keys/create-key'\nexport type Y = X",
  'browser/key-store.ts': "import '@/lib/errors'",
  'scripts/start.ts': "import '@/lib/env'",
  'test/customer.ts': "import '@/lib/env'",
}

const packages = ['next', 'next-auth', 'react', 'pg', 'zod']
const packageFiles = ['index', 'headers', 'link', 'navigation']

async function cruise(cwd: string): Promise<Report['summary']> {
  const tool = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [tool, '.', '--config', config, '--output-type', 'json']
  const options = { cwd, maxBuffer: 100_000_000 }
  // It ends with the number of violations; the report is on standard output all the same.
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch(
    (failed: { stdout: string }) => failed,
  )
  return (JSON.parse(stdout) as Report).summary
}

function plant(tree: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), `${text}\n`)
  }
  for (const name of [config, 'tsconfig.json']) cpSync(name, join(tree, name))
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0' }))
    for (const file of packageFiles) write(`node_modules/${name}/${file}.js`, '')
  }
  for (const files of [innocent, ...Object.values(violations)])
    for (const [path, text] of Object.entries(files)) write(path, text)
}

describe('the rules about imports', () => {
  const tree = mkdtempSync(join(tmpdir(), 'signet-layers-'))
  let found: Violation[] = []

  beforeAll(async () => {
    plant(tree)
    found = (await cruise(tree)).violations
  }, 120_000)
  afterAll(() => rmSync(tree, { recursive: true, force: true }))

  test('each have a violation planted here', () => {
    expect(Object.keys(violations).sort()).toEqual(rules.map(({ name }) => name).sort())
  })

  const planted = Object.entries(violations).flatMap(([rule, files]) =>
    Object.keys(files).map((path) => ({ rule, path })),
  )
  test.each(planted)('$rule catches $path', ({ rule, path }) => {
    const about = found.filter(({ from, cycle = [] }) =>
      [from, ...cycle.map(({ name }) => name)].includes(path),
    )
    expect(about.map((violation) => violation.rule.name)).toContain(rule)
  })

  test('let everything else pass', () => {
    const guilty = new Set(planted.map(({ path }) => path)).add('lib/net/circle-too.ts')
    expect(found.filter(({ from }) => !guilty.has(from))).toEqual([])
  })

  test('hold for the whole project, which was read', async () => {
    const { totalCruised, violations } = await cruise('.')
    expect(violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([])
    expect(totalCruised).toBeGreaterThan(100)
  }, 120_000)
})
