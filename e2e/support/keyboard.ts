import { expect, type Locator, type Page } from '@playwright/test'

/** Presses Tab until the control has the focus, and sees that the focus shows. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor()
  for (let presses = 0; presses < 80; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) {
      await expectFocusShown(page)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${control}`)
}

/** An outline on what has the focus, or on what is drawn around it. */
async function expectFocusShown(page: Page): Promise<void> {
  const shown = await page.evaluate(() => {
    for (let element = document.activeElement; element; element = element.parentElement) {
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) return true
      if (element.matches('form, fieldset, main, dialog')) return false
    }
    return false
  })
  expect(shown, 'the focus is visible').toBe(true)
}
