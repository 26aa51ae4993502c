import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { newCustomer } from './support/new-customer'
import { furnish, type PortalPage, portalPages } from './support/portal-pages'
import { countScriptBytes } from './support/script-bytes'
import { expect, test } from './support/test'
import { untranslated } from './support/untranslated'

const scriptBudgetBytes = 150_000
const sizes = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
]

test.use({ expectedFaults: /status of 404/ })

for (const locale of ['en', 'zh-TW'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every page in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
      test.setTimeout(240_000)
      const owner = await newCustomer({ locale })
      const own = await furnish(owner)
      const options = { locale, colorScheme }
      const browsers = {
        nobody: await openBrowser(options),
        newcomer: await openBrowser({ ...options, as: await newCustomer({ locale }) }),
        owner: await openBrowser({ ...options, as: owner }),
      }
      for (const portalPage of portalPages(own)) {
        const page = browsers[portalPage.as]
        const what = `${locale}, ${colorScheme}: ${nameOf(portalPage, own)}`
        await test.step(what, async () => {
          await open(page, portalPage, what, locale === 'en' && colorScheme === 'light')
          expect.soft(await untranslated(page), `untranslated in ${what}`).toEqual([])
          for (const size of sizes) {
            await page.setViewportSize(size)
            await expectNoSidewaysScroll(page, `${what} at ${size.width} px`)
            await expectAccessible(page, `${what} at ${size.width} px`)
            const file = `${nameOf(portalPage, own)}-${portalPage.as}-${locale}-${colorScheme}-${size.width}.png`
            // The outbox is as long as the other tests made it.
            await page.screenshot({
              path: `.screenshots/${file}`,
              fullPage: portalPage.path !== '/demo/outbox',
            })
          }
        })
      }
    })
  }
}

function nameOf({ path }: PortalPage, own: { certificate: string; key: string }): string {
  const plain = path.replace(own.certificate, 'one').replace(own.key, 'one').replace(/\?.*/, '-none')
  return plain.replace(/^\/$/, '/home').slice(1).replaceAll('/', '-')
}

/** Opens the page afresh. Its script is the same in every language and theme, and so is weighed once. */
async function open(
  page: Page,
  { path, status = 200 }: PortalPage,
  what: string,
  weigh: boolean,
): Promise<void> {
  const weight = countScriptBytes(page)
  const answer = await page.goto(path, { waitUntil: weigh ? 'networkidle' : 'load' })
  expect.soft(answer?.status(), `status of ${what}`).toBe(status)
  const { bytes, files } = await weight()
  if (!weigh) return
  test.info().annotations.push({ type: 'script', description: `${what}: ${bytes} bytes` })
  expect.soft(files.length, `script files of ${what}`).toBeGreaterThan(0)
  expect.soft(bytes, `script of ${what}`).toBeLessThanOrEqual(scriptBudgetBytes)
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
