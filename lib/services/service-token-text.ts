import { isCredentialText, newCredentialText } from '@/lib/credential-text'

const form = { prefix: 'sgt_', bytes: 32 }

/** A new token, recognisable by scanners for leaks: 256 random bits. */
export const newServiceToken = (): string => newCredentialText(form)

/** Whether a text can be a token of ours: said by its checksum, without a look-up. */
export const isServiceToken = (text: string): boolean => isCredentialText(form, text)
