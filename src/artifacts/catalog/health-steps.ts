import { dailySums } from '../kit/health/daily-sums.ts';
import { HEALTH_STORES, NAMES_FILE, SOURCES } from '../kit/health/store.ts';
import { defineRecords, f, lookup } from '../kit/records/index.ts';

/** `HKQuantityTypeIdentifierStepCount` among the data types. */
const STEPS = 7;

/**
 * Steps by day, of the source that counted most: phone and watch count the same steps. A line for each day would hide the
 * rest of the timeline, so they are neither searched nor on it.
 */
export const healthSteps = defineRecords({
  id: 'health-steps',
  area: 'health',
  version: 1,
  needs: 'encrypted',
  absent: 'This backup holds no steps.',
  seenOn: ['synthetic'],
  stores: HEALTH_STORES,
  lookups: { sources: SOURCES },
  table: 'health_steps',
  name: ['Steps of a day', 'Steps'],
  icon: 'footprints',
  privacy: 'P2',
  searchable: false,
  rows: dailySums(STEPS),
  key: 'day',
  fields: {
    day: f.day('day', 'The day, by the clock of the phone or watch.'),
    startedAt: f.cocoaTime('start', 'When the first of these steps were taken.', { label: 'From' }),
    steps: f.integer('sum', 'Steps, of the source that counted most of them: sources are not added.'),
    source: f.text(lookup('sources', 'source'), 'App or device that counted most.'),
    otherSteps: f.integer('secondSum', 'What the source with the second most counted of the same day.', {
      label: 'Other count',
    }),
    otherSource: f.text(lookup('sources', 'secondSource'), 'App or device that counted second most.'),
    sourceCount: f.integer('sources', 'How many apps and devices counted.', { label: 'Sources' }),
    timeZone: f.text('timeZone', 'Time zone of the device that counted most.'),
  },
  show: { at: 'startedAt', title: 'day', text: ['steps', 'source'] },
  example: {
    files: {
      'HealthDomain/Health/healthdb_secure.sqlite': {
        tables: {
          quantity_samples: `
            data_id | quantity
            401     | 1200
            402     | 900
            403     | 350
            404     | 80
            405     | 5000
            406     | 72
            407     | 640`,
          samples: `
            data_id | start_date | end_date  | data_type
            401     | 770940000  | 770940600 | 7
            402     | 770940060  | 770940500 | 7
            403     | 770950000  | 770950300 | 7
            404     | 770932000  | 770932300 | 7
            405     | 770950000  | 770950300 | 7
            406     | 770950000  | 770950300 | 5
            407     | 771100000  | 771100300 | 7`,
          objects: `
            data_id | provenance | type
            401     | 53         | 1
            402     | 54         | 1
            403     | 54         | 1
            404     | 53         | 1
            405     | 53         | 2
            406     | 53         | 1
            407     | 55         | 1`,
          data_provenances: `
            ROWID | source_id | tz_name
            53    | 63        | Europe/Rome
            54    | 64        | Europe/Rome
            55    | 64        | Nowhere/Land`,
        },
      },
      [NAMES_FILE]: {
        tables: {
          sources: [
            { ROWID: 63, name: 'Robin’s iPhone' },
            { ROWID: 64, name: 'Robin’s Apple Watch' },
          ],
        },
      },
    },
    rows: `
      day        | startedAt            | steps | source              | otherSteps | otherSource         | sourceCount | timeZone
      2025-06-07 | 2025-06-06T22:01:00Z | 1250  | Robin’s Apple Watch | 1200       | Robin’s iPhone      | 2           | Europe/Rome
      2025-06-06 | 2025-06-06T19:46:40Z | 80    | Robin’s iPhone      |            |                     | 1           | Europe/Rome
      2025-06-08 | 2025-06-08T18:26:40Z | 640   | Robin’s Apple Watch |            |                     | 1           |`,
  },
});
