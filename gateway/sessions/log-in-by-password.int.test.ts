import { expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { hashPassword } from '@/lib/identity/password-hash'
import { bearer, tokenOf } from '@/test/api-client'
import { issuedCertificate } from '@/test/issued'
import { logInTrial } from '@/test/log-in-trial'
import { randomNationalId } from '@/test/national-id'

const path = '/v1/sessions'
const password = 'a right long password'
const trial = logInTrial()

const givePassword = async () =>
  database().customer.update({
    where: { id: trial.certificate.customer.customerId },
    data: { passwordHash: await hashPassword(password) },
  })
const json = { 'content-type': 'application/json' }
const logIn = (id: string, typed: string, by = trial.client) =>
  by.ask('POST', path, { headers: json, body: JSON.stringify({ id, password: typed }) })

test('with certificate, ID and password: what the policy gives an account', async () => {
  await givePassword()
  const opened = await logIn(trial.certificate.customer.nationalId.toLowerCase(), password)
  expect(opened).toMatchObject({
    status: 201,
    body: { session: { permissions: expect.arrayContaining(['orders.trade']) } },
  })
  expect(opened.body.session).not.toHaveProperty('key')
  const headers = bearer(tokenOf(opened))
  expect(await trial.client.ask('GET', `${path}/current`, { headers })).toMatchObject({
    body: { session: { key: null } },
  })
  expect(trial.clients.gateway.printed()).not.toContain(password)
})

test('an unknown ID, another’s, a wrong password and none yet are answered alike, and slowed down', async () => {
  const other = await issuedCertificate()
  await database().customer.update({
    where: { id: other.customer.customerId },
    data: { passwordHash: await hashPassword(password) },
  })
  const { nationalId, customerId } = trial.certificate.customer
  await database().customer.update({ where: { id: customerId }, data: { passwordHash: null } })
  const answers = [await logIn(nationalId, password)]
  await givePassword()
  answers.push(await logIn(nationalId, 'a wrong password'))
  answers.push(await logIn(other.customer.nationalId, password))
  answers.push(await logIn(randomNationalId(), password))
  for (const { status, body } of answers)
    expect([status, { ...body, requestId: '' }]).toEqual([
      401,
      { code: 'credentials_refused', message: answers[0]?.body.message, requestId: '' },
    ])
  const held = await logIn(nationalId, password)
  expect([held.status, held.body.code]).toEqual([429, 'sign_in_throttled'])
  expect(Number(held.headers['retry-after'])).toBeGreaterThan(0)
  // Neither another certificate of theirs, nor anybody else, was slowed down with it.
  const second = trial.clients.over(await issuedCertificate(trial.certificate.customer))
  expect((await logIn(nationalId, password, second)).status).toBe(201)
  expect((await logIn(other.customer.nationalId, password, trial.clients.over(other))).status).toBe(201)
})

test('ID and password without a certificate are not looked at', async () => {
  const { nationalId } = trial.certificate.customer
  expect(await logIn(nationalId, password, trial.clients.over(null))).toMatchObject({
    ...{ status: 401, body: { code: 'certificate_required' } },
    headers: { 'www-authenticate': 'Signet' },
  })
})

test('a suspended customer logs in neither way', async () => {
  await givePassword()
  const { nationalId, customerId } = trial.certificate.customer
  await database().customer.update({ where: { id: customerId }, data: { suspendedAt: new Date() } })
  expect(await logIn(nationalId, password)).toMatchObject({
    status: 403,
    body: { code: 'customer_suspended' },
  })
  expect(await trial.client.sign(trial.key, 'POST', path)).toMatchObject({
    status: 403,
    body: { code: 'customer_suspended' },
  })
})

test.each<[string, Record<string, string>, string, number, string]>([
  ['nothing', {}, '', 400, 'malformed_login'],
  ['no JSON', json, '{"id":', 400, 'malformed_login'],
  ['a list', json, '[]', 400, 'malformed_login'],
  [
    'a form',
    { 'content-type': 'application/x-www-form-urlencoded' },
    'id=A&password=b',
    400,
    'malformed_login',
  ],
  [
    'text that says it is JSON',
    { 'content-type': 'text/plain' },
    '{"id":"A","password":"b"}',
    400,
    'malformed_login',
  ],
  ['more than is asked', json, '{"id":"A","password":"b","admin":true}', 400, 'malformed_login'],
  ['no text', json, '{"id":{"$ne":""},"password":["b"]}', 400, 'malformed_login'],
  ['no such ID', json, '{"id":"A123","password":"b"}', 422, 'id_malformed'],
  ['a made-up token', bearer('sgn_aaaaaaaaaaaaaaaaaaaaa'), '', 401, 'invalid_credentials'],
])('%s is refused', async (_, headers, body, status, code) => {
  const answer = await trial.client.ask('POST', path, { headers, body })
  expect([answer.status, answer.body.code]).toEqual([status, code])
})
