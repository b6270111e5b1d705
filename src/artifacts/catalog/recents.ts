import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** Places are stored as addresses, too; they are not people. */
const PLACES = /map|location/i;
const LINKS = /^url$/i;
const ADDRESS = from(['kind', 'address'], (kind, address) =>
  PLACES.test(textOf(kind)) || LINKS.test(textOf(kind)) ? null : address,
);
const LINK = from(['kind', 'address'], (kind, address) => (LINKS.test(textOf(kind)) ? textOf(address) : null));
const PLACE = from(['kind', 'address'], (kind, address) => (PLACES.test(textOf(kind)) ? textOf(address) : null));

/** Milliseconds since 1970, joined by a sign, as ISO texts: newest first. */
const times = (dates: string) =>
  from([dates], (all) => {
    const known = (textOf(all).match(/\d{12,14}/g) ?? []).map(Number).sort((one, other) => other - one);
    return known.length === 0 ? null : known.map((time) => new Date(time).toISOString());
  });

/** Addresses of people and places that were recently written to, called or looked for, across apps. */
export const recents = defineRecords({
  id: 'recents',
  area: 'people',
  version: 4,
  needs: 'any',
  absent: 'This backup holds no list of recently used addresses.',
  seenOn: ['iOS 9 (schema)', 'iOS 12 to 18 (tables as other tools read them)', 'synthetic'],
  store: sqlite('HomeDomain', ['Library/Recents/Recents', 'Library/Mail/Recents']),
  table: 'recents',
  name: ['Recently used address', 'Recently used addresses'],
  icon: 'contact-round',
  privacy: 'P2',
  // Entries without addresses are entries all the same; up to iOS 8 the address is in them.
  rows: ['contacts', 'recents'],
  where: from(['@table', 'of.recent_id'], (table, listed) => table === 'contacts' || listed === null),
  join: {
    recent: { table: 'recents', on: 'recent_id' },
    of: { table: 'contacts', on: 'ROWID', key: 'recent_id' },
  },
  fields: {
    lastAt: f.unixAnyTime(['recent.last_date', 'last_date'], 'When it was last used.', { label: 'Last used' }),
    address: f.handle(ADDRESS, 'Phone number, e-mail address or account.'),
    place: f.text(PLACE, 'A place, as its address.', { label: 'Place' }),
    link: f.url(LINK, 'A link.', { label: 'Link' }),
    name: f.text(['display_name', 'recent.display_name'], 'What the app called it.'),
    kind: f.text('kind', 'Kind of address, as the source has it.'),
    app: f.text(['recent.bundle_identifier', 'bundle_identifier'], 'Bundle id of the app that used it.'),
    uses: f.integer(['recent.count', 'count'], 'How often it was used.', { label: 'Uses' }),
    usedAt: f.list([times('recent.dates'), times('dates')], 'When it was used, newest first.', { label: 'Used' }),
    source: f.text(['recent.original_source', 'original_source'], 'What it was taken from, as the app has it.', {
      label: 'Taken from',
    }),
    sentFrom: f.text(['recent.sending_address', 'sending_address'], 'Own address that was used.', {
      label: 'Own address',
    }),
  },
  show: {
    at: 'lastAt',
    title: ['name', 'address', 'place', 'link'],
    text: ['address', 'place', 'link'],
    with: 'address',
  },
  example: {
    store: {
      tables: {
        recents: `
          ROWID | display_name | bundle_identifier    | sending_address   | original_source      | dates                       | last_date     | count
          1     |              | com.apple.mobilemail | robin@example.org | com.apple.mobilemail | 1749200000500:1749292400000 | 1749292400000 | 3
          2     | Choir        | com.apple.MobileSMS  |                   |                      |                             | 1749200000000 | 1
          3     |              | com.apple.Maps       |                   |                      |                             | 1749100000000 | 1
          4     |              | com.apple.mobilesafari |                 |                      |                             | 1749000000000 | 1`,
        contacts: `
          ROWID | recent_id | kind         | address                   | display_name
          11    | 1         | email        | ida@example.org           | Ida Berg
          12    | 2         | phone        | +4915112345670            |
          13    | 3         | map location | 5 Lemon Lane, Springfield |
          14    | 4         | url          | https://example.org/maps  |`,
      },
    },
    rows: `
      lastAt               | address         | place                     | link                     | name     | kind         | app                    | uses | usedAt                                                   | source               | sentFrom
      2025-06-07T10:33:20Z | ida@example.org |                           |                          | Ida Berg | email        | com.apple.mobilemail   | 3    | ["2025-06-07T10:33:20.000Z", "2025-06-06T08:53:20.500Z"] | com.apple.mobilemail | robin@example.org
      2025-06-06T08:53:20Z | +4915112345670  |                           |                          | Choir    | phone        | com.apple.MobileSMS    | 1    |                                                          |                      |
      2025-06-05T05:06:40Z |                 | 5 Lemon Lane, Springfield |                          |          | map location | com.apple.Maps         | 1    |                                                          |                      |
      2025-06-04T01:20:00Z |                 |                           | https://example.org/maps |          | url          | com.apple.mobilesafari | 1    |                                                          |                      |`,
  },
});
