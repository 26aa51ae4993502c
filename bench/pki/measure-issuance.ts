import { alternate } from '../support/alternate'
import { startWorker } from '../support/worker'
import { runOpensslCa } from './openssl-ca'

/** Certificates a round. */
const counts = { product: 600, peer: 1_500 }

export type Issuance = { rates: Record<'product' | 'peer', number[]>; statements: string[] }

/** Issues certificates in a process of its own, and in turn with `openssl ca`. */
export async function measureIssuance(rounds: number): Promise<Issuance> {
  const nodeArguments = ['--conditions=react-server', '--expose-gc', '--import', 'tsx']
  const product = await startWorker('bench/pki/issue.ts', nodeArguments)
  try {
    const rates = await alternate(
      { product: () => product.run(counts.product), peer: async () => runOpensslCa(counts.peer) },
      rounds,
      console.log,
    )
    return { rates, statements: await product.statements() }
  } finally {
    await product.stop()
  }
}
