import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { ListFigures } from './lists'

/** Makes revocation lists over so many certificates, in a process of its own. */
export async function measureLists(certificates: number): Promise<ListFigures> {
  const child = fork('bench/pki/lists.ts', {
    execArgv: ['--conditions=react-server', '--expose-gc', '--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const exited = once(child, 'exit')
  const ended = exited.then(() => Promise.reject(new Error('the process of the lists ended')))
  await Promise.race([once(child, 'message'), ended])
  child.send(certificates)
  const [figures] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {})
  child.disconnect()
  await exited
  return figures as ListFigures
}
