/** Hands a text to the browser as a file. Nothing of it passes the network or stays behind. */
export function downloadText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The browser has taken hold of the content by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
