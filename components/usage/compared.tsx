import { Notice } from '@/components/ui/notice'
import type { ShownBytes } from '@/lib/signing/compare/shown-bytes'

/** What a comparison found, in words. */
export type ComparedView = {
  tone: 'ok' | 'warn' | 'bad'
  verdict: string
  /** What was probably done wrong, or what to do next. */
  hint: string | null
  /** About the signature's form; null where none was given. */
  signature: string | null
  texts: {
    title: string
    count: string
    shown: ShownBytes
    /** What stands where the text has ended, and the other one goes on. */
    endsHere: string | null
  }[]
}

/** Says where two signed texts differ, and shows both with the place marked. */
export function Compared({
  view: { tone, verdict, hint, signature, texts },
  words,
}: {
  view: ComparedView
  words: { result: string; signs: string }
}) {
  return (
    <section aria-label={words.result} className="grid min-w-0 gap-4">
      <Notice tone={tone} live>
        <p className="font-semibold">{verdict}</p>
        {hint && <p>{hint}</p>}
        {signature && <p>{signature}</p>}
      </Notice>
      {texts.map(({ title, count, shown, endsHere }) => (
        <figure key={title} className="grid min-w-0 gap-2">
          <figcaption className="flex flex-wrap justify-between gap-x-4 text-hint">
            <span className="font-semibold">{title}</span>
            <span className="text-ink-2">{count}</span>
          </figcaption>
          <pre className="rounded border border-line bg-sunken px-4 py-3 font-mono text-hint whitespace-pre-wrap wrap-anywhere">
            {shown.cut.before && '… '}
            {shown.before}
            {(shown.marked || endsHere) && (
              <mark className="rounded-[3px] bg-seal text-seal-ink outline-2 outline-seal">
                {shown.marked || `▏${endsHere}`}
              </mark>
            )}
            {shown.after}
            {shown.cut.after && ' …'}
          </pre>
        </figure>
      ))}
      {texts.length > 0 && <p className="text-hint text-ink-2">{words.signs}</p>}
    </section>
  )
}
