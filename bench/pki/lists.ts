/** The making of revocation lists on a large database, in a process of its own, whose memory is measured too. */
import { markListStale } from '@/lib/certificates/mark-list-stale'
import { refreshRevocationLists } from '@/lib/certificates/refresh-revocation-lists'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { spentTime } from '../desk/spent-time'
import { fillCertificates } from './fill-certificates'
import { howRead } from './how-read'

export type ListFigures = {
  certificates: number
  lists: number
  /** In one list, on average. */
  entries: number
  /** Of one list, on average. */
  bytes: number
  fillSeconds: number
  /** Processor time of this process and of its queries in the database; of one list, stale, alone and among all. */
  oneMs: number[]
  allMs: number[]
  /** Time on the clock. */
  allSeconds: number[]
  /** What this process holds more at its highest than before, all lists made again and again. */
  memoryMiB: number
  indexes: string[]
}

const rounds = 5

process.once('message', async (certificates: number) => {
  try {
    process.send?.(await measure(certificates))
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
})
process.on('disconnect', () => process.exit())
process.send?.('ready')

async function measure(certificates: number): Promise<ListFigures> {
  const began = Date.now()
  const authorityId = await fillCertificates(certificates)
  const fillSeconds = (Date.now() - began) / 1000
  // The first time warms up.
  await refreshRevocationLists({ force: true })
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const figures = { oneMs: [] as number[], allMs: [] as number[], allSeconds: [] as number[] }
  let highest = before
  let lists = 0
  for (let round = 0; round < rounds; round++) {
    await transaction((tx) => markListStale(tx, authorityId, round))
    figures.oneMs.push(await spentOn(() => refreshRevocationLists()))
    const started = Date.now()
    figures.allMs.push(
      await spentOn(async () => {
        lists = await refreshRevocationLists({ force: true })
      }),
    )
    figures.allSeconds.push((Date.now() - started) / 1000)
    highest = Math.max(highest, process.memoryUsage().rss)
  }
  const [size] = await database().$queryRaw<{ bytes: number }[]>`
    SELECT avg(length(der))::float8 AS bytes FROM revocation_list WHERE number >= 0`
  const revoked = await database().certificate.count({ where: { status: 'revoked' } })
  return {
    ...{ certificates, lists, entries: revoked / lists, bytes: size?.bytes ?? 0, fillSeconds },
    ...figures,
    memoryMiB: (highest - before) / 2 ** 20,
    indexes: await howRead('certificate', () => refreshRevocationLists({ force: true })),
  }
}

async function spentOn(work: () => Promise<unknown>): Promise<number> {
  const before = await spentTime()
  await work()
  return (await spentTime()) - before
}
