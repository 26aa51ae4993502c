import 'server-only'
import { cache } from 'react'
import { clientMessages } from '@/lib/server/i18n'

/** The words that every `ActForm` has in common; the same object throughout a request, so it is sent once. */
export const actMessages = cache(() => clientMessages('deskActs', 'form_'))
