import { defineRecords, documents, f, from, lookup, stringsFiles, textOf } from '../kit/records/index.ts';
import { asRecord, type MaybeValue } from '../kit/records/value.ts';

const KINDS = {
  boardingPass: ['boarding-pass', 'Boarding pass'],
  eventTicket: ['ticket', 'Ticket'],
  coupon: ['coupon', 'Coupon'],
  storeCard: ['store-card', 'Customer card'],
  generic: ['other', 'Other'],
} as const;
const STYLES = Object.keys(KINDS);
const KIND = from(STYLES, (...styles) => STYLES[styles.findIndex((style) => style !== null)]);
/** Fields of the front, in the order in which a pass shows them. */
const FRONT = ['headerFields', 'primaryFields', 'secondaryFields', 'auxiliaryFields'];
/** Fields behind the button for more: terms, booking numbers, how to reach the issuer. */
const BACK = ['backFields', 'additionalInfoFields'];
const PREFERENCES = 'Library/Preferences/.GlobalPreferences.plist';
/** How many of the languages of the phone are looked for. */
const LANGUAGES = 3;
/** `zh-Hans-CN`, `zh-Hans`, `zh`. */
const broader = (language: MaybeValue, steps: number): string | null => {
  const parts = textOf(language).split('-');
  return steps < parts.length ? parts.slice(0, parts.length - steps).join('-') : null;
};
const stringsIn = (language: string | null, pass: MaybeValue): string | null =>
  language === null ? null : `${textOf(pass)}/${language.toLowerCase()}`;
const languageAt = (position: number) =>
  lookup(
    'languages',
    from([], () => `${position}`),
  );
/** The texts of a pass in the first language of the phone that it has, in English, or in any. */
const TEXTS = [
  ...Array.from({ length: LANGUAGES }, (_, position) =>
    [0, 1, 2].map((steps) =>
      lookup(
        'texts',
        from(['@1', languageAt(position)], (pass, language) => stringsIn(broader(language, steps), pass)),
      ),
    ),
  ).flat(),
  lookup(
    'texts',
    from(['@1'], (pass) => stringsIn('en', pass)),
  ),
  lookup('anyTexts', '@1'),
];
/** What Wallet shows for a text of a pass, which can be a key of {@link TEXTS}. */
const translated = (text: MaybeValue, texts: MaybeValue): MaybeValue => {
  const known = asRecord(texts);
  return typeof text === 'string' && known !== null && Object.hasOwn(known, text) ? known[text] : text;
};
const shown = (source: string) => from([source, TEXTS], translated);
const linesOf = (names: readonly string[]) =>
  from([TEXTS, ...names.map((part) => STYLES.map((style) => `${style}/${part}`))], (texts, ...parts) =>
    parts.flatMap((fields) =>
      (Array.isArray(fields) ? fields : []).flatMap((field) => {
        const { label, value, currencyCode } = Object(field) as Readonly<Record<string, MaybeValue>>;
        const amount = typeof value === 'number' ? textOf(currencyCode) : '';
        const line = [textOf(translated(label, texts)), `${textOf(translated(value, texts))} ${amount}`.trim()];
        return line.every((text) => text === '') ? [] : line.filter((text) => text !== '').join(': ');
      }),
    ),
  );
/** Since iOS 18 a pass can be for several times. */
const RELEVANT = ['relevantDate', 'relevantDates/0/date', 'relevantDates/0/startDate'];
const PASS = 'Library/Passes/Cards/{@1}.pkpass';
const SAMPLE = 'HomeDomain/Library/Passes/Cards/a7Kq.pkpass';

/** Passes in Wallet: boarding passes, tickets, customer cards. */
export const walletPasses = defineRecords({
  id: 'wallet-passes',
  area: 'money',
  version: 4,
  needs: 'any',
  absent: 'This backup holds no passes of Wallet.',
  seenOn: ['passes as another tool reads them', 'synthetic'],
  stores: {
    passes: documents('HomeDomain', 'Library/Passes/Cards/*.pkpass/pass.json'),
    strings: stringsFiles('HomeDomain', 'Library/Passes/Cards/*.pkpass/*.lproj/pass.strings', { enriches: true }),
    preferences: documents('HomeDomain', PREFERENCES, { enriches: true }),
  },
  lookups: {
    languages: { store: 'preferences', of: 'AppleLanguages/*', key: '@key', value: '.' },
    texts: {
      store: 'strings',
      of: '',
      key: from(['@1', '@2'], (pass, language) => stringsIn(textOf(language).replace('_', '-'), pass)),
      value: '.',
    },
    anyTexts: { store: 'strings', of: '', key: '@1', value: '.' },
  },
  table: 'wallet_passes',
  name: ['Pass in Wallet', 'Passes in Wallet'],
  icon: 'wallet-cards',
  privacy: 'P3',
  rows: { store: 'passes', of: '' },
  fields: {
    organization: f.text(shown('organizationName'), 'Who issued it.', { label: 'Issued by' }),
    about: f.text(shown('description'), 'What it is, in words of who issued it.', { label: 'What it is' }),
    kind: f.code(KIND, 'Kind of pass.', KINDS),
    relevantAt: f.date(RELEVANT, 'When it is for.', { label: 'For' }),
    expiresAt: f.date('expirationDate', 'When it ends.', { label: 'Expires' }),
    isVoid: f.flag('voided', 'It was used or is no longer valid.', { label: 'Void' }),
    lines: f.list(linesOf(FRONT), 'What is on its front.', { label: 'On its front' }),
    back: f.list(linesOf(BACK), 'What is on its back: terms, numbers, addresses.', { label: 'On its back' }),
    barcode: f.secret(['barcodes/0/message', 'barcode/message'], 'What its barcode says: who has it has the pass.'),
    picture: f.file([`${PASS}/strip@2x.png`, `${PASS}/logo@2x.png`, `${PASS}/logo.png`], 'Its picture.'),
    place: f.text(shown('locations/0/relevantText'), 'Text of the first place that it is for.', {
      label: 'At the place',
    }),
    latitude: f.latitude('locations/0/latitude', 'Where it is for.'),
    longitude: f.longitude('locations/0/longitude', 'Where it is for.'),
  },
  show: {
    at: 'relevantAt',
    title: ['about', 'organization'],
    text: ['organization', 'kind', 'lines'],
    file: 'picture',
    place: { latitude: 'latitude', longitude: 'longitude', name: 'place' },
  },
  example: {
    files: {
      [`${SAMPLE}/pass.json`]: {
        text: `{"organizationName": "Ferry Line", "description": "Ticket to Lemon Island", "relevantDate": "2025-06-07T09:30:00+02:00",
          "expirationDate": "2025-06-08T00:00:00Z", "voided": true, "barcode": {"message": "F-118-204"},
          "locations": [{"latitude": 45.44, "longitude": 12.33, "relevantText": "The quay is here"}],
          "boardingPass": {"primaryFields": [{"key": "to", "label": "to_label", "value": "Lemon Island"}],
          "auxiliaryFields": [{"key": "seat", "value": 12}],
          "backFields": [{"key": "ref", "label": "Booking", "value": "LX-77"}, {"key": "none"}]}}`,
      },
      [`${SAMPLE}/en.lproj/pass.strings`]: { text: '"to_label" = "To";' },
      [`${SAMPLE}/logo.png`]: { text: 'png' },
    },
    rows: [
      {
        organization: 'Ferry Line',
        about: 'Ticket to Lemon Island',
        kind: 'boarding-pass',
        relevantAt: Date.UTC(2025, 5, 7, 7, 30),
        expiresAt: Date.UTC(2025, 5, 8),
        isVoid: true,
        lines: ['To: Lemon Island', '12'],
        back: ['Booking: LX-77'],
        barcode: 'F-118-204',
        picture: `${SAMPLE}/logo.png`,
        place: 'The quay is here',
        latitude: 45.44,
        longitude: 12.33,
      },
    ],
  },
});
