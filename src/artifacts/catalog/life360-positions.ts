import { DomainError, isDomainError } from '../../model/errors.ts';
import { defineRecords, f, from, textOf } from '../kit/records/index.ts';
import { reader } from '../kit/records/stores.ts';
import { asRecord, decodeValue, type Value } from '../kit/records/value.ts';

/** Prefix of the JSON on a line with a position. */
const MARK = 'X-UserContext header set: ';
/** Kinds of movement are named as iOS does, `os_automotive`. */
const MOVING = from(['device/userActivity'], (activity) => textOf(activity).replace(/^os_/, '') || null);

/** The lines of a log that have a position. Those that are cut off are counted. */
const logs = reader(
  (bytes, lost) => {
    const rows: Value[] = [];
    for (const line of Buffer.from(bytes).toString().split('\n')) {
      const start = line.indexOf(MARK);
      if (start === -1) continue;
      const row = jsonIn(line.slice(start + MARK.length).trim());
      if (row === null) lost(1);
      else if (asRecord(row)?.['geolocation'] !== undefined) rows.push(row);
    }
    return rows;
  },
  { canBeEmpty: true },
);

function jsonIn(text: string): Value | null {
  try {
    return decodeValue(Buffer.from(text));
  } catch (error) {
    if (!isDomainError(error) || !(error instanceof DomainError)) throw error;
    return null;
  }
}

/** Positions and battery levels that Life360 sent to its server, from the logs of the app. */
export const life360Positions = defineRecords({
  id: 'life360-positions',
  area: 'places',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no logs of Life360.',
  seenOn: ['iOS 17 and 18 (thousands of positions, in a backup too, as two other tools read them)', 'synthetic'],
  store: logs(
    ['AppDomainGroup-group.com.life360.safetymap', 'AppDomain-com.life360.safetymap'],
    '**/com.life360.safetymap*.log',
  ),
  table: 'life360_positions',
  name: ['Position in Life360', 'Positions in Life360'],
  icon: 'locate-fixed',
  privacy: 'P2',
  searchable: false,
  rows: '*',
  // The same position is logged several times, on other lines and in the next log file.
  key: from(['geolocation/timestamp', 'geolocation/lat', 'geolocation/lon'], (...parts) => parts.map(textOf).join(' ')),
  merge: {},
  fields: {
    at: f.unixTime('geolocation/timestamp', 'When the phone was there.', { label: 'When' }),
    latitude: f.latitude('geolocation/lat', 'Where the phone was.'),
    longitude: f.longitude('geolocation/lon', 'Where the phone was.'),
    accuracy: f.metres('geolocation/accuracy', 'How far off that may be.'),
    altitude: f.metres('geolocation/alt', 'Height.'),
    speed: f.metresPerSecond('geolocation/speed', 'How fast it moved.'),
    heading: f.degrees('geolocation/heading', 'In which direction.'),
    activity: f.text(MOVING, 'How it moved, as the phone took it: walking, automotive …'),
    battery: f.percent('device/battery', 'How full the battery was.'),
    isCharging: f.flag('device/charge', 'The phone was being charged.', { label: 'Charging' }),
  },
  show: {
    at: 'at',
    title: 'activity',
    place: { latitude: 'latitude', longitude: 'longitude', accuracy: 'accuracy' },
  },
  example: {
    files: {
      'AppDomainGroup-group.com.life360.safetymap/Logs/com.life360.safetymap 2025-06-06--08-00.log': {
        text: `2025/06/06 10:53:20 Life360 started
2025/06/06 10:53:21 ${MARK}{"geolocation":{"timestamp":"1749200000.5","lat":"45.4408","lon":"12.3155","accuracy":"8","alt":"2.5","speed":"1.25","heading":"90"},"device":{"battery":"81","charge":"1","userActivity":"os_walking"},"geolocation_meta":{"lmode":"fore"}}
2025/06/06 10:53:25 ${MARK}{"geolocation":{"timestamp":"1749200000.5","lat":"45.4408","lon":"12.3155","accuracy":"8"},"device":{"battery":"80"}}
2025/06/06 11:53:20 ${MARK}{"geolocation":{"timestamp":"1749203600","lat":"45.4370","lon":"12.3350","accuracy":"65"},"device":{"battery":"76","charge":"0"}}
2025/06/06 11:54:00 ${MARK}{"device":{"battery":"76"}}
`,
      },
    },
    rows: `
      at                       | latitude | longitude | accuracy | altitude | speed | heading | activity | battery | isCharging
      2025-06-06T08:53:20.500Z | 45.4408  | 12.3155   | 8        | 2.5      | 1.25  | 90      | walking  | 81      | true
      2025-06-06T09:53:20Z     | 45.437   | 12.335    | 65       |          |       |         |          | 76      | false`,
  },
});
