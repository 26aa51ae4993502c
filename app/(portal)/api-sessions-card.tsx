import { ApiSessionList } from '@/components/account/api-session-list'
import { SessionsForm } from '@/components/account/sessions-form'
import { Card } from '@/components/ui/card'
import type { CustomerActor } from '@/lib/access/actor'
import { clientMessages, translations } from '@/lib/server/i18n'
import { listApiSessions } from '@/lib/sessions/list-api-sessions'
import { endApiSessionAction } from './end-api-session-action'

/** The programs that are logged in with a key, or without one for null. */
export async function ApiSessionsCard({ actor, keyId }: { actor: CustomerActor; keyId: string | null }) {
  const t = await translations('security')
  const sessions = await listApiSessions(actor, keyId)
  const way = keyId === null ? 'account' : 'key'
  return (
    <Card className="grid gap-2">
      <h2>{t('api_title', { way })}</h2>
      <p className="text-hint text-ink-2">{t('api_lead', { way })}</p>
      <SessionsForm
        id="api-sessions"
        action={endApiSessionAction}
        messages={await clientMessages('security', 'ended_')}
      >
        {sessions.length > 0 ? <ApiSessionList sessions={sessions} /> : <p>{t('api_none', { way })}</p>}
      </SessionsForm>
    </Card>
  )
}
