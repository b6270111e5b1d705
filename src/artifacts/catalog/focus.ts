import { defineRecords, documents, f, from, lookup, textOf } from '../kit/records/index.ts';
import { asList, asRecord, type MaybeValue } from '../kit/records/value.ts';

const FOLDER = 'Library/DoNotDisturb/DB';
const DETAILS = 'assertionDetails';
/** `enabledSetting` of a schedule that is on. */
const ENABLED = 2;

const clock = (hour: MaybeValue, minute: MaybeValue): string =>
  [hour, minute].map((part) => textOf(part ?? 0).padStart(2, '0')).join(':');
/** Monday is the lowest bit. */
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const EVERY_DAY = 127;
/** The days of a schedule; none if it is every day, or if nothing says which. */
const daysOf = (mask: MaybeValue): readonly string[] =>
  typeof mask !== 'number' || mask >= EVERY_DAY ? [] : DAYS.filter((_, day) => (mask & (1 << day)) !== 0);
/** The times of day at which a Focus begins and ends by itself. */
const SCHEDULES = from(['triggers/triggers'], (triggers) =>
  (asList(triggers) ?? []).flatMap((each) => {
    const trigger = asRecord(each);
    const start = trigger?.['timePeriodStartTimeHour'];
    const end = trigger?.['timePeriodEndTimeHour'];
    if (trigger?.['enabledSetting'] !== ENABLED || typeof start !== 'number' || typeof end !== 'number') return [];
    const minutes = [trigger['timePeriodStartTimeMinute'], trigger['timePeriodEndTimeMinute']];
    return [...daysOf(trigger['timePeriodWeekdays']), `${clock(start, minutes[0])}–${clock(end, minutes[1])}`].join(
      ' ',
    );
  }),
);
/** A value of an assertion, or of that which an invalidation ended. */
const ofBoth = (path: string): readonly string[] => [path, `invalidationAssertion/${path}`];
const MODE = ofBoth(`${DETAILS}/assertionDetailsModeIdentifier`);

/** Focus: its modes with their schedules, and when one was on. */
export const focus = defineRecords({
  id: 'focus',
  title: 'Focus',
  area: 'system',
  version: 2,
  needs: 'any',
  absent: 'This backup does not say which Focus was on. The list of modes is in encrypted backups only.',
  seenOn: ['iOS 14 (path in a real backup)', 'macOS (keys as other tools read them)', 'synthetic'],
  stores: {
    modes: documents('HomeDomain', `${FOLDER}/ModeConfigurations.json`),
    assertions: documents('HomeDomain', `${FOLDER}/Assertions.json`),
  },
  lookups: {
    names: {
      store: 'modes',
      of: 'data/*/modeConfigurations/*',
      key: ['mode/modeIdentifier', from(['@key'], (key) => textOf(key).replace(/^\d+\//, ''))],
      value: 'mode/name',
    },
  },
  kinds: {
    focus_modes: {
      id: 'focus-mode',
      name: ['Focus', 'Focus modes'],
      icon: 'moon',
      privacy: 'P1',
      rows: { store: 'modes', of: 'data/*/modeConfigurations/*' },
      where: from(['.'], (mode) => asRecord(mode) !== null),
      fields: {
        name: f.text('mode/name', 'Its name.'),
        identifier: f.text(
          ['mode/modeIdentifier', from(['@key'], (key) => textOf(key).replace(/^\d+\//, ''))],
          'What the system calls it.',
        ),
        schedules: f.list(SCHEDULES, 'Days and times of day at which it is on by itself.', { label: 'Schedules' }),
        symbol: f.text('mode/symbolImageName', 'Its symbol.'),
      },
      show: { title: ['name', 'identifier'], text: ['schedules'] },
    },
    focus_times: {
      id: 'focus-time',
      name: ['Time with Focus', 'Times with Focus'],
      icon: 'bell-off',
      privacy: 'P1',
      rows: {
        store: 'assertions',
        of: ['data/*/storeAssertionRecords/*', 'data/*/storeInvalidationRecords/*'],
        where: from(MODE, (...modes) => modes.some((mode) => mode !== null)),
      },
      fields: {
        name: f.text(lookup('names', MODE), 'Name of the Focus.'),
        mode: f.text(MODE, 'What the system calls it.'),
        startedAt: f.cocoaTime(ofBoth('assertionStartDateTimestamp'), 'Since when it was on.', { label: 'From' }),
        endedAt: f.cocoaTime('invalidationDateTimestamp', 'When it ended; nothing if it was still on.', {
          label: 'To',
        }),
        reason: f.text(ofBoth(`${DETAILS}/assertionDetailsReason`), 'Why it was on.', { label: 'Reason' }),
        endReason: f.text('invalidationReason', 'Why it ended.', { label: 'Reason of the end' }),
        client: f.text(
          ofBoth('assertionSource/assertionClientIdentifier'),
          'What turned it on: an app, or a part of the system.',
          { label: 'Turned on by' },
        ),
      },
      show: { at: 'startedAt', title: ['name', 'mode'], text: ['reason', 'client'] },
    },
  },
  example: {
    files: {
      [`HomeDomain/${FOLDER}/ModeConfigurations.json`]: {
        json: {
          data: [
            {
              modeConfigurations: {
                'com.apple.focus.work': {
                  mode: { name: 'Work', modeIdentifier: 'com.apple.focus.work', symbolImageName: 'briefcase.fill' },
                  triggers: {
                    triggers: [
                      {
                        class: 'DNDModeConfigurationScheduleTrigger',
                        enabledSetting: 2,
                        timePeriodStartTimeHour: 9,
                        timePeriodStartTimeMinute: 30,
                        timePeriodEndTimeHour: 17,
                        timePeriodWeekdays: 31,
                      },
                      { enabledSetting: 1, timePeriodStartTimeHour: 1, timePeriodEndTimeHour: 2 },
                    ],
                  },
                },
                'com.apple.donotdisturb.mode.default': { mode: { name: 'Do Not Disturb' } },
              },
            },
          ],
          header: { version: 8 },
        },
      },
      [`HomeDomain/${FOLDER}/Assertions.json`]: {
        json: {
          data: [
            {
              storeAssertionRecords: [
                {
                  assertionUUID: 'A',
                  assertionSource: { assertionClientIdentifier: 'com.apple.focus.activity-manager' },
                  assertionStartDateTimestamp: 770900000.5,
                  assertionDetails: {
                    assertionDetailsModeIdentifier: 'com.apple.focus.work',
                    assertionDetailsReason: 'user-action',
                  },
                },
              ],
              storeInvalidationRecords: [
                {
                  invalidationAssertion: {
                    assertionUUID: 'B',
                    assertionSource: { assertionClientIdentifier: 'com.apple.controlcenter.dnd' },
                    assertionStartDateTimestamp: 770800000,
                    assertionDetails: { assertionDetailsModeIdentifier: 'com.apple.donotdisturb.mode.default' },
                  },
                  invalidationDateTimestamp: 770803600,
                  invalidationReason: 'user-changed-state',
                },
              ],
              storeInvalidationRequestRecords: [{ invalidationRequestReason: 'user-changed-state' }],
            },
          ],
        },
      },
    },
    rows: {
      focus_modes: [
        {
          name: 'Work',
          identifier: 'com.apple.focus.work',
          schedules: ['Mon Tue Wed Thu Fri 09:30–17:00'],
          symbol: 'briefcase.fill',
        },
        { name: 'Do Not Disturb', identifier: 'com.apple.donotdisturb.mode.default', schedules: [] },
      ],
      focus_times: `
        name           | mode                                | startedAt                | endedAt              | reason      | endReason          | client
        Work           | com.apple.focus.work                | 2025-06-06T10:53:20.500Z |                      | user-action |                    | com.apple.focus.activity-manager
        Do Not Disturb | com.apple.donotdisturb.mode.default | 2025-06-05T07:06:40Z     | 2025-06-05T08:06:40Z |             | user-changed-state | com.apple.controlcenter.dnd`,
    },
  },
});
