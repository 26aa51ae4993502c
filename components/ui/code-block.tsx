import { CopyButton } from './copy-button'

/** Something to type or to keep in a file, with a button that copies it. `title` is the file's name, or what it does. */
export function CodeBlock({
  title,
  code,
  words,
}: {
  title: string
  code: string
  words: { copy: string; copied: string; failed: string; describe: string }
}) {
  return (
    <figure className="grid min-w-0 gap-2">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-hint text-ink-2">
        <span className="wrap-anywhere">{title}</span>
        <CopyButton
          value={code}
          label={words.copy}
          copied={words.copied}
          failed={words.failed}
          describe={words.describe}
        />
      </figcaption>
      {/* Long lines break and copying gives them whole: nothing scrolls sideways on a phone. */}
      <pre className="rounded border border-line bg-sunken px-4 py-3 font-mono text-hint whitespace-pre-wrap wrap-anywhere">
        <code>{code}</code>
      </pre>
    </figure>
  )
}
