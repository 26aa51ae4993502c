'use server'
import { finishSelfTest } from '@/lib/certificates/self-test/finish-self-test'
import { finishSelfTestSchema, startSelfTestSchema } from '@/lib/certificates/self-test/schema'
import { startSelfTest } from '@/lib/certificates/self-test/start-self-test'
import { action } from '@/lib/server/action'

export const startSelfTestAction = action(startSelfTestSchema, (_input, actor) => startSelfTest(actor))

export const finishSelfTestAction = action(finishSelfTestSchema, (input, actor) =>
  finishSelfTest(actor, input),
)
