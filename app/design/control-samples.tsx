'use client'
import { useState } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Choice } from '@/components/ui/choice'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/field'
import { Fieldset } from '@/components/ui/fieldset'
import { SelectField } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextareaField } from '@/components/ui/textarea-field'
import type { Samples } from './samples'

export function ControlSamples({ words }: { words: Samples }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Card className="grid gap-4">
        <CardHead title={words.buttons} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>{words.action}</SubmitButton>
          <SubmitButton pending pendingLabel={words.busy}>
            {words.action}
          </SubmitButton>
          <Button>{words.plain}</Button>
          <Button look="quiet">{words.quiet}</Button>
          <Button look="grave">{words.grave}</Button>
          <Button look="grave-primary">{words.gravePrimary}</Button>
          <Button disabled>{words.off}</Button>
          <ButtonLink href="#main">{words.parent}</ButtonLink>
          <CopyButton
            value="sgk_sample"
            label={words.copy}
            copied={words.copied}
            failed={words.notCopied}
            describe={words.copy}
          />
          <Button onClick={() => setOpen(true)}>{words.open}</Button>
        </div>
        <Dialog open={open} onClose={() => setOpen(false)} labelledBy="sample-dialog">
          <div className="grid gap-1">
            <h2 id="sample-dialog">{words.dialog}</h2>
            <p className="text-ink-2">{words.dialogBody}</p>
          </div>
          <Button look="primary" onClick={() => setOpen(false)}>
            {words.close}
          </Button>
        </Dialog>
      </Card>
      <Card className="grid gap-5">
        <CardHead title={words.fields} />
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <TextField id="sample-name" label={words.name} hint={words.nameHint} defaultValue="Rebalancer" />
          <TextField id="sample-wrong" label={words.name} hint={words.nameHint} error={words.wrong} />
          <TextField id="sample-off" label={words.name} disabled defaultValue="Rebalancer" />
          <SelectField
            id="sample-status"
            label={words.status}
            options={[words.all, words.active, words.inactive].map((label) => ({ value: label, label }))}
          />
          <TextField id="sample-date" type="date" label={words.issued} defaultValue="2027-02-19" />
          <TextareaField
            id="sample-list"
            label={words.list}
            hint={words.listHint}
            mono
            defaultValue="203.0.113.24, 198.51.100.0/24"
          />
        </div>
        <Fieldset id="sample-where" legend={words.where} error={words.wrong}>
          <div className="grid gap-3 sm:grid-cols-2">
            <Choice id="sample-sms" name="channel" label={words.sms} hint="09•• ••• 318" defaultChecked />
            <Choice id="sample-email" name="channel" label={words.email} hint="m•••@example.com" />
          </div>
        </Fieldset>
        <div>
          <Checkbox id="sample-read" label={words.read} hint={words.readHint} defaultChecked />
          <Checkbox id="sample-read-off" label={words.read} hint={words.readHint} disabled />
        </div>
      </Card>
    </>
  )
}
