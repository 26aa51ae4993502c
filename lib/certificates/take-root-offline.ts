import type { Operator } from '@/lib/access/operator'
import 'server-only'
import { unlink } from 'node:fs/promises'
import { recordEvent } from '@/lib/audit/record-event'
import { transaction } from '@/lib/db/transaction'
import { readIssuer } from '@/lib/pki/issuer'
import { reasonOf, StartError } from '@/lib/start-error'
import { authorityEvent } from './authority-event'
import { keyFilePath, readEncryptedKey, readKeyFile, writeEncryptedKey } from './key-file'
import { keySigner } from './key-signer'
import { lockAuthorities } from './lock-authorities'
import type { OfflineKey } from './make-root'
import { provesKey } from './prove-key'
import { writeRootList } from './write-root-list'

/**
 * Moves the newest root's key off this server: writes it under a passphrase of its own, opens and tries what was
 * written, notes that it is gone, and only then removes it here.
 * @throws StartError when there is none here, or the copy is not good: then nothing has changed
 */
export async function takeRootOffline(operator: Operator, to: OfflineKey): Promise<void> {
  const { file, root } = await transaction(async (tx) => {
    await lockAuthorities(tx)
    const root = await tx.certificateAuthority.findFirst({
      where: { role: 'root', keyLocation: { startsWith: 'file:' } },
      orderBy: { createdAt: 'desc' },
    })
    if (!root?.keyLocation) throw new StartError('No root has its key on this server.')
    const name = root.keyLocation.slice('file:'.length)
    await writeEncryptedKey(to.path, await readKeyFile(name), to.passphrase)
    const issuer = readIssuer(Uint8Array.from(root.der))
    const copy = await readEncryptedKey(to.path, to.passphrase, 'The passphrase')
    const signer = keySigner(copy, issuer.signature)
    if (!(await provesKey(issuer, signer)))
      throw new StartError(`What was written to ${to.path} is not this root's key. Nothing was removed.`)
    await tx.certificateAuthority.updateMany({ where: { id: root.id }, data: { keyLocation: null } })
    await recordEvent(tx, operator.actor, authorityEvent('authority.root_taken_offline', operator, root))
    return { file: keyFilePath(name), root: { id: root.id, issuer, signer } }
  })
  // While its key is at hand: a year's time begins anew.
  await writeRootList(root)
  await unlink(file).catch((error) => {
    throw new StartError(
      `The key is in ${to.path}, but ${file} can't be removed (${reasonOf(error)}): remove it yourself.`,
    )
  })
}
