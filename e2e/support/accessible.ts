import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** axe finds nothing against WCAG 2.0 to 2.2, A and AA, in the page as it stands. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // All in the page itself: no page of ours has frames from elsewhere, and another page for the sum takes as long again.
    .setLegacyMode()
    // Of what is well made one node a rule does: listing them all is a quarter of the work.
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ html }) => html).slice(0, 4),
  }))
  expect.soft(found, `axe on ${what}`).toEqual([])
}
