import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'

const compressed = new Map<string, Promise<number>>()

/**
 * Counts the script that a page loads by itself, each file once, as gzip would send it.
 * @returns the bytes so far, with the files
 */
export function countScriptBytes(page: Page): () => Promise<{ bytes: number; files: string[] }> {
  const urls = new Set<string>()
  function note(response: Response): void {
    if (response.request().resourceType() !== 'script') return
    const url = response.url()
    urls.add(url)
    if (!compressed.has(url))
      compressed.set(
        url,
        response.body().then((body) => gzipSync(body).length),
      )
  }
  page.on('response', note)
  return async () => {
    page.off('response', note)
    const files = [...urls]
    const sizes = await Promise.all(files.map((url) => compressed.get(url) ?? 0))
    return { bytes: sizes.reduce((sum, size) => sum + size, 0), files }
  }
}
