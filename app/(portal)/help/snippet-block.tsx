import { CodeBlock } from '@/components/ui/code-block'
import { passwordVariable, type Snippet } from '@/lib/pki/client-snippets'
import { translations } from '@/lib/server/i18n'

/** A snippet with its sentence; `password` is the line that everything else builds on. */
export async function SnippetBlock({
  title,
  note,
  fileName,
  code = `read -rs ${passwordVariable} && export ${passwordVariable}`,
}: Omit<Partial<Snippet>, 'note'> & { note: Snippet['note'] | 'password'; title?: string }) {
  const t = await translations('help')
  const name = title ?? fileName ?? t(`note_${note}`)
  return (
    <CodeBlock
      title={fileName ? t('note_file', { name: fileName }) : name}
      code={code}
      words={{
        copy: t('copy'),
        copied: t('copied'),
        failed: t('copy_failed'),
        describe: t('copy_describe', { name }),
      }}
    />
  )
}
