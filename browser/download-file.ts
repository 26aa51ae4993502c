/** Hands what was made in the page to the browser's downloads. Nothing of it passes the network or stays behind. */
export function downloadFile(name: string, content: BlobPart, type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: some browsers read it only after the click's task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
