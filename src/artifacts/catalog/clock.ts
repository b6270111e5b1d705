import { CLOCK_DATABASE, sameId } from '../kit/clock.ts';
import { defineRecords, documents, f, from, plistOf } from '../kit/records/index.ts';

/** Monday is the lowest bit. */
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const REPEATS = from([['MTAlarmRepeatSchedule', 'ZREPEATSCHEDULE', 'daySetting']], (mask) =>
  DAYS.filter((_, day) => (Number(mask) & (1 << day)) !== 0),
);
const two = (value: unknown): string => `${Number(value ?? 0)}`.padStart(2, '0');
const TIME = from(
  [
    ['MTAlarmHour', 'ZHOUR', 'hour'],
    ['MTAlarmMinute', 'ZMINUTE', 'minute'],
  ],
  (hour, minute) => (hour === null ? null : `${two(hour)}:${two(minute)}`),
);

const SAME_ID = sameId('MTAlarmID', 'ZMTID');
/** Alarms of iOS 11 and earlier have ids that are no UUIDs at times. */
const KEY = [SAME_ID, 'alarmId'];

/** Alarms, those of the sleep schedule too. */
export const clock = defineRecords({
  id: 'clock',
  area: 'system',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no alarms.',
  seenOn: [
    'iOS 12 to 18 (layout of another tool)',
    'iOS 27 and macOS 26 (table as other tools read it)',
    'iOS 11 and earlier (keys as iOS 12 to 18 take them over)',
    'synthetic',
  ],
  stores: {
    database: CLOCK_DATABASE,
    settings: documents('HomeDomain', 'Library/Preferences/com.apple.mobiletimerd.plist'),
    // Up to iOS 11, which is removed once iOS 12 has taken them over.
    older: documents('HomeDomain', 'Library/Preferences/com.apple.mobiletimer.plist'),
  },
  table: 'alarms',
  name: ['Alarm', 'Alarms'],
  icon: 'alarm-clock',
  privacy: 'P0',
  rows: [
    { store: 'database', of: 'ZMTCDALARM', join: { tone: { table: 'ZMTCDSOUND', on: 'ZSOUND' } } },
    {
      store: 'settings',
      of: [
        'MTAlarms/MTAlarms/*/$MTAlarm',
        'MTAlarms/MTSleepAlarms/*/$MTSleepAlarm',
        'MTAlarms/MTSleepAlarms/*/$MTAlarm',
      ],
    },
    { store: 'older', of: ['Alarms/*', 'SleepAlarm'] },
  ],
  key: KEY,
  merge: { newest: 'changedAt' },
  fields: {
    time: f.text(TIME, 'When it rings.'),
    title: f.text(['MTAlarmTitle', 'ZTITLE', 'title'], 'What it is called.'),
    days: f.list(REPEATS, 'On which days it is repeated.', { label: 'Repeats' }),
    isOn: f.flag(['MTAlarmEnabled', 'ZENABLED'], 'It is switched on.', { label: 'On' }),
    changedAt: f.cocoaTime(
      ['MTAlarmLastModifiedDate', 'ZLASTMODIFIEDDATE', 'lastModified'],
      'When it was last changed.',
      { label: 'Changed' },
    ),
    firedAt: f.cocoaTime(
      ['MTAlarmFireDate', 'MTAlarmDismissDate', 'ZFIREDDATE', 'ZDISMISSEDDATE'],
      'When it last rang.',
    ),
    sound: f.text(['MTAlarmSound/$MTSound/MTSoundToneID', 'tone.ZTONEIDENTIFIER', 'sound'], 'Sound.'),
  },
  show: { at: 'changedAt', title: ['title', 'time'], text: ['time'], order: '-changedAt' },
  example: {
    files: {
      'HomeDomain/Library/Preferences/com.apple.mobiletimerd.plist': plistOf(`{"MTAlarms": {"MTAlarms": [{"$MTAlarm": {
        "MTAlarmID": "0A0B0C0D-0E0F-4001-8002-030405060708",
        "MTAlarmHour": 6, "MTAlarmMinute": 45, "MTAlarmTitle": "Rowing", "MTAlarmEnabled": true, "MTAlarmRepeatSchedule": 5,
        "MTAlarmLastModifiedDate": "2025-04-01T20:00:00Z", "MTAlarmFireDate": "2025-06-04T04:45:00Z",
        "MTAlarmSound": {"$MTSound": {"MTSoundToneID": "Radar"}}}}]}}`),
      'AppDomainGroup-group.com.apple.mobiletimerd/local.sqlite': {
        tables: {
          ZMTCDALARM: `
            Z_PK | ZMTID                               | ZHOUR | ZMINUTE | ZTITLE | ZENABLED | ZREPEATSCHEDULE | ZLASTMODIFIEDDATE | ZFIREDDATE | ZSOUND
            1    | x'0a0b0c0d0e0f40018002030405060708' | 6     | 40      | Rowing | 1        | 5               | 770900000         |            | 4
            2    | x'1a0b0c0d0e0f40018002030405060708' | 22    | 5       |        | 0        | 0               | 770940000         | 771026400  |`,
          ZMTCDSOUND: `Z_PK | ZTONEIDENTIFIER \n 4 | system:Radial`,
        },
      },
    },
    rows: `
      time  | title  | days          | isOn  | changedAt            | firedAt              | sound
      06:40 | Rowing | ["Mon","Wed"] | true  | 2025-06-06T10:53:20Z | 2025-06-04T04:45:00Z | system:Radial
      22:05 |        | []            | false | 2025-06-06T22:00:00Z | 2025-06-07T22:00:00Z |`,
  },
});
