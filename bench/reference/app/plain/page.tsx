import { connection } from 'next/server'

/** The least that a page rendered per request can be: no session, no query. */
export default async function PlainPage() {
  await connection()
  return <h1>Plain</h1>
}
