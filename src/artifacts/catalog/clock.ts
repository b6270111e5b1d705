import { WEEKDAY_WORDS, weekdaysOf } from '../kit/calendar-days.ts';
import { CLOCK_DATABASE, sameId } from '../kit/clock.ts';
import { defineRecords, documents, f, from, plistOf } from '../kit/records/index.ts';

const REPEATS = from([['MTAlarmRepeatSchedule', 'ZREPEATSCHEDULE', 'daySetting']], weekdaysOf);
const two = (value: unknown): string => `${Number(value ?? 0)}`.padStart(2, '0');
const TIME = from(
  [
    ['MTAlarmHour', 'ZHOUR', 'hour'],
    ['MTAlarmMinute', 'ZMINUTE', 'minute'],
  ],
  (hour, minute) => (hour === null ? null : `${two(hour)}:${two(minute)}`),
);

/** Flags of the alarm of the sleep schedule, by version. */
const SLEEP = from(
  [['MTAlarmIsSleep', 'ZSLEEPALARM', 'isSleepAlarm'], 'MTAlarmSleepScheduleKey', 'MTAlarmSleepTrackingKey'],
  (...flags) => {
    const known = flags.filter((flag) => flag !== null && flag !== undefined);
    return known.length === 0 ? null : known.some((flag) => flag === true || flag === 1);
  },
);
/** Ordinary alarms have a bedtime of midnight. */
const BEDTIME = from(
  [['MTAlarmBedtimeHour', 'bedtimeHour'], ['MTAlarmBedtimeMinute', 'bedtimeMinute'], SLEEP],
  (hour, minute, isSleep) => (typeof hour === 'number' && isSleep === true ? `${two(hour)}:${two(minute)}` : null),
);
/** A part of the date of an alarm that rings on one day; those of others are 0 or the largest number. */
const isPart = (part: unknown, most: number): part is number =>
  typeof part === 'number' && Number.isInteger(part) && part > 0 && part <= most;
const DATE = from(
  [
    ['MTAlarmYear', 'ZYEAR'],
    ['MTAlarmMonth', 'ZMONTH'],
    ['MTAlarmDay', 'ZDAY'],
  ],
  (year, month, day) =>
    isPart(year, 9999) && isPart(month, 12) && isPart(day, 31)
      ? `${`${year}`.padStart(4, '0')}-${two(month)}-${two(day)}`
      : null,
);
/** Minutes, at most 15; 0 is the default of the phone. */
const SNOOZE = from([['MTAlarmSnoozeDuration', 'ZSNOOZEDURATION']], (minutes) =>
  isPart(minutes, 15) ? minutes * 60 : null,
);

const SAME_ID = sameId('MTAlarmID', 'ZMTID');
/** Alarms of iOS 11 and earlier have ids that are no UUIDs at times. */
const KEY = [SAME_ID, 'alarmId'];

/** Alarms, those of the sleep schedule too. */
export const clock = defineRecords({
  id: 'clock',
  area: 'system',
  version: 5,
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
    days: f.codes(REPEATS, 'On which days it is repeated.', WEEKDAY_WORDS, { label: 'Repeats' }),
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
    onDate: f.day(DATE, 'The one day on which it rings.', { label: 'On' }),
    canSnooze: f.flag(['MTAlarmAllowsSnooze', 'ZALLOWSSNOOZE', 'allowsSnooze'], 'It can be snoozed.', {
      label: 'Snooze',
    }),
    snooze: f.duration(SNOOZE, 'How long it is snoozed; nothing if that is the default, nine minutes.', {
      label: 'Snoozed for',
    }),
    isSleep: f.flag(SLEEP, 'It is the one of the sleep schedule.', { label: 'Sleep schedule' }),
    bedtime: f.text(BEDTIME, 'Bedtime of the sleep schedule.'),
    offUntil: f.cocoaTime(['MTAlarmKeepOffUntilDate', 'ZKEEPOFFUNTILDATE'], 'Until when it stays off.', {
      label: 'Off until',
    }),
    sound: f.text(['MTAlarmSound/$MTSound/MTSoundToneID', 'tone.ZTONEIDENTIFIER', 'sound'], 'Sound.'),
  },
  show: { at: 'changedAt', title: ['title', 'time'], text: ['time'], order: '-changedAt' },
  example: {
    files: {
      'HomeDomain/Library/Preferences/com.apple.mobiletimerd.plist': plistOf(`{"MTAlarms": {"MTAlarms": [{"$MTAlarm": {
        "MTAlarmID": "0A0B0C0D-0E0F-4001-8002-030405060708",
        "MTAlarmHour": 6, "MTAlarmMinute": 45, "MTAlarmTitle": "Rowing", "MTAlarmEnabled": true, "MTAlarmRepeatSchedule": 5,
        "MTAlarmLastModifiedDate": "2025-04-01T20:00:00Z", "MTAlarmFireDate": "2025-06-04T04:45:00Z",
        "MTAlarmSound": {"$MTSound": {"MTSoundToneID": "Radar"}}}}],
        "MTSleepAlarms": [{"$MTAlarm": {"MTAlarmID": "2A0B0C0D-0E0F-4001-8002-030405060708",
        "MTAlarmHour": 7, "MTAlarmMinute": 0, "MTAlarmEnabled": true, "MTAlarmRepeatSchedule": 31, "MTAlarmIsSleep": true,
        "MTAlarmBedtimeHour": 22, "MTAlarmBedtimeMinute": 30, "MTAlarmAllowsSnooze": true,
        "MTAlarmKeepOffUntilDate": "2025-06-07T05:00:00Z"}}]}}`),
      'AppDomainGroup-group.com.apple.mobiletimerd/local.sqlite': {
        tables: {
          ZMTCDALARM: `
            Z_PK | ZMTID                               | ZHOUR | ZMINUTE | ZTITLE | ZENABLED | ZREPEATSCHEDULE | ZLASTMODIFIEDDATE | ZFIREDDATE | ZSOUND | ZYEAR               | ZMONTH              | ZDAY                | ZALLOWSSNOOZE | ZSNOOZEDURATION | ZSLEEPALARM
            1    | x'0a0b0c0d0e0f40018002030405060708' | 6     | 40      | Rowing | 1        | 5               | 770900000         |            | 4      | 9223372036854775807 | 9223372036854775807 | 9223372036854775807 | 1             | 5               | 0
            2    | x'1a0b0c0d0e0f40018002030405060708' | 22    | 5       |        | 0        | 0               | 770940000         | 771026400  |        | 2025                | 6                   | 8                   | 0             | 9               | 0`,
          ZMTCDSOUND: `Z_PK | ZTONEIDENTIFIER \n 4 | system:Radial`,
        },
      },
    },
    rows: `
      time  | title  | days                            | isOn  | changedAt            | firedAt              | onDate     | canSnooze | snooze | isSleep | bedtime | offUntil             | sound
      06:40 | Rowing | ["monday","wednesday"]| true  | 2025-06-06T10:53:20Z | 2025-06-04T04:45:00Z |            | true      | 300    | false   |         |                      | system:Radial
      22:05 |        | []                              | false | 2025-06-06T22:00:00Z | 2025-06-07T22:00:00Z | 2025-06-08 | false     | 540    | false   |         |                      |
      07:00 |        | ["monday","tuesday","wednesday","thursday","friday"] | true  |                      |                      |            | true      |        | true    | 22:30   | 2025-06-07T05:00:00Z |`,
  },
});
