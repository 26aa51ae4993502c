/**
 * Makes an API key of a customer of the demo and prints it, for whoever tries a client out:
 * `npm run -s demo:key -- --customer ID --permissions A,B … --json`.
 */
import { signText } from '@/browser/sign-text'
import type { CustomerActor } from '@/lib/access/actor'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { withConfirmation } from '@/lib/changes/confirmation'
import { AppError } from '@/lib/errors'
import { openStepUp } from '@/lib/factors/open-step-up'
import { proveStepUp } from '@/lib/factors/prove-step-up'
import { StepUpRequired } from '@/lib/factors/step-up-required'
import { endSession } from '@/lib/identity/end-session'
import { seedDemoCustomers } from '@/lib/identity/seed-demo'
import { confirmSecret } from '@/lib/keys/confirm-secret'
import { type CreatedKey, createKey } from '@/lib/keys/create-key'
import { signedText } from '@/lib/pki/signed-text'
import { StartError } from '@/lib/start-error'
import { type CertificateKey, certificateKey } from './demo-key/certificate-key'
import { type DemoKey, optionNames, readOptions, usage } from './demo-key/options'
import { signIn } from './demo-key/sign-in'
import { explainRefusal } from './support/explain-refusal'
import { loadDotEnv } from './support/load-dot-env'
import { runScript } from './support/run-script'
import { startMode } from './support/start-mode'
import { withInstallation } from './support/with-installation'

await runScript(async (args) => {
  const asked = readOptions(args)
  if (!asked) {
    console.log(usage)
    return
  }
  loadDotEnv()
  if (startMode(process.env) !== 'demo')
    throw new StartError(
      'demo:key is for the demo only: in production customers make their keys in the portal.',
    )
  // What it prints is read by programs: what is said on the way goes beside it.
  process.env.LOG_LEVEL ||= 'silent'
  await withInstallation(
    () => make(asked).catch((error) => Promise.reject(explained(error))),
    (line) => console.error(line),
  )
})

async function make(asked: DemoKey): Promise<void> {
  await ensureAuthorities()
  await seedDemoCustomers()
  const actor = await signIn(asked.customer)
  try {
    const certificate = await certificateKey(actor)
    const key = await withConfirmation(
      () => proving(actor, certificate, () => createKey(actor, asked.input)),
      async () => console.error('The key is saved, but a gateway may not know it yet.'),
    )
    await confirmSecret(actor, { id: key.id })
    print(asked, key)
  } finally {
    await endSession(actor, actor.sessionId)
  }
}

/** Does an act for which a browser with the certificate's key would sign. */
async function proving<T>(
  actor: CustomerActor,
  { serialNumber, privateKey }: CertificateKey,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof StepUpRequired)) throw error
    const request = await openStepUp(actor, error)
    const stepUpSignature = await signText(privateKey, signedText({ ...request, serialNumber }))
    await proveStepUp(actor, { stepUpId: request.id, stepUpSerial: serialNumber, stepUpSignature })
    return act()
  }
}

function print({ input, json, privateKeyPem }: DemoKey, { id, accessKey, secret }: CreatedKey): void {
  const { name, dialect, kind, passphrase, permissions, addresses, firstDay, lastDay } = input
  const shown = {
    ...{ id, name, accessKey },
    ...(secret !== null && { secret }),
    ...(privateKeyPem !== null && { privateKeyPem }),
    ...(passphrase !== null && { passphrase }),
    ...{ dialect, kind, permissions, allow: addresses, from: firstDay, until: lastDay },
  }
  if (json) console.log(JSON.stringify(shown))
  else
    for (const [option, value] of Object.entries(shown))
      console.log(`${option}: ${Array.isArray(value) ? value.join(', ') : (value ?? '')}`)
}

function explained(error: unknown): unknown {
  return error instanceof AppError ? explainRefusal(error, optionNames) : error
}
