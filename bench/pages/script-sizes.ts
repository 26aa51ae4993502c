import { type BrowserContext, chromium } from '@playwright/test'
import { launchOptions } from '@/e2e/support/chromium'
import type { PortalPage } from '@/e2e/support/portal-pages'
import { countScriptBytes } from '@/e2e/support/script-bytes'
import { cookieNames } from '@/lib/server/cookie-names'

export type ScriptSize = { path: string; as: PortalPage['as']; files: number; gzipBytes: number }

/**
 * Opens every page in a browser that has seen none before, and adds up the script that it loads by itself until
 * the network is quiet, gzipped.
 * @param tokens session tokens of those who look at the pages
 * @throws Error when a page answers with another status than its own
 */
export async function scriptSizes(
  origin: string,
  pages: PortalPage[],
  tokens: Record<Exclude<PortalPage['as'], 'nobody'>, string>,
): Promise<ScriptSize[]> {
  const browser = await chromium.launch(launchOptions)
  try {
    const sizes: ScriptSize[] = []
    for (const { path, name = path, as, status = 200 } of pages) {
      const context = await browser.newContext({ locale: 'en-US' })
      if (as !== 'nobody') await signIn(context, origin, cookieOf[as], tokens[as])
      const page = await context.newPage()
      const counted = countScriptBytes(page)
      const answer = await page.goto(origin + path, { waitUntil: 'networkidle' })
      if (answer?.status() !== status) throw new Error(`${path} answered ${answer?.status()}`)
      const { bytes, files } = await counted()
      sizes.push({ path: name, as, files: files.length, gzipBytes: bytes })
      await context.close()
    }
    return sizes
  } finally {
    await browser.close()
  }
}

/** Which door a session belongs to. */
const cookieOf = {
  newcomer: cookieNames.session,
  owner: cookieNames.session,
  admin: cookieNames.staffSession,
  enrolling: cookieNames.staffSession,
}

/** Playwright's own `addCookies` names a domain, which a `__Host-` cookie must not have. */
async function signIn(context: BrowserContext, origin: string, name: string, token: string): Promise<void> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.setCookie', {
    name,
    value: token,
    url: origin,
    secure: true,
    httpOnly: true,
  })
  await page.close()
}
