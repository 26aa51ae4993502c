import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { verifyStepUpSignature } from '@/lib/factors/verify-step-up-signature'
import { pathProblem } from '@/lib/pki/path-problem'
import { signedText } from '@/lib/pki/signed-text'
import type { FinishSelfTestInput, KeyFinding, KeyProblem } from './schema'
import type { signedTest } from './signed-test'

type Signed = FinishSelfTestInput['signatures'][number]

/**
 * Judges what the keys of a browser signed, each by its certificate: signature, path to a root, window, revocation.
 * A certificate that is somebody else's, or none, is as one whose key signed wrongly.
 * @returns the newest certificate first
 */
export async function judgeKeys(
  actor: CustomerActor,
  challenge: ReturnType<typeof signedTest>,
  signed: Signed[],
): Promise<KeyFinding[]> {
  const [rows, authorities] = await Promise.all([
    database().certificate.findMany({
      where: {
        ...visibleTo(actor),
        serialNumber: { in: signed.map(({ serialNumber }) => serialNumber) },
        status: { not: 'void' },
      },
      orderBy: { createdAt: 'desc' },
    }),
    database().certificateAuthority.findMany({ select: { role: true, der: true } }),
  ])
  const roots = authorities.flatMap(({ role, der }) => (role === 'root' ? [Uint8Array.from(der)] : []))
  const between = authorities.flatMap(({ role, der }) =>
    role === 'issuing' || role === 'intermediate' ? [Uint8Array.from(der)] : [],
  )

  async function judge({ signature }: Signed, row: (typeof rows)[number]): Promise<KeyFinding> {
    const { serialNumber, publicKeyDer, status, der } = row
    const now = clock.now()
    const text = signedText({ ...challenge, serialNumber })
    const path = der && (await pathProblem({ leaf: Uint8Array.from(der), between, roots }, now))
    const problems: (KeyProblem | false | null)[] = [
      !verifyStepUpSignature(publicKeyDer, text, signature) && 'wrong_key',
      status === 'revoked' && 'revoked',
      row.notAfter <= now && 'expired',
      row.notBefore > now && 'not_yet_valid',
      status === 'pending' && 'pending',
      path,
    ]
    return { serialNumber, problems: problems.filter((problem) => problem) as KeyProblem[] }
  }

  const known = rows.flatMap((row) => {
    const one = signed.find(({ serialNumber }) => serialNumber === row.serialNumber)
    return one ? [judge(one, row)] : []
  })
  const unknown = signed.filter(({ serialNumber }) => rows.every((row) => row.serialNumber !== serialNumber))
  return [
    ...(await Promise.all(known)),
    ...unknown.map(({ serialNumber }): KeyFinding => ({ serialNumber, problems: ['wrong_key'] })),
  ]
}
