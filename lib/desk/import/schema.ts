import { z } from 'zod'

/** How new customers may be sent a link to choose a password. */
const activationChoices = ['none', 'email', 'sms'] as const

/** The form that hands a file over. A field in which none was chosen sends an empty one. */
export const checkImportSchema = z.object({
  file: z.file('import_file_required').refine((file) => file.size > 0, 'import_file_required'),
  activateBy: z
    .enum(activationChoices, 'field_required')
    .transform((choice) => (choice === 'none' ? null : choice)),
})

/** Which import. */
export const importSchema = z.object({ id: z.uuid() })
