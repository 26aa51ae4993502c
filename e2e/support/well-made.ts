import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import { untranslated } from './untranslated'

const sizes = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
]

export type Theme = 'light' | 'dark'

/**
 * What every page and every state of one must be, on a desktop and on a phone: translated, without a sideways
 * scroll, nothing that axe finds. Photographs it, too.
 * @param look.file the picture's name, without its theme and its size
 * @param look.themes to look at it in, the one that it is in first; axe, a third of a second each time, looks at that
 *   one. Between them the page stays, as they are a matter of its style sheet alone. Left out: as the page is
 */
export async function expectWellMade(
  page: Page,
  what: string,
  { file, fullPage = true, themes = [] }: { file: string; fullPage?: boolean; themes?: readonly Theme[] },
): Promise<void> {
  expect.soft(await untranslated(page), `untranslated in ${what}`).toEqual([])
  for (const theme of themes.length > 0 ? themes : [undefined]) {
    if (theme) await page.emulateMedia({ colorScheme: theme })
    for (const size of sizes) {
      await page.setViewportSize(size)
      await page.evaluate(() => {
        // A new width can leave the page scrolled a little, with something half under the bar that stays on top.
        scrollTo({ top: 0, behavior: 'instant' })
        // Colours that are on their way from one theme to the other are there at once.
        for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()
      })
      const look = [what, theme, `${size.width} px`].filter(Boolean).join(', ')
      await expectNoSidewaysScroll(page, look)
      if (theme === themes[0]) await expectAccessible(page, look)
      const path = `.screenshots/${[file, theme, size.width].filter(Boolean).join('-')}.png`
      await page.screenshot({ path, fullPage })
    }
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
