import { once } from 'node:events'
import { createServer } from 'node:net'

/** Why a port can't be listened on (`EADDRINUSE`, `EACCES`), or undefined when it can. */
export async function portObstacle(port: number, host: string): Promise<string | undefined> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  } finally {
    server.close()
  }
}
