import { defineRecords, f, from, sqlite } from '../kit/records/index.ts';

const times = (column: string, pick: (...values: number[]) => number) =>
  from([`parts.${column}`], (found) => {
    const all = Array.isArray(found)
      ? found.filter((value) => typeof value === 'number').filter((value) => value !== 0)
      : [];
    return all.length === 0 ? null : all.reduce((one, other) => pick(one, other));
  });
/** The middle of the box around a track. */
const middle = (one: string, other: string) =>
  from([`map.${one}`, `map.${other}`], (first, last) => {
    if (typeof first !== 'number' || typeof last !== 'number') return null;
    const half = (first + last) / 2;
    // A box over the 180th meridian has its left side in the east: the middle is on the other side of the earth.
    return Math.abs(first - last) <= 180 ? half : half > 0 ? half - 180 : half + 180;
  });

/** Hikes and rides that were recorded with AllTrails. */
export const alltrails = defineRecords({
  id: 'alltrails',
  title: 'AllTrails',
  area: 'places',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no recordings of AllTrails.',
  seenOn: ['6 recordings in a backup, as another tool reads them', 'synthetic'],
  store: sqlite('AppDomain-com.alltrails.AllTrails', 'Documents/AllTrails.sqlite'),
  table: 'alltrails_recordings',
  name: ['Recording of AllTrails', 'Recordings of AllTrails'],
  icon: 'mountain',
  privacy: 'P2',
  rows: 'ZTRACK',
  join: { map: { table: 'ZMAP', on: 'ZMAP' } },
  lists: { parts: { table: 'ZLINETIMEDSEGMENT', owner: 'ZTRACK' } },
  fields: {
    startedAt: f.cocoaTime(times('ZDATETIMESTART', Math.min), 'When it began.', { label: 'From' }),
    endedAt: f.cocoaTime(times('ZDATETIMESTOP', Math.max), 'When it ended.', { label: 'To' }),
    name: f.text('map.ZNAME', 'What it is called.'),
    metres: f.metres('ZDISTANCETOTAL', 'How far it was.', { label: 'Distance' }),
    seconds: f.duration('ZTIMETOTAL', 'How long it was, with rests.', { label: 'Duration' }),
    movingSeconds: f.duration('ZTIMEMOVING', 'How long it was, without rests.', { label: 'Moving' }),
    climb: f.metres('ZELEVATIONGAIN', 'How much it went up.', { label: 'Ascent' }),
    energy: f.kilocalories('ZCALORIES', 'Energy, as the app computed it.', { label: 'Energy' }),
    latitude: f.latitude(
      middle('ZTOPLEFTLATITUDE', 'ZBOTTOMRIGHTLATITUDE'),
      'Middle of the area: roughly where it was.',
    ),
    longitude: f.longitude(middle('ZTOPLEFTLONGITUDE', 'ZBOTTOMRIGHTLONGITUDE'), 'Middle of the area.'),
  },
  show: {
    at: 'startedAt',
    title: 'name',
    text: ['metres'],
    duration: 'seconds',
    place: { latitude: 'latitude', longitude: 'longitude', name: 'name' },
  },
  example: {
    store: {
      tables: {
        ZMAP: `Z_PK | ZNAME | ZTOPLEFTLATITUDE | ZTOPLEFTLONGITUDE | ZBOTTOMRIGHTLATITUDE | ZBOTTOMRIGHTLONGITUDE \n 1 | Lemon ridge | 45.5 | 11.5 | 45.25 | 11.75`,
        ZTRACK: `Z_PK | ZMAP | ZDISTANCETOTAL | ZTIMETOTAL | ZTIMEMOVING | ZELEVATIONGAIN | ZCALORIES \n 1 | 1 | 8120.5 | 9000 | 7400 | 410 | 620`,
        ZLINETIMEDSEGMENT: `Z_PK | ZTRACK | ZDATETIMESTART | ZDATETIMESTOP \n 1 | 1 | 770904000 | 770909000 \n 2 | 1 | 770900000 | 770903000`,
      },
    },
    rows: `
      startedAt            | endedAt              | name        | metres | seconds | movingSeconds | climb | energy | latitude | longitude
      2025-06-06T10:53:20Z | 2025-06-06T13:23:20Z | Lemon ridge | 8120.5 | 9000    | 7400          | 410   | 620    | 45.375   | 11.625`,
  },
});
