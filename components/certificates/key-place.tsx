'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { listKeys } from '@/browser/key-store'

const changed = 'signet-keys-changed'

/** Lets every place on the page be looked up once more. */
export function keysChanged(): void {
  window.dispatchEvent(new Event(changed))
}

export type PlaceWords = Record<'here' | 'elsewhere' | 'unreadable', ReactNode>

/**
 * Whether this browser holds the certificate's key, in the words given. Until it has looked it says nothing; a store
 * that can't be read is not one without the key.
 */
export function KeyPlace({ serialNumber, words }: { serialNumber: string; words: PlaceWords }) {
  const [place, setPlace] = useState<keyof PlaceWords>()
  useEffect(() => {
    const look = () =>
      void listKeys().then(
        (keys) => setPlace(keys.some((key) => key.serialNumber === serialNumber) ? 'here' : 'elsewhere'),
        () => setPlace('unreadable'),
      )
    look()
    window.addEventListener(changed, look)
    return () => window.removeEventListener(changed, look)
  }, [serialNumber])
  if (!place) return <span aria-busy="true">…</span>
  return <span>{words[place]}</span>
}
