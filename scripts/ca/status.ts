import { type AuthorityStatus, authorityStatus } from '@/lib/certificates/authority-status'
import { attentionWords } from './attention-words'
import type { CaCommand } from './command'

const usage = `Usage: npm run ca -- status [--json]

Shows every CA: its window, whether its key opens (it signs a trial), what it issues, its revocation lists. Ends with
exit code 1 when something needs your attention.

  --json                      for programs`

/** `npm run ca -- status` */
export const status: CaCommand = {
  about: 'shows every CA and what needs attention',
  usage,
  options: { json: { type: 'boolean' } },
  prepare:
    ({ json }) =>
    async () => {
      const authorities = await authorityStatus()
      const issues = authorities.some(({ issuesNow }) => issuesNow)
      if (json) console.log(JSON.stringify({ issues, authorities }, null, 2))
      else for (const authority of authorities) console.log(`${described(authority)}\n`)
      if (!issues) console.error(attentionWords.nothing_to_issue)
      if (!issues || authorities.some(({ attention }) => attention.length > 0)) process.exitCode = 1
    },
}

const roles = {
  root: 'root',
  intermediate: 'intermediate CA',
  issuing: 'issuing CA',
  server: 'CA of the gateway’s server certificate',
}

function described(authority: AuthorityStatus): string {
  const { subject, role, serialNumber, fingerprint, notBefore, notAfter, daysLeft, lists } = authority
  const rows: [string, string][] = [
    ['what', `${roles[role]}${authority.issuesNow ? ', issues now' : ''}`],
    ['serial', serialNumber],
    ['SHA-256', fingerprint],
    ['valid', `${day(notBefore)} to ${day(notAfter)}, ${daysLeft < 0 ? 'over' : `${daysLeft} days left`}`],
    ['key', keyWords(authority)],
  ]
  if (role === 'issuing') rows.push(['live', `${authority.liveCertificates} certificates`])
  if (lists)
    rows.push([
      'lists',
      `${lists.made} of ${lists.wanted} made, ${lists.stale} stale, ${lists.lapsed} lapsed${lists.nextUpdate ? `, next update ${day(lists.nextUpdate)}` : ''}`,
    ])
  if (authority.responderUntil) rows.push(['OCSP', `responder valid until ${day(authority.responderUntil)}`])
  const lines = rows.map(([name, text]) => `  ${name.padEnd(8)} ${text}`)
  return [subject, ...lines, ...authority.attention.map((one) => `  !        ${attentionWords[one]}`)].join(
    '\n',
  )
}

function keyWords({ role, key: { location, state, reason } }: AuthorityStatus): string {
  if (state === 'elsewhere') return 'not here'
  if (state === 'missing') return `${location} does not open: ${reason}`
  return `${location}, opens${role === 'root' ? '; take it off this server with npm run ca -- offline' : ''}`
}

const day = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
