'use server'
import { redirect } from 'next/navigation'
import type { VerifyAnswer } from '@/components/desk/verify-form'
import { verdictWords } from '@/lib/audit/verdict-words'
import { findWhom } from '@/lib/desk/audit/find-whom'
import { auditFilterSchema, verifyAuditSchema } from '@/lib/desk/audit/schema'
import { verifyAudit } from '@/lib/desk/audit/verify-audit'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { staffAction } from '@/lib/server/staff-action'
import { auditHref } from './audit-href'

export const filterAuditAction = staffAction(
  'audit:read',
  auditFilterSchema,
  async ({ whom, ...query }, actor) => {
    redirect(auditHref(routes.deskAudit(), { ...query, whom: await findWhom(actor, whom) }))
    return null
  },
)

export const verifyAuditAction = staffAction(
  'audit:read',
  verifyAuditSchema,
  async (input, actor): Promise<VerifyAnswer> => {
    const { run, verdict, progress } = await verifyAudit(actor, input)
    const t = await translations('deskAudit')
    if (verdict) return { run, progress: null, found: verdictWords(t, verdict) }
    const { events, seals, sealsInAll } = progress
    return { run, progress: t('chain_progress', { events, links: seals, all: sealsInAll }), found: null }
  },
)
