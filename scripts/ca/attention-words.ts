import type { Attention } from '@/lib/certificates/authority-attention'

/** What needs attention, and what to do. */
export const attentionWords: Record<Attention, string> = {
  nothing_to_issue:
    'No CA issues: make one with npm run ca -- init, bring your own with import, or put the key of the present one back.',
  ends_soon: 'It ends sooner than a certificate that it issues would: roll over with npm run ca -- rotate.',
  key_missing: 'Its key does not open here: put the key file back, or see to the device and its PIN.',
  root_list_ends: 'Its revocation list ends soon: renew it with npm run ca -- crl --root.',
  lists_lapsed:
    'Revocation lists are past their time, and clients that check refuse every certificate: is the portal running?',
  lists_stale: 'Revocations are missing in its lists: is the portal running?',
}
