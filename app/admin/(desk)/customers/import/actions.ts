'use server'
import { revalidatePath } from 'next/cache'
import { checkImport } from '@/lib/desk/import/check-import'
import { resumeImport } from '@/lib/desk/import/resume-import'
import { checkImportSchema, importSchema } from '@/lib/desk/import/schema'
import { startImport } from '@/lib/desk/import/start-import'
import { stopImport } from '@/lib/desk/import/stop-import'
import { routes } from '@/lib/routes'
import { staffAction } from '@/lib/server/staff-action'

export const checkImportAction = staffAction(
  'customer:import',
  checkImportSchema,
  async ({ file, activateBy }, actor) => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    return checkImport(actor, { fileName: file.name, bytes, activateBy })
  },
)

export const startImportAction = staffAction('customer:import', importSchema, async (input, actor) => {
  await startImport(actor, input)
  revalidatePath(routes.deskImportRun(input.id))
})

export const resumeImportAction = staffAction('customer:import', importSchema, async (input, actor) => {
  await resumeImport(actor, input)
  revalidatePath(routes.deskImportRun(input.id))
})

export const stopImportAction = staffAction('customer:import', importSchema, async (input, actor) => {
  await stopImport(actor, input)
  revalidatePath(routes.deskImportRun(input.id))
})
