import { isDomainError } from '../../model/errors.ts';
import { FROM_SUNDAY } from './calendar-days.ts';
import { from, textOf } from './records/index.ts';
import type { Computed } from './records/source.ts';
import { asList, asRecord, decodeValue, type MaybeValue } from './records/value.ts';

/** The classes of what starts an automation: `WFAlarmTrigger`, `WFWifiTrigger` … */
const TRIGGER = /^WF(.+)Trigger$/;
/** `timeOfDay`: anything else is the time that was set. */
const SUNRISE = 0;
const SUNSET = 1;
/** `mode` of days of the month. */
const MONTHLY = 1;
/** `selection` of networks and devices that were chosen; 0 is any. */
const CHOSEN = 1;
/** `alarmType` of alarms that were chosen; 0 is any, 2 the one of the sleep schedule. */
const CHOSEN_ALARMS = 1;
const WAKE_UP = 2;
/** `alarmState`, and `selection` of a charge of the battery. */
const ALARM_MOMENTS = ['rings', 'snoozed', 'stopped'];
const LEVEL_MOMENTS = ['at', 'above', 'below'];
/** Flags that say that something starts it, and that the opposite does. */
const STARTS = ['onConnect', 'onFocus', 'onEnable'];
const ENDS = ['onDisconnect', 'onBackground', 'onDisable'];
/** What has to be met, of whatever kind. Contacts of messages are archived as contacts, and by their handles. */
const CHOICES = [
  'selectedDevices',
  'selectedNetworks',
  'appIdentifiers',
  'selectedSendersStrings',
  'selectedSenders',
  'selectedRecipients',
  'selectedAccountDescriptions',
];
/** Ids of contacts are among the handles of senders. */
const CONTACT_ID = /^[\dA-F]{8}-(?:[\dA-F]{4}-){3}[\dA-F]{12}(?::|$)/i;

/** An archived trigger: its class, and what it waits for. */
type Trigger = Readonly<Record<string, MaybeValue>>;

/** Computed of the trigger; null if it cannot be read. That is noted once, of its class. */
function ofTrigger(read: (trigger: Trigger) => MaybeValue | null): Computed {
  return from(['ZDATA'], (data) => {
    if (!(data instanceof Uint8Array) || data.length === 0) return null;
    const trigger = asRecord(readable(data));
    return trigger === null ? null : (read(trigger) ?? null);
  });
}

function readable(data: Uint8Array): MaybeValue {
  try {
    return decodeValue(data);
  } catch (error) {
    if (isDomainError(error)) return undefined;
    throw error;
  }
}

const kindOf = ({ $class }: Trigger): string => TRIGGER.exec(textOf($class))?.[1] ?? textOf($class);

/** Sunrise and sunset are times of day to the app, but have none. */
export const STARTED_BY = from(['ZDATA'], (data) => {
  if (!(data instanceof Uint8Array) || data.length === 0) return null;
  const trigger = asRecord(decodeValue(data)) ?? {};
  const kind = kindOf(trigger);
  const sun = trigger['timeOfDay'];
  if (kind === 'TimeOfDay' && sun === SUNRISE) return 'Sunrise';
  if (kind === 'TimeOfDay' && sun === SUNSET) return 'Sunset';
  if (kind === 'Alarm' && trigger['alarmType'] === WAKE_UP) return 'WakeUpAlarm';
  return kind === '' ? null : kind;
});

const two = (value: MaybeValue): string => `${Number(value ?? 0)}`.padStart(2, '0');

/** The time of day at which it starts, `HH:MM`; null for sunrise and sunset. */
export const TIME = ofTrigger((trigger) => {
  const time = asRecord(trigger['time']);
  const hour = time?.['NS.hour'];
  const isTime = trigger['timeOfDay'] !== SUNRISE && trigger['timeOfDay'] !== SUNSET;
  return isTime && typeof hour === 'number' ? `${two(hour)}:${two(time?.['NS.minute'])}` : null;
});

/** Weekdays on which it starts, in the source counted from 1; null if it starts once a month. */
export const WEEKDAYS = ofTrigger(({ daysOfWeek, mode }) => {
  const days = mode === MONTHLY ? null : asList(daysOfWeek);
  return days === null ? null : FROM_SUNDAY.filter((_, day) => days.includes(day + 1));
});

/** Day of the month on which it starts; null if it does not start once a month. */
export const DAY_OF_MONTH = ofTrigger(({ dayOfMonth, mode }) => (mode === MONTHLY ? dayOfMonth : null));

/** What the owner chose: apps, networks, devices, alarms; null if any of them starts it. */
export const CHOSEN_ONES = ofTrigger((trigger) => {
  const kind = kindOf(trigger);
  const isAny = (kind === 'Wifi' || kind === 'Bluetooth') && (trigger['selection'] ?? CHOSEN) !== CHOSEN;
  if (isAny) return null;
  const alarms = trigger['alarmType'] === CHOSEN_ALARMS ? (asList(trigger['cachedAlarmDescriptions']) ?? []) : [];
  const one = [kind === 'NFC' ? trigger['name'] : null, kind === 'UserFocusActivity' ? trigger['activityName'] : null];
  const all = [...one, ...alarms, ...CHOICES.flatMap((key) => asList(trigger[key]) ?? [])];
  const names = all.filter((each) => typeof each === 'string' && each !== '' && !CONTACT_ID.test(each));
  return names.length === 0 ? null : [...new Set(names as string[])];
});

/** Words that a subject or a message has to contain. */
export const WORDS = ofTrigger(({ selectedSubject, selectedContents }) => selectedSubject ?? selectedContents);

/** Whether it starts at the beginning, at the end, or at both. */
export const MOMENT = ofTrigger((trigger) => {
  const { alarmState, selection } = trigger;
  const kind = kindOf(trigger);
  if (kind === 'Alarm') return typeof alarmState === 'number' ? ALARM_MOMENTS[alarmState] : null;
  if (kind === 'BatteryLevel') return typeof selection === 'number' ? LEVEL_MOMENTS[selection] : null;
  const [starts, ends] = [STARTS, ENDS].map((keys) => keys.some((key) => trigger[key] === true));
  return starts && ends ? 'both' : starts ? 'start' : ends ? 'end' : null;
});

/** Charge of the battery in percent at which it starts. */
export const LEVEL = ofTrigger((trigger) => (kindOf(trigger) === 'BatteryLevel' ? trigger['level'] : null));

/** A value of the circle of a place. The app shows its identifier as the name. */
export const ofRegion = (key: string): Computed =>
  ofTrigger(({ region }) => asRecord(region)?.[`kCLRegionCodingKey${key}`]);
