import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import { untranslated } from './untranslated'

const sizes = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
]

/**
 * What every page and every state of one must be, on a desktop and on a phone: translated, without a sideways
 * scroll, nothing that axe finds. Photographs it, too.
 * @param look.file the picture's name, without its size
 * @param look.axe whether axe looks too: a third of a second each time
 */
export async function expectWellMade(
  page: Page,
  what: string,
  { file, fullPage = true, axe = true }: { file: string; fullPage?: boolean; axe?: boolean },
): Promise<void> {
  expect.soft(await untranslated(page), `untranslated in ${what}`).toEqual([])
  for (const size of sizes) {
    await page.setViewportSize(size)
    // A new width can leave the page scrolled a little, with something half under the bar that stays on top.
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
    await expectNoSidewaysScroll(page, `${what} at ${size.width} px`)
    if (axe) await expectAccessible(page, `${what} at ${size.width} px`)
    await page.screenshot({ path: `.screenshots/${file}-${size.width}.png`, fullPage })
  }
}

async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const { wide, over } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const over = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > width + 1,
    )
    return {
      wide: document.documentElement.scrollWidth - width,
      over: over.map((one) => one.outerHTML.slice(0, 120)),
    }
  })
  expect.soft(wide > 0 ? over.slice(0, 3) : [], `sideways overflow of ${what}`).toEqual([])
}
