import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeDatabase, database, databasePool, type SqlTx } from './client'
import { sqlTransaction } from './sql-transaction'

const note = (tx: SqlTx, text: string) => tx.$executeRaw`INSERT INTO note (text) VALUES (${text})`
const notes = async () => {
  const rows = await database().$queryRaw<{ text: string }[]>`SELECT text FROM note ORDER BY text`
  return rows.map(({ text }) => text)
}
const processOf = async (tx: SqlTx) => {
  const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
  return row?.pid
}
const inUse = () => databasePool().totalCount - databasePool().idleCount

beforeAll(async () => {
  await database().$executeRaw`CREATE TABLE note (text text UNIQUE DEFERRABLE INITIALLY IMMEDIATE)`
})
beforeEach(async () => {
  await database().$executeRaw`TRUNCATE note`
})
/** Whatever went wrong: no connection is lost, and the next transaction works. */
afterEach(async () => {
  await sqlTransaction((tx) => note(tx, 'afterwards'))
  expect(await notes()).toContain('afterwards')
  await vi.waitFor(() => expect(inUse()).toBe(0), 20_000)
})

describe('commits', () => {
  test('what the work wrote, and returns what it returned', async () => {
    const result = await sqlTransaction(async (tx) => {
      expect(await note(tx, 'a')).toBe(1)
      expect(await notes()).toEqual([])
      return 'made'
    })
    expect(result).toBe('made')
    expect(await notes()).toEqual(['a'])
  })

  test('and the connection serves the next', async () => {
    expect(await sqlTransaction(processOf)).toBe(await sqlTransaction(processOf))
  })

  test('and then takes no more statements', async () => {
    const tx = await sqlTransaction(async (tx) => tx)
    await expect(note(tx, 'late')).rejects.toThrow('The transaction is over')
    expect(await notes()).toEqual([])
  })
})

describe('undoes everything', () => {
  test('when the work throws, which the caller gets', async () => {
    const refused = new Error('refused')
    const act = sqlTransaction(async (tx) => {
      await note(tx, 'a')
      throw refused
    })
    await expect(act).rejects.toBe(refused)
    expect(await notes()).toEqual([])
  })

  test("when a statement fails, with PostgreSQL's code", async () => {
    const act = sqlTransaction(async (tx) => {
      await note(tx, 'a')
      await note(tx, 'a')
    })
    await expect(act).rejects.toMatchObject({ code: '23505', constraint: 'note_text_key' })
    expect(await notes()).toEqual([])
  })

  test('when the work swallows that and goes on', async () => {
    const act = sqlTransaction(async (tx) => {
      await note(tx, 'a')
      await note(tx, 'a').catch(() => {})
      await note(tx, 'b')
    })
    await expect(act).rejects.toMatchObject({ code: '25P02' })
    expect(await notes()).toEqual([])
  })

  test('when the work swallows that and ends well', async () => {
    const act = sqlTransaction(async (tx) => {
      await note(tx, 'a')
      await note(tx, 'a').catch(() => {})
    })
    await expect(act).rejects.toThrow('rolled back')
    expect(await notes()).toEqual([])
  })

  test('when the commit fails', async () => {
    const act = sqlTransaction(async (tx) => {
      await tx.$executeRaw`SET CONSTRAINTS ALL DEFERRED`
      await note(tx, 'a')
      await note(tx, 'a')
    })
    await expect(act).rejects.toMatchObject({ code: '23505' })
    expect(await notes()).toEqual([])
  })
})

describe('gives a connection up', () => {
  test('that broke on the way, so that it could not be rolled back', async () => {
    let broken: number | undefined
    const act = sqlTransaction(async (tx) => {
      broken = await processOf(tx)
      await note(tx, 'a')
      await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
    })
    await expect(act).rejects.toMatchObject({ code: '57P01' })
    expect(await notes()).toEqual([])
    expect(await sqlTransaction(processOf)).not.toBe(broken)
  })

  test('that broke while the work was busy elsewhere', async () => {
    const act = sqlTransaction(async (tx) => {
      await note(tx, 'a')
      const pid = await processOf(tx)
      await database().$queryRaw`SELECT pg_terminate_backend(${pid}::int, 5000)`
    })
    await expect(act).rejects.toThrow()
    expect(await notes()).toEqual([])
  })

  test('that broke while nobody used it', async () => {
    // The model client listens for that too, once it has connected.
    await closeDatabase()
    const pool = databasePool()
    await sqlTransaction(async (tx) => {
      const other = await sqlTransaction(processOf)
      expect(pool.totalCount).toBe(2)
      await tx.$queryRaw`SELECT pg_terminate_backend(${other}::int)`
      await vi.waitFor(() => expect(pool.totalCount).toBe(1), 20_000)
    })
  })
})

describe('has limits', () => {
  test('of time, for a statement that takes too long', async () => {
    let late: number | undefined
    const act = sqlTransaction(
      async (tx) => {
        late = await processOf(tx)
        await note(tx, 'a')
        await tx.$queryRaw`SELECT pg_sleep(600)::text`
      },
      { maxWait: 10_000, timeout: 300 },
    )
    await expect(act).rejects.toThrow('took too long')
    expect(await notes()).toEqual([])
    expect(await sqlTransaction(processOf)).not.toBe(late)
    // Its locks go too: the server gives the statement up.
    await database().$executeRaw`TRUNCATE note`
  })

  test('of time, for work that waits for something else', async () => {
    let tx: SqlTx | undefined
    const act = sqlTransaction(
      async (given) => {
        tx = given
        await note(given, 'a')
        await new Promise(() => {})
      },
      { maxWait: 10_000, timeout: 300 },
    )
    await expect(act).rejects.toThrow('took too long')
    if (tx) await expect(note(tx, 'late')).rejects.toThrow('The transaction is over')
    expect(await notes()).toEqual([])
  })

  test('of waiting, when every connection is in use', async () => {
    const pool = databasePool()
    const all = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
    const work = vi.fn()
    await expect(sqlTransaction(work, { maxWait: 50, timeout: 15_000 })).rejects.toThrow('free in time')
    for (const client of all) client.release()
    await vi.waitFor(() => expect(inUse()).toBe(0), 20_000)
    expect(work).not.toHaveBeenCalled()
  })
})

test('starts anew after closeDatabase', async () => {
  const before = databasePool()
  await closeDatabase()
  expect(before.totalCount).toBe(0)
  await sqlTransaction((tx) => note(tx, 'a'))
  expect(await notes()).toEqual(['a'])
})
