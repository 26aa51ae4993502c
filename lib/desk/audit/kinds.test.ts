import { expect, test } from 'vitest'
import { auditActions } from '@/lib/audit/actions'
import { locales } from '@/lib/i18n/locales'
import { sources } from '@/lib/i18n/messages'
import { actionsOfKind, auditKinds } from './kinds'

test.each(auditActions)('%s belongs to one kind, and has a name', (action) => {
  expect(auditKinds.filter((kind) => actionsOfKind(kind).includes(action))).toHaveLength(1)
  for (const locale of locales)
    expect(sources[locale].deskAudit).toHaveProperty(`action_${action.replaceAll('.', '_')}`)
})
