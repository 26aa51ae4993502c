import { isCredentialText, newCredentialText } from '@/lib/credential-text'

/** Recognisable prefixes for leak scanners; 128 and 256 random bits. */
const accessKeyForm = { prefix: 'sgk_', bytes: 16 }
const secretForm = { prefix: 'sgs_', bytes: 32 }

/** A new access key and its secret. */
export function newCredentials(): { accessKey: string; secret: string } {
  return { accessKey: newCredentialText(accessKeyForm), secret: newCredentialText(secretForm) }
}

/** Whether a text can be an access key of ours: said by its checksum, without a look-up. */
export const isAccessKey = (text: string): boolean => isCredentialText(accessKeyForm, text)
