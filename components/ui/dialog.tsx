'use client'
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { classNames } from './class-names'

/**
 * A modal on the native element. `lasting` keeps Escape and the backdrop from closing it
 * (the one that shows a secret).
 */
export function Dialog({
  open,
  onClose,
  lasting = false,
  labelledBy,
  className,
  children,
}: {
  open: boolean
  onClose: () => void
  lasting?: boolean
  labelledBy: string
  className?: string
  children: ReactNode
}) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    if (open && dialog && !dialog.open) dialog.showModal()
    if (!open && dialog?.open) dialog.close()
  }, [open])
  return (
    <dialog
      ref={element}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault()
        if (!lasting) onClose()
      }}
      // Chromium closes on a second Escape even when `cancel` was prevented.
      onKeyDown={(event) => lasting && event.key === 'Escape' && event.preventDefault()}
      onClose={({ currentTarget }) => {
        // The browser tells of a close later, by when somebody quick may have opened it again.
        if (open && !currentTarget.open) lasting ? currentTarget.showModal() : onClose()
      }}
      // The press, not the click: selecting text and letting go outside must not close it.
      onMouseDown={(event) => !lasting && isOutside(event) && onClose()}
      className={classNames(
        'm-auto max-h-[calc(100dvh-2rem)] w-[min(36rem,calc(100vw-2rem))] rounded border border-line bg-surface p-0 text-ink shadow-card',
        className,
      )}
    >
      {open && <div className="grid gap-4 p-5 sm:p-7">{children}</div>}
    </dialog>
  )
}

function isOutside({ currentTarget, clientX: x, clientY: y }: MouseEvent<HTMLDialogElement>): boolean {
  const box = currentTarget.getBoundingClientRect()
  return x < box.left || x > box.right || y < box.top || y > box.bottom
}
