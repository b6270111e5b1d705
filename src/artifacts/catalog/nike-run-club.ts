import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';
import type { MaybeValue } from '../kit/records/value.ts';

/** Dates are text; of numbers the epoch is not known, so they cannot be read. */
const dated = (column: string) =>
  from([column], (value): MaybeValue => (value === null || typeof value === 'string' ? value : []));
/** The phone writes `45.5,11.25`, the watch two columns. */
const PAIR = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;
const degrees = (index: 1 | 2, column: string) =>
  from(['coordinateValue', column], (pair, watch) => (textOf(pair) === '' ? watch : PAIR.exec(textOf(pair))?.[index]));
const IS_POINT = from(['source', 'coordinateValue', 'secondaryValue'], (source, pair, watch) =>
  textOf(source).endsWith('.corelocation') ? textOf(pair) !== '' || watch !== null : false,
);

/** Runs of Nike Run Club with their tracks. */
export const nikeRunClub = defineRecords({
  id: 'nike-run-club',
  title: 'Nike Run Club',
  area: 'places',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no runs of Nike Run Club.',
  seenOn: ['a run in a backup, as another tool reads it', 'synthetic'],
  store: sqlite('AppDomain-com.nike.nikeplus-gps', 'Documents/Activity/DataStore/activity-data-store.sqlite'),
  kinds: {
    nike_runs: {
      id: 'nike-run',
      name: ['Run of Nike Run Club', 'Runs of Nike Run Club'],
      icon: 'footprints',
      privacy: 'P2',
      rows: 'activities',
      fields: {
        startedAt: f.date(dated('startDate'), 'When it began.', { label: 'From' }),
        endedAt: f.date(dated('endDate'), 'When it ended.', { label: 'To' }),
        run: f.text('uniqueID', 'Its number, which its points have, too.', { label: 'Run' }),
        isUploaded: f.flag(
          from(['serverID'], (id) => textOf(id) !== ''),
          'Nike has it; of others this may be the only copy.',
          { label: 'Uploaded' },
        ),
      },
      show: { at: 'startedAt', title: 'run' },
    },
    nike_run_points: {
      id: 'nike-run-point',
      name: ['Point of a run', 'Points of runs'],
      icon: 'route',
      privacy: 'P2',
      large: true,
      searchable: false,
      rows: 'metrics',
      where: IS_POINT,
      fields: {
        recordedAt: f.date(dated('startDate'), 'When the phone or watch was there.', { label: 'Time' }),
        latitude: f.latitude(degrees(1, 'value'), 'Where it was.'),
        longitude: f.longitude(degrees(2, 'secondaryValue'), 'Where it was.'),
        run: f.text('activityID', 'Number of the run.', { label: 'Run' }),
      },
      show: {
        at: 'recordedAt',
        title: 'run',
        place: { latitude: 'latitude', longitude: 'longitude', track: 'run' },
      },
    },
  },
  example: {
    store: {
      tables: {
        activities: `
          uniqueID | serverID | startDate               | endDate
          563      |          | 2025-06-07 06:30:00.000 | 2025-06-07 07:10:30.500
          564      | s-1      | 2025-06-08T06:30:00Z    | 2025-06-08T07:00:00Z`,
        metrics: `
          activityID | source                            | startDate               | coordinateValue | doubleValue | intValue
          563        | com.nike.running.ios.corelocation | 2025-06-07 06:30:01.000 | 45.5,-11.25     |             |
          563        | com.nike.running.ios.corelocation | 2025-06-07 06:30:01.000 |                 | 120.5       |
          563        | com.nike.running.ios.healthkit    | 2025-06-07 06:30:02.000 |                 |             | 131
          564        | com.nike.running.ios.corelocation | 2025-06-08T06:30:05Z    | 45.75,11.5      |             |`,
      },
    },
    rows: {
      nike_runs: `
        startedAt            | endedAt                  | run | isUploaded
        2025-06-07T06:30:00Z | 2025-06-07T07:10:30.500Z | 563 | false
        2025-06-08T06:30:00Z | 2025-06-08T07:00:00Z     | 564 | true`,
      nike_run_points: `
        recordedAt           | latitude | longitude | run
        2025-06-07T06:30:01Z | 45.5     | -11.25    | 563
        2025-06-08T06:30:05Z | 45.75    | 11.5      | 564`,
    },
  },
});
