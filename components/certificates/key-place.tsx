'use client'
import { useEffect, useState } from 'react'
import { listKeys } from '@/browser/key-store'

/** Whether this browser holds the certificate's key. Until it has looked it says nothing. */
export function KeyPlace({
  serialNumber,
  here,
  elsewhere,
}: {
  serialNumber: string
  here: string
  elsewhere: string
}) {
  const [isHere, setIsHere] = useState<boolean>()
  useEffect(() => {
    listKeys().then(
      (keys) => setIsHere(keys.some((key) => key.serialNumber === serialNumber)),
      () => setIsHere(false),
    )
  }, [serialNumber])
  if (isHere === undefined) return <span aria-busy="true">…</span>
  return <span>{isHere ? here : elsewhere}</span>
}
