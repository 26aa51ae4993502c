import { nameWords } from '@/lib/identity/name-words'
import { sealContext } from '@/lib/identity/seal-context'
import { blindIndex } from '@/lib/vault/blind-index'
import { seal } from '@/lib/vault/seal'
import { nationalIdOf } from './national-ids'
import { someName } from './people'
import { Random } from './random'
import type { Batch } from './tables'

/** Who a row belongs to, and what the rows after it are made with. */
export type MadeCustomer = {
  id: string
  number: number
  nationalId: string
  accountId: string
  name: string
  email: string
  phone: string
  createdAt: Date
  random: Random
}

/** The seed's number, and what is the same for every customer of a run. */
export type Circumstances = { seed: number; now: Date; passwordHash: string }

const alphabet = [...'ABCDEFGHJKMNPQRSTVWXYZ23456789'] as [string, ...string[]]
const mailHosts = ['mail.example.com', 'mail.example.net', 'post.example.org', 'office.example.com'] as const

/** The account ID of a customer by their number: the same in every run, so that a second one sees who is there. */
export function accountIdOf(seed: number, number: number): string {
  const random = new Random(`${seed} account ${number}`)
  return Array.from({ length: 16 }, () => random.pick(alphabet)).join('')
}

/** A customer as `createCustomer` writes one, with a name, addresses and a history that is made up. */
export function makeCustomer(
  batch: Batch,
  number: number,
  { seed, now, passwordHash }: Circumstances,
): MadeCustomer {
  const random = new Random(`${seed} customer ${number}`)
  const accountId = accountIdOf(seed, number)
  const { nationalId, sevenDigits } = nationalIdOf(seed, number)
  const { name, latin } = someName(random)
  const createdAt = random.daysAgo(now, 1000, 1)
  const id = random.id(createdAt)
  const email = `${latin}${number}@${random.pick(mailHosts)}`
  // Where the demo's own customers have theirs.
  const phone = `+88690${sevenDigits}`
  const { index, version } = blindIndex(nationalId)
  batch.customer.push([
    id,
    accountId,
    seal(nationalId, sealContext(id)),
    index,
    version,
    name,
    email,
    phone,
    random.chance(0.9) ? 'zh-TW' : 'en',
    random.chance(0.97) ? passwordHash : null,
    random.chance(0.005) ? random.daysAgo(now, 60) : null,
    random.chance(0.01) ? random.daysAgo(now, 90) : null,
    true,
    createdAt,
  ])
  for (const word of nameWords(name)) batch.customer_name_word.push([id, word])
  return { id, number, nationalId, accountId, name, email, phone, createdAt, random }
}
