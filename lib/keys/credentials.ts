import { isCredentialText, newCredentialText } from '@/lib/credential-text'

/** Recognisable prefixes for leak scanners; 128 and 256 random bits. */
const accessKeyForm = { prefix: 'sgk_', bytes: 16 }
const secretForm = { prefix: 'sgs_', bytes: 32 }

/** A new access key. */
export const newAccessKey = (): string => newCredentialText(accessKeyForm)

/** A new secret. */
export const newSecret = (): string => newCredentialText(secretForm)

/** Whether a text can be an access key of ours: said by its checksum, without a look-up. */
export const isAccessKey = (text: string): boolean => isCredentialText(accessKeyForm, text)

/** The same of a secret. */
export const isSecret = (text: string): boolean => isCredentialText(secretForm, text)
