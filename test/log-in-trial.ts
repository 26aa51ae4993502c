import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { ApiClient } from './api-client'
import { issuedCertificate, type TestCertificate } from './issued'
import { type MadeKey, makeKey } from './keys'
import { type GatewayForClients, launchForClients } from './launch-for-clients'

export type LogInTrial = {
  clients: GatewayForClients
  /** Of a customer of this test's own, with a key and a client that shows it. */
  certificate: TestCertificate
  key: MadeKey
  client: ApiClient
}

/** A gateway for the tests of a file, and new for each of them somebody who can log in: filled in before it begins. */
export function logInTrial(): LogInTrial {
  const trial = {} as LogInTrial
  beforeAll(async () => {
    trial.clients = await launchForClients()
  }, 120_000)
  afterAll(() => trial.clients.gateway.stop())
  beforeEach(async () => {
    trial.clients.closeClients()
    trial.certificate = await issuedCertificate()
    trial.key = await makeKey(trial.certificate.customer, { permissions: ['orders.read'] })
    trial.client = trial.clients.over(trial.certificate)
  })
  return trial
}
