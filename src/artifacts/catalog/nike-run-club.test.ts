import { expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { nikeRunClub } from './nike-run-club.ts';

const STORE = 'AppDomain-com.nike.nikeplus-gps/Documents/Activity/DataStore/activity-data-store.sqlite';
const SOURCE = 'com.nike.running.ios.corelocation';

it('reads the columns of the watch, and counts dates and coordinates that it cannot read', () => {
  const { tables, notes } = readStores(nikeRunClub, {
    [STORE]: {
      sql: [
        'CREATE TABLE activities (uniqueID INTEGER, serverID TEXT, startDate, endDate)',
        'CREATE TABLE metrics (activityID INTEGER, source TEXT, startDate TEXT, value REAL, secondaryValue REAL)',
        "INSERT INTO activities VALUES (1, '', 770900000, NULL)",
        `INSERT INTO metrics VALUES (1, '${SOURCE}', '2026-01-05 08:00:00.250', 60.5, -24.25), (1, '${SOURCE}', '2026-01-05 08:00:01', 12, NULL),
          (1, '${SOURCE}', '2026-01-05 08:00:02', 91, 10), (1, 'com.nike.running.ios.healthkit', '2026-01-05 08:00:03', 131, 0), (NULL, NULL, NULL, NULL, NULL)`,
      ],
    },
  });
  expect(tables['nike_runs']).toMatchObject([{ run: '1', startedAt: null, endedAt: null, isUploaded: false }]);
  expect(tables['nike_run_points']).toMatchObject([
    { recordedAt: 1_767_600_000_250, latitude: 60.5, longitude: -24.25, run: '1' },
    { latitude: null, longitude: 10 },
  ]);
  expect(notes).toEqual({
    'unreadable-value:nike_runs.startedAt': 1,
    'unreadable-value:nike_run_points.latitude': 1,
    // The pulse, and rows without a coordinate.
    'other-rows': 3,
  });
});
