import { authHandlers } from '@/lib/server/auth'

export const { GET, POST } = authHandlers
