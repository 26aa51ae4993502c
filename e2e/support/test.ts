import { type Browser, test as base, expect, type Page } from '@playwright/test'
import { cookieNames } from '@/lib/server/cookie-names'
import { type TestCustomer, testSession } from '@/test/customer'
import { watchFaults } from './faults'
import { newCustomer } from './new-customer'

type BrowserOptions = NonNullable<Parameters<Browser['newContext']>[0]>

type OpenOptions = BrowserOptions & {
  as?: Pick<TestCustomer, 'customerId'>
  staff?: { sessionToken: string }
}

type Fixtures = {
  /** A customer of the test's own, with nothing yet. */
  customer: TestCustomer
  /** Whether `page` is signed in as `customer`; true unless a file says otherwise. */
  signedIn: boolean
  /** Faults that the test brings about on purpose: a page that is not there answers 404, and Chromium says so. */
  expectedFaults: RegExp | null
  /** A further browser: nobody's, or signed in as a customer, or at the desk as a member of staff. */
  openBrowser: (options?: OpenOptions) => Promise<Page>
}

/** Each browser calls from an address of its own, so that no test slows another's sign-in down. */
let lastAddress = 0
function ownAddress(worker: number): string {
  lastAddress += 1
  return `198.18.${(worker % 128) * 2 + Math.floor(lastAddress / 250)}.${(lastAddress % 250) + 1}`
}

export const test = base.extend<Fixtures>({
  signedIn: [true, { option: true }],
  expectedFaults: [null, { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from a pattern.
  customer: async ({}, use) => use(await newCustomer()),

  openBrowser: async ({ browser, baseURL, expectedFaults }, use, { workerIndex }) => {
    const faults: string[] = []
    const contexts: { close: () => Promise<void> }[] = []
    await use(async ({ as, staff, ...options } = {}) => {
      const headers = { 'x-forwarded-for': ownAddress(workerIndex), ...options.extraHTTPHeaders }
      const context = await browser.newContext({ ...options, extraHTTPHeaders: headers })
      contexts.push(context)
      await watchFaults(context, baseURL ?? '', faults)
      const page = await context.newPage()
      const bring = (name: string, token: string) => bringCookie(page, name, token, baseURL ?? '')
      if (as) await bring(cookieNames.session, (await testSession(as.customerId)).sessionToken)
      if (staff) await bring(cookieNames.staffSession, staff.sessionToken)
      return page
    })
    for (const context of contexts) await context.close()
    const unexpected = faults.filter((fault) => !expectedFaults?.test(fault))
    expect(unexpected, 'faults in the pages').toEqual([])
  },

  page: async ({ openBrowser, signedIn, customer }, use) => {
    await use(await openBrowser(signedIn ? { as: customer } : {}))
  },
})

/** Playwright's own `addCookies` names a domain, which a `__Host-` cookie must not have. */
export async function bringCookie(page: Page, name: string, token: string, url: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const cookie = {
    name,
    value: token,
    url,
    secure: true,
    httpOnly: true,
    sameSite: 'Lax' as const,
  }
  const { success } = await devtools.send('Network.setCookie', cookie)
  expect(success, 'the session cookie is taken').toBe(true)
  await devtools.detach()
}

export { expect }
