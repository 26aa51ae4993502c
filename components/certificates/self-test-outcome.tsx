'use client'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'
import type { KeyFinding, KeyProblem, SelfTestResult, Verdict } from '@/lib/certificates/self-test/schema'
import type { Translate } from '@/lib/i18n/translator'

const tones: Partial<Record<Verdict, 'ok' | 'warn'>> = { ok: 'ok', clock_off: 'warn', no_key_here: 'warn' }

/** What each check looks for; a key passes it when it has none of these. */
const checks: Record<string, KeyProblem[]> = {
  key: ['wrong_key'],
  chain: ['ca_unknown', 'ca_expired'],
  window: ['expired', 'not_yet_valid', 'pending'],
  revocation: ['revoked'],
}

/** A test's verdict in words, what to do, each check of each key, and the code for support. */
export function SelfTestOutcome({ result, t }: { result: SelfTestResult; t: Translate }) {
  const { verdict, code, findings, skewSeconds } = result
  const minutes = Math.round(Math.abs(skewSeconds) / 60)
  return (
    <>
      <Notice tone={tones[verdict] ?? 'bad'}>
        <p className="font-semibold">{t(`verdict_${verdict}`)}</p>
        <p>{t(`todo_${verdict}`, { minutes, direction: skewSeconds < 0 ? 'behind' : 'ahead' })}</p>
      </Notice>
      {findings.map((finding) => (
        <Finding key={finding.serialNumber} finding={finding} t={t} />
      ))}
      <div className="grid gap-1.5">
        <p className="text-hint font-semibold">{t('code')}</p>
        <div className="flex flex-wrap items-center gap-3">
          <output className="min-h-11 rounded border border-line bg-sunken px-3 py-2.5 font-mono">
            {code}
          </output>
          <CopyButton
            value={code}
            label={t('copy')}
            copied={t('copied')}
            failed={t('copy_failed')}
            describe={t('copy_code')}
          />
        </div>
        <p className="text-hint text-ink-2">{t('code_hint')}</p>
      </div>
    </>
  )
}

function Finding({ finding: { serialNumber, problems }, t }: { finding: KeyFinding; t: Translate }) {
  return (
    <section className="grid gap-2">
      <h2 className="text-base">{t('finding', { serial: serialNumber.slice(0, 8) })}</h2>
      <ul className="divide-y divide-line border-y border-line">
        {Object.entries(checks).map(([check, faults]) => {
          const fault = problems.find((problem) => faults.includes(problem))
          return (
            <li key={check} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
              <span>{t(`check_${check}`)}</span>
              <Badge tone={fault ? 'bad' : 'ok'} icon={fault ? 'alert' : 'check'}>
                {t(fault ? `fault_${fault}` : 'passed')}
              </Badge>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
