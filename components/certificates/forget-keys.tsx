'use client'
import { useEffect, useState } from 'react'
import { forgetKey, listKeys } from '@/browser/key-store'
import { Notice } from '@/components/ui/notice'

/**
 * Deletes what this browser keeps of certificates that were revoked: their keys prove nothing any more, and no key
 * is certified twice. Says so where something was deleted.
 */
export function ForgetKeys({ serialNumbers, words }: { serialNumbers: string[]; words: string }) {
  const [forgotten, setForgotten] = useState(false)
  const wanted = serialNumbers.join()
  useEffect(() => {
    const forget = async () => {
      const keys = await listKeys()
      const useless = keys.filter(
        ({ serialNumber }) => serialNumber && wanted.split(',').includes(serialNumber),
      )
      for (const { publicKeySha256 } of useless) await forgetKey(publicKeySha256)
      if (useless.length > 0) setForgotten(true)
    }
    // A browser that lets nothing be read has nothing that could be of use to anybody either.
    forget().catch(() => {})
  }, [wanted])
  if (!forgotten) return null
  return (
    <Notice tone="info" live>
      <p>{words}</p>
    </Notice>
  )
}
