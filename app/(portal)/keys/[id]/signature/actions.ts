'use server'
import type { ComparedView } from '@/components/usage/compared'
import { compareKeySignature } from '@/lib/keys/compare-key-signature'
import { action } from '@/lib/server/action'
import { compareSignedSchema } from '@/lib/signing/schema'
import { comparedView } from './compared-view'

/** Answers in words what the page shows. Nothing of what was pasted is stored, nor written to the log. */
export const compareSignatureAction = action(
  compareSignedSchema,
  async (input, actor): Promise<ComparedView | null> => {
    const compared = await compareKeySignature(actor, input)
    return compared && comparedView(compared, Buffer.from(input.signed))
  },
)
