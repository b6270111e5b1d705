import { parseProtobuf } from '../../formats/protobuf.ts';
import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

/** Where the place of a visit is in the message: 3.1.4.5, with latitude and longitude in ten-millionths of a degree. */
const PATH = [3, 1, 4, 5] as const;
const LIMITS = { maxDepth: 12, maxFields: 100_000 };

function degrees(bytes: Uint8Array, field: 1 | 2): number | null {
  let message: ReturnType<typeof parseProtobuf> | null = parseProtobuf(bytes, LIMITS);
  for (const number of PATH) message = message?.message(number) ?? null;
  const value = message?.fixed32(field) ?? message?.signed(field) ?? null;
  return value === null ? null : Number(BigInt.asIntN(32, BigInt(value))) / 1e7;
}
const at = (field: 1 | 2) =>
  from(['semantic_segment'], (bytes) =>
    bytes instanceof Uint8Array && bytes.length > 0 ? degrees(bytes, field) : null,
  );

/** The timeline of Google Maps, which has been kept on phones since 2024. */
export const googleMapsTimeline = defineRecords({
  id: 'google-maps-timeline',
  area: 'places',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no timeline of Google Maps.',
  seenOn: ['tables and columns as other tools read them', 'synthetic'],
  store: sqlite('AppDomain-com.google.Maps', 'Library/Application Support/SemanticLocation/odlh-storage.db'),
  table: 'google_maps_timeline',
  large: true,
  name: ['Timeline entry of Google Maps', 'Timeline of Google Maps'],
  icon: 'map-pinned',
  privacy: 'P2',
  rows: 'semantic_segment_table',
  fields: {
    startedAt: f.unixTime('start_timestamp_seconds', 'When it began.', { label: 'From' }),
    endedAt: f.unixTime('end_timestamp_seconds', 'When it ended.', { label: 'To' }),
    typeCode: f.text('segment_type', 'A visit, a way …, as a code of Google.', { label: 'Type (code)' }),
    latitude: f.latitude(at(1), 'Where it was; ways have no such place.'),
    longitude: f.longitude(at(2), 'Where it was.'),
    isShown: f.flag('shown_in_timeline', 'The app shows it.', { label: 'Shown' }),
  },
  show: {
    at: 'startedAt',
    title: 'typeCode',
    place: { latitude: 'latitude', longitude: 'longitude' },
  },
  example: {
    store: {
      tables: {
        semantic_segment_table: `
          _id | segment_id | segment_type | start_timestamp_seconds | end_timestamp_seconds | shown_in_timeline | semantic_segment
          1   | s1         | 1            | 1749200000              | 1749203600            | 1                 | x'1a100a0e220c2a0a0dc0bf1e1b15e0624bf9'
          2   | s2         | 2            | 1749203600              | 1749205000            | 0                 | x'1a021200'`,
      },
    },
    rows: `
      startedAt            | endedAt              | typeCode | latitude | longitude | isShown
      2025-06-06T08:53:20Z | 2025-06-06T09:53:20Z | 1        | 45.5     | -11.25    | true
      2025-06-06T09:53:20Z | 2025-06-06T10:16:40Z | 2        |          |           | false`,
  },
});
