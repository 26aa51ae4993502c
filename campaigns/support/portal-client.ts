import { sign } from 'node:crypto'
import type { StepUpRequest } from '@/lib/factors/schema'
import type { CreatedKey } from '@/lib/keys/create-key'
import { signedText } from '@/lib/pki/signed-text'
import { routes } from '@/lib/routes'
import type { ActionState } from '@/lib/server/action'
import { cookieNames } from '@/lib/server/cookie-names'
import { ask } from './ask'
import type { ReadyCustomer } from './ready-customer'
import { type Fields, submitAction } from './submit-action'

/** The form of a key without any restriction, as a browser would send it. */
export function keyFields(name: string): Fields {
  return [
    ['name', name],
    ['permissions[]', 'market.read'],
    ['addresses', ''],
    ['firstDay', ''],
    ['lastDay', ''],
  ]
}

/** What a signed-in customer's browser sends along. */
export function headersOf(customer: { sessionToken: string }): Record<string, string> {
  return { cookie: `${cookieNames.session}=${customer.sessionToken}`, 'accept-language': 'en' }
}

/** What a signed-in member of staff's browser sends along. */
export function staffHeadersOf(staff: { sessionToken: string }): Record<string, string> {
  return { cookie: `${cookieNames.staffSession}=${staff.sessionToken}`, 'accept-language': 'en' }
}

/**
 * The server action behind the form of a new key, read off the page that the portal draws for this customer.
 * @throws Error when the page has no such form
 */
export async function createActionOf(portal: string, customer: ReadyCustomer): Promise<string> {
  const { status, text } = await ask(portal + routes.keyNew(), { headers: headersOf(customer) })
  // The hidden field with which React lets a form work before script arrives.
  const field = /name="\$ACTION_\d+:0" value="([^"]+)"/.exec(text)?.[1]
  const id = field && (JSON.parse(field.replaceAll('&quot;', '"')) as { id?: unknown }).id
  if (typeof id !== 'string') throw new Error(`no form at ${routes.keyNew()} (status ${status})`)
  return id
}

/** Sends the form of a new key. @throws Error for anything but an action's answer */
export function submitKey(
  portal: string,
  customer: ReadyCustomer,
  action: string,
  fields: Fields,
): Promise<NonNullable<ActionState<CreatedKey>>> {
  return submitAction(portal + routes.keyNew(), action, headersOf(customer), fields)
}

/** The fields with which the customer's browser proves a step-up: a signature by the certificate's key. */
export function signedProof(customer: ReadyCustomer, request: StepUpRequest): Fields {
  const text = signedText({ ...request, serialNumber: customer.serialNumber })
  const signature = sign('sha256', Buffer.from(text), { key: customer.privateKey, dsaEncoding: 'ieee-p1363' })
  return [
    ['stepUpId', request.id],
    ['stepUpSerial', customer.serialNumber],
    ['stepUpSignature', signature.toString('base64url')],
  ]
}
