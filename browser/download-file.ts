import type { Bytes } from '@/lib/pki/bytes'

/** Hands a file made in the page to the browser's downloads. */
export function downloadFile(name: string, content: Bytes, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: some browsers read it only after the click's task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
