import type { BrowserContext } from '@playwright/test'

/**
 * Notes everything that must not happen in any page of a context: errors on the console (Content Security Policy
 * violations are among them), uncaught errors, answers of 500 and above, and requests that leave the portal.
 */
export async function watchFaults(context: BrowserContext, origin: string, faults: string[]): Promise<void> {
  // Chromium also writes violations to the console; the event tells the directive, and in frames and workers too.
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`)
    })
  })
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().stack ?? error.error()}`))
  context.on('response', (response) => {
    if (response.status() >= 500)
      faults.push(`${response.status()}: ${response.request().method()} ${response.url()}`)
  })
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin)
      faults.push(`left the portal: ${url.href}`)
  })
}
