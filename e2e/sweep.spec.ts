import type { Page } from '@playwright/test'
import { deskSweepPages, furnishDesk, otherRolesPages, type SweptPage } from './support/furnish-desk'
import { newCustomer } from './support/new-customer'
import { furnish, portalPages } from './support/portal-pages'
import { countScriptBytes } from './support/script-bytes'
import { newStaff } from './support/staff'
import { expect, test } from './support/test'
import { expectWellMade } from './support/well-made'

const scriptBudgetBytes = 150_000

test.use({ expectedFaults: /status of 404/ })

for (const locale of ['en', 'zh-TW'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every page in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
      const owner = await newCustomer({ locale })
      const own = await furnish(owner)
      const options = { locale, colorScheme }
      await sweep(portalPages(own), options, {
        nobody: await openBrowser(options),
        newcomer: await openBrowser({ ...options, as: await newCustomer({ locale }) }),
        owner: await openBrowser({ ...options, as: owner }),
      })
    })

    test(`every page of the desk in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
      const desk = await furnishDesk(locale)
      const options = { locale, colorScheme }
      await sweep(deskSweepPages(desk), options, {
        nobody: await openBrowser(options),
        enrolling: await openBrowser({ ...options, staff: desk.enrolling }),
        admin: await openBrowser({ ...options, staff: desk.admin }),
      })
    })
  }
}

for (const [locale, colorScheme] of [
  ['en', 'light'],
  ['zh-TW', 'dark'],
] as const)
  test(`the desk of each other role in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
    const desk = await furnishDesk(locale)
    const options = { locale, colorScheme }
    await sweep(otherRolesPages(desk), options, {
      support: await openBrowser({ ...options, staff: await newStaff('support', locale) }),
      security: await openBrowser({ ...options, staff: await newStaff('security', locale) }),
      auditor: await openBrowser({ ...options, staff: await newStaff('auditor', locale) }),
    })
  })

type Look = { locale: 'en' | 'zh-TW'; colorScheme: 'light' | 'dark' }

async function sweep(
  pages: SweptPage[],
  { locale, colorScheme }: Look,
  browsers: Partial<Record<SweptPage['as'], Page>>,
): Promise<void> {
  test.setTimeout(240_000)
  for (const portalPage of pages) {
    const page = browsers[portalPage.as]
    if (!page) throw new Error(`nobody looks at ${portalPage.path}`)
    const what = `${locale}, ${colorScheme}: ${nameOf(portalPage)}`
    await test.step(what, async () => {
      await open(page, portalPage, what, locale === 'en' && colorScheme === 'light')
      const file = `${nameOf(portalPage)}-${portalPage.as}-${locale}-${colorScheme}`
      await expectWellMade(page, what, {
        file,
        // The outbox is as long as the other tests made it.
        fullPage: portalPage.path !== '/demo/outbox',
        // It would find the same again: contrast is the theme's, names and structure are the language's.
        axe: (locale === 'en') === (colorScheme === 'light'),
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

/** Opens the page afresh. Its script is the same in every language and theme, and so is weighed once. */
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
