'use client'
import { lazy, Suspense } from 'react'
import { Notice } from '@/components/ui/notice'
import { Steps } from '@/components/ui/steps'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import { AboutStep } from './about-step'
import type { Application, ApplyActions } from './apply-types'
import { StepCard } from './step-card'
import { useApplication } from './use-application'
import { useLeaveGuard } from './use-leave-guard'

// What comes later loads when it comes, so that the page begins small.
const ChannelStep = lazy(() => import('./channel-step').then((module) => ({ default: module.ChannelStep })))
const CodeStep = lazy(() => import('./code-step').then((module) => ({ default: module.CodeStep })))
const DoneStep = lazy(() => import('./done-step').then((module) => ({ default: module.DoneStep })))
const ExportStep = lazy(() => import('./export-step').then((module) => ({ default: module.ExportStep })))

const positions = { about: 0, channel: 1, code: 2, export: 3, done: 4 }

/** The application for a web certificate, or for one that renews another, from "what is it for" to the file and the first key. */
export function ApplyWizard({
  application,
  actions,
  messages,
}: {
  application: Application
  actions: ApplyActions
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const flow = useApplication(application, actions)
  const { stage, issued, key } = flow
  useLeaveGuard(stage === 'export' && !flow.kept.file, t('apply_leave'))

  const steps = [
    t(application.renews ? 'apply_step_renew' : 'apply_step_about'),
    ...[t('apply_step_channel'), t('apply_step_code'), t('apply_step_keep')],
  ]
  const step = Math.min(positions[stage] + 1, steps.length)
  return (
    <div className="grid gap-6">
      <Steps
        label={t('apply_steps')}
        progress={t('apply_progress', { step, steps: steps.length })}
        steps={steps}
        current={positions[stage]}
      />
      {flow.obstacle && (
        <Notice tone="bad" live>
          <p>{t(`apply_obstacle_${flow.obstacle}`)}</p>
        </Notice>
      )}
      {stage === 'about' && <AboutStep flow={flow} application={application} messages={messages} />}
      <Suspense fallback={<Loading title={t('apply_loading')} />}>
        {stage === 'channel' && <ChannelStep flow={flow} application={application} messages={messages} />}
        {stage === 'code' && (
          <CodeStep flow={flow} application={application} issue={actions.issue} messages={messages} />
        )}
        {stage === 'export' && issued && (
          <ExportStep
            certificate={issued}
            pageKey={key}
            defaultPassword={application.defaultExportPassword}
            actions={actions}
            messages={messages}
            onKept={flow.onKept}
            onEnd={flow.endExport}
          />
        )}
        {stage === 'done' && issued && (
          <DoneStep
            certificate={issued}
            renews={application.renews}
            kept={flow.kept}
            persistent={flow.persistent}
            messages={messages}
          />
        )}
      </Suspense>
    </div>
  )
}

/** Stands in the place of a step on its way; its heading takes the focus, and so is read. */
function Loading({ title }: { title: string }) {
  return (
    <StepCard title={title}>
      <div aria-hidden className="grid animate-pulse gap-3">
        <div className="h-5 w-2/3 rounded bg-sunken" />
        <div className="h-16 rounded bg-sunken" />
        <div className="h-16 rounded bg-sunken" />
        <div className="h-11 w-36 rounded bg-sunken" />
      </div>
    </StepCard>
  )
}
