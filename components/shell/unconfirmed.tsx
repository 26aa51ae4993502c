import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'

/**
 * Stands at the foot of whichever page comes next, until it is put away; that needs no script. A dialog that is open
 * is not disturbed.
 */
export function Unconfirmed({ sentence, close }: { sentence: string; close: string }) {
  return (
    <dialog
      open
      aria-labelledby="unconfirmed"
      data-print="no"
      className="fixed inset-x-4 top-auto bottom-4 z-30 m-0 mx-auto w-auto max-w-[36rem] rounded border border-warn/25 bg-warn-wash px-4 py-3 text-ink shadow-card"
    >
      <form method="dialog" className="grid gap-2">
        <div className="flex gap-3">
          <Icon name="warn" className="mt-0.5 size-5 text-warn" />
          <p id="unconfirmed" role="alert" className="min-w-0 font-medium wrap-anywhere">
            {sentence}
          </p>
        </div>
        <Button type="submit" className="justify-self-end">
          {close}
        </Button>
      </form>
    </dialog>
  )
}
