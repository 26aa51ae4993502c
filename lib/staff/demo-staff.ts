import type { StaffFields } from './schema'

/** Who works at the demo's desk, one of each role. Made-up people; none of this exists in production mode. */
export const demoStaff = [
  {
    email: 'support@example.com',
    name: '林雅婷',
    latinName: 'Lin Ya-Ting',
    role: 'support',
    locale: 'zh-TW',
  },
  {
    email: 'security@example.com',
    name: '張志豪',
    latinName: 'Chang Chih-Hao',
    role: 'security',
    locale: 'zh-TW',
  },
  { email: 'admin@example.com', name: '吳佩珊', latinName: 'Wu Pei-Shan', role: 'admin', locale: 'zh-TW' },
  {
    email: 'auditor@example.com',
    name: 'Nora Lindqvist',
    latinName: 'Nora Lindqvist',
    role: 'auditor',
    locale: 'en',
  },
] as const satisfies (StaffFields & { latinName: string })[]
