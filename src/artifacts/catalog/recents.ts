import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** Places are stored as addresses, too; they are not people. */
const PLACES = /map|location/i;
const ADDRESS = from(['kind', 'address'], (kind, address) => (PLACES.test(textOf(kind)) ? null : address));
const PLACE = from(['kind', 'address'], (kind, address) => (PLACES.test(textOf(kind)) ? textOf(address) : null));

/** Addresses of people and places that were recently written to, called or looked for, across apps. */
export const recents = defineRecords({
  id: 'recents',
  area: 'people',
  version: 3,
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
    name: f.text(['display_name', 'recent.display_name'], 'What the app called it.'),
    kind: f.text('kind', 'Kind of address, as the source has it.'),
    app: f.text(['recent.bundle_identifier', 'bundle_identifier'], 'Bundle id of the app that used it.'),
    uses: f.integer(['recent.count', 'count'], 'How often it was used.', { label: 'Uses' }),
    sentFrom: f.text(['recent.sending_address', 'sending_address'], 'Own address that was used.', {
      label: 'Own address',
    }),
  },
  show: {
    at: 'lastAt',
    title: ['name', 'address', 'place'],
    text: ['address', 'place'],
    with: 'address',
  },
  example: {
    store: {
      tables: {
        recents: `
          ROWID | display_name | bundle_identifier    | sending_address   | last_date     | count
          1     |              | com.apple.mobilemail | robin@example.org | 1749292400000 | 3
          2     | Choir        | com.apple.MobileSMS  |                   | 1749200000000 | 1
          3     |              | com.apple.Maps       |                   | 1749100000000 | 1`,
        contacts: `
          ROWID | recent_id | kind         | address                   | display_name
          11    | 1         | email        | ida@example.org           | Ida Berg
          12    | 2         | phone        | +4915112345670            |
          13    | 3         | map location | 5 Lemon Lane, Springfield |`,
      },
    },
    rows: `
      lastAt               | address         | place                     | name     | kind         | app                  | uses | sentFrom
      2025-06-07T10:33:20Z | ida@example.org |                           | Ida Berg | email        | com.apple.mobilemail | 3    | robin@example.org
      2025-06-06T08:53:20Z | +4915112345670  |                           | Choir    | phone        | com.apple.MobileSMS  | 1    |
      2025-06-05T05:06:40Z |                 | 5 Lemon Lane, Springfield |          | map location | com.apple.Maps       | 1    |`,
  },
});
