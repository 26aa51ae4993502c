'use client'
import { useEffect, useState } from 'react'
import { listKeys, saveKey } from '@/browser/key-store'
import { Notice } from '@/components/ui/notice'
import type { ApplyActions } from './apply-types'
import { callAction } from './call-action'
import { keysChanged } from './key-place'

/**
 * Puts together what an answer lost on its way left apart: a key that waits in this browser, and the certificate that
 * was issued for it after all. The wizard does so too, but where no more may be had there is no wizard.
 */
export function ClaimKeys({ find, words }: { find: ApplyActions['find']; words: string }) {
  const [claimed, setClaimed] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page appears.
  useEffect(() => {
    const claim = async () => {
      const waiting = (await listKeys()).filter(({ certificateId }) => certificateId === null)
      for (const stored of waiting) {
        const answer = await callAction(find, { publicKeySha256: stored.publicKeySha256 })
        if (!answer.ok || !answer.data.certificate) continue
        const { id: certificateId, serialNumber } = answer.data.certificate
        await saveKey({ ...stored, certificateId, serialNumber })
        setClaimed(true)
        keysChanged()
      }
    }
    // A browser that lets nothing be read holds nothing back either; each certificate says so itself.
    claim().catch(() => {})
  }, [])
  if (!claimed) return null
  return (
    <Notice tone="ok" live>
      <p>{words}</p>
    </Notice>
  )
}
