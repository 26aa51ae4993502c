import type pg from 'pg'
import type { StaffRole } from '@/lib/access/staff-roles'
import { someName } from './people'
import { Random } from './random'

export type MadeStaff = { id: string; role: StaffRole }

/** No administrators: an account that nobody can sign in to must not count as one that is left. */
const roles = ['support', 'support', 'support', 'security', 'auditor'] as const
/** Their ids are the same in every run. */
const since = new Date('2024-01-01')

/** Who acts in the made-up record. They have no password. @param count at least one */
export async function writeStaff(
  client: pg.ClientBase,
  seed: number,
  count: number,
): Promise<[MadeStaff, ...MadeStaff[]]> {
  const first = await writeOne(client, seed, 0)
  const others: MadeStaff[] = []
  for (let number = 1; number < count; number++) others.push(await writeOne(client, seed, number))
  return [first, ...others]
}

async function writeOne(client: pg.ClientBase, seed: number, number: number): Promise<MadeStaff> {
  const random = new Random(`${seed} staff ${number}`)
  const id = random.id(since)
  const role = roles[number % roles.length] ?? 'support'
  const { name, latin } = someName(random)
  const email = `${latin}.${seed}.${number}@staff.example.com`
  await client.query(
    `INSERT INTO staff (id, email, name, role, is_demo) VALUES ($1, $2, $3, $4, true) ON CONFLICT DO NOTHING`,
    [id, email, name, role],
  )
  return { id, role }
}
