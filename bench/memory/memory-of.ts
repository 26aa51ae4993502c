import { setTimeout as pause } from 'node:timers/promises'
import { ask } from '@/campaigns/support/ask'
import type { LaunchedGateway } from '@/test/launch-gateway'
import type { Memory } from './growth'

/** Settings with which `memoryOf` can ask a gateway. */
export const collecting = { NODE_OPTIONS: '--expose-gc --import ./bench/memory/collect-on-signal.mjs' }

const metrics = {
  resident: ['process_resident_memory_bytes'],
  heapAndExternal: ['nodejs_heap_size_used_bytes', 'nodejs_external_memory_bytes'],
}

/** What a gateway needs once its garbage is collected: twice, as some is let go of only by the first time. */
export async function memoryOf({ internal, pid }: LaunchedGateway): Promise<Memory> {
  for (let time = 0; time < 2; time += 1) {
    process.kill(pid, 'SIGUSR2')
    await pause(500)
  }
  const { text } = await ask(`${internal}/metrics`)
  const value = (name: string) => {
    const [, found] = new RegExp(`^${name} (\\S+)$`, 'm').exec(text) ?? []
    if (!found) throw new Error(`/metrics does not say ${name}`)
    return Number(found)
  }
  const sum = (names: string[]) => names.reduce((all, name) => all + value(name), 0)
  return { resident: sum(metrics.resident), heapAndExternal: sum(metrics.heapAndExternal) }
}
