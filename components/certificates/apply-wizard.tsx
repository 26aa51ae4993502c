'use client'
import dynamic from 'next/dynamic'
import { Notice } from '@/components/ui/notice'
import { Steps } from '@/components/ui/steps'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import { AboutStep } from './about-step'
import type { Application, ApplyActions } from './apply-types'
import { useApplication } from './use-application'
import { useLeaveGuard } from './use-leave-guard'

// What comes later loads when it comes, so that the page begins small.
const ChannelStep = dynamic(() => import('./channel-step').then((module) => module.ChannelStep), {
  ssr: false,
})
const CodeStep = dynamic(() => import('./code-step').then((module) => module.CodeStep), { ssr: false })
const DoneStep = dynamic(() => import('./done-step').then((module) => module.DoneStep), { ssr: false })
const ExportStep = dynamic(() => import('./export-step').then((module) => module.ExportStep), { ssr: false })

const positions = { about: 0, channel: 1, code: 2, export: 3, done: 4 }

/** The application for a web certificate, from "what is it for" to the file and the first key. */
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
  const exportable = key.current?.exportable ?? null
  useLeaveGuard(stage === 'export' && !flow.exported, t('apply_leave'))

  const steps = [t('apply_step_about'), t('apply_step_channel'), t('apply_step_code'), t('apply_step_keep')]
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
      {stage === 'channel' && <ChannelStep flow={flow} application={application} messages={messages} />}
      {stage === 'code' && (
        <CodeStep flow={flow} application={application} issue={actions.issue} messages={messages} />
      )}
      {stage === 'export' && issued && exportable && (
        <ExportStep
          certificate={issued}
          privateKey={exportable}
          defaultPassword={application.defaultExportPassword}
          actions={actions}
          messages={messages}
          onExported={() => flow.setExported(true)}
          onEnd={() => {
            // From here on nothing can read the key out any more.
            if (key.current) key.current.exportable = null
            flow.setStage('done')
          }}
        />
      )}
      {stage === 'done' && issued && (
        <DoneStep
          certificate={issued}
          exported={flow.exported}
          persistent={flow.persistent}
          messages={messages}
        />
      )}
    </div>
  )
}
