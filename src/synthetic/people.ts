import { type Random, type Seed, seededRandom } from './random.ts';

/** Languages of synthetic people. */
export type Language = 'en' | 'de' | 'fr' | 'es' | 'zh' | 'ja' | 'ko' | 'th' | 'ar' | 'vi';

/** A person known to the owner of the synthetic phone. The same seed and index always give the same person. */
export interface Person {
  readonly index: number;
  readonly first: string;
  readonly last: string;
  readonly firstPhonetic: string | null;
  readonly lastPhonetic: string | null;
  readonly language: Language;
  /** E.164; unique among people. */
  readonly phone: string;
  /** Lower case; unique among people. */
  readonly email: string;
}

/** A name with its phonetic spelling, if the script needs one. */
type Name = readonly [name: string, phonetic?: string];

const NAMES: Readonly<Record<Language, { readonly first: readonly Name[]; readonly last: readonly Name[] }>> = {
  en: {
    first: [['Olivia'], ['Noah'], ['Amelia'], ['Liam'], ['Zoë'], ['Ethan'], ['Grace'], ['Jack'], ['Siobhán'], ['Owen']],
    last: [
      ['Smith'],
      ["O'Brien"],
      ['Walker'],
      ['Patel'],
      ['Nguyen'],
      ['Clarke'],
      ['Hughes'],
      ['Baker'],
      ['Reed'],
      ['Young'],
    ],
  },
  de: {
    first: [['Jürgen'], ['Käthe'], ['Lukas'], ['Anneliese'], ['Björn'], ['Sophie']],
    last: [['Müller'], ['Weiß'], ['Schröder'], ['Groß'], ['Vogel'], ['Jäger']],
  },
  fr: {
    first: [['Chloé'], ['François'], ['Élodie'], ['Noël']],
    last: [['Lefèvre'], ['Moreau'], ['Bérard'], ['Garçon']],
  },
  es: { first: [['Íñigo'], ['Lucía'], ['José'], ['Núria']], last: [['Muñoz'], ['Pérez'], ['García'], ['Ibáñez']] },
  zh: {
    first: [
      ['伟', 'Wei'],
      ['秀英', 'Xiuying'],
      ['小明', 'Xiaoming'],
      ['丽', 'Li'],
    ],
    last: [
      ['王', 'Wang'],
      ['李', 'Li'],
      ['张', 'Zhang'],
      ['陈', 'Chen'],
    ],
  },
  ja: {
    first: [
      ['陽菜', 'ひな'],
      ['蓮', 'れん'],
      ['さくら', 'さくら'],
      ['大翔', 'ひろと'],
    ],
    last: [
      ['佐藤', 'さとう'],
      ['鈴木', 'すずき'],
      ['高橋', 'たかはし'],
      ['田中', 'たなか'],
    ],
  },
  ko: { first: [['민준'], ['서연'], ['지우'], ['하은']], last: [['김'], ['이'], ['박'], ['최']] },
  th: { first: [['สมชาย'], ['มาลี'], ['นิดา'], ['ประเสริฐ']], last: [['ใจดี'], ['สุขสันต์'], ['ทองดี'], ['แสงทอง']] },
  ar: { first: [['محمد'], ['فاطمة'], ['أحمد'], ['ليلى']], last: [['حسن'], ['العلي'], ['منصور'], ['الخطيب']] },
  vi: { first: [['Thảo'], ['Minh'], ['Hương'], ['Đức']], last: [['Trần'], ['Phạm'], ['Lê'], ['Võ']] },
};

/** Country code and leading digits; all are in ranges reserved for fiction or invented. */
const PHONE_PREFIX: Readonly<Record<Language, string>> = {
  en: '+1415555',
  de: '+4915100',
  fr: '+3363998',
  es: '+3461200',
  zh: '+86138001',
  ja: '+81901234',
  ko: '+82105550',
  th: '+6681200',
  ar: '+97150100',
  vi: '+8491234',
};

/** English is the most frequent language. */
const LANGUAGE_CYCLE: readonly Language[] = [
  'en',
  'en',
  'de',
  'en',
  'zh',
  'en',
  'ja',
  'en',
  'fr',
  'en',
  'ko',
  'en',
  'th',
  'en',
  'ar',
  'en',
  'es',
  'en',
  'vi',
  'en',
];

function choose(random: Random, names: readonly Name[]): { name: string; phonetic: string | null } {
  const [name, phonetic] = random.pick(names);
  return { name, phonetic: phonetic ?? null };
}

/** The person with this index, independent of the number of people. */
export function personAt(seed: Seed, index: number): Person {
  const random = seededRandom(seed, `person ${String(index)}`);
  const language = LANGUAGE_CYCLE[index % LANGUAGE_CYCLE.length] as Language;
  const first = choose(random, NAMES[language].first);
  const last = choose(random, NAMES[language].last);
  return {
    index,
    first: first.name,
    last: last.name,
    firstPhonetic: first.phonetic,
    lastPhonetic: last.phonetic,
    language,
    phone: `${PHONE_PREFIX[language]}${String(index).padStart(4, '0')}`,
    email: `person${String(index)}@example.com`,
  };
}

/** The first `count` people of a seed. */
export function peopleOf(seed: Seed, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => personAt(seed, index));
}

/** The owner of the phone: the sender of messages "from me" and the "me" card of ABStore. */
export const OWNER = {
  first: 'Robin',
  last: 'Sample',
  phone: '+14155550100',
  email: 'robin.sample@example.com',
} as const;
