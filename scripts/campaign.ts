/**
 * The long trials of what must never break, on a Signet of their own that is started as a person would start it:
 * `npm run campaign`, or `npm run campaign cap otp` for some. `npm test` runs a tenth of each. What was run whole, of
 * keys or of certificates, has its table in docs/performance.md.
 */
import { spawnSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { machine, machineLine } from '@/bench/support/machine'
import { publish } from '@/bench/support/publish'
import { tableLines } from '@/bench/support/table'
import type { CrashOutcome } from '@/campaigns/support/crash-outcome'
import { launchPortal } from '@/campaigns/support/launch-portal'
import type { LaunchedVerifier } from '@/campaigns/support/launch-verifiers'
import {
  type SupervisedInstallation,
  superviseInstallation,
} from '@/campaigns/support/supervised-installation'
import { runScript } from './support/run-script'

type Row = { trial: string; found: object; holds: boolean }

// Their modules read the settings, which are there only once the installation is: hence the imports inside.
const trials: Record<string, (installation: SupervisedInstallation) => Promise<Row>> = {
  cap: (installation) =>
    withTwoPortals(installation, async (portals) => {
      const { runCapCampaign } = await import('@/campaigns/cap')
      const { holds, ...found } = await runCapCampaign(portals, { customers: 50, parallel: 64 })
      return { trial: '64 parallel creations for each of 50 customers, two portals', found, holds }
    }),
  otp: (installation) =>
    withTwoPortals(installation, async (portals) => {
      const { runOtpCampaign } = await import('@/campaigns/otp')
      const { holds, ...found } = await runOtpCampaign(portals, { rounds: 20, parallel: 50 })
      return { trial: '50 parallel submissions of one right code, 20 codes, two portals', found, holds }
    }),
  kill: async (installation) => {
    const { runKillCampaign } = await import('@/campaigns/kill')
    const { holds, faults, ...figures } = await runKillCampaign(installation, { kills: 20 })
    const found = { ...figures, faults: summed(faults) }
    return { trial: 'kill -9 of portal, PostgreSQL, or both, 20 times during creations', found, holds }
  },
  issue: async (installation) => {
    const { runIssuanceCrashes } = await import('@/campaigns/crash-issuance')
    return crashRow('a certificate is issued', await runIssuanceCrashes(installation))
  },
  revoke: async (installation) => {
    const { runRevocationCrashes } = await import('@/campaigns/crash-revocation')
    return crashRow('a certificate is revoked', await runRevocationCrashes(installation))
  },
  changes: (installation) =>
    withTwoGateways(async (gateways) => {
      const { runChangeCycles } = await import('@/campaigns/change-cycles')
      const { holds, ...found } = await runChangeCycles(installation.url, gateways, { cycles: 1_000 })
      return { trial: '1,000 changes in the portal while two gateways are being asked', found, holds }
    }),
  'paused-gateway': () =>
    withTwoGateways(async ([gateway]) => {
      const { runPausedGateway } = await import('@/campaigns/cut-off-gateways')
      if (!gateway) throw new Error('there is a gateway')
      const { holds, ...found } = await runPausedGateway(gateway, { rounds: 20 })
      return {
        trial: 'a gateway stopped (SIGSTOP) beyond its lease while a key is turned off, 20 times',
        found,
        holds,
      }
    }),
  'cut-listeners': () =>
    withTwoGateways(async (gateways) => {
      const { runCutListeners } = await import('@/campaigns/cut-off-gateways')
      const { holds, ...found } = await runCutListeners(gateways, { rounds: 50 })
      return {
        trial: "the gateways' listening connections cut as a key is turned off, 50 times",
        found,
        holds,
      }
    }),
  'black-hole': (installation) => deaf(installation, 'nothing', 'in a black hole'),
  'lost-notifications': (installation) => deaf(installation, 'answers', 'without its notifications'),
  streams: async () => {
    const { launchVerifiers } = await import('@/campaigns/support/launch-verifiers')
    const { runIdleStreams } = await import('@/campaigns/idle-streams')
    const { collecting } = await import('@/bench/memory/memory-of')
    const [gateway] = await launchVerifiers(1, collecting)
    if (!gateway) throw new Error('there is a gateway')
    const { holds, ...found } = await runIdleStreams(gateway, {
      ...{ customers: 100, changes: 30, rounds: 10, idleMs: 60_000 },
    }).finally(() => gateway.stop())
    return { trial: '10,000 idle event streams of one gateway', found, holds }
  },
  'lost-database': async (installation) => {
    const { runLostDatabase } = await import('@/campaigns/lost-database')
    const { holds, ...found } = await runLostDatabase(installation, { rounds: 10 })
    return {
      trial: 'kill -9 of PostgreSQL while a gateway is asked at some 500 requests a second, 10 times',
      found,
      holds,
    }
  },
  fuzz: async () => {
    const { runFuzz } = await import('@/campaigns/fuzz')
    const { fuzzInstallation } = await import('@/campaigns/support/fuzz-installation')
    const { gateways, upstream, credentials, stop } = await fuzzInstallation()
    const outcome = runFuzz(gateways, upstream, credentials, { requests: 100_000, seed: 2 })
    const { holds, ...found } = await outcome.finally(stop)
    return {
      trial: '100,000 requests such as nobody should send, to every endpoint of two gateways',
      found,
      holds,
    }
  },
}

/** The trials of a table, by its place in docs/performance.md. */
const tables: Record<string, string[]> = {
  campaign: ['cap', 'otp', 'kill'],
  'campaign-certificates': ['issue', 'revoke'],
  'campaign-changes': [
    'changes',
    'paused-gateway',
    'cut-listeners',
    'black-hole',
    'lost-notifications',
    'streams',
    'lost-database',
  ],
  'campaign-fuzz': ['fuzz'],
}

await runScript(async (wanted) => {
  const names = Object.keys(trials)
  const unknown = wanted.find((name) => !names.includes(name))
  if (unknown) throw new Error(`There is no campaign "${unknown}": choose from ${names.join(', ')}.`)
  console.log('Starting Signet on a folder of its own …')
  const installation = await superviseInstallation()
  const rows: Record<string, Row> = {}
  let audit: Row
  try {
    for (const [name, trial] of Object.entries(trials)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue
      console.log(`Running ${name} …`)
      rows[name] = await trial(installation)
    }
    audit = await verifyAudit()
  } finally {
    await installation.close()
  }
  for (const [name, members] of Object.entries(tables)) {
    const found = members.flatMap((member) => rows[member] ?? [])
    if (found.length > 0) tell(name, [...found, audit], found.length === members.length)
  }
  if ([...Object.values(rows), audit].some(({ holds }) => !holds)) process.exitCode = 1
})

/** Prints a table, and keeps it when it is whole. */
function tell(name: string, rows: Row[], whole: boolean): void {
  const cells = rows.flatMap(({ trial, found, holds }) => linesOf(trial, found, holds))
  const lines = tableLines(['Trial', 'Found', 'Verdict'], cells)
  const on = machine({ next: 'node_modules/next', '@prisma/client': 'node_modules/@prisma/client' })
  if (whole) publish(name, [...lines, '', `Run ${machineLine(on)}.`], { machine: on, rows })
  else console.log(`\n${lines.join('\n')}`)
}

function crashRow(act: string, { holds, faults, ...figures }: CrashOutcome): Row {
  const trial = `kill -9 of portal or PostgreSQL between every two steps while ${act}`
  return { trial, found: { ...figures, faults: summed(faults) }, holds }
}

/** Only the faults that were found, if any. */
function summed(faults: Record<string, number>): object | string {
  const bad = Object.entries(faults).filter(([, count]) => count > 0)
  return bad.length > 0 ? Object.fromEntries(bad) : `none of ${Object.keys(faults).length} kinds`
}

async function withTwoPortals(
  installation: SupervisedInstallation,
  work: (portals: string[]) => Promise<Row>,
): Promise<Row> {
  const second = await launchPortal()
  try {
    return await work([installation.url, second.url])
  } finally {
    await second.stop()
  }
}

/** Two gateways beside the one of the installation, and a service's token for all of them. */
async function withTwoGateways(work: (gateways: LaunchedVerifier[]) => Promise<Row>): Promise<Row> {
  const { launchVerifiers } = await import('@/campaigns/support/launch-verifiers')
  const gateways = await launchVerifiers(2)
  try {
    return await work(gateways)
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.stop()))
  }
}

/** A gateway that listens through a relay, beside two that hear everything. */
async function deaf(
  installation: SupervisedInstallation,
  passing: 'nothing' | 'answers',
  where: string,
): Promise<Row> {
  const { databaseRelay } = await import('@/test/database-relay')
  const { launchVerifiers } = await import('@/campaigns/support/launch-verifiers')
  const { runDeafGateway } = await import('@/campaigns/deaf-gateway')
  const relay = await databaseRelay(installation.databaseUrl())
  try {
    return await withTwoGateways(async (hearing) => {
      const [gateway] = await launchVerifiers(1, { DATABASE_URL: relay.url, LOG_LEVEL: 'debug' })
      if (!gateway) throw new Error('there is a gateway')
      const side = { relay, deaf: gateway, hearing }
      const { holds, ...found } = await runDeafGateway(side, { rounds: 20, passing, deafMs: 2_000 }).finally(
        () => gateway.stop(),
      )
      return {
        trial: `a gateway's listening connection ${where} as a key is turned off, 20 times`,
        found,
        holds,
      }
    })
  } finally {
    await relay.close()
  }
}

/** The real command, beside the running portal, once the last events have had time to be sealed. */
async function verifyAudit(): Promise<Row> {
  await pause(3_000)
  const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/audit-verify.ts']
  // As at a terminal: it finds the rest in the data folder.
  const { PATH, HOME, SIGNET_DATA_DIR } = process.env
  const env = { PATH, HOME, SIGNET_DATA_DIR, NODE_ENV: process.env.NODE_ENV }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env })
  const said = `${stdout}${stderr}`.trim().split('\n')
  return {
    trial: 'audit:verify after all of it',
    found: { said: said.slice(0, 5).join(' ') },
    holds: status === 0,
  }
}

/** One line for each figure, the trial's name on the first. */
function linesOf(trial: string, found: object, holds: boolean): string[][] {
  const verdict = holds ? 'holds' : 'BROKEN'
  return Object.entries(found).map(([name, value], line) => [
    line === 0 ? trial : '',
    `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    line === 0 ? verdict : '',
  ])
}
