import { defineRecords, documents, f, from, plistOf } from '../kit/records/index.ts';

/** Monday is the lowest bit. */
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const REPEATS = from(['MTAlarmRepeatSchedule'], (mask) => DAYS.filter((_, day) => (Number(mask) & (1 << day)) !== 0));
const two = (value: unknown): string => `${Number(value ?? 0)}`.padStart(2, '0');
const TIME = from(['MTAlarmHour', 'MTAlarmMinute'], (hour, minute) =>
  hour === null ? null : `${two(hour)}:${two(minute)}`,
);

/** Alarms, those of the sleep schedule too. */
export const clock = defineRecords({
  id: 'clock',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no alarms.',
  seenOn: ['iOS 12 to 18 (layout of another tool)', 'synthetic'],
  store: documents('HomeDomain', 'Library/Preferences/com.apple.mobiletimerd.plist'),
  table: 'alarms',
  name: ['Alarm', 'Alarms'],
  icon: 'alarm-clock',
  privacy: 'P0',
  rows: ['MTAlarms/MTAlarms/*/$MTAlarm', 'MTAlarms/MTSleepAlarms/*/$MTSleepAlarm', 'MTAlarms/MTSleepAlarms/*/$MTAlarm'],
  fields: {
    time: f.text(TIME, 'When it rings.'),
    title: f.text('MTAlarmTitle', 'What it is called.'),
    days: f.list(REPEATS, 'On which days it is repeated.', { label: 'Repeats' }),
    isOn: f.flag('MTAlarmEnabled', 'It is switched on.', { label: 'On' }),
    changedAt: f.date('MTAlarmLastModifiedDate', 'When it was last changed.', { label: 'Changed' }),
    firedAt: f.date(['MTAlarmFireDate', 'MTAlarmDismissDate'], 'When it last rang.'),
    sound: f.text('MTAlarmSound/$MTSound/MTSoundToneID', 'Sound.'),
  },
  show: { at: 'changedAt', title: ['title', 'time'], text: ['time'], order: '-changedAt' },
  example: {
    store: plistOf(`{"MTAlarms": {"MTAlarms": [{"$MTAlarm": {
      "MTAlarmHour": 6, "MTAlarmMinute": 45, "MTAlarmTitle": "Rowing", "MTAlarmEnabled": true, "MTAlarmRepeatSchedule": 5,
      "MTAlarmLastModifiedDate": "2025-04-01T20:00:00Z", "MTAlarmFireDate": "2025-06-04T04:45:00Z",
      "MTAlarmSound": {"$MTSound": {"MTSoundToneID": "Radar"}}}}]}}`),
    rows: `
      time  | title  | days          | isOn | changedAt            | firedAt              | sound
      06:45 | Rowing | ["Mon","Wed"] | true | 2025-04-01T20:00:00Z | 2025-06-04T04:45:00Z | Radar`,
  },
});
