import 'server-only'
import { cache } from 'react'
import { keyStanding } from '@/lib/keys/key-standing'

/** What the frame and the page both show of the customer's keys, looked up once a request. */
export const requestKeyStanding = cache(keyStanding)
