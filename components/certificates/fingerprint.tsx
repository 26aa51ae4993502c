import { Fragment } from 'react'

/** A fingerprint that breaks between its pairs and not within one; copying it gives the plain text. */
export function Fingerprint({ value }: { value: string }) {
  return value.split(':').map((pair, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pairs repeat, and never change places.
    <Fragment key={index}>
      {index > 0 && (
        <>
          :<wbr />
        </>
      )}
      {pair}
    </Fragment>
  ))
}
