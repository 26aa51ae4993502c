/** One side of `bench:desk`: a process of its own, with its own database. */
import type { StaffActor } from '@/lib/access/actor'
import { closeDatabase } from '@/lib/db/client'
import { fillDatabase, type Size } from '@/scripts/seed-large/fill-database'
import { testStaff } from '@/test/staff'
import { allLooks, type Look } from './looks'
import { findSamples } from './samples'
import { spentTime } from './spent-time'
import type { Answer, Question } from './start-side'

/** Calls before the measured ones: they open connections again and find their way. */
const coldCalls = 3

let looks: Record<string, Look> = {}

async function answer(question: Question): Promise<Answer> {
  if ('fill' in question) return { names: await prepare(question.fill) }
  const look = looks[question.look]
  if (!look) throw new Error(`no look ${question.look}`)
  for (let call = 0; call < coldCalls; call++) await look()
  const before = await spentTime()
  let rows = 0
  for (let call = 0; call < question.calls; call++) rows = await look()
  return { rows, milliseconds: ((await spentTime()) - before) / question.calls }
}

async function prepare(size: Size): Promise<string[]> {
  await fillDatabase(size, console.log)
  // The connections after this one begin with what is known about the tables now.
  await closeDatabase()
  // Of every role, this one sees the most.
  const actor: StaffActor = await testStaff('admin')
  looks = allLooks(actor, await findSamples(actor, size.seed))
  return Object.keys(looks)
}

process.on('message', async (question: Question) => {
  try {
    process.send?.(await answer(question))
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
})
process.on('disconnect', () => process.exit())
process.send?.({ names: [] } satisfies Answer)
