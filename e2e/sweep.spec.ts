import type { Page } from '@playwright/test'
import { deskSweepPages, furnishDesk, otherRolesPages, type SweptPage } from './support/furnish-desk'
import { newCustomer } from './support/new-customer'
import { furnish, portalPages } from './support/portal-pages'
import { countScriptBytes } from './support/script-bytes'
import { newStaff } from './support/staff'
import { expect, test } from './support/test'
import { expectWellMade, type Theme } from './support/well-made'

const scriptBudgetBytes = 150_000

test.use({ expectedFaults: /status of 404/ })

/** axe looks at the first: contrast is the theme's, names and structure are the language's. */
const themes = { en: ['light', 'dark'], 'zh-TW': ['dark', 'light'] } as const

for (const locale of ['en', 'zh-TW'] as const) {
  test(`every page in ${locale}, light and dark`, async ({ openBrowser }) => {
    const owner = await newCustomer({ locale })
    const own = await furnish(owner)
    await sweep(portalPages(own), locale, themes[locale], {
      nobody: await openBrowser({ locale }),
      newcomer: await openBrowser({ locale, as: await newCustomer({ locale }) }),
      owner: await openBrowser({ locale, as: owner }),
    })
  })

  test(`every page of the desk in ${locale}, light and dark`, async ({ openBrowser }) => {
    const desk = await furnishDesk(locale)
    await sweep(deskSweepPages(desk), locale, themes[locale], {
      nobody: await openBrowser({ locale }),
      enrolling: await openBrowser({ locale, staff: desk.enrolling }),
      admin: await openBrowser({ locale, staff: desk.admin }),
    })
  })

  const [first] = themes[locale]
  test(`the desk of each other role in ${locale}, ${first}`, async ({ openBrowser }) => {
    const desk = await furnishDesk(locale)
    await sweep(otherRolesPages(desk), locale, [first], {
      support: await openBrowser({ locale, staff: await newStaff('support', locale) }),
      security: await openBrowser({ locale, staff: await newStaff('security', locale) }),
      auditor: await openBrowser({ locale, staff: await newStaff('auditor', locale) }),
    })
  })
}

async function sweep(
  pages: SweptPage[],
  locale: 'en' | 'zh-TW',
  themes: readonly Theme[],
  browsers: Partial<Record<SweptPage['as'], Page>>,
): Promise<void> {
  test.setTimeout(400_000)
  for (const portalPage of pages) {
    const page = browsers[portalPage.as]
    if (!page) throw new Error(`nobody looks at ${portalPage.path}`)
    const what = `${locale}: ${nameOf(portalPage)}`
    await test.step(what, async () => {
      if (themes[0]) await page.emulateMedia({ colorScheme: themes[0] })
      await open(page, portalPage, what, locale === 'en')
      await expectWellMade(page, what, {
        file: `${nameOf(portalPage)}-${portalPage.as}-${locale}`,
        // The outbox is as long as the other tests made it.
        fullPage: portalPage.path !== '/demo/outbox',
        themes,
      })
    })
  }
}

/** A file's name: ids and what else differs each time are left out. */
function nameOf({ path, name }: SweptPage): string {
  if (name) return name
  const [place = '', query] = path.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'one').split('?')
  const asked = query ? `-${query.replace(/=.*/, '')}` : ''
  return `${place === '/' ? 'home' : place.slice(1).replaceAll('/', '-')}${asked}`
}

/** Opens the page afresh. Its script is the same in every language, and so is weighed once. */
async function open(
  page: Page,
  { path, status = 200 }: SweptPage,
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
