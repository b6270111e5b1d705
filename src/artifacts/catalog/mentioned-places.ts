import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

const STREET = from(['clp_thoroughfare', 'clp_subThoroughfare'], (street, number) =>
  [street, number].map(textOf).join(' ').trim(),
);
const PLACE = { latitude: 'latitude', longitude: 'longitude', name: 'name' } as const;

/** Places that iOS found in mails and messages. Nobody needs to have been there. */
export const mentionedPlaces = defineRecords({
  id: 'mentioned-places',
  area: 'places',
  version: 2,
  needs: 'encrypted',
  absent: 'This backup holds no places that iOS found in texts.',
  seenOn: ['tables as another tool reads them', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/PersonalizationPortrait/PPSQLDatabase.db'),
  table: 'mentioned_places',
  name: ['Mentioned place', 'Mentioned places'],
  icon: 'map-pin',
  privacy: 'P2',
  rows: 'loc_records',
  join: { source: { table: 'sources', on: 'source_id', key: 'id' } },
  fields: {
    foundAt: f.unixTime('source.seconds_from_1970', 'Time of the text that mentions it.', { label: 'When' }),
    name: f.text(['clp_name', 'clp_locality'], 'What it is called.'),
    street: f.text(STREET, 'Its street and number.'),
    city: f.text('clp_locality', 'Its town.'),
    country: f.text(['clp_country', 'clp_ISOcountryCode'], 'Its country.'),
    app: f.text('source.bundle_id', 'Bundle id of the app with the text.'),
    latitude: f.latitude('cll_latitude_degrees', 'Where it is.'),
    longitude: f.longitude('cll_longitude_degrees', 'Where it is.'),
  },
  show: { at: 'foundAt', title: ['name', 'street'], text: ['street', 'city', 'app'], place: PLACE },
  example: {
    store: {
      tables: {
        sources: [{ id: 5, bundle_id: 'com.apple.mobilemail', seconds_from_1970: 1_749_200_000 }],
        loc_records: `
          id | source_id | clp_name    | clp_thoroughfare | clp_subThoroughfare | clp_locality | clp_country | cll_latitude_degrees | cll_longitude_degrees
          1  | 5         | Ice parlour | Via Limone       | 5                   | Padova       | Italy       | 45.4064              | 11.8768`,
      },
    },
    rows: `
      foundAt              | name        | street       | city   | country | app                  | latitude | longitude
      2025-06-06T08:53:20Z | Ice parlour | Via Limone 5 | Padova | Italy   | com.apple.mobilemail | 45.4064  | 11.8768`,
  },
});
