import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

const folder = new URL('../../messages/en/', import.meta.url)
const keys = new Set(
  readdirSync(folder)
    .flatMap((file) => Object.keys(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))
    .filter((key) => key.includes('_')),
)

/** What a page shows that should have been a sentence: message keys, and placeholders nobody filled. */
export async function untranslated(page: Page): Promise<string[]> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is seen; the text content holds the page's scripts too
  const shown = await page.locator('html').innerText()
  // Programs have braces of their own.
  const programs = await page.locator('pre').allInnerTexts()
  const text = programs.reduce((rest, program) => rest.replace(program, ''), shown)
  const words = text.match(/[a-z0-9_]+/gi) ?? []
  return [
    ...words.filter((word) => keys.has(word)),
    ...(text.match(/\{\s*\w+[^}]*\}|\bundefined\b|\bNaN\b/g) ?? []),
  ]
}
