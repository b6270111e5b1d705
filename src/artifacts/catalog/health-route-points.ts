import { ACTIVITIES } from '../kit/health/activities.ts';
import { pointsElsewhere } from '../kit/health/points-elsewhere.ts';
import { activityLookup, HEALTH_STORES, WORKOUT_OF_ROUTE } from '../kit/health/store.ts';
import { defineRecords, f, from, lookup, textOf } from '../kit/records/index.ts';

const WORKOUT = lookup('workouts', 'series_identifier');
/** Negative speeds and courses mean that the phone does not know them. */
const known = (column: string) => from([column], (value) => (Number(value) < 0 ? null : value));

/**
 * Points of the routes of workouts: GPX and KML have them as tracks. There may be hundreds of thousands, one per second,
 * so they are neither searched nor on the timeline, and the map has the first point of each workout only.
 */
export const healthRoutePoints = defineRecords({
  id: 'health-route-points',
  area: 'health',
  version: 2,
  needs: 'encrypted',
  absent: 'This backup holds no routes of workouts.',
  seenOn: ['synthetic'],
  stores: { health: HEALTH_STORES.health },
  lookups: {
    workouts: WORKOUT_OF_ROUTE,
    types: activityLookup('activity_type'),
    olderTypes: { store: 'health', of: 'workouts', key: 'data_id', value: 'activity_type' },
  },
  table: 'health_route_points',
  large: true,
  name: ['Point of a route', 'Points of routes'],
  icon: 'route',
  privacy: 'P2',
  searchable: false,
  rows: [
    { store: 'health', of: 'location_series_data' },
    { store: 'health', of: pointsElsewhere('location_series_data', 'data_series') },
  ],
  key: from(['series_identifier', 'timestamp'], (route, time) => `${textOf(route)}-${textOf(time)}`),
  fields: {
    recordedAt: f.cocoaTime('timestamp', 'When the phone or watch was there.', { label: 'Time' }),
    activity: f.code([lookup('types', WORKOUT), lookup('olderTypes', WORKOUT)], 'What was done.', ACTIVITIES),
    latitude: f.latitude('latitude', 'Where it was.'),
    longitude: f.longitude('longitude', 'Where it was.'),
    accuracy: f.metres('horizontal_accuracy', 'How exact that is.'),
    altitude: f.metres('altitude', 'Height above sea level.'),
    speed: f.metresPerSecond(known('speed'), 'Speed in metres per second.', { label: 'Speed' }),
    course: f.degrees(known('course'), 'Direction in degrees from north.', { label: 'Course' }),
    workout: f.text(WORKOUT, 'Key of the workout.'),
    route: f.text('series_identifier', 'Number of the route; a workout can have several.'),
  },
  show: {
    at: 'recordedAt',
    title: 'activity',
    place: { latitude: 'latitude', longitude: 'longitude', accuracy: 'accuracy', track: 'route' },
  },
  example: {
    store: {
      tables: {
        workouts: [{ data_id: 201, activity_type: 24 }],
        workout_activities: [{ ROWID: 13, owner_id: 202, is_primary_activity: 1, activity_type: 13 }],
        samples: [{ data_id: 201, start_date: 771_000_000, end_date: 771_000_060, data_type: 79 }],
        associations: `
          ROWID | destination_object_id | source_object_id | parent_id | child_id | deleted
          74    | 201                   | 211              |           |          | 0
          75    |                       |                  | 202       | 212      | 0`,
        data_series: `
          data_id | hfd_key
          211     | 91
          212     | 92`,
        location_series_data: `
          series_identifier | timestamp   | latitude | longitude | altitude | speed | course | horizontal_accuracy
          91                | 771000000   | 46.5405  | 12.1357   | 1211     | -1    | -1     | 8
          91                | 771000001.5 | 46.5406  | 12.1358   | 1211.5   | 1.25  | 31     | 5
          92                | 771100000   | 45.5758  | 10.7088   | 67       | 6     | 180    | 4`,
      },
    },
    rows: `
      recordedAt               | activity | latitude | longitude | accuracy | altitude | speed | course | workout | route
      2025-06-07T14:40:00Z     | hiking   | 46.5405  | 12.1357   | 8        | 1211     |       |        | 201     | 91
      2025-06-07T14:40:01.500Z | hiking   | 46.5406  | 12.1358   | 5        | 1211.5   | 1.25  | 31     | 201     | 91
      2025-06-08T18:26:40Z     | cycling  | 45.5758  | 10.7088   | 4        | 67       | 6     | 180    | 202     | 92`,
  },
});
