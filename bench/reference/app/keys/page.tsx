import { database } from '@/lib/db/client'
import { requireActor } from '@/lib/server/current-actor'

/** The least that a list of keys can be: the product's own sign-in check and one query of 30 rows. */
export default async function MinimalKeysPage() {
  const { customerId } = await requireActor('/keys')
  const keys = await database().apiKey.findMany({
    where: { customerId },
    orderBy: { id: 'desc' },
    take: 30,
    select: { id: true, name: true, accessKey: true },
  })
  return (
    <ul>
      {keys.map((key) => (
        <li key={key.id}>
          {key.name} {key.accessKey}
        </li>
      ))}
    </ul>
  )
}
