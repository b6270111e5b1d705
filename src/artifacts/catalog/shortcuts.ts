import { Embedded } from '../../model/example.ts';
import { WEEKDAY_WORDS } from '../kit/calendar-days.ts';
import { defineRecords, f, from, plistOf, sqlite, textOf } from '../kit/records/index.ts';
import { asList, asRecord, decodeValue, type Value } from '../kit/records/value.ts';
import {
  CHOSEN_ONES,
  DAY_OF_MONTH,
  LEVEL,
  MOMENT,
  ofRegion,
  STARTED_BY,
  TIME,
  WEEKDAYS,
  WORDS,
} from '../kit/shortcut-trigger.ts';

/** Most links that are listed of one shortcut, and how deep parameters are nested. */
const MAX_LINKS = 200;
const MAX_DEPTH = 24;
const LINK = /\bhttps?:\/\/[^\s"'<>\u{fffc}]+/giu;
/** What iOS calls its own actions. */
const BUILT_IN = 'is.workflow.actions.';

/** The actions of a shortcut: a property list that is a list, or a dictionary with one. */
function actionsOf(data: Value | null): readonly Value[] {
  const document = data instanceof Uint8Array && data.length > 0 ? decodeValue(data) : data;
  return asList(document) ?? asList(asRecord(document)?.['WFWorkflowActions']) ?? [];
}

function* linksIn(value: Value | undefined, depth = 0): Generator<string> {
  if (value === undefined || depth > MAX_DEPTH) return;
  if (typeof value === 'string') yield* value.match(LINK) ?? [];
  for (const part of asList(value) ?? Object.values(asRecord(value) ?? {})) yield* linksIn(part, depth + 1);
}

const DATA = 'actions.ZDATA';
const ACTIONS = from([DATA], (data) =>
  actionsOf(data).flatMap((action) => {
    const name = textOf(asRecord(action)?.['WFWorkflowActionIdentifier']);
    return name === '' ? [] : name.replace(BUILT_IN, '');
  }),
);
const LINKS = from([DATA], (data) => {
  const links = new Set<string>();
  for (const action of actionsOf(data)) {
    for (const link of linksIn(asRecord(action)?.['WFWorkflowActionParameters'])) {
      if (links.size < MAX_LINKS) links.add(link);
    }
  }
  return [...links];
});

/** None yet or 0 while it runs, 1 at its end; the app does not tell failed ones from those that were stopped. */
const OUTCOME = from(['ZOUTCOME'], (code) =>
  code === null || code === 0 ? 'running' : code === 1 ? 'finished' : 'failed',
);
const SHORTCUT = { table: 'ZSHORTCUT', on: 'ZSHORTCUT' };

/** Shortcuts: what they do, step by step, and the web addresses that they call; what starts them, and when they ran. */
export const shortcuts = defineRecords({
  id: 'shortcuts',
  area: 'apps',
  version: 5,
  needs: 'any',
  absent: 'This backup holds no shortcuts.',
  seenOn: ['iOS 27 (path in a real backup)', 'tables as other tools read them', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/Shortcuts/Shortcuts.sqlite'),
  kinds: {
    shortcuts: {
      id: 'shortcuts',
      name: ['Shortcut', 'Shortcuts'],
      icon: 'workflow',
      privacy: 'P2',
      rows: 'ZSHORTCUT',
      join: { actions: { table: 'ZSHORTCUTACTIONS', on: 'Z_PK', key: 'ZSHORTCUT' } },
      fields: {
        name: f.text('ZNAME', 'Its name.'),
        about: f.text('ZACTIONSDESCRIPTION', 'What it does, as the app sums it up.', { label: 'What it does' }),
        actionCount: f.integer('ZACTIONCOUNT', 'How many steps it has.', { label: 'Steps' }),
        actions: f.list(ACTIONS, 'Its steps, by their identifiers. Those of iOS stand without `is.workflow.actions`.'),
        links: f.list(LINKS, 'Web addresses in its steps.'),
        createdAt: f.cocoaTime('ZCREATIONDATE', 'When it was made.'),
        modifiedAt: f.cocoaTime('ZMODIFICATIONDATE', 'When it was last changed.', { label: 'Last changed' }),
        usedAt: f.cocoaTime('ZLASTRUNEVENTDATE', 'When it last ran.', { label: 'Last run' }),
        runs: f.integer('ZRUNEVENTSCOUNT', 'How often it ran.', { label: 'Times run' }),
        isDeleted: f.flag('ZTOMBSTONED', 'It was deleted.'),
      },
      show: {
        at: 'modifiedAt',
        title: 'name',
        text: ['about', 'actions', 'links'],
      },
    },
    shortcut_automations: {
      id: 'shortcut-automation',
      name: ['Automation', 'Automations'],
      icon: 'zap',
      privacy: 'P2',
      rows: 'ZTRIGGER',
      join: { shortcut: SHORTCUT },
      fields: {
        startedBy: f.code(STARTED_BY, 'What starts it.', {
          TimeOfDay: ['time-of-day', 'A time of day'],
          Sunrise: ['sunrise', 'Sunrise'],
          Sunset: ['sunset', 'Sunset'],
          Alarm: ['alarm', 'An alarm'],
          WakeUpAlarm: ['wake-up-alarm', 'The alarm of the sleep schedule'],
          Sleep: ['sleep', 'Sleep'],
          AppInFocus: ['app', 'An app is opened or closed'],
          Email: ['email', 'An e-mail arrives'],
          Message: ['message', 'A message arrives'],
          PlugIn: ['charger', 'The charger'],
          BatteryLevel: ['battery-level', 'Charge of the battery'],
          LowPowerMode: ['low-power-mode', 'Low Power Mode'],
          AirplaneMode: ['airplane-mode', 'Aeroplane mode'],
          Workout: ['workout', 'A workout'],
          DND: ['do-not-disturb', 'Do Not Disturb'],
          UserFocusActivity: ['focus', 'A focus'],
          CarPlayConnection: ['carplay', 'CarPlay'],
          Wifi: ['wifi', 'A Wi-Fi network'],
          Bluetooth: ['bluetooth', 'A Bluetooth device'],
          NFC: ['nfc', 'An NFC tag'],
          ExternalDisplay: ['external-display', 'A display'],
          WalletTransaction: ['payment', 'A payment with the phone'],
          ArriveLocation: ['arriving', 'Arriving at a place'],
          LeaveLocation: ['leaving', 'Leaving a place'],
          PredictedLocationTransition: ['commute', 'Before a commute'],
          SoundRecognition: ['sound', 'A sound that is recognised'],
        }),
        shortcut: f.text('shortcut.ZNAME', 'The shortcut that it runs.'),
        moment: f.code(
          MOMENT,
          'Whether it runs when that begins or ends.',
          {
            start: ['start', 'When it begins'],
            end: ['end', 'When it ends'],
            both: ['both', 'When it begins or ends'],
            rings: ['rings', 'When it rings'],
            snoozed: ['snoozed', 'When it is snoozed'],
            stopped: ['stopped', 'When it is stopped'],
            at: ['at', 'Exactly at this charge'],
            above: ['above', 'Above this charge'],
            below: ['below', 'Below this charge'],
          },
          { label: 'Moment' },
        ),
        which: f.list(
          CHOSEN_ONES,
          'Which networks, devices, apps, people, e-mail accounts, alarms, tag or focus; nothing if any will do.',
          { label: 'Which' },
        ),
        words: f.text(WORDS, 'Words that the subject or the message has to contain.', { label: 'With the words' }),
        time: f.text(TIME, 'Time of day at which it runs.'),
        days: f.codes(WEEKDAYS, 'On which days of the week.', WEEKDAY_WORDS),
        dayOfMonth: f.integer(DAY_OF_MONTH, 'On which day of the month.', { label: 'Day of the month' }),
        level: f.percent(LEVEL, 'Charge of the battery.', { label: 'Charge' }),
        place: f.text(ofRegion('Identifier'), 'The place, as the app shows it.'),
        latitude: f.latitude(ofRegion('CenterLatitude'), 'Centre of the place.'),
        longitude: f.longitude(ofRegion('CenterLongitude'), 'Centre of the place.'),
        radius: f.metres(ofRegion('Radius'), 'Radius of the place.'),
        steps: f.text('shortcut.ZACTIONSDESCRIPTION', 'What it does, as the app sums it up.', {
          label: 'What it does',
        }),
        isOn: f.flag('ZENABLED', 'It is switched on.', { label: 'On' }),
        asks: f.flag('ZSHOULDPROMPT', 'The phone asks before it runs.', { label: 'Asks first' }),
      },
      show: {
        title: ['startedBy', 'shortcut'],
        text: ['which', 'words', 'time', 'place', 'shortcut', 'steps'],
        place: { latitude: 'latitude', longitude: 'longitude', name: 'place' },
        order: 'startedBy',
      },
    },
    shortcut_runs: {
      id: 'shortcut-run',
      name: ['Run of a shortcut', 'Runs of shortcuts'],
      icon: 'play',
      privacy: 'P2',
      rows: 'ZSHORTCUTRUNEVENT',
      join: { shortcut: SHORTCUT },
      fields: {
        startedAt: f.cocoaTime('ZDATE', 'When it was started.', { label: 'Started' }),
        shortcut: f.text('shortcut.ZNAME', 'The shortcut.'),
        outcome: f.code(OUTCOME, 'How it ended.', {
          running: ['running', 'Not ended'],
          finished: ['finished', 'To the end'],
          failed: ['failed', 'Failed or stopped'],
        }),
        startedFrom: f.text('ZSOURCE', 'Where it was started, as iOS names it.', { label: 'Started from' }),
      },
      show: { at: 'startedAt', title: 'shortcut', text: ['outcome', 'startedFrom'] },
    },
  },
  example: {
    store: {
      tables: {
        ZSHORTCUT: `
          Z_PK | ZNAME          | ZACTIONSDESCRIPTION | ZACTIONCOUNT | ZCREATIONDATE | ZMODIFICATIONDATE | ZLASTRUNEVENTDATE | ZRUNEVENTSCOUNT | ZTOMBSTONED
          1    | Tell the choir | 2 actions           | 2            | 700000000     | 770900000         | 770990000         | 3               | 0
          2    | Empty          |                     | 0            | 700000000     | 700000000         |                   | 0               | 1`,
        ZSHORTCUTACTIONS: [
          {
            Z_PK: 11,
            ZSHORTCUT: 1,
            ZDATA: new Embedded(
              plistOf(`[
                {"WFWorkflowActionIdentifier": "is.workflow.actions.downloadurl", "WFWorkflowActionParameters": {
                  "WFURL": "https://choir.example/next", "WFHTTPHeaders": {"Value": {"note": "see https://choir.example/help"}}}},
                {"WFWorkflowActionIdentifier": "com.example.trails.Start", "WFWorkflowActionParameters": {}}]`),
            ),
          },
        ],
        ZTRIGGER: [
          {
            Z_PK: 1,
            ZSHORTCUT: 1,
            ZENABLED: 1,
            ZSHOULDPROMPT: 0,
            ZDATA: new Embedded({
              archive: {
                $class: 'WFAlarmTrigger',
                alarmType: 1,
                alarmIDs: ['0A0B0C0D-0E0F-4001-8002-030405060708'],
                cachedAlarmDescriptions: ['06:40, Rowing'],
                alarmState: 2,
              },
            }),
          },
          { Z_PK: 2, ZSHORTCUT: 2, ZENABLED: 0, ZSHOULDPROMPT: 1, ZDATA: null },
          {
            Z_PK: 3,
            ZSHORTCUT: 1,
            ZENABLED: 1,
            ZSHOULDPROMPT: 0,
            ZDATA: new Embedded({
              archive: {
                $class: 'WFTimeOfDayTrigger',
                timeOfDay: 2,
                mode: 0,
                daysOfWeek: [2, 4],
                time: { $class: 'NSDateComponents', 'NS.hour': 7, 'NS.minute': 5 },
              },
            }),
          },
          {
            Z_PK: 4,
            ZSHORTCUT: 1,
            ZENABLED: 1,
            ZSHOULDPROMPT: 0,
            ZDATA: new Embedded({
              archive: { $class: 'WFTimeOfDayTrigger', timeOfDay: 0, mode: 1, dayOfMonth: 1, daysOfWeek: [1] },
            }),
          },
          {
            Z_PK: 5,
            ZSHORTCUT: 1,
            ZENABLED: 1,
            ZSHOULDPROMPT: 0,
            ZDATA: new Embedded({ archive: { $class: 'WFTimeOfDayTrigger', timeOfDay: 1, mode: 0, daysOfWeek: [7] } }),
          },
          {
            Z_PK: 6,
            ZSHORTCUT: 1,
            ZENABLED: 1,
            ZSHOULDPROMPT: 0,
            ZDATA: new Embedded({
              archive: {
                $class: 'WFWifiTrigger',
                selection: 1,
                selectedNetworks: ['Boathouse'],
                onConnect: true,
                onDisconnect: false,
              },
            }),
          },
          {
            Z_PK: 7,
            ZSHORTCUT: 1,
            ZENABLED: 1,
            ZSHOULDPROMPT: 0,
            ZDATA: new Embedded({ archive: { $class: 'WFBatteryLevelTrigger', level: 20, selection: 2 } }),
          },
          {
            Z_PK: 8,
            ZSHORTCUT: 1,
            ZENABLED: 1,
            ZSHOULDPROMPT: 0,
            ZDATA: new Embedded({
              archive: {
                $class: 'WFEmailTrigger',
                selectedSubject: 'regatta',
                selectedSenders: ['vera@choir.example'],
              },
            }),
          },
          {
            Z_PK: 9,
            ZSHORTCUT: 1,
            ZENABLED: 1,
            ZSHOULDPROMPT: 0,
            ZDATA: new Embedded({
              archive: {
                $class: 'WFArriveLocationTrigger',
                region: {
                  $class: 'CLCircularRegion',
                  kCLRegionCodingKeyIdentifier: 'Boathouse',
                  kCLRegionCodingKeyCenterLatitude: 45.44,
                  kCLRegionCodingKeyCenterLongitude: 12.32,
                  kCLRegionCodingKeyRadius: 150,
                },
              },
            }),
          },
          {
            Z_PK: 10,
            ZSHORTCUT: 1,
            ZENABLED: 1,
            ZSHOULDPROMPT: 0,
            ZDATA: new Embedded({ archive: { $class: 'WFAlarmTrigger', alarmType: 2, alarmState: 0 } }),
          },
        ],
        ZSHORTCUTRUNEVENT: `
          Z_PK | ZSHORTCUT | ZDATE       | ZOUTCOME | ZSOURCE
          1    | 1         | 770900000   | 1        | my-workflows
          2    | 1         | 770990000.5 | 2        | automation
          3    | 2         | 771000000   |          |`,
      },
    },
    rows: {
      shortcuts: [
        {
          name: 'Tell the choir',
          about: '2 actions',
          actionCount: 2,
          actions: ['downloadurl', 'com.example.trails.Start'],
          links: ['https://choir.example/next', 'https://choir.example/help'],
          createdAt: Date.UTC(2023, 2, 8, 20, 26, 40),
          modifiedAt: Date.UTC(2025, 5, 6, 10, 53, 20),
          usedAt: Date.UTC(2025, 5, 7, 11, 53, 20),
          runs: 3,
          isDeleted: false,
        },
        { name: 'Empty', actionCount: 0, actions: [], links: [], runs: 0, isDeleted: true },
      ],
      shortcut_automations: `
        startedBy     | shortcut       | moment  | which                  | words   | time  | days          | dayOfMonth | level | place     | latitude | longitude | radius | steps     | isOn  | asks
        alarm         | Tell the choir | stopped | ["06:40, Rowing"]      |         |       |               |            |       |           |          |           |        | 2 actions | true  | false
                      | Empty          |         |                        |         |       |               |            |       |           |          |           |        |           | false | true
        time-of-day   | Tell the choir |         |                        |         | 07:05 | ["monday","wednesday"] |            |       |           |          |           |        | 2 actions | true  | false
        sunrise       | Tell the choir |         |                        |         |       |               | 1          |       |           |          |           |        | 2 actions | true  | false
        sunset        | Tell the choir |         |                        |         |       | ["saturday"] |            |       |           |          |           |        | 2 actions | true  | false
        wifi          | Tell the choir | start   | ["Boathouse"]          |         |       |               |            |       |           |          |           |        | 2 actions | true  | false
        battery-level | Tell the choir | below   |                        |         |       |               |            | 20    |           |          |           |        | 2 actions | true  | false
        email         | Tell the choir |         | ["vera@choir.example"] | regatta |       |               |            |       |           |          |           |        | 2 actions | true  | false
        arriving      | Tell the choir |         |                        |         |       |               |            |       | Boathouse | 45.44    | 12.32     | 150    | 2 actions | true  | false
        wake-up-alarm | Tell the choir | rings   |                        |         |       |               |            |       |           |          |           |        | 2 actions | true  | false`,
      shortcut_runs: `
        startedAt                | shortcut       | outcome  | startedFrom
        2025-06-06T10:53:20Z     | Tell the choir | finished | my-workflows
        2025-06-07T11:53:20.500Z | Tell the choir | failed   | automation
        2025-06-07T14:40:00Z     | Empty          | running  |`,
    },
  },
});
