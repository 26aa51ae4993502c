import type { Random } from './random'

/** Family names, how many of a thousand have them (about as in Taiwan), and how they are written in Latin letters. */
const families: [string, number, string][] = [
  ['陳', 111, 'Chen'],
  ['林', 83, 'Lin'],
  ['黃', 60, 'Huang'],
  ['張', 53, 'Chang'],
  ['李', 51, 'Lee'],
  ['王', 41, 'Wang'],
  ['吳', 40, 'Wu'],
  ['劉', 32, 'Liu'],
  ['蔡', 29, 'Tsai'],
  ['楊', 27, 'Yang'],
  ['許', 23, 'Hsu'],
  ['鄭', 19, 'Cheng'],
  ['謝', 18, 'Hsieh'],
  ['郭', 15, 'Kuo'],
  ['洪', 15, 'Hung'],
  ['邱', 14, 'Chiu'],
  ['曾', 14, 'Tseng'],
  ['廖', 14, 'Liao'],
  ['賴', 13, 'Lai'],
  ['徐', 13, 'Hsu'],
  ['周', 12, 'Chou'],
  ['葉', 12, 'Yeh'],
  ['蘇', 11, 'Su'],
  ['莊', 10, 'Chuang'],
  ['呂', 9, 'Lu'],
  ['江', 9, 'Chiang'],
  ['何', 9, 'Ho'],
  ['蕭', 8, 'Hsiao'],
  ['羅', 8, 'Lo'],
  ['高', 8, 'Kao'],
  ['潘', 7, 'Pan'],
  ['簡', 7, 'Chien'],
  ['朱', 7, 'Chu'],
  ['鍾', 7, 'Chung'],
  ['彭', 6, 'Peng'],
  ['游', 6, 'Yu'],
  ['詹', 6, 'Chan'],
  ['胡', 6, 'Hu'],
  ['施', 6, 'Shih'],
  ['沈', 5, 'Shen'],
  ['余', 5, 'Yu'],
  ['盧', 5, 'Lu'],
  ['歐陽', 1, 'Ouyang'],
  ['范姜', 1, 'Fanchiang'],
]

const firstSigns = [
  ...'志家俊建怡雅淑美佳宗明文冠柏承宜欣詩婉靜麗秀玉子思彥冠宥品語芷立信國榮正春金惠雨心',
] as [string, ...string[]]
const secondSigns = [
  ...'明豪宏傑華君婷芬玲慧如惠珍萍瑜穎安翰廷霖恩澤涵萱妤蓉雯琪娟雄成德生輝龍民文強賢昌源義福山月香雲',
] as [string, ...string[]]
const latinParts: [string, ...string[]] = [
  'Chih',
  'Chia',
  'Chun',
  'Yi',
  'Ya',
  'Shu',
  'Mei',
  'Tsung',
  'Ming',
  'Wen',
  'Kuan',
  'Po',
  'Cheng',
  'Hsin',
  'Shih',
  'Li',
  'Hsiu',
  'Yu',
  'Tzu',
  'Hao',
]
const givenNames: [string, ...string[]] = [
  'Alex',
  'Amélie',
  'Carlos',
  'Emma',
  'Hana',
  'Ivan',
  'James',
  'Julia',
  'Kenji',
  'Maria',
  'Noah',
  'Olivia',
  'Peter',
  'Sofía',
  'Thomas',
]
const foreignFamilies: [string, ...string[]] = [
  'Anderson',
  'Brown',
  'Dubois',
  'García',
  'Kim',
  'Martin',
  'Moreau',
  'Müller',
  "O'Brien",
  'Sato',
  'Smith',
  'Tanaka',
  'Tran',
  'Williams',
]

const total = families.reduce((sum, [, weight]) => sum + weight, 0)

/** A name as it is written, and Latin letters for an address. */
export function someName(random: Random): { name: string; latin: string } {
  if (random.chance(0.03)) {
    const [given, family] = [random.pick(givenNames), random.pick(foreignFamilies)]
    return { name: `${given} ${family}`, latin: asciiOf(`${given}.${family}`) }
  }
  const [family, , latinFamily] = someFamily(random)
  const given = [random.pick(latinParts), random.pick(latinParts)]
  const latin = asciiOf(`${given.join('.')}.${latinFamily}`)
  if (random.chance(0.07)) return { name: `${latinFamily} ${given[0]}-${given[1]?.toLowerCase()}`, latin }
  const signs = random.chance(0.06) ? 1 : 2
  const name = family + random.pick(firstSigns) + (signs === 2 ? random.pick(secondSigns) : '')
  return { name, latin }
}

function someFamily(random: Random): [string, number, string] {
  let left = random.fraction() * total
  for (const family of families) {
    left -= family[1]
    if (left < 0) return family
  }
  return ['陳', 1, 'Chen']
}

function asciiOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase()
}
