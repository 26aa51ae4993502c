import { StartError } from '@/lib/start-error'

/** Why a CA that an operator brings is refused, for the person at the terminal. */
const caRules = {
  no_certificate: 'the file holds no certificate in PEM',
  unreadable: 'a certificate in the file is damaged',
  key_kind: 'the issuing CA needs a key on P-256 or P-384',
  no_subject: 'its subject is empty, and would be the issuer of every certificate (RFC 5280 4.1.2.6)',
  self_signed: 'it is a root: bring a CA below it, and keep the root offline',
  no_issuer: 'the certificate that signed it is missing, or its signature does not verify',
  no_root: 'the chain does not end at a root: the certificate that signed this one is missing',
  stray_certificate: 'the files hold a certificate that is no part of the chain',
  not_a_ca: 'it is no CA: basicConstraints does not say CA:TRUE (RFC 5280 4.2.1.9)',
  key_usage:
    'keyUsage must allow keyCertSign, and for the issuing CA cRLSign, as it signs revocation lists (RFC 5280 4.2.1.3)',
  path_length: 'its path length leaves no room for the CAs below it (RFC 5280 4.2.1.9)',
  extended_key_usage:
    'its extended key usage must allow clientAuth and OCSPSigning, or be left out (RFC 5280 4.2.1.12)',
  not_yet_valid: 'it is not valid yet',
  expired: 'its time is over',
  critical_extension: 'it has a critical extension that is not understood here (RFC 5280 4.2)',
  weak_signature: 'it was signed with an algorithm that can be forged',
  key_mismatch: 'the key is not that of the certificate: a trial signature does not verify',
  key_taken: 'another CA of this installation has the same key',
  serial_taken: 'another CA of this installation has the same serial number',
} as const

export type CaRule = keyof typeof caRules

/** A CA that breaks a rule. `rule` is stable, and goes on record. */
export class CaRefused extends StartError {
  /** @param subject of the certificate that breaks it, where it is one of several */
  constructor(
    readonly rule: CaRule,
    subject?: string,
    options?: { cause?: unknown },
  ) {
    const which = subject === undefined ? '' : `${subject.replaceAll('\n', ', ')}: `
    super(`The CA is refused (${rule}). ${which}${caRules[rule]}.`, options)
    this.name = 'CaRefused'
  }
}
