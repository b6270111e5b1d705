import { CLOCK_DATABASE, sameId } from '../kit/clock.ts';
import { defineRecords, documents, f, from, plistOf, textOf } from '../kit/records/index.ts';

/** The name that Clock itself gives to the last timer. */
const TITLE = from(['MTTimerUserTitle', 'MTTimerTitle', 'ZTITLE'], (...titles) => {
  const title = titles.map(textOf).find((each) => each !== '');
  return title === undefined || title === 'CURRENT_TIMER' ? null : title;
});

/** Timers of Clock: those that ran, and those that are kept for the next time. */
export const timers = defineRecords({
  id: 'timers',
  area: 'system',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no timers.',
  seenOn: ['iOS 14 to 17 (keys) and 27 (table of a real backup), as other tools read them', 'synthetic'],
  stores: {
    database: CLOCK_DATABASE,
    settings: documents('HomeDomain', 'Library/Preferences/com.apple.mobiletimerd.plist'),
  },
  table: 'timers',
  name: ['Timer', 'Timers'],
  icon: 'timer',
  privacy: 'P0',
  rows: [
    { store: 'database', of: 'ZMTCDTIMER' },
    { store: 'settings', of: 'MTTimers/MTTimers/*/$MTTimer' },
  ],
  key: sameId('MTTimerID', 'ZMTID'),
  merge: { newest: 'changedAt' },
  fields: {
    title: f.text(TITLE, 'What it is called.'),
    length: f.duration(['MTTimerDuration', 'ZDURATION'], 'How long it runs.', { label: 'Length' }),
    state: f.code(['MTTimerState', 'ZSTATE'], 'Whether it was running.', {
      1: ['stopped', 'Not running'],
      2: ['running', 'Running'],
      3: ['paused', 'Paused'],
    }),
    changedAt: f.cocoaTime(
      ['MTTimerLastModifiedDate', 'ZLASTMODIFIEDDATE'],
      'When it was last started, stopped or changed.',
      {
        label: 'Last used',
      },
    ),
    firedAt: f.cocoaTime(['MTTimerFiredDate', 'ZFIREDDATE'], 'When it last ran out.', { label: 'Ran out' }),
    dismissedAt: f.cocoaTime(['MTTimerDismissedDate', 'ZDISMISSEDDATE'], 'When its sound was last stopped.', {
      label: 'Sound stopped',
    }),
  },
  show: { at: 'changedAt', title: ['title', 'length'], text: ['length'] },
  example: {
    files: {
      'AppDomainGroup-group.com.apple.mobiletimerd/local.sqlite': {
        tables: {
          ZMTCDTIMER: `
            Z_PK | ZMTID                               | ZTITLE        | ZDURATION | ZSTATE | ZLASTMODIFIEDDATE | ZFIREDDATE | ZDISMISSEDDATE
            1    | x'0a0b0c0d0e0f40018002030405060708' | Lemon cake    | 2700      | 1      | 770900000         | 770899990  | 770900000
            2    | x'1a0b0c0d0e0f40018002030405060708' | CURRENT_TIMER | 300       | 3      | 770950000         |            |`,
        },
      },
      'HomeDomain/Library/Preferences/com.apple.mobiletimerd.plist': plistOf(`{"MTTimers": {"MTTimers": [
        {"$MTTimer": {"MTTimerID": "0A0B0C0D-0E0F-4001-8002-030405060708", "MTTimerTitle": "Cake", "MTTimerDuration": 2700,
          "MTTimerState": 1, "MTTimerLastModifiedDate": "2025-06-01T10:00:00Z"}},
        {"$MTTimer": {"MTTimerID": "2A0B0C0D-0E0F-4001-8002-030405060708", "MTTimerTitle": "Tea", "MTTimerDuration": 180,
          "MTTimerState": 1}}]}}`),
    },
    rows: `
      title      | length | state   | changedAt            | firedAt              | dismissedAt
      Lemon cake | 2700   | stopped | 2025-06-06T10:53:20Z | 2025-06-06T10:53:10Z | 2025-06-06T10:53:20Z
                 | 300    | paused  | 2025-06-07T00:46:40Z |                      |
      Tea        | 180    | stopped |                      |                      |`,
  },
});
