import { Fragment } from 'react'

/** An e-mail address that is too long for its line goes on after its @ or a dot, not inside a word. */
export function EmailAddress({ children }: { children: string }) {
  return (
    <span className="wrap-break-word">
      {children.split(/(?<=[@.])/).map((piece, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece is nothing but its place.
        <Fragment key={place}>
          {place > 0 && <wbr />}
          {piece}
        </Fragment>
      ))}
    </span>
  )
}
