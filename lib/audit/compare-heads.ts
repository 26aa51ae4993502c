import 'server-only'
import { database } from '@/lib/db/client'
import type { Fault } from './fault'
import { type Head, readHeads } from './head-file'

const page = 200

/**
 * Every head ever written must still be a link: a tail that was cut, even one that has grown anew, differs from
 * what was there.
 */
export async function compareHeads(): Promise<{ read: number; unreadable: number; faults: Fault[] }> {
  const faults: Fault[] = []
  let read = 0
  let unreadable = 0
  let heads: Head[] = []
  for await (const head of readHeads()) {
    if (!head) unreadable += 1
    else heads.push(head)
    if (heads.length < page) continue
    faults.push(...(await missingLinks(heads)))
    read += heads.length
    heads = []
  }
  faults.push(...(await missingLinks(heads)))
  return { read: read + heads.length, unreadable, faults }
}

async function missingLinks(heads: Head[]): Promise<Fault[]> {
  const links = await database().auditSeal.findMany({
    where: { id: { in: heads.map(({ id }) => BigInt(id)) } },
    select: { id: true, mac: true },
  })
  const macs = new Map(links.map(({ id, mac }) => [id.toString(), Buffer.from(mac).toString('hex')]))
  return heads.filter(({ id, mac }) => macs.get(id) !== mac).map(({ id }) => ({ kind: 'tail_cut', seal: id }))
}
