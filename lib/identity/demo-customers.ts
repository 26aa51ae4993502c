import type { NewCustomer } from './create-customer'

/** One password for all of them: it is printed and shown. */
export const demoPassword = 'Signet-demo-2026'

/** Who can sign in to the demo. Made-up people; none of this exists in production mode. */
export const demoCustomers = [
  {
    nationalId: 'A123456789',
    name: '王小明',
    latinName: 'Wang Hsiao-Ming',
    email: 'wang@example.com',
    phone: '+886900000318',
    locale: 'zh-TW',
  },
  {
    nationalId: 'F223456786',
    name: '陳怡君',
    latinName: 'Chen Yi-Chun',
    email: 'chen@example.com',
    phone: '+886900000627',
    locale: 'zh-TW',
  },
  {
    nationalId: 'A800000014',
    name: 'Alex Moreau',
    latinName: 'Alex Moreau',
    email: 'moreau@example.com',
    phone: '+886900000945',
    locale: 'en',
  },
] as const satisfies (Omit<NewCustomer, 'password' | 'isDemo'> & { latinName: string })[]
