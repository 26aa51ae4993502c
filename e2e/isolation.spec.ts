import { actionsUnder, addressesUnder } from './support/desk-routes'
import { newCustomer } from './support/new-customer'
import { acts, objectsOf } from './support/portal-acts'
import { furnish, portalPages } from './support/portal-pages'
import { outcomeOf, post } from './support/post-action'
import { replaceId, type SentAction, sendAction, takeDownAction } from './support/server-action'
import { stateOf } from './support/state-of'
import { expect, test } from './support/test'

test.use({ expectedFaults: /status of 404/ })

test('somebody else’s pages do not exist, and no page opens to nobody', async ({ page, openBrowser }) => {
  const owner = await newCustomer()
  const own = await furnish(owner)
  const stranger = await openBrowser()
  for (const { path, as } of portalPages(own)) {
    if (as === 'nobody') continue
    await test.step(`${path} to nobody`, async () => {
      await stranger.goto(path)
      if (path === '/nothing-here') return
      await expect(stranger).toHaveURL(`/sign-in?next=${encodeURIComponent(path.replace(/\?.*/, ''))}`)
    })
    if (!path.includes(own.key) && !path.includes(own.certificate)) continue
    await test.step(`${path} to another customer`, async () => {
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
      await expect(page.getByText('Rebalancer')).toHaveCount(0)
    })
  }
})

test('an act on somebody else’s object is refused as on none, and changes nothing', async ({
  page,
  customer,
  openBrowser,
}) => {
  const owner = await newCustomer()
  const theirs = await objectsOf(owner)
  const own = await objectsOf(customer)
  const nobody = await openBrowser()
  await nobody.goto('/sign-in')

  for (const { name, object, path, act } of acts) {
    await test.step(name, async () => {
      await page.goto(path(own))
      const sent = await takeDownAction(page, () => act(page))
      const ownId = object === 'session' ? sessionIn(sent) : own[object]
      expect(sent.body, 'the request names the object').toContain(ownId)
      const before = await stateOf(owner)

      const answer = await sendAction(page, replaceId(sent, ownId, theirs[object]))
      expect(answer.text).toContain('"not_found"')
      expect(await stateOf(owner)).toEqual(before)

      const signedOut = await sendAction(nobody, replaceId(sent, ownId, theirs[object]))
      expect(signedOut.text).toContain('"signed_out"')
      expect(await stateOf(owner)).toEqual(before)
    })
  }
})

/** Acts whose object has to be brought about first: each has a test of its own in isolation-steps.spec.ts. */
const further = ['createKeyAction', 'sendCodeAction', 'requestCertificateAction', 'issueCertificateAction']
const certificateFiles = ['findByKeyAction', 'recordExportAction', 'recordBackupAction']
/** Tests of keys: somebody else's has a test of its own in the journey of the self-test. */
const selfTests = ['finishSelfTestAction']
/** Acts that name no object: they are about whoever is signed in. */
const ownAccountOnly = ['changePasswordAction', 'confirmLoginIdAction', 'startSelfTestAction']

test('no page and no act is left out of the tables, and nobody may do any', async () => {
  const own = { key: 'KEY', certificate: 'CERTIFICATE', refusal: 'REFUSAL' }
  const shown = portalPages(own).map(({ path }) =>
    path.replace(/\?.*/, '').replace(/KEY|CERTIFICATE|0{8}-[\w-]+/, '[id]'),
  )
  const pages = addressesUnder('app/(portal)')
  expect(pages.length).toBeGreaterThan(8)
  expect(pages.filter((page) => !shown.includes(page))).toEqual([])

  const names = actionsUnder('app/(portal)', 'lib/server')
  const listed = [
    ...acts.map(({ action }) => action),
    ...further,
    ...certificateFiles,
    ...selfTests,
    ...ownAccountOnly,
  ]
  expect(names.map((name) => name.split(' ').at(-1)).sort()).toEqual(listed.sort())
  for (const name of names)
    expect.soft(outcomeOf(await post(name, { none: '' }, '')), `${name} by nobody`).toBe('signed_out')
})

function sessionIn({ body }: SentAction): string {
  return /name="_?\d*_?session"\s+([0-9a-f-]{36})/.exec(body)?.[1] ?? 'none'
}
