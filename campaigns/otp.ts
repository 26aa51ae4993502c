import { database } from '@/lib/db/client'
import { sendStepUpOtp } from '@/lib/factors/send-step-up-otp'
import { openBody } from '@/lib/notices/notice-body'
import { countEach } from './support/count-each'
import { inParallel } from './support/in-parallel'
import { createActionOf, keyFields, submitKey } from './support/portal-client'
import { type ReadyCustomer, readyCustomers } from './support/ready-customer'

export type OtpOutcome = {
  rounds: number
  answers: Record<string, number>
  /** By number of keys that one code made, how many codes made so many. */
  keysPerCode: Record<string, number>
  holds: boolean
}

/** The answers that all but one of the submissions may get. */
const expectedRefusals = ['step_up_required', 'step_up_expired', 'otp_used']

/**
 * Round after round, one right one-time password is submitted many times at once, to the portals in turn, each time
 * to make a key: exactly one must be made.
 * @param portals URLs of portal processes on one database
 */
export async function runOtpCampaign(
  portals: string[],
  options: { rounds: number; parallel: number },
): Promise<OtpOutcome> {
  const customers = await readyCustomers(options.rounds)
  const [first] = customers
  const [portal] = portals
  if (!first || !portal) throw new RangeError('the campaign needs a customer and a portal')
  const action = await createActionOf(portal, first)

  const answers: string[] = []
  const keys: number[] = []
  for (const customer of customers) {
    const form = await formWithCode(portal, customer, action)
    const codes = await inParallel(options.parallel, async (number) => {
      try {
        const answer = await submitKey(portals[number % portals.length] ?? '', customer, action, form)
        return answer.ok ? 'created' : answer.code
      } catch (error) {
        return String(error)
      }
    })
    answers.push(...codes)
    keys.push(await database().apiKey.count({ where: { customerId: customer.customerId } }))
  }
  const refused = answers.filter((code) => code !== 'created')
  return {
    rounds: customers.length,
    answers: countEach(answers),
    keysPerCode: countEach(keys),
    holds:
      keys.every((made) => made === 1) &&
      answers.length - refused.length === customers.length &&
      refused.every((code) => expectedRefusals.includes(code)),
  }
}

/** A form that has been asked for proof, filled in with the code that was sent for it. */
async function formWithCode(portal: string, customer: ReadyCustomer, action: string) {
  const fields = keyFields('Key')
  const asked = await submitKey(portal, customer, action, fields)
  if (asked.ok || !asked.stepUp) throw new Error('a proof was to be asked for', { cause: asked })
  await sendStepUpOtp(customer, { stepUpId: asked.stepUp.id, channel: 'sms' })
  const notice = await database().outbox.findFirstOrThrow({
    where: { customerId: customer.customerId },
    orderBy: { createdAt: 'desc' },
  })
  const { code } = openBody(notice.id, notice.bodySealed ?? new Uint8Array())
  const proof: [string, string][] = [
    ['stepUpId', asked.stepUp.id],
    ['stepUpCode', code ?? ''],
  ]
  return [...fields, ...proof]
}
