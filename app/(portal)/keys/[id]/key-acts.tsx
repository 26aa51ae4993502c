import { ActivateForm, DeactivateForm, DeleteForm } from '@/components/keys/act-forms'
import { Disclosure } from '@/components/keys/disclosure'
import { Card } from '@/components/ui/card'
import type { KeyRecord } from '@/lib/keys/key-record'
import { clientMessages, translations } from '@/lib/server/i18n'
import { sendCodeAction } from '@/lib/server/send-code-action'
import { activateKeyAction, deactivateKeyAction, deleteKeyAction } from '../actions'
import { Act } from './act'

/** Turning a key on or off, and ending it. What can't be taken back opens in two steps. */
export async function KeyActs({ keyRecord: key }: { keyRecord: KeyRecord }) {
  const t = await translations('keys')
  return (
    <Card aria-labelledby="acts" padded={false}>
      <h2 id="acts" className="px-4 pt-4 pb-3 sm:px-6 sm:pt-5">
        {t(key.on ? 'off_title' : 'on_title')}
      </h2>
      <div className="divide-y divide-line border-t border-line">
        {key.on ? (
          <Act title={t('deactivate_title')} body={t('deactivate_body')}>
            <Disclosure label={t('deactivate_open')}>
              <DeactivateForm
                keyId={key.id}
                action={deactivateKeyAction}
                label={t('deactivate_action')}
                pendingLabel={t('deactivating')}
              />
            </Disclosure>
          </Act>
        ) : (
          <Act title={t('activate_title')} body={t('activate_body')}>
            <ActivateForm
              keyId={key.id}
              revision={key.revision}
              action={activateKeyAction}
              label={t('activate_action')}
              pendingLabel={t('activating')}
              sendCode={sendCodeAction}
              stepUpMessages={await clientMessages('stepUp')}
            />
          </Act>
        )}
        <Act title={t('delete_title')} body={t('delete_body')}>
          <Disclosure label={t('delete_open')}>
            <DeleteForm
              keyId={key.id}
              action={deleteKeyAction}
              label={t('delete_action')}
              pendingLabel={t('deleting')}
              nameLabel={t('delete_name', { name: key.name })}
            />
          </Disclosure>
        </Act>
      </div>
    </Card>
  )
}
